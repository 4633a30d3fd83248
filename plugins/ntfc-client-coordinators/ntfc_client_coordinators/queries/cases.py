"""Cases: one with all that its page shows, or many as plain rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import case as first_of
from sqlalchemy import false, func, or_, select, true
from sqlalchemy.orm import joinedload

from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc.permissions import Actor
from ntfc_client_coordinators.models import Assignment, Case, Desk, Firm, Officer
from ntfc_client_coordinators.queries.firms import near, sees_all
from ntfc_client_coordinators.rules import cases as rules
from ntfc_client_coordinators.rules.access import posts_of
from ntfc_client_coordinators.rules.assigning import ANSWERS
from ntfc_client_coordinators.rules.cases import OPEN, State
from ntfc_client_coordinators.rules.posts import Post

PAGE, FEW = 50, 20
MOST_DIGITS = 10  # of a number that the database can hold


def get_case(case_id: int) -> Case:
    found: Case = db.one_or_404(
        select(Case).where(Case.id == case_id).options(joinedload(Case.checker))
    )
    return found


def plain(case: Case) -> rules.Case:
    """Return a case as rules know it."""
    return rules.Case(
        state=case.state,
        topic=case.topic,
        part=case.part,
        is_sensitive=case.is_sensitive,
        manager_knows=case.manager_on is not None,
        was_checked=case.checked_on is not None,
        where=case.where,
        committee_has_it=case.issue_id is not None,
    )


def next_number() -> int:
    return (db.session.scalar(select(func.max(Case.number))) or 0) + 1


def sections(desk: Desk) -> list[str]:
    """Return the sections of the back office."""
    query = select(Officer.office).where(
        Officer.desk_id == desk.id,
        Officer.is_held,
        Officer.post == Post.SECTION,
        Officer.office != "",
    )
    return [*db.session.scalars(query.distinct().order_by(Officer.office))]


@dataclass(frozen=True)
class Shown:
    """How the list of cases is narrowed."""

    q: str = ""
    firm_id: int | None = None
    state: State | None = None
    late: bool = False
    closed: bool = False


def visible(actor: Actor, desk: Desk) -> Any:
    """Return the condition for cases that one may read."""
    if sees_all(actor, desk):
        return true()
    return or_(
        Case.firm_id.in_(select(Firm.id).where(near(actor, desk))),
        Case.section.in_(_own_sections(actor)),
        Case.checker_id == actor.person_id,
    )


def listed(
    actor: Actor, desk: Desk, shown: Shown, today: date, page: int
) -> tuple[Sequence[Any], int]:
    """Return a page of cases as rows, urgent ones first, and how many pages there are."""
    conditions = [visible(actor, desk), *_named(shown)]
    if shown.state is not None:
        conditions.append(Case.state == shown.state)
    elif not shown.closed:
        conditions.append(Case.state.in_(OPEN))
    if shown.late:
        conditions += [Case.due_on < today, Case.state.not_in(rules.HEARD)]
    columns = (
        Case.id,
        Case.number,
        Case.title,
        Case.topic,
        Case.state,
        Case.is_urgent,
        Case.section,
        Case.due_on,
        Case.since,
        Case.received_at,
        Case.front_minutes,
        Case.back_minutes,
        Firm.name.label("firm"),
    )
    query = select(*columns).join(Firm, Case.firm_id == Firm.id).where(*conditions)
    query = query.order_by(Case.is_urgent.desc(), Case.received_at.desc(), Case.id.desc())
    rows = db.session.execute(query.limit(PAGE).offset((page - 1) * PAGE)).all()
    of_all = select(func.count(Case.id)).where(*conditions)
    count = db.session.scalar(of_all.join(Firm, Case.firm_id == Firm.id) if shown.q else of_all)
    return rows, max(1, -(-(count or 0) // PAGE))


def _named(shown: Shown) -> list[Any]:
    """Return the conditions for the cases of a firm, or those that words or a number name."""
    found: list[Any] = [] if shown.firm_id is None else [Case.firm_id == shown.firm_id]
    if shown.q:
        words = [each.icontains(shown.q, autoescape=True) for each in (Case.title, Firm.name)]
        is_number = shown.q.isdecimal() and len(shown.q) < MOST_DIGITS
        found.append(or_(*words, *([Case.number == int(shown.q)] if is_number else [])))
    return found


def of_firm(firm_id: int) -> Sequence[Any]:
    """Return the cases of a firm that are open."""
    query = select(Case.id, Case.number, Case.title, Case.state).where(
        Case.firm_id == firm_id, Case.state.in_(OPEN)
    )
    return db.session.execute(query.order_by(Case.id.desc()).limit(PAGE)).all()


def precedents(page: int) -> tuple[Sequence[Any], int]:
    """Return what was learnt from cases, without firms, and how many pages there are (C10)."""
    query = select(Case.topic, Case.lesson, Case.heard_at, Case.received_at).where(
        Case.lesson != ""
    )
    rows = db.session.execute(
        query.order_by(Case.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    ).all()
    count = db.session.scalar(select(func.count(Case.id)).where(Case.lesson != "")) or 0
    return rows, max(1, -(-count // PAGE))


def issue_of(case: Case) -> Any:
    """Return the general problem as the committee has it, if it was brought there."""
    columns = (Issue.id, Issue.number, Issue.kept_title, Issue.state, Issue.body_id)
    return (
        case.issue_id
        and db.session.execute(select(*columns).where(Issue.id == case.issue_id)).first()
    )


def unheard_of(firm_id: int) -> Sequence[int]:
    """Return the numbers of cases of which a firm has not heard."""
    query = select(Case.number).where(Case.firm_id == firm_id, Case.state.not_in(rules.HEARD))
    return db.session.scalars(query.order_by(Case.number).limit(FEW)).all()


def of_issue(issue_id: int) -> Sequence[Case]:
    return db.session.scalars(select(Case).where(Case.issue_id == issue_id).limit(PAGE)).all()


class Wait(Enum):
    """For what a case waits."""

    CHECK = "check"  # for a colleague to look at it
    TOLD = "told"  # for the firm to be told what the committee answered
    LATE = "late"  # for a section that is late, so that one asks there
    STEP = "step"  # for the next step


def waiting(actor: Actor, desk: Desk, today: date) -> Sequence[tuple[Any, Wait]]:
    """Return cases that wait for somebody, each with the reason; one's own until the firm heard."""
    me = actor.person_id
    answering = select(Assignment.firm_id).where(
        or_(Assignment.person_id == me, Assignment.substitute_id == me),
        Assignment.state.in_(ANSWERS),
    )
    readable = select(Firm.id).where(near(actor, desk))
    mine = Case.firm_id.in_(answering) & Case.firm_id.in_(readable)
    late = Case.state.in_(rules.BACK_OFFICE) & (Case.due_on < today)
    check = (Case.checker_id == me) & Case.checked_on.is_(None) & Case.state.in_(OPEN)
    by_me = Case.state.in_((State.FRONT, State.NEEDS_INFO, State.BACK_ANSWERED))
    ours: Any = false()
    if Post.SECTION in posts_of(actor, desk):
        ours = Case.section.in_(_own_sections(actor)) & Case.state.in_(rules.BACK_OFFICE)
    told = mine & Case.committee_on.is_not(None)
    why = first_of(
        (check, Wait.CHECK.value),
        (told, Wait.TOLD.value),
        (mine & late, Wait.LATE.value),
        else_=Wait.STEP.value,
    )
    columns = (Case.id, Case.number, Case.title, Case.state, Case.due_on, Case.is_urgent)
    query = select(*columns, why.label("why")).where(or_(check, told, mine & (by_me | late), ours))
    rows = db.session.execute(query.order_by(Case.is_urgent.desc(), Case.id).limit(FEW))
    return [(row, Wait(row.why)) for row in rows]


def _own_sections(actor: Actor) -> Any:
    """Return the sections of the back office in which one works."""
    return select(Officer.office).where(
        Officer.person_id == actor.person_id,
        Officer.is_held,
        Officer.post == Post.SECTION,
        Officer.office != "",
    )
