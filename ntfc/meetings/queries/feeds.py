"""Calendars of people: which there are, whose a token is, and what stands in one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ntfc import tokens
from ntfc.db import db
from ntfc.meetings.models import CalendarFeed, Invitation, Meeting, MeetingBody
from ntfc.meetings.queries.meetings import whole
from ntfc.meetings.queries.visibility import visible
from ntfc.meetings.rules.calendar import LONGEST_FEED, LOOK_BACK
from ntfc.permissions import Insider


def feeds_of(person_id: int) -> Sequence[CalendarFeed]:
    """Return the calendars of a person that are in use, oldest first."""
    query = select(CalendarFeed).where(
        CalendarFeed.person_id == person_id, CalendarFeed.revoked_at.is_(None)
    )
    return db.session.scalars(query.order_by(CalendarFeed.id)).all()


def get_feed(feed_id: int) -> CalendarFeed:
    found: CalendarFeed = db.one_or_404(select(CalendarFeed).where(CalendarFeed.id == feed_id))
    return found


def feed_with(token: str) -> CalendarFeed | None:
    """Return the calendar that a token opens, unless it was ended."""
    query = select(CalendarFeed).where(
        CalendarFeed.token_hash == tokens.hash_of(token), CalendarFeed.revoked_at.is_(None)
    )
    return db.session.scalars(query.options(joinedload(CalendarFeed.person))).one_or_none()


def meetings_for(actor: Insider, now: datetime) -> Sequence[Meeting]:
    """Return the meetings of the bodies in which a person sits, and those the person is asked to.

    Only what the person may see by now: a feed outlives many changes of seat.
    """
    bodies = list(actor.roles)
    asked = select(Invitation.meeting_id).where(
        Invitation.person_id == actor.person_id, Invitation.withdrawn_at.is_(None)
    )
    joined = select(MeetingBody.meeting_id).where(MeetingBody.body_id.in_(bodies))
    query = whole().where(
        visible(actor),
        Meeting.ends_at >= now - LOOK_BACK,
        or_(Meeting.body_id.in_(bodies), Meeting.id.in_(joined), Meeting.id.in_(asked)),
    )
    return db.session.scalars(query.order_by(Meeting.starts_at).limit(LONGEST_FEED)).all()
