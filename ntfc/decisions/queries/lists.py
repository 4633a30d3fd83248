"""Lists of decisions: of a body, of all one may read, of a meeting; and what is not answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, func, or_, select

from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.decisions.models import (
    Addressee,
    AnswerKind,
    Decision,
    DecisionKind,
    DecisionState,
    HowAgreed,
    Reservation,
)
from ntfc.decisions.queries.reading import visible
from ntfc.decisions.queries.tabling import comes_with_issue
from ntfc.meetings.models import Meeting
from ntfc.organisations.models import Organisation, Side
from ntfc.permissions import CIRCLE, Actor
from ntfc.seats.models import Appointment, Seat
from ntfc.seats.queries import in_office
from ntfc.texts import fold

PER_PAGE = 50
S = DecisionState
SHOWN = {
    "": frozenset({S.ADOPTED}),
    "open": frozenset({S.ADOPTED, S.WATCHED}),
    "drafts": frozenset({S.DRAFT, S.WITH_SEATS, S.PARKED, S.PASSED_UP}),
    "watched": frozenset({S.WATCHED}),
    "not": frozenset({S.NOT_ADOPTED, S.WITHDRAWN}),
    "all": frozenset(S),
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """How the register is narrowed."""

    body_id: int | None = None
    show: str = ""
    q: str = ""
    kind: DecisionKind | None = None


@dataclass(frozen=True)
class DecisionRow:
    """A decision as a list shows it."""

    id: int
    kind: DecisionKind
    state: DecisionState
    term_number: int
    number: int | None
    title: str
    body_id: int
    body: str
    adopted_on: date | None
    how: HowAgreed | None
    is_binding: bool
    is_confidential: bool
    addressed: int
    answered: int


def _columns() -> Select[*tuple[Any, ...]]:
    of_it = select(func.count()).where(Addressee.decision_id == Decision.id)
    settled = of_it.where(Addressee.answer.is_not(None), Addressee.answer != AnswerKind.IN_WORK)
    return select(
        Decision.id,
        Decision.kind,
        Decision.state,
        Decision.term_number,
        Decision.number,
        Decision.title,
        Decision.body_id,
        Body.name.label("body"),
        Decision.adopted_on,
        Decision.how,
        Decision.is_binding,
        Decision.is_confidential,
        of_it.scalar_subquery().label("addressed"),
        settled.scalar_subquery().label("answered"),
    ).join(Body, Body.id == Decision.body_id)


def register(actor: Actor, filters: Filters, page: int) -> tuple[list[DecisionRow], int]:
    """Return one page of decisions, the newest first, and how many there are."""
    conditions = [visible(actor), *_conditions(filters)]
    count = db.session.scalar(select(func.count()).select_from(Decision).where(*conditions)) or 0
    query = (
        _columns()
        .where(*conditions)
        .order_by(Decision.adopted_on.desc(), Decision.number.desc(), Decision.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [DecisionRow(*row) for row in db.session.execute(query)], count


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Decision.state.in_(SHOWN.get(filters.show, SHOWN[""]))]
    if filters.show == "open":
        found.append(Decision.followed_on.is_(None))
    if filters.body_id is not None:
        found.append(Decision.body_id == filters.body_id)
    if filters.kind:
        found.append(Decision.kind == filters.kind)
    if filters.q:
        found.append(Decision.search_text.contains(fold(filters.q), autoescape=True))
    return found


def shown_with(actor: Actor, *conditions: ColumnElement[bool]) -> list[DecisionRow]:
    """Return the decisions *actor* may read that belong to something, in the order of drafting."""
    query = _columns().where(visible(actor), *conditions).order_by(Decision.id)
    return [DecisionRow(*row) for row in db.session.execute(query)]


def of_meeting(meeting_id: int) -> Sequence[Any]:
    """Return what a meeting gave, in the order of drafting, as columns.

    Gives id, kind, state, term_number, number, title, text, paper, item_id, is_binding,
    applies_to_all, is_confidential, how, next_step, reason, conditions, and joining, the name of
    a body that joins a joint meeting. What was withdrawn is left out, and so is what such a body
    keeps in confidence: the record of the meeting is read at every table.
    """
    return db.session.execute(_of_meeting(), {"meeting_id": meeting_id}).all()


@cache
def _of_meeting() -> Select[*tuple[Any, ...]]:
    """Put together once: making it anew at each page takes longer than the answer."""
    own = Meeting.body_id == Decision.body_id
    joining = case((own, ""), else_=Body.name)
    return (
        select(
            Decision.id,
            Decision.kind,
            Decision.state,
            Decision.term_number,
            Decision.number,
            Decision.title,
            Decision.text,
            Decision.paper,
            Decision.item_id,
            Decision.is_binding,
            Decision.applies_to_all,
            Decision.is_confidential,
            Decision.how,
            Decision.next_step,
            Decision.reason,
            Decision.conditions,
            joining.label("joining"),
        )
        .join(Body, Body.id == Decision.body_id)
        .join(Meeting, Meeting.id == Decision.meeting_id)
        .where(Decision.meeting_id == bindparam("meeting_id"), Decision.state != S.WITHDRAWN)
        .where(or_(own, Decision.is_confidential.is_(False)))
        .order_by(Decision.id)
    )


def reserved_in(decision_ids: Collection[int]) -> Sequence[Any]:
    """Return the reservations to these decisions: decision_id, organisation and text."""
    if not decision_ids:
        return ()
    query = (
        select(Reservation.decision_id, Organisation.name.label("organisation"), Reservation.text)
        .join(Organisation, Organisation.id == Reservation.organisation_id)
        .where(Reservation.decision_id.in_(decision_ids))
        .order_by(Reservation.id)
    )
    return db.session.execute(query).all()


def outstanding_in(body_id: int, today: date) -> Sequence[Any]:
    """Return what was addressed and not answered in time: one row for each decision.

    Gives id, title, is_confidential, missing and due_on.
    """
    unanswered = or_(Addressee.answer.is_(None), Addressee.answer == AnswerKind.IN_WORK)
    query = (
        select(
            Decision.id,
            Decision.title,
            Decision.is_confidential,
            func.count().label("missing"),
            func.min(Addressee.due_on).label("due_on"),
        )
        .join(Addressee, Addressee.decision_id == Decision.id)
        .where(Decision.body_id == body_id, Decision.state.in_((S.ADOPTED, S.WATCHED)))
        .where(unanswered, Addressee.due_on < today)
        .group_by(Decision.id)
        .order_by(func.min(Addressee.due_on), Decision.id)
    )
    return db.session.execute(query).all()


def received_in(body_id: int) -> Sequence[Any]:
    """Return the proposals of bodies below that this body has not dealt with."""
    below = select(Decision.id, Decision.body_id).subquery()
    query = (
        select(Decision.id, Decision.title, Decision.is_confidential, Body)
        .join(below, below.c.id == Decision.came_from_id)
        .join(Body, Body.id == below.c.body_id)
        .where(Decision.body_id == body_id, Decision.state == S.DRAFT, ~comes_with_issue())
        .order_by(Decision.id)
    )
    return db.session.execute(query).all()


def open_in(body_id: int) -> Sequence[Decision]:
    """Return the drafts a body has not dealt with, and what it watches."""
    query = select(Decision).where(
        Decision.body_id == body_id,
        Decision.state.in_((S.DRAFT, S.WITH_SEATS, S.PARKED, S.WATCHED)),
    )
    return db.session.scalars(query.order_by(Decision.id)).all()


def to_answer_by(person_id: int, today: date) -> Sequence[Any]:
    """Return what waits for an answer of the institutions for which a person sits."""
    reads = or_(Decision.is_confidential.is_(False), Seat.role.in_(CIRCLE))
    sits = (
        select(Appointment.id)
        .join(Seat, Seat.id == Appointment.seat_id)
        .where(Appointment.person_id == person_id, Seat.body_id == Addressee.body_id)
        .where(Seat.organisation_id == Addressee.organisation_id, in_office(today), reads)
        .correlate(Addressee, Decision)
        .exists()
    )
    query = (
        select(Addressee.id, Decision.title, Addressee.due_on, Body.name)
        .join(Decision, Decision.id == Addressee.decision_id)
        .join(Body, Body.id == Decision.body_id)
        .where(sits, Addressee.answer.is_(None), Body.state.not_in(FINAL))
        .where(Decision.state.in_((S.ADOPTED, S.WATCHED)))
        .order_by(Addressee.due_on, Addressee.id)
    )
    return db.session.execute(query).all()


def watched_unasked(body_ids: Collection[int]) -> Sequence[Any]:
    """Return by body how many recommendations it watches that nobody is asked about."""
    asked = select(Addressee.id).where(Addressee.decision_id == Decision.id)
    query = (
        select(Body.id, Body.name, func.count(Decision.id).label("count"))
        .join(Body, Body.id == Decision.body_id)
        .where(Decision.body_id.in_(body_ids), Decision.state == S.WATCHED)
        .where(Decision.followed_on.is_(None), ~asked.exists(), Body.state.not_in(FINAL))
        .group_by(Body.id)
        .order_by(Body.id)
    )
    return db.session.execute(query).all()


def addressed_in(body_id: int) -> Sequence[Any]:
    """Return what is asked of whom by what a body adopted or watches, the newest first.

    Gives id, title, who, camp, due_on and answer; what stands in confidence is left out.
    """
    query = (
        select(
            Addressee.id,
            Decision.title,
            Organisation.name.label("who"),
            Side.camp,
            Addressee.due_on,
            Addressee.answer,
        )
        .join(Decision, Decision.id == Addressee.decision_id)
        .join(Organisation, Organisation.id == Addressee.organisation_id)
        .join(Side, Side.id == Organisation.side_id)
        .where(Decision.body_id == body_id, Decision.state.in_((S.ADOPTED, S.WATCHED)))
        .where(Decision.is_confidential.is_(False))
        .order_by(Decision.adopted_on.desc(), Addressee.id)
    )
    return db.session.execute(query).all()


def adopted_since(body_id: int, day: date) -> Sequence[Decision]:
    """Return what a body adopted since a day and what stands in no confidence, oldest first."""
    query = (
        select(Decision)
        .where(Decision.body_id == body_id, Decision.state == S.ADOPTED)
        .where(Decision.adopted_on >= day, Decision.is_confidential.is_(False))
        .order_by(Decision.adopted_on, Decision.id)
    )
    return db.session.scalars(query).all()
