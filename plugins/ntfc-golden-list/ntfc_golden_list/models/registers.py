"""What a programme keeps for everybody in it: readings of its rules, lessons, wishes for benefits."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc_golden_list.models.base import PREFIX, Base
from ntfc_golden_list.models.programmes import Benefit, Programme
from ntfc_golden_list.rules.benefits import Disposition
from ntfc_golden_list.rules.programme import Recognition


class Reading(Base):
    """How the central unit reads a requirement from a day on; the latest one holds."""

    __tablename__ = f"{PREFIX}readings"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    code: Mapped[str] = mapped_column(String(20))
    since: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Lesson(Base):
    """What one centre learnt, for the training of all; it names no firm."""

    __tablename__ = f"{PREFIX}lessons"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Measured(Base):
    """What an effect of the programme was found to be on a day. It is measured, never granted."""

    __tablename__ = f"{PREFIX}measured"

    id: Mapped[int] = mapped_column(primary_key=True)
    benefit_id: Mapped[int] = mapped_column(ForeignKey(Benefit.id), index=True)
    on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class Partner(Base):
    """A partner with whom recognition is sought or holds, and how our numbers begin there."""

    __tablename__ = f"{PREFIX}partners"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    code: Mapped[str] = mapped_column(String(3))
    prefix: Mapped[str] = mapped_column(String(10), default="")
    recognition: Mapped[Recognition]
    since: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    programme: Mapped[Programme] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None


class General(Base):
    """A problem of many firms that was told to the committee, without their names."""

    __tablename__ = f"{PREFIX}general"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issues.id"))
    firms: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Proposed(Base):
    """A benefit that somebody would like, and what became of it."""

    __tablename__ = f"{PREFIX}proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    disposition: Mapped[Disposition | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    programme: Mapped[Programme] = relationship(lazy="raise")

    body_id = None
