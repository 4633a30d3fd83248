"""Who is in office on a day, and which roles follow from it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.people.models import Gender, Person
from ntfc.permissions import Role, Standing
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.seats.rules import MEMBERSHIP

Day = date | BindParameter[date]


def holds_on(day: Day) -> ColumnElement[bool]:
    """Return the condition that an appointment holds on *day*; a mere nomination never does."""
    return and_(
        Appointment.starts_on <= day,
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= day),
        or_(Appointment.ended_on.is_(None), Appointment.ended_on > day),
    )


def stands_on(day: Day) -> ColumnElement[bool]:
    """Return the condition that a seat is there on *day* and does not rest."""
    return and_(
        or_(Seat.ended_on.is_(None), Seat.ended_on > day),
        or_(Seat.agreement_ends_on.is_(None), Seat.agreement_ends_on >= day),
    )


def in_office(day: Day) -> ColumnElement[bool]:
    """Return the condition that an appointment, joined to its seat, gives its roles on *day*."""
    return and_(holds_on(day), stands_on(day))


def standing_of(person_id: int, today: date) -> Standing:
    """Return the roles a person holds today, by body, and the seats the person sits in.

    A secretary serves the bodies below too.
    """
    found = db.session.execute(_standing(), {"person_id": person_id, "today": today})
    roles: dict[int, set[Role]] = defaultdict(set)
    seats, alone = set(), set()
    for body_id, seat, role, capacity in found:
        if seat is None:
            alone.add(body_id)
            continue
        roles[body_id].add(Role.ALTERNATE if capacity is Capacity.ALTERNATE else role)
        seats.add(seat)
    return Standing(
        {body_id: frozenset(held) for body_id, held in roles.items()},
        frozenset(seats),
        frozenset(alone),
    )


def _steps_in() -> Select[*tuple[Any, ...]]:
    """Ask for the bodies of a coordinator in which no secretary of their own is in office."""
    served = (
        exists()
        .where(Seat.body_id == Body.id, Seat.role == Role.SECRETARY)
        .where(Appointment.seat_id == Seat.id, in_office(bindparam("today", type_=Date())))
    )
    without_seat = select(Body.id, null(), null(), null())
    return without_seat.where(Body.coordinator_id == bindparam("person_id"), ~served)


@cache
def _standing() -> CompoundSelect[*tuple[Any, ...]]:
    """Return the question of each request, put together once: it takes longer than the answer."""
    home, served = aliased(Body), aliased(Body)
    serves = and_(Seat.role == Role.SECRETARY, Appointment.capacity == Capacity.REPRESENTATIVE)
    below = and_(serves, home.path != "", served.path.startswith(home.path))
    by_seats = (
        select(served.id, Seat.id.label("seat"), Seat.role, Appointment.capacity)
        .join(Seat, Appointment.seat_id == Seat.id)
        .join(home, home.id == Seat.body_id)
        .join(served, or_(served.id == home.id, below))
        .where(Appointment.person_id == bindparam("person_id"))
        .where(in_office(bindparam("today", type_=Date())))
    )
    return by_seats.union_all(_steps_in())


def bodies_apart(today: date) -> frozenset[int]:
    """Return the restricted bodies in which people sit, or are about to: they see to themselves."""
    query = (
        select(Seat.body_id)
        .join(Body, Body.id == Seat.body_id)
        .join(Appointment, Appointment.seat_id == Seat.id)
        .where(Body.is_restricted, Appointment.starts_on.is_not(None))
        .where(or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today))
        .where(or_(Appointment.ended_on.is_(None), Appointment.ended_on > today))
        .where(or_(Seat.ended_on.is_(None), Seat.ended_on > today))
    )
    return frozenset(db.session.scalars(query.distinct()))


def highest_seats(person_ids: Collection[int], day: date) -> list[Row[*tuple[Any, ...]]]:
    """Return, for each of the people, the seat held highest in the tree of open bodies."""
    query = (
        select(Appointment.person_id, Seat.title, Seat.role, Body.name.label("body"))
        .join(Seat, Seat.id == Appointment.seat_id)
        .join(Body, Body.id == Seat.body_id)
        .where(Appointment.person_id.in_(person_ids), in_office(day))
        .where(Appointment.capacity == Capacity.REPRESENTATIVE, Body.is_restricted.is_(False))
        .order_by(func.length(Body.path), Seat.position, Seat.id)
    )
    found: dict[int, Row[*tuple[Any, ...]]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.person_id, row)
    return list(found.values())


def seated_in(body_id: int, day: date) -> Sequence[Row[int, Role, Capacity, int | None]]:
    """Return who sits in a body on *day*: person, role of the seat, capacity, institution."""
    return db.session.execute(_seated(), {"body_id": body_id, "day": day}).all()


@cache
def _seated() -> Select[int, Role, Capacity, int | None]:
    return (
        select(Appointment.person_id, Seat.role, Appointment.capacity, Seat.organisation_id)
        .join(Seat, Appointment.seat_id == Seat.id)
        .where(Seat.body_id == bindparam("body_id"), in_office(bindparam("day", type_=Date())))
        .order_by(Seat.position, Seat.id, Appointment.id)
    )


def members_on(body_id: int, day: date) -> frozenset[int]:
    """Return the persons who were members of a body on *day*, alternates left out."""
    query = (
        select(Appointment.person_id)
        .join(Seat, Appointment.seat_id == Seat.id)
        .where(Seat.body_id == body_id, Seat.role.in_(MEMBERSHIP), in_office(day))
        .where(Appointment.capacity == Capacity.REPRESENTATIVE)
    )
    return frozenset(db.session.scalars(query))


def genders_in(body_id: int, day: date) -> dict[Gender, int]:
    """Return how many members of a body gave each answer; nothing here points to a person."""
    members = (
        select(Appointment.person_id)
        .join(Seat, Appointment.seat_id == Seat.id)
        .where(Seat.body_id == body_id, Seat.role.in_(MEMBERSHIP), in_office(day))
        .where(Appointment.capacity == Capacity.REPRESENTATIVE)
    )
    rows = db.session.scalars(
        select(Person.gender).where(Person.id.in_(members), Person.gender.is_not(None))
    )
    counts: dict[Gender, int] = defaultdict(int)
    for gender in rows:
        if gender is not None:
            counts[gender] += 1
    return dict(counts)


def officers_in(body_id: int, day: date) -> frozenset[Role]:
    """Return which of the offices of a body are filled on *day*."""
    return frozenset(
        row.role for row in seated_in(body_id, day) if row.capacity is Capacity.REPRESENTATIVE
    )
