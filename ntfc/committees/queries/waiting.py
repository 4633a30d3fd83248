"""What waits for a person in the bodies."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from ntfc.committees import rules
from ntfc.committees.models import Body, Confirmation, Priority, SetupStep, Term
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.permissions import CHAIRS, OFFICE, Insider, Role

Rows = Sequence[Any]


def _where(actor: Insider, roles: Collection[Role]) -> list[int]:
    """Return the bodies in which the person holds one of *roles*."""
    return [body_id for body_id, held in actor.roles.items() if not held.isdisjoint(roles)]


def _answers_for(actor: Insider, roles: Collection[Role]) -> ColumnElement[bool]:
    return or_(Body.id.in_(_where(actor, roles)), Body.coordinator_id == actor.person_id)


def in_charge_at_the_top() -> Rows:
    """Return the open bodies at the top of the tree that live, with sponsor and coordinator."""
    query = select(Body.name, Body.sponsor_id, Body.coordinator_id).where(
        Body.parent_id.is_(None), Body.state.not_in(FINAL), Body.is_restricted.is_(False)
    )
    return db.session.execute(query.order_by(Body.id)).all()


def steps_to_take(actor: Insider) -> Rows:
    """Return the steps of the set-up that the person owns and has not settled."""
    query = (
        select(SetupStep.title, SetupStep.due_on, Body.id, Body.name)
        .join(Body, Body.id == SetupStep.body_id)
        .where(SetupStep.owner_id == actor.person_id, Body.state.not_in(FINAL))
        .where(SetupStep.done_on.is_(None), SetupStep.skipped_on.is_(None))
    )
    return db.session.execute(query.order_by(SetupStep.due_on, SetupStep.id)).all()


def reports_to_give(actor: Insider) -> Rows:
    """Return the closed bodies whose final report this person is asked for."""
    query = select(Body.id, Body.name, Body.final_report_asked_on).where(
        _answers_for(actor, rules.REPORT.roles),
        Body.final_report_asked_on.is_not(None),
        Body.final_report_on.is_(None),
    )
    return db.session.execute(query.order_by(Body.final_report_asked_on)).all()


def priorities_to_confirm(actor: Insider) -> Rows:
    """Return the bodies whose chair this person is, with how many priorities await the word."""
    newer = aliased(Term)
    latest = select(func.max(newer.number)).where(newer.body_id == Body.id).scalar_subquery()
    mine = and_(Confirmation.priority_id == Priority.id, Confirmation.person_id == actor.person_id)
    query = (
        select(Body.id, Body.name, func.count().label("number"))
        .join(Priority, Priority.body_id == Body.id)
        .outerjoin(Term, Term.id == Priority.term_id)
        .where(or_(Term.number == latest, Term.id.is_(None)))
        .where(Body.id.in_(_where(actor, CHAIRS)), Body.state.not_in(FINAL))
        .where(Priority.withdrawn_on.is_(None), Priority.delivered_on.is_(None))
        .where(~select(Confirmation.id).where(mine).exists())
        .group_by(Body.id, Body.name)
    )
    return db.session.execute(query.order_by(Body.name)).all()


def ends_ahead(actor: Insider, today: date) -> Rows:
    """Return the bodies this person answers for whose term or life ends within the notice."""
    newer = aliased(Term)
    latest = select(func.max(newer.number)).where(newer.body_id == Body.id).scalar_subquery()
    until = today + rules.NOTICE_OF_END
    query = (
        select(Body.id, Body.name, Body.sunset_on, Term.ends_on, Term.number)
        .outerjoin(Term, and_(Term.body_id == Body.id, Term.number == latest))
        .where(_answers_for(actor, OFFICE | CHAIRS), Body.state.not_in(FINAL))
        .where(or_(Body.sunset_on.between(today, until), Term.ends_on <= until))
    )
    return db.session.execute(query.order_by(Body.name)).all()
