"""What reports count: column tuples, added up by the database, one question for each table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Executable, Select, case, func, or_, select, union_all
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
from ntfc_client_coordinators.rules.cases import HEARD, NEEDS_COLLEAGUE
from ntfc_client_coordinators.rules.days import months_later
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.plans import Paper
from ntfc_client_coordinators.rules.plans import State as PlanState
from ntfc_client_coordinators.rules.portfolio import Candidate, Level, Talk
from ntfc_client_coordinators.rules.reports import Month


def rows(query: Any, most: int | None) -> Sequence[Any]:
    """Return the rows of a report: all, or as many as a page shows and one more, if there are."""
    return db.session.execute(query if most is None else query.limit(most + 1)).all()


PARTS = ("came", "heard", "still", "spoken")


def _by_firm(month: Month) -> list[Any]:
    """Return what a month brought by firm: cases in, cases out, those of which the firm has not heard, and talks."""
    visits = func.sum(case((Contact.talk == Talk.VISIT, 1), else_=0)).label("visits")
    clocks = [
        func.sum(one).label(name)
        for one, name in ((Case.front_minutes, "front"), (Case.back_minutes, "back"))
    ]
    number = func.count().label("number")
    came = (Case.received_at >= month.since) & (Case.received_at < month.until)
    heard = (Case.heard_at >= month.since) & (Case.heard_at < month.until)
    spoken = (Contact.on >= month.first) & (Contact.on < month.after)
    parts = (
        select(Case.firm_id, number).where(came).group_by(Case.firm_id),
        select(Case.firm_id, number, *clocks).where(heard).group_by(Case.firm_id),
        select(Case.firm_id, number).where(Case.state.not_in(HEARD)).group_by(Case.firm_id),
        select(Contact.firm_id, number, visits).where(spoken).group_by(Contact.firm_id),
    )
    return [part.subquery(name) for part, name in zip(parts, PARTS, strict=True)]


def _served(month: Month, by: Sequence[Any]) -> Select[*tuple[Any, ...]]:
    """Return the numbers of a month, by firm or by who answers for it."""
    came, heard, still, spoken = parts = _by_firm(month)
    numbers = {
        "came": came.c.number,
        "heard": heard.c.number,
        "front": heard.c.front,
        "back": heard.c.back,
        "still": still.c.number,
        "talks": spoken.c.number,
        "visits": spoken.c.visits,
    }
    sums = [func.coalesce(func.sum(one), 0).label(name) for name, one in numbers.items()]
    query = select(*by, *sums).select_from(Firm)
    for part in parts:
        query = query.outerjoin(part, part.c.firm_id == Firm.id)
    anything = func.coalesce(*(part.c.number for part in parts))
    return query.where(anything.is_not(None)).group_by(*by)


def by_firm(month: Month) -> Executable:
    """Return for each firm what the month brought."""
    return _served(month, (Firm.name, Firm.id)).order_by(Firm.name, Firm.id)


def by_portfolio(month: Month) -> Executable:
    """Return the same for all firms of each who answers for them now."""
    query = _served(month, (Person.name, Person.id)).outerjoin(Assignment, _answering())
    query = query.outerjoin(Person, Person.id == Assignment.person_id)
    return query.order_by(Person.name.is_(None), Person.name, Person.id)


def said(month: Month) -> Executable:
    """Return needs, trends and proposals of the month."""
    query = select(Entry.at, Entry.kind, Entry.text, Firm.name)
    query = query.join(Firm, Entry.firm_id == Firm.id).where(
        Entry.kind.in_((Kind.NEED, Kind.IMPROVEMENT)),
        Entry.at >= month.since,
        Entry.at < month.until,
    )
    return query.order_by(Entry.id)


def came_and_left(month: Month) -> Executable:
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
    return query.order_by(Firm.name, Firm.id)


def _answering() -> Any:
    return (Assignment.firm_id == Firm.id) & Assignment.state.in_(ANSWERS)


def rhythm(today: date) -> Executable:
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
    return query.order_by(Firm.talk_due, Firm.id)


def spoken(since: date) -> Executable:
    """Return the talks of the rhythm that were held since a day, the newest first."""
    query = (
        select(Firm.name, Person.name.label("who"), Contact.on, Contact.talk)
        .join(Firm, Contact.firm_id == Firm.id)
        .outerjoin(Person, Contact.by_id == Person.id)
        .where(Contact.on >= since, Contact.talk != Talk.DAILY)
    )
    return query.order_by(Contact.on.desc(), Contact.id.desc())


def rotation(today: date) -> Executable:
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
    return query.order_by(Assignment.rotation_on.is_(None), Assignment.rotation_on, Firm.id)


def undeclared(today: date) -> Executable:
    """Return who answers or stands in without a declaration of this year, and who has shares."""
    one = Assignment
    both = union_all(
        _undeclared(one.person_id, one.declared_on, one.has_shares, today),
        _undeclared(
            one.substitute_id, one.substitute_declared_on, one.substitute_has_shares, today
        ),
    ).subquery()
    return select(both).order_by(both.c.who, both.c.name, both.c.id)


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


def checked_cases() -> Executable:
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
    return query.order_by(Case.id.desc())


def evaluated() -> Executable:
    """Return authorisations with the colleague who evaluates them, also those that are over."""
    query = (
        select(Firm.name, Due.name.label("what"), Person.name.label("who"), Due.confirmed_on)
        .join(Firm, Due.firm_id == Firm.id)
        .outerjoin(Person, Due.evaluated_by_id == Person.id)
        .where(Due.kind == Paper.AUTHORISATION)
    )
    return query.order_by(Due.id.desc())


def audits() -> Executable:
    query = (
        select(Firm.name, Audit.kind, Audit.planned_on, Audit.done_on, Person.name.label("who"))
        .join(Firm, Audit.firm_id == Firm.id)
        .join(Person, Audit.auditor_id == Person.id)
    )
    return query.order_by(Audit.planned_on.desc(), Audit.id)


def plans() -> Executable:
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
    return query.order_by(Plan.decided_on.is_not(None), Plan.decided_on, Firm.id)


def expiring(today: date) -> Executable:
    """Return authorisations and securities that run out within three months."""
    query = (
        select(Firm.name, Due.kind, Due.name.label("what"), Due.amount, Due.until)
        .join(Firm, Due.firm_id == Firm.id)
        .where(
            Due.ended_on.is_(None),
            Due.until <= months_later(today, 3),
            Firm.left_on.is_(None),
            or_(Due.kind != Paper.AUTHORISATION, Due.confirmed_on.is_not(None)),
        )
    )
    return query.order_by(Due.until, Due.id)


def issues() -> Executable:
    """Return general problems that went to the committee: as it reads them, without firms."""
    query = select(Issue.number, Issue.kept_title, Issue.state, Issue.raised_at)
    query = query.where(Issue.id.in_(select(Case.issue_id)))
    return query.order_by(Issue.id.desc())


def candidates() -> Executable:
    """Return firms on their way to a programme, with the guidance they had."""
    guidance = (
        select(func.count(Entry.id))
        .where(Entry.firm_id == Firm.id, Entry.kind == Kind.GUIDANCE)
        .scalar_subquery()
    )
    query = select(Firm.name, Firm.candidate, guidance.label("times")).where(
        Firm.candidate != Candidate.NONE, Firm.left_on.is_(None)
    )
    return query.order_by(Firm.name, Firm.id)
