"""A meeting as it stands in a calendar: under one name, with an entry on each of its days."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from math import gcd
from typing import Any

from ntfc import ics
from ntfc.i18n import labelled
from ntfc.meetings.models import MeetingState
from ntfc.meetings.rules.times import Stretch, local, local_day
from ntfc.meetings.rules.words import name_of

LOOK_BACK = timedelta(days=92)  # of a feed; who looks further back opens the site
LONGEST_FEED = 500  # entries


def entries_of(
    meeting: Any,
    *,
    stamp: datetime,
    about: str,
    url: str,
    elsewhere: str = "",
    is_off: bool = False,
    **names: Any,
) -> Iterator[ics.Event]:
    """Yield the first day of a meeting, which comes again on the others, and each that differs.

    *elsewhere* stands for a place where there is none; called off, or *is_off* for the reader, it
    is one entry: whatever stands in a calendar under this name goes. *names* says who asks whom.
    """
    first, *others = days_of(meeting)
    is_cancelled = is_off or meeting.state is MeetingState.CANCELLED
    known = {
        "uid": meeting.calendar_uid,
        "sequence": meeting.calendar_sequence,
        "zone": meeting.time_zone,
        "summary": labelled(meeting.body.short_name or meeting.body.name, name_of(meeting)),
        "stamp": stamp,
        "description": about,
        "url": url,
        "is_cancelled": is_cancelled,
        "is_tentative": meeting.state is MeetingState.PLANNED,
        **names,
    }
    repeats = _repeats(first, others, meeting.time_zone) if others else None
    yield _entry(first, elsewhere, repeats=repeats, **known)
    for day in [] if is_cancelled else others:
        usual = _as_first(first, local_day(day.starts_at, meeting.time_zone), meeting.time_zone)
        if day != usual:
            yield _entry(day, elsewhere, instead_of=usual.starts_at, **known)


def days_of(meeting: Any) -> list[Stretch]:
    """Return the days of a meeting, each from its first hour to its last, with all its places."""
    by_day: dict[date, list[Any]] = {}
    for part in meeting.days:
        by_day.setdefault(local_day(part.starts_at, meeting.time_zone), []).append(part)
    return [
        Stretch(
            min(part.starts_at for part in parts),
            max(part.ends_at for part in parts),
            "; ".join(dict.fromkeys(filter(None, (p.place or meeting.place for p in parts)))),
        )
        for _day, parts in sorted(by_day.items())
    ]


def _entry(day: Stretch, elsewhere: str, **known: Any) -> ics.Event:
    location = day.place or elsewhere
    return ics.Event(starts_at=day.starts_at, ends_at=day.ends_at, location=location, **known)


def _repeats(first: Stretch, others: Sequence[Stretch], zone: str) -> ics.Repeats:
    """Return every how many days the first day comes again, and when it does not."""
    start = local_day(first.starts_at, zone)
    days = [(local_day(day.starts_at, zone) - start).days for day in others]
    every = gcd(*days)
    left_out = [number for number in range(every, days[-1], every) if number not in days]
    without = [_as_first(first, start + timedelta(days=n), zone).starts_at for n in left_out]
    return ics.Repeats(every=every, count=days[-1] // every + 1, without=tuple(without))


def _as_first(first: Stretch, day: date, zone: str) -> Stretch:
    """Return the first day as it would be on another one: at the same hours, in the same place."""
    starts, ends = (local(at, zone) for at in (first.starts_at, first.ends_at))
    later = timedelta(days=(day - starts.date()).days)  # by the clock on the wall
    return Stretch(starts + later, ends + later, first.place)
