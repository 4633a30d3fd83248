"""Reading one meeting, as pages and services take it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

from flask import abort
from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from ntfc.committees.models import Body
from ntfc.db import db, fill_in, holds
from ntfc.meetings.models import CLOSED, Invitation, Meeting, MeetingBody, MeetingDay


def whole() -> Select[Meeting]:
    """Select meetings with their bodies, days, host and guests."""
    return select(Meeting).options(joinedload(Meeting.host), selectinload(Meeting.days))


def get_meeting(meeting_id: int) -> Meeting:
    """Return a meeting with its bodies, days, host and guests; 404 when there is none."""
    meeting = find_meeting(meeting_id)
    if meeting is None:
        abort(404)
    return meeting


def find_meeting(meeting_id: int) -> Meeting | None:
    """Return a meeting by its number, or None."""
    meeting = db.session.scalars(_one(), {"meeting_id": meeting_id}).one_or_none()
    return complete(meeting) if meeting else None


def still_open(body_id: int) -> Sequence[Meeting]:
    """Return the meetings of a body that are neither held nor called off, the next one first."""
    query = select(Meeting).where(Meeting.body_id == body_id, Meeting.state.not_in(CLOSED))
    return db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id)).all()


def complete(meeting: Meeting, *parts: Literal["days", "with_bodies", "guests"]) -> Meeting:
    """Return the meeting with its days, further bodies and guests, or with some of these *parts*.

    Each is read by a ready question, unless it is at hand.
    """
    for name, query in _parts().items():
        if (not parts or name in parts) and not holds(meeting, name):
            fill_in(meeting, **{name: db.session.scalars(query, {"id": meeting.id}).all()})
    return meeting


# Put together once: making these anew at each request would take longer than the answers.


@cache
def _one() -> Select[Meeting]:
    later = (lazyload(Meeting.with_bodies), lazyload(Meeting.guests))
    query = select(Meeting).where(Meeting.id == bindparam("meeting_id"))
    return query.options(joinedload(Meeting.host), *later)


@cache
def _parts() -> dict[str, Select[Any]]:
    number: BindParameter[int] = bindparam("id")
    days = select(MeetingDay).where(MeetingDay.meeting_id == number)
    bodies = select(MeetingBody).where(MeetingBody.meeting_id == number)
    guests = select(Invitation).where(Invitation.meeting_id == number, Invitation.seat_id.is_(None))
    return {
        "days": days.order_by(MeetingDay.starts_at),
        "with_bodies": bodies,
        "guests": guests.order_by(Invitation.id),
    }


def get_body(body_id: int) -> Body:
    """Return a body, whose meetings a page is about."""
    body = db.session.scalars(_body(), {"id": body_id}).one_or_none()
    if body is None:
        abort(404)
    return body


@cache
def _body() -> Select[Body]:
    return select(Body).where(Body.id == bindparam("id"))
