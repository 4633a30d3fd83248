"""What is due, what waits for whom, and what happened since the last meeting."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ntfc.actions.models import Action, ActionEvent, ActionState, ActionStep, NewDate
from ntfc.actions.queries.lists import own
from ntfc.actions.queries.reading import visible
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.organisations.models import Organisation
from ntfc.permissions import CHAIRS, Actor, Role
from ntfc.procedure import queries as procedure

PROGRESS = (ActionStep.REPORTED, ActionStep.CLAIMED, ActionStep.VERIFIED)


def own_due(actor: Actor, until: date, today: date) -> Sequence[Any]:
    """Return the open actions of *actor* that are due by a day or overdue."""
    query = (
        select(Action.id, Action.title, Action.until_on, Body.name)
        .join(Body, Body.id == Action.body_id)
        .where(own(actor.person_id, today), visible(actor))
        .where(Action.state == ActionState.OPEN, Action.until_on <= until)
        .order_by(Action.until_on, Action.id)
    )
    return db.session.execute(query).all()


def to_verify(bodies: Collection[int]) -> Sequence[Any]:
    """Return the bodies among these where actions were reported as done: number, name, how many."""
    query = (
        select(Body.id, Body.name, func.count().label("number"))
        .join(Action, Action.body_id == Body.id)
        .where(Body.id.in_(bodies), Body.state.not_in(FINAL), Action.state == ActionState.CLAIMED)
        .group_by(Body.id, Body.name)
        .order_by(Body.name)
    )
    return db.session.execute(query).all()


def dates_to_answer(bodies: Collection[int]) -> Sequence[Any]:
    """Return the new dates asked for in these bodies that nobody answered."""
    query = (
        select(NewDate.id, Action.id.label("action_id"), Action.title, NewDate.due_on, Body.name)
        .join(Action, Action.id == NewDate.action_id)
        .join(Body, Body.id == Action.body_id)
        .where(NewDate.body_id.in_(bodies), NewDate.answered_at.is_(None))
        .where(Action.state == ActionState.OPEN)
        .order_by(NewDate.asked_at)
    )
    return db.session.execute(query).all()


def overdue_in(body_id: int, today: date) -> Sequence[Any]:
    """Return the actions of a body that are overdue, those longest first."""
    query = (
        select(
            Action.id,
            Action.number,
            Action.title,
            Action.until_on,
            Action.is_confidential,
            Organisation.name.label("owner"),
        )
        .outerjoin(Organisation, Organisation.id == Action.owner_id)
        .where(Action.body_id == body_id, Action.state == ActionState.OPEN)
        .where(Action.until_on < today)
        .order_by(Action.until_on, Action.id)
    )
    return db.session.execute(query).all()


def progress_since(body_id: int, since: datetime | None) -> dict[ActionStep, int]:
    """Return how many actions of a body were reported on, said to be done and verified since."""
    query = (
        select(ActionEvent.kind, func.count(func.distinct(ActionEvent.action_id)))
        .where(ActionEvent.body_id == body_id, ActionEvent.kind.in_(PROGRESS))
        .group_by(ActionEvent.kind)
    )
    if since is not None:
        query = query.where(ActionEvent.at > since)
    return {row[0]: row[1] for row in db.session.execute(query)}


def last_met(body_id: int, before: datetime) -> datetime | None:
    """Return when the body met last before that moment."""
    query = select(func.max(Meeting.starts_at)).where(
        Meeting.body_id == body_id,
        Meeting.starts_at < before,
        Meeting.state == MeetingState.HELD,
    )
    found: datetime | None = db.session.scalar(query)
    return found


def to_remind_of(until: date) -> Sequence[Action]:
    """Return the open actions whose last day comes by then, with their bodies and owners."""
    query = (
        select(Action)
        .where(Action.state == ActionState.OPEN, Action.until_on <= until)
        .order_by(Action.id)
        .options(joinedload(Action.owner), joinedload(Action.person))
    )
    return db.session.scalars(query).all()


def owners(action: Action) -> list[int]:
    """Return who is told about an action: who does it, or all who sit for the owner."""
    if action.person_id is not None:
        return [action.person_id]
    seats = procedure.people_now(action.body)
    return sorted(
        {s.person_id for s in seats if s.organisation_id == action.owner_id and action.owner_id}
    )


def coordinators(action: Action) -> list[int]:
    """Return who coordinates for the institution that owns the action, beside who does it."""
    seats = [s for s in procedure.people_now(action.body) if s.organisation_id == action.owner_id]
    named = [s.person_id for s in seats if s.role is Role.COORDINATOR]
    found = named or [s.person_id for s in seats]
    return sorted(set(found) - {action.person_id}) if action.owner_id else []


def chairs(action: Action) -> list[int]:
    """Return who chairs the body of the action, or moderates it."""
    return sorted({s.person_id for s in procedure.people_now(action.body) if s.role in CHAIRS})
