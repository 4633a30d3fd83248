"""Firms, their files, and the history of each: what was written there stays as it is."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc_golden_list.models.base import PREFIX, Base
from ntfc_golden_list.models.programmes import Criterion, Edition, Kind, Programme
from ntfc_golden_list.rules.judging import Answer, Size
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.rules.people import Change
from ntfc_golden_list.rules.reminding import Occasion

SENTENCE = "sentence"  # what is told when the database says no, where two act at one moment
HAS_ONE = _("This firm has a file in this programme already.")
AT_ONCE = _("Somebody else did the same at this moment. Look at it, and do it again if need be.")


class Firm(Base):
    """A firm, with those who speak for it."""

    __tablename__ = f"{PREFIX}firms"
    __table_args__ = (
        UniqueConstraint("registration", info={SENTENCE: _("This firm is known already.")}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), index=True)
    registration: Mapped[str] = mapped_column(String(60))
    size: Mapped[Size]
    sector: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(80), default="", server_default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))

    people: Mapped[list["FirmPerson"]] = relationship(lazy="selectin", order_by="FirmPerson.id")

    body_id = None


class FirmPerson(Base):
    """Somebody who speaks for a firm; who leads signs for it."""

    __tablename__ = f"{PREFIX}firm_people"
    __table_args__ = (UniqueConstraint("firm_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    is_lead: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)

    person: Mapped[Person] = relationship(Person, lazy="raise")


class PlaceChanged(Base):
    """What became of somebody's place in a firm, by whom. It is written once."""

    __tablename__ = f"{PREFIX}place_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    change: Mapped[Change]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class File(Base):
    """The file of a firm in a programme. It moves by steps only; each stands in its history."""

    __tablename__ = f"{PREFIX}files"
    __table_args__ = (
        UniqueConstraint("programme_id", "firm_id", info={SENTENCE: HAS_ONE}),
        UniqueConstraint("programme_id", "number", info={SENTENCE: AT_ONCE}),
        Index(f"ix_{PREFIX}files_programme_id_state", "programme_id", "state"),
        Index(f"ix_{PREFIX}files_programme_id_due_on_id", "programme_id", "due_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), index=True)
    firm_id: Mapped[int] = mapped_column(ForeignKey(Firm.id), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey(Edition.id))
    kind_id: Mapped[int | None] = mapped_column(ForeignKey(Kind.id))
    coordinator_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    number: Mapped[int]
    office: Mapped[str] = mapped_column(String(120), default="", server_default="")
    roles: Mapped[list[str]]
    state: Mapped[State] = mapped_column(index=True)
    since: Mapped[date]
    due_on: Mapped[date | None] = mapped_column(index=True)
    appeal_until: Mapped[date | None]
    round_from: Mapped[date | None]
    appealed_from: Mapped[State | None]
    ended_on: Mapped[date | None]
    was_nominated: Mapped[bool] = mapped_column(default=False)
    consented_on: Mapped[date | None]
    was_taken_over: Mapped[bool] = mapped_column(default=False)
    was_certified: Mapped[bool] = mapped_column(default=False)
    opened_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    programme: Mapped[Programme] = relationship(lazy="raise")
    firm: Mapped[Firm] = relationship(lazy="raise")
    edition: Mapped[Edition | None] = relationship(lazy="raise")
    kind: Mapped[Kind | None] = relationship(lazy="raise")
    coordinator: Mapped[Person | None] = relationship(Person, lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None

    @property
    def reference(self) -> str:
        """Return how letters and certificates call the file."""
        return f"{self.programme.country}-{self.programme_id}-{self.number:05d}"


class Moved(Base):
    """A step that a file took. It is written once."""

    __tablename__ = f"{PREFIX}moves"
    __table_args__ = (
        UniqueConstraint("file_id", "number", info={SENTENCE: AT_ONCE}),
        Index(f"ix_{PREFIX}moves_to_on", "to", "on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    number: Mapped[int]
    start: Mapped[State | None]
    to: Mapped[State] = mapped_column(index=True)
    on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reasons: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]]
    days: Mapped[int | None]  # for which the file had stood where it left from

    by: Mapped[Person | None] = relationship(Person, lazy="raise")


class Reminded(Base):
    """That people were reminded of a day in a file. Mails are forgotten; this stays, so it is once."""

    __tablename__ = f"{PREFIX}reminders"
    __table_args__ = (UniqueConstraint("file_id", "occasion", "due_on", info={SENTENCE: AT_ONCE}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id))
    occasion: Mapped[Occasion]
    due_on: Mapped[date]
    at: Mapped[datetime]


class Answered(Base):
    """What a firm says of one requirement."""

    __tablename__ = f"{PREFIX}answers"
    __table_args__ = (UniqueConstraint("file_id", "criterion_id", info={SENTENCE: AT_ONCE}),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey(Criterion.id))
    answer: Mapped[Answer | None]
    by_when: Mapped[date | None]
    proof: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class Asked(Base):
    """A part of the questions that a colleague of the firm is asked to answer by link."""

    __tablename__ = f"{PREFIX}asked"
    __table_args__ = (UniqueConstraint("file_id", "area", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(File.id), index=True)
    area: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # taken back, or the person left the firm

    file: Mapped[File] = relationship(lazy="raise")
    person: Mapped[Person] = relationship(Person, lazy="raise")

    body_id = None


def _stays(_mapper: Any, _connection: Any, row: Moved | PlaceChanged) -> None:
    raise RuntimeError(f"history is only added to: {row.__tablename__} {row.id}")


for _kept in (Moved, PlaceChanged):
    event.listen(_kept, "before_update", _stays)
    event.listen(_kept, "before_delete", _stays)
