"""Opening a calendar of one's own for another program, and ending it."""

from datetime import datetime

from ntfc import audit, tokens
from ntfc.db import db
from ntfc.meetings import rules
from ntfc.meetings.models import CalendarFeed
from ntfc.permissions import Actor, Site, requires


@requires(rules.FEED)
def open_feed(_site: Site, *, actor: Actor, now: datetime) -> str:
    """Make a calendar for the person and return the secret of its address, known only now."""
    token = tokens.new()
    feed = CalendarFeed(person_id=actor.person_id, token_hash=tokens.hash_of(token), created_at=now)
    db.session.add(feed)
    db.session.flush()
    audit.record(actor, "calendar.opened", feed)
    return token


@requires(rules.FEED)
def end_feed(feed: CalendarFeed, *, actor: Actor, now: datetime) -> None:
    """End a calendar: its address opens nothing any more."""
    if feed.revoked_at is None:
        feed.revoked_at = now
        db.session.flush()
        audit.record(actor, "calendar.ended", feed)


@requires(rules.FEED)
def note_reading(feed: CalendarFeed, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001  -- guarded
    """Remember when a program last asked for the calendar."""
    feed.last_read_at = now
    db.session.flush()
