"""What is told of the work as a whole: the road map, and what was answered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from ntfc.actions.models import Action, ActionEvent, ActionState, ActionStep, RoadMap
from ntfc.actions.queries.reading import visible
from ntfc.actions.rules import COUNTED, look_of
from ntfc.db import db
from ntfc.decisions import queries as decisions
from ntfc.issues.models import Issue
from ntfc.issues.queries import visible as visible_issues
from ntfc.organisations.models import Camp, Organisation, Side
from ntfc.permissions import Actor


def road_map_of(body_id: int, today: date, since: datetime) -> list[dict[str, Any]]:
    """Return the entries of the road map of a body as it stands today.

    What stands in confidence is no part of it; what was verified long ago has left it.
    """
    query = (
        select(
            Action.id,
            Action.title,
            Organisation.name.label("who"),
            Side.camp,
            Action.due_on,
            Action.until_on,
            Action.state,
            Action.reported_at,
        )
        .outerjoin(Organisation, Organisation.id == Action.owner_id)
        .outerjoin(Side, Side.id == Organisation.side_id)
        .where(Action.body_id == body_id, Action.is_confidential.is_(False))
        .where(Action.state.in_(COUNTED))
        .where(Action.closed_at.is_(None) | (Action.closed_at > since))
        .order_by(Action.until_on.is_(None), Action.until_on, Action.id)
    )
    taken = [
        {
            "key": f"actions:{row.id}",
            "title": row.title,
            "who": row.who or "",
            "camp": (row.camp or Camp.OTHER).value,
            "due": row.due_on.isoformat() if row.due_on else None,
            "look": look_of(row.state, row.until_on, row.reported_at, today),
        }
        for row in db.session.execute(query)
    ]
    return [*(_asked(row) for row in decisions.addressed_in(body_id)), *taken]


def _asked(row: Any) -> dict[str, Any]:
    return {
        "key": f"decision_addressees:{row.id}",
        "title": row.title,
        "who": row.who,
        "camp": row.camp.value,
        "due": row.due_on.isoformat() if row.due_on else None,
        "look": row.answer.value if row.answer else "unanswered",
    }


def road_maps(body_id: int) -> Sequence[RoadMap]:
    """Return the versions that were kept of the road map of a body, the newest first."""
    query = select(RoadMap).where(RoadMap.body_id == body_id).order_by(RoadMap.number.desc())
    return db.session.scalars(query).all()


def kept_road_maps_by(person_id: int) -> list[dict[str, Any]]:
    """Return the versions a person kept, for the person's own copy."""
    query = select(RoadMap.number, RoadMap.kept_at.label("at"))
    rows = db.session.execute(query.where(RoadMap.kept_by_id == person_id))
    return [dict(row) for row in rows.mappings()]


def said_and_done(actor: Actor, body_id: int) -> Sequence[Any]:
    """Return what members brought and what was done about it: verified actions, newest first."""
    last_words = (
        select(ActionEvent.text)
        .where(ActionEvent.action_id == Action.id, ActionEvent.kind == ActionStep.CLAIMED)
        .order_by(ActionEvent.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            Issue.id.label("issue_id"),
            Issue.title.label("said"),
            Organisation.name.label("who"),
            Action.id,
            Action.title.label("did"),
            last_words.label("words"),
            Action.verified_at,
        )
        .join(Issue, Issue.id == Action.issue_id)
        .outerjoin(Organisation, Organisation.id == Issue.raised_for_id)
        .where(Action.body_id == body_id, Action.state == ActionState.VERIFIED)
        .where(visible(actor), visible_issues(actor))
        .order_by(Action.verified_at.desc(), Action.id.desc())
    )
    return db.session.execute(query).all()


def next_road_map(body_id: int) -> int:
    """Return the number of the next version; call it with the body locked."""
    query = select(func.max(RoadMap.number)).where(RoadMap.body_id == body_id)
    return (db.session.scalar(query) or 0) + 1
