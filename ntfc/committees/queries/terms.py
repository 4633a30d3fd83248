"""Terms, priorities and the steps of the set-up."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from ntfc.committees.models import Body, Confirmation, Priority, SetupStep, Term
from ntfc.db import db


def latest_term(body_id: int) -> Term | None:
    query = select(Term).where(Term.body_id == body_id).order_by(Term.number.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def terms_of(body_id: int) -> Sequence[Term]:
    """Return the terms of a body, the latest first, with their priorities and who confirmed."""
    query = (
        select(Term)
        .where(Term.body_id == body_id)
        .order_by(Term.number.desc())
        .options(
            selectinload(Term.priorities).joinedload(Priority.named_by),
            selectinload(Term.priorities)
            .selectinload(Priority.confirmations)
            .joinedload(Confirmation.person),
        )
    )
    return db.session.scalars(query).all()


def term_lasted_for(body: Body) -> Term | None:
    """Return the latest term that the body lasts for: its own, or that of a body above."""
    while body.ends_with_parent and body.parent_id is not None:
        body = db.session.get_one(Body, body.parent_id)
    return latest_term(body.id)


def last_day_of_term(body: Body) -> date | None:
    """Return the day on which the term that the body lasts for is over."""
    term = term_lasted_for(body)
    return term.ends_on if term else None


def _within(body_id: int, term: Term | None) -> ColumnElement[bool]:
    """Return what belongs to a term or, for None, what waits for the first term of the body."""
    return and_(Priority.body_id == body_id, Priority.term_id == (term.id if term else None))


def count_priorities(body_id: int, term: Term | None) -> int:
    return db.session.scalars(select(func.count()).where(_within(body_id, term))).one()


def open_priorities(body_id: int, term: Term | None) -> Sequence[Priority]:
    """Return the priorities of a term that were neither delivered nor withdrawn."""
    query = select(Priority).where(
        _within(body_id, term),
        Priority.delivered_on.is_(None),
        Priority.withdrawn_on.is_(None),
    )
    return db.session.scalars(query.order_by(Priority.position)).all()


def open_priorities_of(body: Body) -> Sequence[Priority]:
    """Return the priorities of the body's latest term that are still to be delivered."""
    return open_priorities(body.id, latest_term(body.id))


def awaiting_a_term(body_id: int) -> Sequence[Priority]:
    """Return the priorities that a body took over before its first term, with who confirmed."""
    query = select(Priority).where(_within(body_id, None)).order_by(Priority.position)
    return db.session.scalars(
        query.options(
            joinedload(Priority.named_by),
            selectinload(Priority.confirmations).joinedload(Confirmation.person),
        )
    ).all()


def get_priority(priority_id: int, body: Body) -> Priority:
    """Return a priority of just this body."""
    query = select(Priority).where(Priority.id == priority_id, Priority.body_id == body.id)
    priority: Priority = db.one_or_404(query)
    return priority


def find_priority(priority_id: int) -> Priority | None:
    """Return a priority by its number, for whoever holds a link to it."""
    return db.session.get(Priority, priority_id)


def confirmed_by(priority_id: int) -> frozenset[int]:
    """Return the numbers of the persons who confirmed a priority."""
    query = select(Confirmation.person_id).where(Confirmation.priority_id == priority_id)
    return frozenset(db.session.scalars(query))


def steps_of(body_id: int) -> Sequence[SetupStep]:
    query = select(SetupStep).where(SetupStep.body_id == body_id).order_by(SetupStep.position)
    return db.session.scalars(query.options(joinedload(SetupStep.owner))).all()


def get_step(step_id: int, body: Body) -> SetupStep:
    """Return a step of just this body."""
    query = (
        select(SetupStep)
        .where(SetupStep.id == step_id, SetupStep.body_id == body.id)
        .options(joinedload(SetupStep.body), joinedload(SetupStep.owner))
    )
    step: SetupStep = db.one_or_404(query)
    return step
