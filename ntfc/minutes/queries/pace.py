"""How soon draft minutes went out after the meetings of some time."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.meetings.rules import local_day
from ntfc.minutes.models import Minutes
from ntfc.minutes.queries.document import works_around
from ntfc.minutes.rules.clock import Clock, clock_of
from ntfc.procedure.queries import rules_on

NEVER_HELD = (MeetingState.PLANNED, MeetingState.CANCELLED)


def clocks_of(body: Body, first: date, last: date) -> list[Clock]:
    """Return how long the minutes of each meeting held in these days took until *last*."""
    ended = func.coalesce(Meeting.closed_at, Meeting.ends_at)
    since, until = (datetime.combine(day, time(), UTC) for day in (first, last + timedelta(days=1)))
    query = (
        select(ended, Meeting.time_zone, Minutes.circulated_at)
        .outerjoin(Minutes, Minutes.meeting_id == Meeting.id)
        .where(Meeting.body_id == body.id, Meeting.state.not_in(NEVER_HELD))
        .where(ended >= since, ended < until)
        .order_by(Meeting.id)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return []
    procedure, works = rules_on(body, last), works_around(body, last)
    found = []
    for ended_at, zone, out in rows:
        out_on = local_day(out, zone) if out else None
        found.append(clock_of(local_day(ended_at, zone), out_on, last, procedure, works))
    return found
