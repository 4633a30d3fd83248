"""What actions keep of a person, for the person's own copy."""

from typing import Any

from sqlalchemy import or_, select

from ntfc.actions.models import Action, ActionEvent, NewDate
from ntfc.committees.models import Body
from ntfc.db import db


def _rows(query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(query).mappings()]


def concerning(person_id: int) -> list[dict[str, Any]]:
    """Return the actions that name a person: as who does, recorded, reported or verified them."""
    named = (Action.person_id, Action.added_by_id, Action.claimed_by_id, Action.verified_by_id)
    query = (
        select(Body.name.label("body"), Action.title, Action.due_on, Action.added_at.label("at"))
        .join(Body, Body.id == Action.body_id)
        .where(or_(*(column == person_id for column in named)))
    )
    return _rows(query.order_by(Action.id))


def steps_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(
            Action.title, ActionEvent.at, ActionEvent.kind, ActionEvent.text, ActionEvent.evidence
        )
        .join(Action, Action.id == ActionEvent.action_id)
        .where(ActionEvent.person_id == person_id)
        .order_by(ActionEvent.id)
    )
    return [{**row, "kind": row["kind"].value} for row in _rows(query)]


def dates_of(person_id: int) -> list[dict[str, Any]]:
    """Return the new dates a person asked for or answered."""
    query = (
        select(Action.title, NewDate.due_on, NewDate.reason, NewDate.asked_at.label("at"))
        .join(Action, Action.id == NewDate.action_id)
        .where(or_(NewDate.asked_by_id == person_id, NewDate.answered_by_id == person_id))
    )
    return _rows(query.order_by(NewDate.id))
