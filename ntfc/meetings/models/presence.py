"""Who was there, from when to when, and the letters about seats that stay empty."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.db import Model
from ntfc.meetings.models.meetings import Meeting
from ntfc.meetings.models.vocabulary import LetterState, Presence, TakesPartAs
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.seats.models import Seat
from ntfc.sentences import Kept


class Attendance(Model):
    """How a seat, a guest or a name from a paper list was there.

    A name is typed where nobody of the directory is meant, such as an informal trader.
    """

    __tablename__ = "attendances"
    __table_args__ = (
        UniqueConstraint("meeting_id", "seat_id"),
        Index("ix_attendances_seat_id", "seat_id"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    kind: Mapped[TakesPartAs] = mapped_column(default=TakesPartAs.SEAT)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[Role | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(200), default="")  # typed
    side_id: Mapped[int | None] = mapped_column(ForeignKey("sides.id"), index=True)
    is_sme: Mapped[bool] = mapped_column(default=False)
    presence: Mapped[Presence]
    note: Mapped[str] = mapped_column(String(300), default="")
    signed_at: Mapped[datetime | None]  # on the screen at the door
    noted_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    seat: Mapped[Seat | None] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    spans: Mapped[list["AttendanceSpan"]] = relationship(
        back_populates="attendance",
        cascade="all, delete-orphan",
        order_by="AttendanceSpan.came_at",
        lazy="raise",
    )


class AttendanceSpan(Model):
    """Somebody came, and went again or stayed. Without any span: there all the time."""

    __tablename__ = "attendance_spans"

    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendances.id"), index=True)
    came_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    attendance: Mapped[Attendance] = relationship(back_populates="spans", lazy="raise")


class AbsenceLetter(Model):
    """A letter to an institution whose seat stayed empty too often; the secretary sends it."""

    __tablename__ = "absence_letters"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))  # the last one missed
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id"), index=True
    )  # the representative
    absences: Mapped[int]  # in a row
    state: Mapped[LetterState] = mapped_column(default=LetterState.DRAFT)
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    drafted_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    reason: Mapped[str] = mapped_column(Kept, default="")  # why it was not sent
    mailed_to: Mapped[str] = mapped_column(Text, default="")  # names; empty: on paper
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    seat: Mapped[Seat] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise")
