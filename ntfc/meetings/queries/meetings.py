"""Reading one meeting, as pages and services take it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import Meeting


def whole() -> Select[Meeting]:
    """Select meetings with their bodies, days, host and guests."""
    return select(Meeting).options(joinedload(Meeting.host), selectinload(Meeting.days))


def get_meeting(meeting_id: int) -> Meeting:
    """Return a meeting with its bodies, days, host and guests; 404 when there is none."""
    meeting: Meeting = db.one_or_404(whole().where(Meeting.id == meeting_id))
    return meeting


def find_meeting(meeting_id: int) -> Meeting | None:
    """Return a meeting by its number, or None."""
    return db.session.scalars(whole().where(Meeting.id == meeting_id)).one_or_none()


def get_body(body_id: int) -> Body:
    """Return a body, whose meetings a page is about."""
    body: Body = db.one_or_404(select(Body).where(Body.id == body_id))
    return body
