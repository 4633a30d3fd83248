"""When bodies met and are to meet: read for one body or for many, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from ntfc.committees.models import Body
from ntfc.committees.queries.calendars import holidays_of
from ntfc.db import db
from ntfc.meetings.models import BEGUN, Meeting, MeetingBody, MeetingState
from ntfc.meetings.queries.visibility import visible
from ntfc.meetings.rules.times import first_day
from ntfc.permissions import Actor

AHEAD = frozenset({MeetingState.PLANNED, MeetingState.CONVENED})


@dataclass(frozen=True)
class Met:
    """A meeting as a rhythm counts it."""

    id: int
    day: date
    state: MeetingState
    starts_at: datetime


def days_of(body_ids: Collection[int]) -> Mapping[int, Sequence[Met]]:
    """Return for each body its meetings that were not called off, the oldest first."""
    columns = (Meeting.id, Meeting.starts_at, Meeting.time_zone, Meeting.state)
    own = select(Meeting.body_id, *columns).where(Meeting.body_id.in_(body_ids))
    joined = (
        select(MeetingBody.body_id, *columns)
        .join(Meeting, Meeting.id == MeetingBody.meeting_id)
        .where(MeetingBody.body_id.in_(body_ids))
    )
    found: dict[int, list[Met]] = defaultdict(list)
    for query in (own, joined):
        for row in db.session.execute(query.where(Meeting.state != MeetingState.CANCELLED)):
            day = first_day(row)
            found[row.body_id].append(Met(row.id, day, row.state, row.starts_at))
    return {number: sorted(met, key=lambda one: one.starts_at) for number, met in found.items()}


def met_on(meetings: Sequence[Met]) -> list[date]:
    """Return the days on which the body really met."""
    return [one.day for one in meetings if one.state in BEGUN]


def next_of(meetings: Sequence[Met], today: date) -> Met | None:
    """Return the next meeting that is planned or called."""
    ahead = (one for one in meetings if one.state in AHEAD and one.day >= today)
    return next(ahead, None)


def next_days(actor: Actor, body_ids: Collection[int], now: datetime) -> Mapping[int, date]:
    """Return on which day each of the bodies meets next, of the meetings *actor* may see."""
    columns = (Meeting.starts_at, Meeting.time_zone)
    ahead = (Meeting.state.in_(AHEAD), Meeting.starts_at >= now, visible(actor))
    own = select(Meeting.body_id, *columns).where(Meeting.body_id.in_(body_ids), *ahead)
    joined = (
        select(MeetingBody.body_id, *columns)
        .join(Meeting, Meeting.id == MeetingBody.meeting_id)
        .where(MeetingBody.body_id.in_(body_ids), *ahead)
    )
    rows = [row for query in (own, joined) for row in db.session.execute(query)]
    rows.sort(key=lambda row: row.starts_at, reverse=True)
    return {row.body_id: first_day(row) for row in rows}


def holiday_names(body: Body, days: Collection[date]) -> dict[date, str]:
    """Return which of the days are holidays of the body, with their names."""
    own = {entry["date"]: entry["name"] for entry in body.own_holidays}
    found = {}
    for day in days:
        named = holidays_of(body.holiday_country, body.holiday_region, day.year).get(day)
        name = own.get(day.isoformat(), named)
        if name is not None:
            found[day] = name
    return found
