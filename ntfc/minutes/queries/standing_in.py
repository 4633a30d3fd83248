"""Whom chairs named to approve minutes in their place."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.mandates.queries import people_named
from ntfc.minutes import rules
from ntfc.minutes.models import Minutes, StandIn
from ntfc.minutes.queries.approval import seats_held
from ntfc.people.models import Person
from ntfc.procedure import queries as procedure


def stand_ins_of(minutes: Minutes) -> Sequence[StandIn]:
    """Return everybody who was named, the last one first."""
    query = select(StandIn).where(StandIn.minutes_id == minutes.id)
    whole = (joinedload(StandIn.person), joinedload(StandIn.named_by))
    return db.session.scalars(query.order_by(StandIn.id.desc()).options(*whole)).all()


def chair_of(minutes: Minutes, person_id: int | None, day: date) -> tuple[Body, list[rules.Held]]:
    """Return the body that met in which a person chairs, and the seats there that matter."""
    bodies = rules.bodies_of(minutes)
    held = {body.id: seats_held(body.id, day) for body in bodies}
    found = next((b for b in bodies if rules.chairs_of(person_id, held[b.id])), bodies[0])
    return found, held[found.id]


def free_to_name(body: Body, seats: Sequence[rules.Held], day: date) -> Sequence[Person]:
    """Return whom a chair of a body may name."""
    return people_named(rules.may_be_named(seats, procedure.circle_of(body, day)))
