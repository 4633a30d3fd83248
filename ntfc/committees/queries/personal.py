"""What bodies keep of one person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from ntfc.committees.models import Body, BodyContact, Confirmation, Priority, SetupStep
from ntfc.db import db

Rows = list[dict[str, Any]]


def bodies_in_charge_of(person_id: int) -> Sequence[Body]:
    """Return the bodies that the person stands behind or coordinates."""
    query = select(Body).where(or_(Body.sponsor_id == person_id, Body.coordinator_id == person_id))
    return db.session.scalars(query.order_by(Body.id)).all()


def contacts_of_person(person_id: int) -> Sequence[BodyContact]:
    query = select(BodyContact).where(BodyContact.person_id == person_id)
    return db.session.scalars(query.order_by(BodyContact.id)).all()


def steps_owned_by(person_id: int) -> Sequence[SetupStep]:
    query = select(SetupStep).where(SetupStep.owner_id == person_id)
    return db.session.scalars(query.order_by(SetupStep.id)).all()


def contact_rows(person_id: int) -> Rows:
    query = select(
        Body.name.label("body"), BodyContact.note, BodyContact.starts_on, BodyContact.ended_on
    ).join(BodyContact.body)
    return _rows(query.where(BodyContact.person_id == person_id).order_by(BodyContact.id))


def step_rows(person_id: int) -> Rows:
    query = select(Body.name.label("body"), SetupStep.title, SetupStep.due_on, SetupStep.done_on)
    return _rows(query.join(SetupStep.body).where(SetupStep.owner_id == person_id))


def confirmation_rows(person_id: int) -> Rows:
    query = select(Priority.text.label("priority"), Confirmation.at)
    return _rows(query.join(Confirmation.priority).where(Confirmation.person_id == person_id))


def _rows(query: Any) -> Rows:
    return [dict(row) for row in db.session.execute(query).mappings()]
