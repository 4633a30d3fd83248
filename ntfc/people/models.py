"""A person, with or without a way to sign in."""

import enum
from datetime import datetime

from sqlalchemy import ColumnElement, String, UniqueConstraint, false, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from ntfc import plugins
from ntfc.constraints import SENTENCE, holds
from ntfc.db import Model, db
from ntfc.i18n import _


class Gender(enum.Enum):
    """Said by the person alone, never by anyone else, and never asked for as a duty."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Person(Model):
    """Someone the committee deals with. Without password the person acts by one-time links."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint(
            "email", info={SENTENCE: _("This e-mail address belongs to somebody already.")}
        ),
        holds(
            "email_as_compared",
            "email = lower(email) AND email <> ''",
            _("An e-mail address is kept in small letters."),
        ),
    )

    name: Mapped[str] = mapped_column(String(200), index=True)
    email: Mapped[str | None] = mapped_column(String(254))  # in lower case
    phone: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str] = mapped_column(String(20), default="")  # empty: as the site
    time_zone: Mapped[str] = mapped_column(String(60), default="")
    gender: Mapped[Gender | None]
    is_champion: Mapped[bool] = mapped_column(default=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None  # a person belongs to the whole site

    @property
    def is_listed(self) -> bool:
        """Tell whether everyone who signs in may know this person."""
        return (
            db.session.scalar(select(Person.id).where(Person.id == self.id, listed())) is not None
        )


def listed() -> ColumnElement[bool]:
    """Return the condition that a person has a seat or is a contact; the features above say who."""
    return or_(false(), *(Person.id.in_(ids) for ids in plugins.gather("ntfc_listed_people")))
