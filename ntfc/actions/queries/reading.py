"""One action with all that its page shows, and who may read which."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from ntfc.actions.models import Action, ActionEvent, NewDate
from ntfc.actions.rules import until
from ntfc.committees.models import Body
from ntfc.committees.queries import get_body, readable
from ntfc.db import db
from ntfc.mandates.queries import institutions_of
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import CIRCLE, Actor, Role
from ntfc.procedure import queries as procedure

__all__ = [
    "events_of",
    "find_action",
    "get_action",
    "get_body",
    "get_new_date",
    "institutions",
    "institutions_of",
    "last_day",
    "lock_body",
    "new_date_of",
    "next_number",
    "onward_of",
    "seated",
    "visible",
]


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* reads an action; `rules.VIEW` says the same."""
    if Role.PERSON not in actor.roles_in(None):
        return false()
    read = select(Body.id).where(readable(actor))
    return or_(
        Action.body_id.in_(procedure.bodies_of(actor, CIRCLE)),
        Action.person_id == actor.person_id,
        and_(Action.is_confidential.is_(False), Action.body_id.in_(read)),
    )


def _whole() -> Sequence[ExecutableOption]:
    return (
        joinedload(Action.owner),
        joinedload(Action.person),
        joinedload(Action.meeting),
        joinedload(Action.item),
        joinedload(Action.issue),
        joinedload(Action.came_from),
    )


def get_action(action_id: int) -> Action:
    query = select(Action).where(Action.id == action_id).options(*_whole())
    found: Action = db.one_or_404(query)
    return found


def find_action(action_id: int) -> Action | None:
    query = select(Action).where(Action.id == action_id).options(*_whole())
    return db.session.scalars(query).one_or_none()


def events_of(action: Action) -> Sequence[ActionEvent]:
    """Return the history of the action, oldest first."""
    query = select(ActionEvent).where(ActionEvent.action_id == action.id).order_by(ActionEvent.id)
    return db.session.scalars(query.options(joinedload(ActionEvent.person))).all()


def onward_of(action: Action) -> Action | None:
    """Return the action as the body has it that took the work over."""
    query = select(Action).where(Action.came_from_id == action.id).limit(1)
    return db.session.scalars(query).one_or_none()


def new_date_of(action: Action) -> NewDate | None:
    """Return the new date that was asked for and not answered yet."""
    query = select(NewDate).where(NewDate.action_id == action.id, NewDate.answered_at.is_(None))
    return db.session.scalars(query.options(joinedload(NewDate.asked_by))).one_or_none()


def get_new_date(action: Action) -> NewDate:
    query = select(NewDate).where(NewDate.action_id == action.id, NewDate.answered_at.is_(None))
    found: NewDate = db.one_or_404(query.options(joinedload(NewDate.asked_by)))
    return found


def next_number(body_id: int) -> int:
    """Return the number of the body's next action; call it with the body locked."""
    query = select(func.max(Action.number)).where(Action.body_id == body_id)
    return (db.session.scalar(query) or 0) + 1


def lock_body(body_id: int) -> None:
    """Wait until nobody else is numbering an action of this body."""
    db.session.execute(select(Body.id).where(Body.id == body_id).with_for_update())


def last_day(body: Body, due_on: date | None) -> date | None:
    """Return the day up to which an action of *body* with this date is in time."""
    return until(due_on, procedure.working_days(body))


def seated(body: Body) -> list[tuple[int, int | None, str]]:
    """Return who sits in *body* now, with the institution and how to name both, by name."""
    pairs = {(seat.person_id, seat.organisation_id) for seat in procedure.people_now(body)}
    people = _named(Person, {person for person, _institution in pairs})
    owners = _named(Organisation, {institution for _person, institution in pairs})
    found = [
        (person, institution, _label(people[person], owners.get(institution or 0)))
        for person, institution in pairs
        if person in people
    ]
    return sorted(found, key=lambda one: (one[2].casefold(), one[0]))


def _label(name: str, institution: str | None) -> str:
    return f"{name} ({institution})" if institution else name


def _named(model: type[Any], numbers: set[Any]) -> dict[int, str]:
    query = select(model.id, model.name).where(model.id.in_(numbers - {None}))
    return {row.id: row.name for row in db.session.execute(query)}


def institutions(body: Body) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the institutions that sit in *body*, and all others that are not closed."""
    seats = {seat.organisation_id for seat in procedure.people_now(body)}
    query = select(Organisation.id, Organisation.name).where(Organisation.closed_on.is_(None))
    rows = [(row.id, row.name) for row in db.session.execute(query.order_by(Organisation.name))]
    return [r for r in rows if r[0] in seats], [r for r in rows if r[0] not in seats]
