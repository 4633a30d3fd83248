"""What reports count: column tuples, a constant number of questions each."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import func, or_, select, union_all
from sqlalchemy.orm import aliased

from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc.people.models import Person
from ntfc_client_coordinators.models import (
    Assignment,
    Audit,
    Case,
    Contact,
    Due,
    Entry,
    Firm,
    Plan,
    Risk,
)
from ntfc_client_coordinators.rules.assigning import ANSWERS, LIVE, YEARLY, State
from ntfc_client_coordinators.rules.cases import NEEDS_COLLEAGUE, OPEN
from ntfc_client_coordinators.rules.days import months_later
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.plans import Paper
from ntfc_client_coordinators.rules.plans import State as PlanState
from ntfc_client_coordinators.rules.portfolio import Candidate, Level, Talk
from ntfc_client_coordinators.rules.reports import Month


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _rows(query: Any) -> Sequence[Any]:
    return db.session.execute(query).all()


def cases_in(month: Month) -> Sequence[Any]:
    """Return for each firm how many cases came in."""
    query = (
        select(Firm.id, Firm.name, func.count(Case.id).label("number"))
        .join(Case, Case.firm_id == Firm.id)
        .where(Case.received_at >= _at(month.first), Case.received_at < _at(month.after))
        .group_by(Firm.id, Firm.name)
    )
    return _rows(query.order_by(Firm.name, Firm.id))


def cases_out(month: Month) -> Sequence[Any]:
    """Return for each firm how many cases it heard of, and what the clocks said."""
    query = (
        select(
            Firm.id,
            Firm.name,
            func.count(Case.id).label("number"),
            func.sum(Case.front_minutes).label("front"),
            func.sum(Case.back_minutes).label("back"),
        )
        .join(Case, Case.firm_id == Firm.id)
        .where(Case.heard_at >= _at(month.first), Case.heard_at < _at(month.after))
        .group_by(Firm.id, Firm.name)
    )
    return _rows(query.order_by(Firm.name, Firm.id))


def cases_open() -> Sequence[Any]:
    query = (
        select(Firm.id, Firm.name, func.count(Case.id).label("number"))
        .join(Case, Case.firm_id == Firm.id)
        .where(Case.state.in_(OPEN))
        .group_by(Firm.id, Firm.name)
    )
    return _rows(query.order_by(Firm.name, Firm.id))


def talks(month: Month) -> Sequence[Any]:
    """Return for each firm how often one spoke with it, and how often one was there."""
    visits = func.sum(func.cast(Contact.talk == Talk.VISIT, db.Integer))
    query = (
        select(Firm.id, Firm.name, func.count(Contact.id).label("number"), visits.label("visits"))
        .join(Contact, Contact.firm_id == Firm.id)
        .where(Contact.on >= month.first, Contact.on < month.after)
        .group_by(Firm.id, Firm.name)
    )
    return _rows(query.order_by(Firm.name, Firm.id))


def said(month: Month) -> Sequence[Any]:
    """Return needs, trends and proposals of the month."""
    query = (
        select(Entry.at, Entry.kind, Entry.text, Firm.name)
        .join(Firm, Entry.firm_id == Firm.id)
        .where(
            Entry.kind.in_((Kind.NEED, Kind.IMPROVEMENT)),
            Entry.at >= _at(month.first),
            Entry.at < _at(month.after),
        )
    )
    return _rows(query.order_by(Entry.id))


def came_and_left(month: Month) -> Sequence[Any]:
    """Return firms that somebody began to answer for for the first time, and those that left."""
    began = func.min(Assignment.began_on)
    query = (
        select(Firm.name, began.label("began"), Firm.left_on)
        .join(Assignment, Assignment.firm_id == Firm.id)
        .group_by(Firm.id, Firm.name, Firm.left_on)
        .having(
            or_(
                (began >= month.first) & (began < month.after),
                (Firm.left_on >= month.first) & (Firm.left_on < month.after),
            )
        )
    )
    return _rows(query.order_by(Firm.name, Firm.id))


def _answering() -> Any:
    return (Assignment.firm_id == Firm.id) & Assignment.state.in_(ANSWERS)


def rhythm(today: date) -> Sequence[Any]:
    """Return each firm with a rhythm: when one spoke last, and when the next talk is due."""
    last = (
        select(func.max(Contact.on))
        .where(Contact.firm_id == Firm.id, Contact.talk != Talk.DAILY)
        .scalar_subquery()
    )
    query = (
        select(Firm.name, Person.name.label("who"), last.label("last"), Firm.talk_due)
        .outerjoin(Assignment, _answering())
        .outerjoin(Person, Person.id == Assignment.person_id)
        .where(Firm.talk_due <= months_later(today, 1), Firm.left_on.is_(None))
    )
    return _rows(query.order_by(Firm.talk_due, Firm.id))


def rotation(today: date) -> Sequence[Any]:
    """Return who is due to pass a firm on within three months, and who learns beside another."""
    soon = Assignment.rotation_on <= months_later(today, 3)
    query = (
        select(Firm.name, Person.name.label("who"), Assignment.state, Assignment.rotation_on)
        .join(Firm, Assignment.firm_id == Firm.id)
        .join(Person, Assignment.person_id == Person.id)
        .where(
            or_(
                Assignment.state.in_(ANSWERS) & soon,
                Assignment.state.in_((State.MENTORING, State.HANDOVER)),
            )
        )
    )
    return _rows(query.order_by(Assignment.rotation_on.is_(None), Assignment.rotation_on, Firm.id))


def undeclared(today: date) -> Sequence[Any]:
    """Return who answers or stands in without a declaration of this year, and who has shares."""
    one = Assignment
    both = union_all(
        _undeclared(one.person_id, one.declared_on, one.has_shares, today),
        _undeclared(
            one.substitute_id, one.substitute_declared_on, one.substitute_has_shares, today
        ),
    ).subquery()
    return _rows(select(both).order_by(both.c.who, both.c.name, both.c.id))


def _undeclared(who: Any, on: Any, shares: Any, today: date) -> Any:
    old = months_later(today, -YEARLY)
    return (
        select(
            Assignment.id,
            Firm.name.label("name"),
            Person.name.label("who"),
            on.label("declared_on"),
            shares.label("has_shares"),
        )
        .join(Firm, Assignment.firm_id == Firm.id)
        .join(Person, who == Person.id)
        .where(Assignment.state.in_(LIVE), or_(on.is_(None), on <= old, shares))
    )


def checked_cases() -> Sequence[Any]:
    """Return what colleagues had to evaluate, who prepared it and who looked at it."""
    by, colleague = aliased(Person), aliased(Person)
    query = (
        select(
            Case.received_at,
            Case.topic,
            Firm.name,
            by.name.label("by"),
            colleague.name.label("colleague"),
            Case.checked_on,
        )
        .join(Firm, Case.firm_id == Firm.id)
        .outerjoin(by, by.id == Case.opened_by_id)
        .outerjoin(colleague, colleague.id == Case.checker_id)
        .where(Case.topic.in_(NEEDS_COLLEAGUE))
    )
    return _rows(query.order_by(Case.id.desc()))


def audits() -> Sequence[Any]:
    query = (
        select(Firm.name, Audit.kind, Audit.planned_on, Audit.done_on, Person.name.label("who"))
        .join(Firm, Audit.firm_id == Firm.id)
        .join(Person, Audit.auditor_id == Person.id)
    )
    return _rows(query.order_by(Audit.planned_on.desc(), Audit.id))


def plans() -> Sequence[Any]:
    """Return the plan in force of each firm, how old it is, and its high risks left uncovered."""
    high = (
        select(func.count(Risk.id))
        .where(Risk.plan_id == Plan.id, Risk.remaining == Level.LARGE, Risk.is_covered.is_(False))
        .scalar_subquery()
    )
    in_force = (Plan.firm_id == Firm.id) & (Plan.state == PlanState.DECIDED)
    query = (
        select(Firm.name, Plan.number, Plan.decided_on, Plan.cycle, high.label("high"))
        .outerjoin(Plan, in_force)
        .where(Firm.left_on.is_(None))
    )
    return _rows(query.order_by(Plan.decided_on.is_not(None), Plan.decided_on, Firm.id))


def expiring(today: date) -> Sequence[Any]:
    """Return authorisations and securities that run out within three months."""
    query = (
        select(Firm.name, Due.kind, Due.name.label("what"), Due.amount, Due.until)
        .join(Firm, Due.firm_id == Firm.id)
        .where(
            Due.ended_on.is_(None),
            Due.until <= months_later(today, 3),
            or_(Due.kind != Paper.AUTHORISATION, Due.confirmed_on.is_not(None)),
        )
    )
    return _rows(query.order_by(Due.until, Due.id))


def issues() -> Sequence[Any]:
    """Return general problems that went to the committee: as it reads them, without firms."""
    query = select(Issue.number, Issue.kept_title, Issue.state, Issue.raised_at)
    query = query.where(Issue.id.in_(select(Case.issue_id)))
    return _rows(query.order_by(Issue.id.desc()))


def candidates() -> Sequence[Any]:
    """Return firms on their way to a programme, with the guidance they had."""
    guidance = (
        select(func.count(Entry.id))
        .where(Entry.firm_id == Firm.id, Entry.kind == Kind.GUIDANCE)
        .scalar_subquery()
    )
    query = select(Firm.name, Firm.candidate, guidance.label("times")).where(
        Firm.candidate != Candidate.NONE, Firm.left_on.is_(None)
    )
    return _rows(query.order_by(Firm.name, Firm.id))


def answered(since: date) -> Sequence[Any]:
    """Return how long each case took until the firm had heard, by its size and coordinator."""
    query = (
        select(
            Firm.size,
            Person.name.label("who"),
            (Case.front_minutes + Case.back_minutes).label("minutes"),
        )
        .join(Firm, Case.firm_id == Firm.id)
        .outerjoin(Person, Person.id == Case.opened_by_id)
        .where(Case.heard_at >= _at(since))
    )
    return db.session.execute(query.order_by(Case.id)).all()
