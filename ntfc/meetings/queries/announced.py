"""Meetings in public: what everybody may know of them, signed in or not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingBody, MeetingState
from ntfc.meetings.queries.meetings import whole

SHOWN = (MeetingState.CONVENED, MeetingState.UNDER_WAY, MeetingState.CANCELLED)
MOST = 50


def announced(now: datetime) -> Sequence[Meeting]:
    """Return the meetings in public that are called and not over, or called off, the nearest first.

    Where one of the bodies is restricted, nothing is announced.
    """
    hidden = select(Body.id).where(Body.is_restricted.is_(True))
    joined = exists().where(MeetingBody.meeting_id == Meeting.id, MeetingBody.body_id.in_(hidden))
    query = whole().where(
        Meeting.is_public.is_(True),
        Meeting.convened_at.is_not(None),
        Meeting.state.in_(SHOWN),
        Meeting.ends_at > now,
        Meeting.body_id.not_in(hidden),
        ~joined,
    )
    return db.session.scalars(query.order_by(Meeting.starts_at, Meeting.id).limit(MOST)).all()
