"""Lists of parked issues: the board, the register, what belongs to a meeting or an owner."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from ntfc.clock import day_of
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.issues.models import Idea, Issue
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.parking_lot.models import Cause, Parking
from ntfc.parking_lot.queries.reading import visible
from ntfc.parking_lot.rules import Parked
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.texts import fold

PER_PAGE = 50
SHOWN = ("", "overdue", "left", "all")


@dataclass(frozen=True, kw_only=True)
class Filters:
    """How the list is narrowed."""

    body_id: int | None = None
    show: str = ""
    q: str = ""
    cause: Cause | None = None
    mine: bool = False


def _ideas_since() -> Any:
    query = select(func.count()).where(Idea.issue_id == Parking.issue_id)
    return query.where(Idea.at >= Parking.parked_at).scalar_subquery()


def _meetings_since() -> Any:
    """Count the meetings that the body held while the issue stood there."""
    return (
        select(func.count())
        .where(Meeting.body_id == Parking.body_id, Meeting.state == MeetingState.HELD)
        .where(Meeting.starts_at > Parking.parked_at)
        .where(or_(Parking.left_at.is_(None), Meeting.starts_at < Parking.left_at))
        .scalar_subquery()
    )


def _columns() -> Select[*tuple[Any, ...]]:
    asker, owner = aliased(Person), aliased(Person)
    return (
        select(
            Parking.id,
            Parking.issue_id,
            Issue.number,
            Issue.title,
            Parking.body_id,
            Body.name.label("body"),
            Body.time_zone,
            Parking.cause,
            Parking.reason,
            asker.name.label("asked_by"),
            Parking.owner_id,
            owner.name.label("owner"),
            Parking.review_on,
            Parking.next_step,
            Parking.parked_at,
            Parking.left_at,
            Parking.way_out,
            Parking.way_out_reason,
            _ideas_since().label("ideas"),
            _meetings_since().label("meetings"),
        )
        .join(Issue, Issue.id == Parking.issue_id)
        .join(Body, Body.id == Parking.body_id)
        .join(asker, asker.id == Parking.asked_by_id)
        .join(owner, owner.id == Parking.owner_id)
    )


def _rows(query: Select[*tuple[Any, ...]]) -> list[Parked]:
    return [_row(**row._asdict()) for row in db.session.execute(query)]


def _row(*, parked_at: datetime, left_at: datetime | None, time_zone: str, **known: Any) -> Parked:
    return Parked(
        parked_on=day_of(parked_at, time_zone),
        left_on=day_of(left_at, time_zone) if left_at else None,
        **known,
    )


def standing_in(actor: Actor, body_id: int) -> list[Parked]:
    """Return what stands in the parking lot of a body."""
    query = _columns().where(visible(actor), Parking.body_id == body_id)
    query = query.where(Parking.left_at.is_(None))
    return _rows(query.order_by(Parking.review_on, Parking.id))


def left_since(actor: Actor, body_id: int, moment: datetime) -> list[Parked]:
    """Return what left the parking lot of a body since then, the last one first."""
    query = _columns().where(visible(actor), Parking.body_id == body_id)
    query = query.where(Parking.left_at >= moment)
    return _rows(query.order_by(Parking.left_at.desc(), Parking.id))


def listed(actor: Actor, filters: Filters, today: date, page: int) -> tuple[list[Parked], int]:
    """Return one page of parked issues, those to come up first at the top, and how many."""
    conditions = [visible(actor), *_conditions(actor, filters, today)]
    counted = select(func.count()).select_from(Parking).join(Issue, Issue.id == Parking.issue_id)
    count = db.session.scalar(counted.where(*conditions)) or 0
    query = (
        _columns()
        .where(*conditions)
        .order_by(Parking.left_at.is_not(None), Parking.review_on, Parking.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return _rows(query), count


def _conditions(actor: Actor, filters: Filters, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.show in {"", "overdue"}:
        found.append(Parking.left_at.is_(None))
    if filters.show == "overdue":
        found.append(Parking.review_on < today)
    if filters.show == "left":
        found.append(Parking.left_at.is_not(None))
    if filters.body_id is not None:
        found.append(Parking.body_id == filters.body_id)
    if filters.cause is not None:
        found.append(Parking.cause == filters.cause)
    if filters.mine:
        found.append(Parking.owner_id == actor.person_id)
    if filters.q:
        found.append(Issue.search_text.contains(fold(filters.q), autoescape=True))
    return found


def parked_in_meeting(meeting_id: int, actor: Actor) -> list[Parked]:
    """Return what was parked in a meeting, in the order in which it was."""
    query = _columns().where(visible(actor), Parking.meeting_id == meeting_id)
    return _rows(query.order_by(Parking.id))


def owned_by(person_id: int, until: date) -> list[Parked]:
    """Return what a person owns in the parking lots of living bodies with a review up to a day."""
    query = _columns().where(
        Parking.owner_id == person_id,
        Parking.left_at.is_(None),
        Parking.review_on <= until,
        Body.state.not_in(FINAL),
    )
    return _rows(query.order_by(Parking.review_on, Parking.id))


def overdue_in(bodies: Collection[int], today: date) -> Sequence[Any]:
    """Return the living bodies among these with issues past their review date, and how many."""
    query = (
        select(Body.id, Body.name, func.count().label("number"))
        .join(Parking, Parking.body_id == Body.id)
        .where(Body.id.in_(bodies), Body.state.not_in(FINAL))
        .where(Parking.left_at.is_(None), Parking.review_on < today)
        .group_by(Body.id, Body.name)
        .order_by(Body.name)
    )
    return db.session.execute(query).all()
