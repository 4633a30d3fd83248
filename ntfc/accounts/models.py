"""What a person signs in with, the devices signed in, and failed attempts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.db import Model
from ntfc.people.models import Person


class Credential(Model):
    """How one person proves who it is. No row: the person acts by one-time links."""

    __tablename__ = "credentials"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    password_set_at: Mapped[datetime]
    totp_secret: Mapped[str] = mapped_column(String(64), default="")
    totp_confirmed_at: Mapped[datetime | None]  # until then the secret counts for nothing
    totp_last_step: Mapped[int] = mapped_column(default=0)  # a code is accepted once

    person: Mapped[Person] = relationship(lazy="raise")


class Device(Model):
    """A browser in which a person has signed in; ending it signs it out."""

    __tablename__ = "devices"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(200), default="")  # browser and system, as it said
    address: Mapped[str] = mapped_column(String(60), default="")
    stays: Mapped[bool] = mapped_column(default=False)  # the person's own: signed in for long
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]  # when a code was given here
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise")


class RecoveryCode(Model):
    """One way in when the telephone is lost; each works once."""

    __tablename__ = "recovery_codes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class Attempt(Model):
    """A failed sign-in. All workers count the same rows, so a limit is one limit."""

    __tablename__ = "attempts"
    __table_args__ = (Index("ix_attempts_key_at", "key", "at"),)

    key: Mapped[str] = mapped_column(String(80))  # keyed hash of an account or an address
    at: Mapped[datetime] = mapped_column(index=True)
