"""Reading appointments: one of them, those of a person, and who can be put in a seat."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ntfc.committees.models import OVER, Body
from ntfc.db import db
from ntfc.organisations.models import Contact, Organisation
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.seats.models import Appointment, Seat
from ntfc.seats.queries.office import in_office, stands_on
from ntfc.seats.queries.places import visible_bodies

MOST_NAMES = 300  # offered while typing; any other name can still be typed


def get_appointment(appointment_id: int) -> Appointment:
    """Return an appointment with its person, its seat and the institution behind it."""
    appointment: Appointment = db.one_or_404(_whole().where(Appointment.id == appointment_id))
    return appointment


def find_appointment(appointment_id: int) -> Appointment | None:
    """Return an appointment by its number, or None."""
    return db.session.scalar(_whole().where(Appointment.id == appointment_id))


def _whole() -> Select[Appointment]:
    return select(Appointment).options(
        joinedload(Appointment.person),
        joinedload(Appointment.nominated_by),
        joinedload(Appointment.seat).options(
            joinedload(Seat.organisation).options(
                joinedload(Organisation.kind),
                joinedload(Organisation.side),
                selectinload(Organisation.contacts),
            ),
            joinedload(Seat.nominated_by).options(
                joinedload(Organisation.kind),
                joinedload(Organisation.side),
                selectinload(Organisation.contacts),
            ),
        ),
    )


def open_in(seat_id: int, day: date) -> Sequence[Appointment]:
    """Return who sits in a seat on *day* or later, or was put forward for it."""
    query = select(Appointment).where(
        Appointment.seat_id == seat_id,
        Appointment.ended_on.is_(None),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= day),
    )
    return db.session.scalars(query).all()


def known_names(seat: Seat) -> Sequence[str]:
    """Return names to choose from: first whoever works for the seat's institution."""
    owner = seat.organisation_id or seat.nominated_by_id
    works_there = (
        select(Contact.person_id)
        .where(Contact.organisation_id == owner, Contact.ended_on.is_(None))
        .scalar_subquery()
    )
    query = (
        select(Person.name)
        .where(Person.erased_at.is_(None))
        .order_by(Person.id.in_(works_there).desc(), Person.name)
        .limit(MOST_NAMES)
    )
    return list(dict.fromkeys(db.session.scalars(query)))


def people_named(name: str) -> Sequence[Person]:
    """Return the people of this name, in whatever case."""
    query = select(Person).where(
        func.lower(Person.name) == name.strip().lower(), Person.erased_at.is_(None)
    )
    return db.session.scalars(query.limit(2)).all()


def person_with(email: str) -> Person | None:
    """Return the person with this e-mail address."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def sits_now(person_id: int, today: date) -> Sequence[str]:
    """Return the names of the bodies in which a person is in office or about to be."""
    query = (
        select(Body.name)
        .join(Seat, Seat.body_id == Body.id)
        .join(Appointment, Appointment.seat_id == Seat.id)
        .where(Appointment.person_id == person_id, Appointment.starts_on.is_not(None))
        .where(or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today))
        .where(or_(Appointment.ended_on.is_(None), Appointment.ended_on > today))
        .where(or_(Seat.ended_on.is_(None), Seat.ended_on > today))
        .distinct()
        .order_by(Body.name)
    )
    return db.session.scalars(query).all()


def _where_they_sit() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Appointment.id,
            Appointment.person_id,
            Person.name.label("person"),
            Appointment.capacity,
            Appointment.starts_on,
            Appointment.ends_on,
            Appointment.ended_on,
            Appointment.nominated_on,
            Appointment.end_reason,
            Appointment.competence,
            Appointment.instrument,
            Appointment.accepted_on,
            Seat.id.label("seat_id"),
            Seat.role,
            Seat.title,
            Seat.agreement_ends_on,
            Body.id.label("body_id"),
            Body.name.label("body"),
            Organisation.name.label("organisation"),
        )
        .join(Seat, Seat.id == Appointment.seat_id)
        .join(Body, Body.id == Seat.body_id)
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Organisation, Organisation.id == Seat.organisation_id)
    )


def appointments_of(person_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return everything a person was ever put forward for or appointed to."""
    query = _where_they_sit().where(Appointment.person_id == person_id)
    return db.session.execute(query.order_by(Appointment.starts_on.desc(), Appointment.id)).all()


def seats_of_person(person_id: int, actor: Actor, today: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return where a person sits now, as far as *actor* may see it."""
    query = _where_they_sit().where(
        Appointment.person_id == person_id,
        in_office(today),
        Seat.body_id.in_(visible_bodies(actor)),
    )
    return db.session.execute(query.order_by(Body.name, Seat.position)).all()


def seats_of_organisation(
    organisation_id: int, actor: Actor, today: date
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the seats of an institution with their bodies, as far as *actor* may see them."""
    query = (
        select(
            Seat.id,
            Seat.role,
            Seat.title,
            Seat.agreement_ends_on,
            Body.id.label("body_id"),
            Body.name.label("body"),
        )
        .join(Body, Body.id == Seat.body_id)
        .where(Seat.organisation_id == organisation_id)
        .where(or_(Seat.ended_on.is_(None), Seat.ended_on > today))
        .where(Seat.body_id.in_(visible_bodies(actor)))
    )
    return db.session.execute(query.order_by(Body.name, Seat.position, Seat.id)).all()


def affiliations(person_ids: Collection[int], today: date) -> dict[int, list[str]]:
    """Return the institutions for which people sit in bodies that everybody may see."""
    query = (
        select(Appointment.person_id, Organisation.name)
        .join(Seat, Seat.id == Appointment.seat_id)
        .join(Organisation, Organisation.id == Seat.organisation_id)
        .join(Body, Body.id == Seat.body_id)
        .where(Appointment.person_id.in_(person_ids), in_office(today))
        .where(Body.is_restricted.is_(False))
        .order_by(Seat.position, Seat.id)
    )
    found: dict[int, list[str]] = {}
    for person_id, name in db.session.execute(query):
        found.setdefault(person_id, []).append(name)
    return found


def listed_people(today: date) -> Select[int]:
    """Select the people who sit in a body that everybody may see."""
    return (
        select(Appointment.person_id)
        .join(Seat, Seat.id == Appointment.seat_id)
        .join(Body, Body.id == Seat.body_id)
        .where(Body.is_restricted.is_(False), in_office(today), stands_on(today))
    )


def unaccepted(person_id: int, today: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the seats that a person was put in and has not yet accepted."""
    query = _where_they_sit().where(
        Appointment.person_id == person_id, in_office(today), Appointment.accepted_on.is_(None)
    )
    return db.session.execute(query.order_by(Body.name)).all()


def nominations_in(body_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return who was put forward for a seat of a body and awaits the appointment."""
    query = _where_they_sit().where(
        Seat.body_id == body_id,
        Appointment.starts_on.is_(None),
        Appointment.ended_on.is_(None),
        Seat.ended_on.is_(None),
    )
    return db.session.execute(query.order_by(Appointment.nominated_on, Appointment.id)).all()


def body_ids() -> Sequence[int]:
    """Return the numbers of all bodies that are not over."""
    return db.session.scalars(select(Body.id).where(Body.state.not_in(OVER))).all()
