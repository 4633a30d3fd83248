"""Lists of meetings: of one body or of all, read as columns, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

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
from ntfc.meetings.queries.visibility import reader, visible, visible_by_name
from ntfc.organisations.models import Organisation
from ntfc.permissions import Actor, Insider

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


def of_body(body_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """Return the condition that a body meets there, called by itself or jointly."""
    joined = select(MeetingBody.meeting_id).where(MeetingBody.body_id == body_id)
    return or_(Meeting.body_id == body_id, Meeting.id.in_(joined))


def coming(actor: Actor, now: datetime, body_id: int | None = None) -> MeetingPage:
    """Return the meetings ahead or under way, of all bodies or one, that *actor* may see.

    The nearest comes first.
    """
    values = {"now": now, "body_id": body_id}
    return _page(_coming(body_id is not None), actor, values, 1, counted_by=replies_of)


def past(
    actor: Actor, now: datetime, body_id: int | None = None, *, number: int = 1
) -> MeetingPage:
    """Return a page of the meetings that are over or called off, the newest first."""
    values = {"now": now, "body_id": body_id}
    return _page(_past(body_id is not None), actor, values, number, counted_by=presences_of)


# Put together once: making these anew at each page takes longer than the answers.


@cache
def _coming(of_one: bool) -> Select[*tuple[Any, ...]]:
    ahead = and_(Meeting.state.in_(AHEAD), Meeting.ends_at >= bindparam("now"))
    query = _seen().where(ahead).order_by(Meeting.starts_at, Meeting.id)
    return query.where(of_body(bindparam("body_id"))) if of_one else query


@cache
def _past(of_one: bool) -> Select[*tuple[Any, ...]]:
    over = or_(Meeting.state.not_in(AHEAD), Meeting.ends_at < bindparam("now"))
    newest = (Meeting.starts_at.desc(), Meeting.id.desc())
    query = _seen().where(over).order_by(*newest)
    if not of_one:
        return query
    # Of its own meetings, the database looks only at as many as lead up to this page: it would
    # else sort all that a body ever held.
    body_id: BindParameter[int] = bindparam("body_id")
    own = select(Meeting.id).where(Meeting.body_id == body_id, over, visible_by_name())
    upto = own.order_by(*newest).limit(bindparam("upto")).correlate(None)
    joined = select(MeetingBody.meeting_id).where(MeetingBody.body_id == body_id)
    return query.where(or_(Meeting.id.in_(upto), Meeting.id.in_(joined)))


def _seen() -> Select[*tuple[Any, ...]]:
    return _columns().where(visible_by_name()).limit(PER_PAGE + 1).offset(bindparam("offset"))


def newest_held(actor: Actor, body_id: int) -> MeetingRow | None:
    """Return the meeting of a body that was held last."""
    query = _columns().where(of_body(body_id), visible(actor), Meeting.state == MeetingState.HELD)
    row = db.session.execute(query.order_by(Meeting.starts_at.desc()).limit(1)).one_or_none()
    return MeetingRow(**row._mapping) if row else None  # noqa: SLF001  -- its public way


def _page(
    query: Select[*tuple[Any, ...]],
    actor: Actor,
    values: dict[str, Any],
    number: int,
    *,
    counted_by: Any,
) -> MeetingPage:
    """Return one page; it looks for one row more than it shows instead of counting them all."""
    number = max(number, 1)
    if not isinstance(actor, Insider):
        return MeetingPage((), number, has_more=False)
    before = (number - 1) * PER_PAGE
    asked = {**reader(actor), **values, "offset": before, "upto": before + PER_PAGE + 1}
    found = db.session.execute(query, asked).all()
    counts = counted_by([row.id for row in found[:PER_PAGE]])
    rows = []
    for row in found[:PER_PAGE]:
        came, of = counts.get(row.id, (None, None))
        rows.append(MeetingRow(**row._mapping, there=came, asked=of))  # noqa: SLF001  -- its public way
    return MeetingPage(rows, number, has_more=len(found) > PER_PAGE)


def presences_of(meeting_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return for each meeting how many seats were there, of how many noted."""
    return _counted(_presences(), meeting_ids)


def _counted(
    query: Select[int, int, int], meeting_ids: Collection[int]
) -> dict[int, tuple[int, int]]:
    if not meeting_ids:
        return {}
    rows = db.session.execute(query, {"meetings": [*meeting_ids]})
    return {number: (int(some), of) for number, some, of in rows}


@cache
def _presences() -> Select[int, int, int]:
    there = func.sum(case((Attendance.presence.in_(THERE), 1), else_=0))
    meetings: Any = bindparam("meetings", expanding=True)
    return (
        select(Attendance.meeting_id, there, func.count())
        .where(Attendance.meeting_id.in_(meetings), Attendance.seat_id.is_not(None))
        .group_by(Attendance.meeting_id)
    )


@cache
def _replies() -> Select[int, int, int]:
    says_so = func.sum(case((Invitation.reply.in_(COMING), 1), else_=0))
    meetings: Any = bindparam("meetings", expanding=True)
    return (
        select(Invitation.meeting_id, says_so, func.count())
        .where(
            Invitation.meeting_id.in_(meetings),
            Invitation.seat_id.is_not(None),
            Invitation.withdrawn_at.is_(None),
        )
        .group_by(Invitation.meeting_id)
    )


def replies_of(meeting_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return for each meeting how many seats say that they come, of how many invited."""
    return _counted(_replies(), meeting_ids)
