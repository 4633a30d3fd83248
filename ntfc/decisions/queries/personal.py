"""What decisions keep of a person, for the person's own copy."""

from typing import Any

from sqlalchemy import or_, select

from ntfc.db import db
from ntfc.decisions.models import Addressee, Decision, DecisionEvent, Evidence, Poll, Voice
from ntfc.organisations.models import Organisation


def _rows(query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(query).mappings()]


def drafted_by(person_id: int) -> list[dict[str, Any]]:
    query = select(Decision.title, Decision.drafted_at.label("at"))
    own = or_(Decision.drafted_by_id == person_id, Decision.followed_by_id == person_id)
    return _rows(query.where(own).order_by(Decision.id))


def answered_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(
            Decision.title,
            Organisation.name.label("organisation"),
            Addressee.answer,
            Addressee.text,
            Addressee.answered_on.label("at"),
        )
        .join(Decision, Decision.id == Addressee.decision_id)
        .join(Organisation, Organisation.id == Addressee.organisation_id)
        .where(Addressee.answered_by_id == person_id)
        .order_by(Addressee.id)
    )
    return [{**r, "answer": r["answer"].value if r["answer"] else ""} for r in _rows(query)]


def steps_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Decision.title, DecisionEvent.at, DecisionEvent.kind, DecisionEvent.text)
        .join(Decision, Decision.id == DecisionEvent.decision_id)
        .where(DecisionEvent.person_id == person_id)
        .order_by(DecisionEvent.id)
    )
    return [{**row, "kind": row["kind"].value} for row in _rows(query)]


def asked_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Decision.title, Poll.opened_at.label("at"), Poll.why.label("text"))
        .join(Decision, Decision.id == Poll.decision_id)
        .where(Poll.opened_by_id == person_id)
        .order_by(Poll.id)
    )
    return _rows(query)


def said_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(
            Decision.title,
            Voice.name.label("organisation"),
            Voice.answer,
            Voice.text,
            Voice.at,
        )
        .join(Poll, Poll.id == Voice.poll_id)
        .join(Decision, Decision.id == Poll.decision_id)
        .where(Voice.person_id == person_id)
        .order_by(Voice.id)
    )
    return [{**r, "answer": r["answer"].value if r["answer"] else ""} for r in _rows(query)]


def shown_by(person_id: int) -> list[dict[str, Any]]:
    query = (
        select(Decision.title, Evidence.at, Evidence.title.label("text"))
        .join(Decision, Decision.id == Evidence.decision_id)
        .where(Evidence.person_id == person_id)
        .order_by(Evidence.id)
    )
    return _rows(query)
