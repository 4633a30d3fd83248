"""Reading what a body watches."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ntfc.db import db
from ntfc.horizon.models import Topic
from ntfc.meetings.models import Meeting, MeetingState


def watched_in(body_id: int) -> Sequence[Topic]:
    """Return the open topics of a body, what is expected first at the top."""
    query = select(Topic).where(Topic.body_id == body_id, Topic.closed_on.is_(None))
    ordered = query.order_by(Topic.expected_on.is_(None), Topic.expected_on, Topic.id)
    return db.session.scalars(ordered.options(joinedload(Topic.watcher))).all()


def closed_in(body_id: int) -> Sequence[Topic]:
    """Return the topics that are settled, the latest first."""
    query = select(Topic).where(Topic.body_id == body_id, Topic.closed_on.is_not(None))
    return db.session.scalars(query.order_by(Topic.closed_on.desc(), Topic.id.desc())).all()


def find_topic(body_id: int, number: int) -> Topic | None:
    """Return a topic of just this body."""
    query = select(Topic).where(Topic.id == number, Topic.body_id == body_id)
    return db.session.scalars(query).one_or_none()


def met_before(body_id: int, at: datetime) -> datetime | None:
    """Return when the body met last before that moment."""
    query = select(func.max(Meeting.starts_at)).where(
        Meeting.body_id == body_id, Meeting.starts_at < at, Meeting.state == MeetingState.HELD
    )
    found: datetime | None = db.session.scalar(query)
    return found
