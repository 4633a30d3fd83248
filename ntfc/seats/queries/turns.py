"""Reading who was in the chair of a body, and whose turn that makes it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.organisations.models import Side
from ntfc.organisations.rules import choice_name
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.procedure.queries import rules_on
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.seats.queries.places import Owner, as_tenure
from ntfc.seats.rules import Chaired, Place, Turn, rotates, turn


def turn_in(body: Body, places: Iterable[Place], day: date) -> Turn | None:
    """Return whose turn the chair of a body with these seats is after *day*, if it rotates."""
    procedure = rules_on(body, day)
    if not rotates(procedure):
        return None
    sides = {side.code: choice_name(side) for side in db.session.scalars(select(Side))}
    return turn(procedure, places, chaired_in(body.id), sides, day)


def chaired_in(body_id: int) -> list[Chaired]:
    """Return everybody who was ever put in the chair of a body, alternates left out."""
    owner_id = func.coalesce(Seat.organisation_id, Seat.nominated_by_id)
    query = (
        select(
            Appointment.id,
            Appointment.person_id,
            Appointment.capacity,
            Appointment.starts_on,
            Appointment.ends_on,
            Appointment.ended_on,
            Person.name,
            Side.code,
            owner_id.label("owner_id"),
        )
        .join(Seat, Seat.id == Appointment.seat_id)
        .join(Person, Person.id == Appointment.person_id)
        .outerjoin(Owner, Owner.id == owner_id)
        .outerjoin(Side, Side.id == func.coalesce(Seat.side_id, Owner.side_id))
        .where(Seat.body_id == body_id, Seat.role == Role.CHAIR)
        .where(Appointment.capacity == Capacity.REPRESENTATIVE)
        .where(Appointment.starts_on.is_not(None))
        .order_by(Appointment.starts_on, Appointment.id)
    )
    held = [(row, as_tenure(row).last_day) for row in db.session.execute(query)]
    return [
        Chaired(
            starts_on=row.starts_on,
            last_day=last_day,
            person=row.name,
            side_code=row.code or "",
            owner_id=row.owner_id,
        )
        for row, last_day in held
        if last_day is None or last_day >= row.starts_on  # else never in the chair
    ]
