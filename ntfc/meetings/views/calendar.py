"""Meetings in other calendars: one as a file, one's own as an address that programs read."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import Response, flash, g, url_for
from flask_login import current_user

from ntfc import addresses, clock, ics
from ntfc.files import download
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.meetings import rules, service
from ntfc.meetings.models import CalendarFeed, Meeting
from ntfc.meetings.queries import feeds
from ntfc.meetings.rules.calendar import entries_of
from ntfc.meetings.views.common import bp, seen
from ntfc.permissions import (
    COME_IN,
    SEATED,
    SITE,
    SYSTEM,
    Insider,
    authorize,
)
from ntfc.seats.queries import standing_of
from ntfc.transaction import afterwards

OFTEN = timedelta(hours=1)  # programs ask every few minutes; it is noted no more often than this


@bp.get("/meetings/<int:meeting_id>/calendar.ics")
def one(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    return _file([meeting], current_user, f"meeting-{meeting.id}.ics")


def _file(meetings: Iterable[Meeting], reader: Insider, file_name: str, name: str = "") -> Response:
    events = [event for meeting in meetings for event in _entries(meeting, reader)]
    calendar = ics.calendar(events, name=name)
    return download(calendar.encode(), file_name, "text/calendar; charset=utf-8")


def _entries(meeting: Meeting, reader: Insider) -> list[ics.Event]:
    takes_part = _takes_part(meeting, reader)
    lines = [meeting.purpose, meeting.cancel_reason]
    if takes_part:
        lines += [meeting.online_address, meeting.how_to_join]
    stamp = meeting.cancelled_at or meeting.convened_at or meeting.planned_at
    about = "\n".join(line for line in lines if line)
    url = addresses.absolute(url_for("meetings.show", meeting_id=meeting.id))
    return list(entries_of(meeting, stamp=stamp, about=about, url=url))


def _takes_part(meeting: Meeting, reader: Insider) -> bool:
    """Tell whether this reader is one of those who meet, and so may know how to join from afar."""
    seated = any(SEATED & reader.roles_in(body.id) for body in rules.bodies_of(meeting))
    guests = {guest.person_id for guest in meeting.guests if guest.withdrawn_at is None}
    return seated or reader.person_id in guests


@bp.get("/calendar")
def mine() -> Response:
    authorize(current_user, rules.FEED, SITE)
    return render("meetings/calendar.html", feeds=feeds.feeds_of(current_user.person_id), url="")


@bp.post("/calendar")
def open_feed() -> Response:
    authorize(current_user, rules.FEED, SITE)
    token = service.open_feed(SITE, actor=current_user, now=clock.now())
    url = addresses.absolute(url_for("meetings.feed", token=token))
    found = feeds.feeds_of(current_user.person_id)
    return render("meetings/calendar.html", feeds=found, url=url)


@bp.post("/calendar/<int:feed_id>/end")
def end_feed(feed_id: int) -> Response:
    feed = feeds.get_feed(feed_id)
    authorize(current_user, rules.FEED, feed)
    service.end_feed(feed, actor=current_user, now=clock.now())
    flash(_("The address opens nothing any more."), "success")
    return done(url_for(".mine"))


@bp.get("/feed/<token>/meetings.ics")
def feed(token: str) -> Response:
    """Hand out the calendar of whoever has the address: the address is the key."""
    authorize(current_user, COME_IN, SITE)
    found, now = feeds.feed_with(token), clock.now()
    if found is None or found.person.erased_at is not None:
        return render("404.html", status=404)
    reader = reader_of(found)
    g.language = reader.language
    if found.last_read_at is None or now - found.last_read_at > OFTEN:
        afterwards(_note_reading, found.id, now)
    return _file(feeds.meetings_for(reader, now), reader, "meetings.ics", str(_("Meetings")))


def reader_of(found: CalendarFeed) -> Insider:
    """Return the person of a calendar with the roles held at this moment, but no other right."""
    standing = standing_of(found.person_id, clock.today("UTC"))
    return Insider(
        person_id=found.person_id,
        name=found.person.name,
        token="",
        language=found.person.language,
        time_zone=found.person.time_zone,
        roles=standing.roles,
        seats=standing.seats,
    )


def _note_reading(feed_id: int, now: datetime) -> None:
    service.note_reading(feeds.get_feed(feed_id), actor=SYSTEM, now=now)
