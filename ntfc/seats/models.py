"""Seats, the people appointed to them, and what each person declared."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.committees.models import Body
from ntfc.constraints import by_hand, holds, in_order, only_one
from ntfc.db import Model
from ntfc.i18n import _
from ntfc.organisations.models import Organisation, Side
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.sentences import KeptList


class Expectation(enum.Enum):
    """What a member hopes to get from the body."""

    INFORMATION = "information"
    ESCALATION = "escalation"
    OPEN_FORUM = "open_forum"


class Seat(Model):
    """A place at the table. It belongs to an institution, or to a person whom one puts forward."""

    __tablename__ = "seats"
    __table_args__ = (
        holds(
            "one_owner",
            "organisation_id IS NULL OR nominated_by_id IS NULL",
            _(
                "A seat belongs to an institution, or to a person whom one puts forward: choose one of the two."
            ),
        ),
        holds("some_months", "term_months > 0", _("A term has at least one month.")),
        in_order("created_on", "ended_on"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    role: Mapped[Role]
    title: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=100)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    nominated_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    side_id: Mapped[int | None] = mapped_column(
        ForeignKey("sides.id"), index=True
    )  # else its institution's
    is_permanent: Mapped[bool] = mapped_column(default=True)
    term_months: Mapped[int | None]
    is_named: Mapped[bool] = mapped_column(default=False)  # its holder changes only with a reason
    agreement: Mapped[str] = mapped_column(String(300), default="")
    agreement_ends_on: Mapped[date | None]  # the seat rests when it has lapsed
    expectation: Mapped[Expectation | None]
    dissemination: Mapped[str] = mapped_column(Text, default="")
    dissemination_reviewed_on: Mapped[date | None]
    exception: Mapped[str] = mapped_column(Text, default="")  # why it is there despite a rule
    created_on: Mapped[date]
    ended_on: Mapped[date | None]  # from this day on it is gone
    end_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    # Always there: whether a seat may be seen hangs on its body.
    body: Mapped[Body] = relationship(lazy="joined", innerjoin=True)
    organisation: Mapped[Organisation | None] = relationship(
        foreign_keys=[organisation_id], lazy="raise"
    )
    nominated_by: Mapped[Organisation | None] = relationship(
        foreign_keys=[nominated_by_id], lazy="raise"
    )
    side: Mapped[Side | None] = relationship(lazy="raise")
    appointments: Mapped[list["Appointment"]] = relationship(back_populates="seat", lazy="raise")


PUT_FORWARD = _("This person is put forward for this seat already.")


class Capacity(enum.Enum):
    """In what capacity a person sits."""

    REPRESENTATIVE = "representative"
    ALTERNATE = "alternate"


class Appointment(Model):
    """A person nominated for a seat, then put in it by one authority or several, for a time."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index("ix_appointments_seat_id_capacity", "seat_id", "capacity"),
        only_one(
            "uq_appointments_put_forward",
            "seat_id",
            "person_id",
            "capacity",
            where="starts_on IS NULL AND ended_on IS NULL",
            sentence=PUT_FORWARD,
        ),
        in_order("starts_on", "ends_on"),
        in_order("starts_on", "ended_on"),
        in_order("nominated_on", "ended_on"),
    )

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seats.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.REPRESENTATIVE)
    nominated_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    nominated_on: Mapped[date | None]
    competence: Mapped[str] = mapped_column(Text, default="")
    authorities: Mapped[list[str]] = mapped_column(default=list)  # one or several
    instrument: Mapped[str] = mapped_column(String(300), default="")
    instrument_file: Mapped[str | None] = mapped_column(  # mandate letter
        ForeignKey("stored_files.name"), index=True
    )
    instrument_file_name: Mapped[str] = mapped_column(String(200), default="")
    starts_on: Mapped[date | None]  # none while only nominated
    ends_on: Mapped[date | None]  # the last day in office, as foreseen
    ended_on: Mapped[date | None]  # from this day on the person has left, or is not put forward
    end_reason: Mapped[str] = mapped_column(Text, default="")
    change_reason: Mapped[str] = mapped_column(
        Text, default=""
    )  # of a named seat, or despite a rule
    despite: Mapped[list[str]] = mapped_column(
        KeptList, default=list
    )  # rules of procedure it does not keep
    accepted_on: Mapped[date | None]  # by the person
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    seat: Mapped[Seat] = relationship(back_populates="appointments", lazy="raise")
    person: Mapped[Person] = relationship(lazy="raise")
    nominated_by: Mapped[Organisation | None] = relationship(lazy="raise")


# What no index of the models can say: two hold one seat in one capacity on no day. The first
# migration writes it down in the way of each database; these are the names it has there.
by_hand(
    "ex_appointments_one_representative",
    "ex_appointments_one_alternate",
    "ex_appointments_one_holder",
    sentence=_("Somebody else holds this seat in those days."),
)


class CodeOfConduct(Model):
    """A code of conduct of a body's own. A newer one takes its place; the older stays readable."""

    __tablename__ = "codes_of_conduct"
    __table_args__ = (UniqueConstraint("body_id", "number"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    since: Mapped[date]


class GuidanceCard(Model):
    """What a body hands to those who speak for the public side, in words of its own."""

    __tablename__ = "guidance_cards"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), unique=True)
    text: Mapped[str] = mapped_column(Text)
    since: Mapped[date]


class ConductAcceptance(Model):
    """A member accepted the code of conduct of a body, as it read that day."""

    __tablename__ = "conduct_acceptances"
    __table_args__ = (UniqueConstraint("body_id", "person_id", "text_hash"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Declaration(Model):
    """An interest a member declared; withdrawn ones stay readable with their dates."""

    __tablename__ = "declarations"
    __table_args__ = (in_order("declared_on", "ended_on"),)

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    declared_on: Mapped[date]
    ended_on: Mapped[date | None]

    person: Mapped[Person] = relationship(lazy="raise")
