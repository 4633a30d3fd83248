"""What a programme keeps for everybody in it: readings of its rules, lessons, wishes for benefits."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc_golden_list.models.base import PREFIX, Base
from ntfc_golden_list.models.programmes import Programme
from ntfc_golden_list.rules.benefits import Disposition


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
