"""The consultation: which text went out, who was asked, what was said and what became of it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.constraints import only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.mandates.models import Disposition
from ntfc.minutes.models.record import Minutes, MinutesSection
from ntfc.minutes.models.vocabulary import VersionKind
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person


class MinutesVersion(Model):
    """The whole of the minutes as people were given it, word for word. Never altered."""

    __tablename__ = "minutes_versions"
    __table_args__ = (
        UniqueConstraint("minutes_id", "number"),
        only_one(
            "uq_minutes_versions_approved",
            "minutes_id",
            where="kind = 'approved'",
            sentence=_("These minutes are approved already."),
        ),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int]
    kind: Mapped[VersionKind]
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str] = mapped_column(Text)  # canonical: see ntfc/minutes/rules/document.py
    at: Mapped[datetime]

    minutes: Mapped[Minutes] = relationship(lazy="raise")


class MinutesRequest(Model):
    """Somebody in a seat was asked to comment on the draft."""

    __tablename__ = "minutes_requests"
    __table_args__ = (UniqueConstraint("minutes_id", "person_id"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    reminded_for: Mapped[date | None]  # the closing date of which the person was reminded

    minutes: Mapped[Minutes] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")


class MinutesComment(Model):
    """What somebody said about a paragraph of the draft, and what became of it."""

    __tablename__ = "minutes_comments"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_sections.id"), index=True)
    paragraph: Mapped[str] = mapped_column(Text, default="")  # as it read then; empty: the whole
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_link: Mapped[bool] = mapped_column(default=False)
    disposition: Mapped[Disposition | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    disposed_at: Mapped[datetime | None]
    disposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)

    # Always there: who may read it hangs on the minutes.
    minutes: Mapped[Minutes] = relationship(lazy="joined", innerjoin=True)
    section: Mapped[MinutesSection | None] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
