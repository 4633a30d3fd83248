"""What issues keep of a person, for the person's own copy."""

from typing import Any

from sqlalchemy import or_, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.issues.models import Idea, Issue, IssueEvent, Support, Wording


def raised_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Body.name.label("body"), Issue.raised_at.label("at"), Issue.title, Issue.problem)
        .join(Body, Body.id == Issue.body_id)
        .where(Issue.raised_by_id == person_id)
    )
    return _rows(query.order_by(Issue.id))


def supported_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Issue.title, Support.at, Support.strength)
        .join(Issue, Issue.id == Support.issue_id)
        .where(Support.person_id == person_id)
    )
    return [{**row, "strength": row["strength"].value} for row in _rows(query)]


def ideas_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Issue.title, Idea.at, Idea.text)
        .join(Issue, Issue.id == Idea.issue_id)
        .where(Idea.person_id == person_id)
    )
    return _rows(query)


def worded_by(person_id: int) -> list[dict[str, Any]]:
    query = select(Wording.offered_at.label("at"), Wording.title).where(
        Wording.offered_by_id == person_id
    )
    return _rows(query)


def done_by(person_id: int) -> list[dict[str, Any]]:
    """Return the lines of histories that name the person, as who did it or who decided."""
    query = (
        select(Issue.title, IssueEvent.at, IssueEvent.kind)
        .join(Issue, Issue.id == IssueEvent.issue_id)
        .where(or_(IssueEvent.person_id == person_id, IssueEvent.word_of_id == person_id))
    )
    return [{**row, "kind": row["kind"].value} for row in _rows(query)]


def _rows(query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(query).mappings()]
