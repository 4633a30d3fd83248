"""Invitations and what was answered, one by one and as lists."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, exists, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import Invitation, Meeting, MeetingState, Reply, ShortWay, TakesPartAs
from ntfc.organisations.models import SME, Camp, Organisation, Side
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.procedure.queries import rules_on
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.seats.queries import holds_on

Instead = aliased(Person, name="instead")


def get_invitation(invitation_id: int) -> Invitation:
    """Return an invitation with its person and its meeting; 404 when there is none."""
    found: Invitation = db.one_or_404(_whole().where(Invitation.id == invitation_id))
    return found


def find_invitation(invitation_id: int) -> Invitation | None:
    """Return an invitation by its number, or None."""
    return db.session.scalars(_whole().where(Invitation.id == invitation_id)).one_or_none()


def _whole() -> Any:
    return select(Invitation).options(
        joinedload(Invitation.person),
        joinedload(Invitation.organisation),
        joinedload(Invitation.meeting).options(
            joinedload(Meeting.host), selectinload(Meeting.days)
        ),
    )


def find_guest(meeting_id: int, person_id: int) -> Invitation | None:
    """Return the invitation of somebody without a seat, also one that was taken back."""
    return db.session.scalars(
        select(Invitation)
        .where(
            Invitation.meeting_id == meeting_id,
            Invitation.person_id == person_id,
            Invitation.seat_id.is_(None),
        )
        .options(joinedload(Invitation.person), joinedload(Invitation.meeting))
    ).one_or_none()


def find_stand_in(invitation: Invitation, person_id: int) -> Invitation | None:
    """Return the invitation of the alternate who was asked to come for the same seat."""
    query = select(Invitation).where(
        Invitation.meeting_id == invitation.meeting_id,
        Invitation.seat_id == invitation.seat_id,
        Invitation.person_id == person_id,
        Invitation.id != invitation.id,
    )
    whole = query.options(joinedload(Invitation.person), joinedload(Invitation.meeting))
    return db.session.scalars(whole).one_or_none()


def stands_in_for(invitation: Invitation) -> int | None:
    """Return the alternate who is asked to come for the same seat, whatever was answered since."""
    if invitation.seat_id is None or invitation.capacity is Capacity.ALTERNATE:
        return None
    query = select(Invitation.person_id).where(
        Invitation.meeting_id == invitation.meeting_id,
        Invitation.seat_id == invitation.seat_id,
        Invitation.capacity == Capacity.ALTERNATE,
        Invitation.id != invitation.id,
        Invitation.withdrawn_at.is_(None),
    )
    return db.session.scalars(query.limit(1)).one_or_none()


def sits_there(invitation: Invitation, day: date) -> bool:
    """Tell whether the person who was asked for a seat sits there; guests are asked for none."""
    if invitation.seat_id is None:
        return True
    there = (
        Appointment.seat_id == invitation.seat_id,
        Appointment.person_id == invitation.person_id,
    )
    return db.session.scalar(select(exists().where(*there, holds_on(day)))) or False


def alternates_for(invitation: Invitation, day: date) -> Sequence[Row[int, str]]:
    """Return who may come for the seat instead, where the rules of the body know alternates."""
    if invitation.seat_id is None or invitation.capacity is Capacity.ALTERNATE:
        return ()
    body = db.session.get_one(Body, invitation.body_id)
    if not rules_on(body, day).alternates:
        return ()
    query = (
        select(Appointment.person_id, Person.name)
        .join(Person, Person.id == Appointment.person_id)
        .where(
            Appointment.seat_id == invitation.seat_id,
            Appointment.capacity == Capacity.ALTERNATE,
            holds_on(day),
        )
    )
    return db.session.execute(query.order_by(Appointment.starts_on, Appointment.id)).all()


@dataclass(frozen=True, kw_only=True)
class ReplyRow:
    """Somebody who is invited, and the answer."""

    id: int
    kind: TakesPartAs
    person_id: int
    name: str
    role: Role | None
    seat_title: str | None
    capacity: Capacity
    organisation: str | None
    camp: Camp | None
    size: Any
    about: str
    reply: Reply | None
    short_way: ShortWay | None
    note: str
    replied_at: datetime | None
    by_link: bool
    instead: str | None
    told_at: datetime | None

    @property
    def is_sme(self) -> bool:
        return self.size in SME


def replies_in(meeting_id: int) -> list[ReplyRow]:
    """Return everybody who is invited, seats first, each with the answer."""
    query = (
        select(
            Invitation.id,
            Invitation.kind,
            Invitation.person_id,
            Person.name,
            Invitation.role,
            Seat.title.label("seat_title"),
            Invitation.capacity,
            Organisation.name.label("organisation"),
            Side.camp,
            Organisation.size,
            Invitation.about,
            Invitation.reply,
            Invitation.short_way,
            Invitation.note,
            Invitation.replied_at,
            Invitation.by_link,
            Instead.name.label("instead"),
            Invitation.told_at,
        )
        .join(Person, Person.id == Invitation.person_id)
        .outerjoin(Seat, Seat.id == Invitation.seat_id)
        .outerjoin(Organisation, Organisation.id == Invitation.organisation_id)
        .outerjoin(Side, Side.id == Invitation.side_id)
        .outerjoin(Instead, Instead.id == Invitation.stand_in_id)
        .where(Invitation.meeting_id == meeting_id, Invitation.withdrawn_at.is_(None))
        .order_by(Invitation.seat_id.is_(None), Invitation.id)
    )
    return [ReplyRow(**row._mapping) for row in db.session.execute(query)]  # noqa: SLF001  -- its public way


def tally_of(rows: Collection[ReplyRow]) -> Counter[Reply | None]:
    """Return how many gave each answer; None: no answer yet."""
    return Counter(row.reply for row in rows)


def unanswered(person_id: int, now: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the invitations that wait for the person's answer, one for each body that asks.

    A joint meeting asks for the seat in each body by itself, and is named under that body.
    """
    query = (
        select(
            Invitation.id,
            Invitation.body_id,
            Meeting.id.label("meeting_id"),
            Meeting.title,
            Meeting.number,
            Meeting.kind,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.time_zone,
            Body.name.label("body"),
        )
        .join(Meeting, Meeting.id == Invitation.meeting_id)
        .join(Body, Body.id == Invitation.body_id)
        .where(
            Invitation.person_id == person_id,
            Invitation.reply.is_(None),
            Invitation.withdrawn_at.is_(None),
            Meeting.state == MeetingState.CONVENED,
            Meeting.ends_at > now,
        )
    )
    rows = db.session.execute(query.order_by(Meeting.starts_at, Invitation.id)).all()
    found: dict[tuple[int, int], Row[*tuple[Any, ...]]] = {}
    for row in rows:  # two seats in one body: the second is asked for after the first
        found.setdefault((row.meeting_id, row.body_id), row)
    return [*found.values()]


def own_invitation(meeting_id: int, person_id: int | None) -> Invitation | None:
    """Return the invitation of a person to a meeting, for the seat first."""
    query = (
        select(Invitation)
        .where(
            Invitation.meeting_id == meeting_id,
            Invitation.person_id == person_id,
            Invitation.withdrawn_at.is_(None),
        )
        .order_by(Invitation.seat_id.is_(None), Invitation.id)
    )
    return db.session.scalars(query.limit(1)).one_or_none()
