"""The register of issues: of one body, or of all that a person may read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select

from ntfc.committees.models import Body, Level
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.issues import rules
from ntfc.issues.models import Implication, Issue, IssueCall, IssueState, Measure, Support, Wording
from ntfc.issues.queries.reading import visible
from ntfc.issues.rules.weighing import POINTS
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import OFFICE, SEATED, Actor, Role
from ntfc.procedure import queries as procedure
from ntfc.texts import fold

PER_PAGE = 50
# The secretariat asks; it need not answer itself.
NOT_ASKED = OFFICE | {Role.PERSON, Role.ADMINISTRATOR}
SHOWN = {
    "": rules.OPEN,
    "proposed": frozenset({IssueState.PROPOSED}),
    "settled": rules.SETTLED,
    "all": frozenset(IssueState),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """How the register is narrowed."""

    body_id: int | None = None
    show: str = ""
    q: str = ""
    level: Level | None = None
    implication: Implication | None = None
    quick: bool = False
    mine: bool = False


@dataclass(frozen=True)
class IssueRow:
    """An issue as a list shows it."""

    id: int
    number: int
    title: str
    state: IssueState
    body_id: int
    body: str
    raised_by: str
    raised_for: str | None
    raised_at: datetime
    voices: int
    points: int
    is_quick_win: bool


def _weights() -> Any:
    points = case(*((Support.strength == s, p) for s, p in POINTS.items()), else_=0)
    return (
        select(
            Support.issue_id,
            func.count().label("voices"),
            func.sum(points).label("points"),
        )
        .group_by(Support.issue_id)
        .subquery()
    )


def register(actor: Actor, filters: Filters, page: int) -> tuple[list[IssueRow], int]:
    """Return one page of issues, those with the most weight first, and how many there are."""
    conditions = [visible(actor), *_conditions(actor, filters)]
    count = db.session.scalar(select(func.count()).select_from(Issue).where(*conditions)) or 0
    weights = _weights()
    query = (
        _columns(weights)
        .where(*conditions)
        .order_by(
            func.coalesce(weights.c.points, 0).desc(), Issue.raised_at.desc(), Issue.id.desc()
        )
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [_row(row) for row in db.session.execute(query)], count


def _columns(weights: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Issue.id,
            Issue.number,
            Issue.title,
            Issue.state,
            Issue.body_id,
            Body.name.label("body"),
            Person.name.label("raised_by"),
            Organisation.name.label("raised_for"),
            Issue.raised_at,
            Issue.effort,
            Issue.benefit,
            func.coalesce(weights.c.voices, 0).label("voices"),
            func.coalesce(weights.c.points, 0).label("points"),
        )
        .join(Body, Body.id == Issue.body_id)
        .join(Person, Person.id == Issue.raised_by_id)
        .outerjoin(Organisation, Organisation.id == Issue.raised_for_id)
        .outerjoin(weights, weights.c.issue_id == Issue.id)
    )


def _row(row: Any) -> IssueRow:
    values = row._asdict()
    quick = rules.is_quick_win(values.pop("effort"), values.pop("benefit"))
    return IssueRow(**values, is_quick_win=quick)


def _conditions(actor: Actor, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Issue.state.in_(SHOWN.get(filters.show, rules.OPEN))]
    if filters.body_id is not None:
        found.append(Issue.body_id == filters.body_id)
    if filters.mine:
        found.append(Issue.raised_by_id == actor.person_id)
    if filters.q:
        found.append(Issue.search_text.contains(fold(filters.q), autoescape=True))
    if filters.level:
        found.append(Issue.level == filters.level)
    if filters.implication:
        found.append(Issue.implication == filters.implication)
    if filters.quick:
        found.append(Issue.effort == Measure.SMALL)
        found.append(Issue.benefit.in_([Measure.MEDIUM, Measure.LARGE]))
    return found


def waiting_for_an_agenda(body_id: int) -> list[IssueRow]:
    """Return the accepted issues of a body, those with the most weight first."""
    weights = _weights()
    query = _columns(weights).where(Issue.body_id == body_id, Issue.state == IssueState.ACCEPTED)
    points = func.coalesce(weights.c.points, 0).desc()
    return [_row(row) for row in db.session.execute(query.order_by(points, Issue.id))]


def open_in(body_id: int) -> Sequence[Issue]:
    """Return the issues that a body has not finished."""
    query = select(Issue).where(Issue.body_id == body_id, Issue.state.in_(rules.OPEN))
    return db.session.scalars(query.order_by(Issue.number)).all()


def counted_in(actor: Actor, body_id: int) -> dict[IssueState, int]:
    """Return how many issues of a body *actor* may read, by state."""
    query = (
        select(Issue.state, func.count())
        .where(visible(actor), Issue.body_id == body_id)
        .group_by(Issue.state)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def proposed_in(bodies: Collection[int]) -> Sequence[Any]:
    """Return the bodies among these with proposals nobody decided on: number, name, how many."""
    query = (
        select(Body.id, Body.name, func.count().label("number"))
        .join(Issue, Issue.body_id == Body.id)
        .where(Body.id.in_(bodies), Body.state.not_in(FINAL))
        .where(Issue.state == IssueState.PROPOSED)
        .group_by(Body.id, Body.name)
        .order_by(Body.name)
    )
    return db.session.execute(query).all()


def wordings_for(person_id: int) -> Sequence[Any]:
    """Return the wordings offered to a person that wait for an answer."""
    query = (
        select(Wording.id, Issue.title, Body.name)
        .join(Issue, Issue.id == Wording.issue_id)
        .join(Body, Body.id == Issue.body_id)
        .where(Issue.raised_by_id == person_id, Wording.answer.is_(None))
        .where(Issue.state.in_(rules.OPEN))
    )
    return db.session.execute(query.order_by(Wording.id)).all()


def notes_owed_by(person_id: int, until: date) -> Sequence[Any]:
    """Return the issues of a person whose informative note is due by a day and not written."""
    query = (
        select(Issue.id, Issue.title, Issue.note_due_on, Body.name)
        .join(Body, Body.id == Issue.body_id)
        .where(Issue.raised_by_id == person_id, Issue.note == "", Issue.state.in_(rules.OPEN))
        .where(Issue.note_due_on <= until)
    )
    return db.session.execute(query.order_by(Issue.note_due_on)).all()


def calls_to_answer(actor: Actor, today: date) -> Sequence[Any]:
    """Return the calls for issues that are open in bodies where *actor* sits and brought nothing."""
    brought = exists().where(
        Issue.body_id == IssueCall.body_id,
        Issue.raised_by_id == actor.person_id,
        Issue.raised_at >= IssueCall.asked_at,
    )
    seats = [n for n in procedure.bodies_of(actor, SEATED) if not actor.roles_in(n) <= NOT_ASKED]
    query = (
        select(IssueCall.body_id, IssueCall.closes_on, Body.name)
        .join(Body, Body.id == IssueCall.body_id)
        .where(IssueCall.body_id.in_(seats), IssueCall.closes_on >= today, ~brought)
    )
    return db.session.execute(query.order_by(IssueCall.closes_on)).all()
