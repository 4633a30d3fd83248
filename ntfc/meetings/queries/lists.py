"""Lists of meetings: of one body or of all, read as columns, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from ntfc.committees.models import Body, Mode
from ntfc.db import db
from ntfc.meetings.models import (
    Attendance,
    Invitation,
    Meeting,
    MeetingBody,
    MeetingKind,
    MeetingState,
    Presence,
    Reply,
)
from ntfc.meetings.queries.visibility import visible
from ntfc.organisations.models import Organisation
from ntfc.permissions import Actor

PER_PAGE = 25
AHEAD = frozenset({MeetingState.PLANNED, MeetingState.CONVENED, MeetingState.UNDER_WAY})
THERE = frozenset({Presence.PRESENT, Presence.ALTERNATE, Presence.REMOTE})
COMING = frozenset({Reply.COMING, Reply.REMOTE, Reply.ALTERNATE})


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """One line of a list of meetings."""

    id: int
    body_id: int
    body: str
    number: int | None
    kind: MeetingKind
    state: MeetingState
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    mode: Mode
    place: str
    host: str | None
    is_public: bool
    there: int | None = None  # of the seats: who came, or says so
    asked: int | None = None


@dataclass(frozen=True)
class MeetingPage:
    """Some meetings of a list, and whether more follow."""

    rows: Sequence[MeetingRow]
    number: int
    has_more: bool


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Meeting.id,
            Meeting.body_id,
            Body.name.label("body"),
            Meeting.number,
            Meeting.kind,
            Meeting.state,
            Meeting.title,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.time_zone,
            Meeting.mode,
            Meeting.place,
            Organisation.name.label("host"),
            Meeting.is_public,
        )
        .join(Body, Body.id == Meeting.body_id)
        .outerjoin(Organisation, Organisation.id == Meeting.host_id)
    )


def of_body(body_id: int) -> ColumnElement[bool]:
    """Return the condition that a body meets there, called by itself or jointly."""
    joined = select(MeetingBody.meeting_id).where(MeetingBody.body_id == body_id)
    return or_(Meeting.body_id == body_id, Meeting.id.in_(joined))


def coming(actor: Actor, now: datetime, *conditions: ColumnElement[bool]) -> MeetingPage:
    """Return the meetings ahead or under way that *actor* may see, the nearest first."""
    ahead = and_(Meeting.state.in_(AHEAD), Meeting.ends_at >= now)
    query = _columns().where(ahead, visible(actor), *conditions)
    return _page(query.order_by(Meeting.starts_at, Meeting.id), 1, counted_by=replies_of)


def past(
    actor: Actor, now: datetime, *conditions: ColumnElement[bool], number: int = 1
) -> MeetingPage:
    """Return a page of the meetings that are over or called off, the newest first."""
    over = or_(Meeting.state.not_in(AHEAD), Meeting.ends_at < now)
    query = _columns().where(over, visible(actor), *conditions)
    order = query.order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    return _page(order, number, counted_by=presences_of)


def newest_held(actor: Actor, body_id: int) -> MeetingRow | None:
    """Return the meeting of a body that was held last."""
    query = _columns().where(of_body(body_id), visible(actor), Meeting.state == MeetingState.HELD)
    row = db.session.execute(query.order_by(Meeting.starts_at.desc()).limit(1)).one_or_none()
    return MeetingRow(**row._mapping) if row else None  # noqa: SLF001  -- its public way


def _page(query: Select[*tuple[Any, ...]], number: int, *, counted_by: Any) -> MeetingPage:
    """Return one page; it looks for one row more than it shows instead of counting them all."""
    number = max(number, 1)
    found = db.session.execute(query.offset((number - 1) * PER_PAGE).limit(PER_PAGE + 1)).all()
    rows = [MeetingRow(**row._mapping) for row in found[:PER_PAGE]]  # noqa: SLF001  -- its public way
    counts = counted_by([row.id for row in rows])
    filled = [
        replace(row, there=counts[row.id][0], asked=counts[row.id][1]) if row.id in counts else row
        for row in rows
    ]
    return MeetingPage(filled, number, has_more=len(found) > PER_PAGE)


def presences_of(meeting_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return for each meeting how many seats were there, of how many noted."""
    there = func.sum(case((Attendance.presence.in_(THERE), 1), else_=0))
    query = (
        select(Attendance.meeting_id, there, func.count())
        .where(Attendance.meeting_id.in_(meeting_ids), Attendance.seat_id.is_not(None))
        .group_by(Attendance.meeting_id)
    )
    return {row[0]: (int(row[1]), row[2]) for row in db.session.execute(query)}


def replies_of(meeting_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return for each meeting how many seats say that they come, of how many invited."""
    says_so = func.sum(case((Invitation.reply.in_(COMING), 1), else_=0))
    query = (
        select(Invitation.meeting_id, says_so, func.count())
        .where(
            Invitation.meeting_id.in_(meeting_ids),
            Invitation.seat_id.is_not(None),
            Invitation.withdrawn_at.is_(None),
        )
        .group_by(Invitation.meeting_id)
    )
    return {row[0]: (int(row[1]), row[2]) for row in db.session.execute(query)}
