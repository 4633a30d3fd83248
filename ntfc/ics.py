"""Calendar files (RFC 5545): events that every calendar program puts at the right hour.

Times stand with the name of their zone and the whole of its changes in the file (VTIMEZONE): a
program that does not know the zone would otherwise show the hour of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

PRODUCT = "-//ntfc//meetings//EN"
LONGEST_LINE = 75  # octets
ONE_DAY = timedelta(days=1)
AROUND = timedelta(days=400)  # before and after the events: at least one change of the clock
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """How an event comes again: every so many days, so many times in all, but not on some."""

    every: int
    count: int
    without: tuple[datetime, ...] = ()  # when it would have begun


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry of a calendar. The same *uid* with a higher *sequence* replaces what was there."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    summary: str
    stamp: datetime
    sequence: int = 0
    location: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False
    is_tentative: bool = False
    repeats: Repeats | None = None
    instead_of: datetime | None = None  # one time of an event that repeats: when it would begin
    organizer: tuple[str, str] | None = None  # name and address
    attendee: tuple[str, str] | None = None  # whom the file is for; nobody else stands in it


def calendar(events: Sequence[Event], *, method: str = PUBLISH, name: str = "") -> str:
    """Return a calendar file with the events and the zones they need."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", f"METHOD:{method}"]
    if name:
        lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    lines += _zones(events)
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def method_of(text: str) -> str:
    """Return what a calendar file asks for: REQUEST, CANCEL or PUBLISH."""
    named = (line.partition(":")[2] for line in text.splitlines() if line.startswith("METHOD:"))
    return next(named, PUBLISH)


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"DTSTART;TZID={event.zone}:{_local(event.starts_at, event.zone)}"
    yield f"DTEND;TZID={event.zone}:{_local(event.ends_at, event.zone)}"
    yield from _times(event)
    yield f"SUMMARY:{_text(event.summary)}"
    for key in ("location", "description"):
        if value := getattr(event, key):
            yield f"{key.upper()}:{_text(value)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{_status(event)}"
    if event.organizer:
        yield f"ORGANIZER;CN={_parameter(event.organizer[0])}:mailto:{event.organizer[1]}"
    if event.attendee:
        name, address = event.attendee
        asked = "ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE"
        yield f"ATTENDEE;{asked};CN={_parameter(name)}:mailto:{address}"
    yield "END:VEVENT"


def _times(event: Event) -> Iterator[str]:
    """Yield when an event comes again, or for which time of it this one stands."""
    if event.repeats:
        yield f"RRULE:FREQ=DAILY;INTERVAL={event.repeats.every};COUNT={event.repeats.count}"
        if event.repeats.without:
            left_out = ",".join(_local(moment, event.zone) for moment in event.repeats.without)
            yield f"EXDATE;TZID={event.zone}:{left_out}"
    if event.instead_of:
        yield f"RECURRENCE-ID;TZID={event.zone}:{_local(event.instead_of, event.zone)}"


def _last(event: Event) -> datetime:
    again = event.repeats.every * (event.repeats.count - 1) if event.repeats else 0
    return event.ends_at + timedelta(days=again)


def _status(event: Event) -> str:
    if event.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if event.is_tentative else "CONFIRMED"


def _zones(events: Iterable[Event]) -> Iterator[str]:
    spans: dict[str, tuple[datetime, datetime]] = {}
    for event in events:
        first, last = spans.get(event.zone, (event.starts_at, _last(event)))
        spans[event.zone] = min(first, event.starts_at), max(last, _last(event))
    for zone, (first, last) in sorted(spans.items()):
        yield from _zone(zone, _midnight(first - AROUND), _midnight(last + AROUND))


def _midnight(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


@lru_cache(maxsize=64)
def _zone(name: str, first: datetime, last: datetime) -> tuple[str, ...]:
    """Return the zone as it stands in a file; a hundred mails of one meeting share it."""
    return tuple(_zone_lines(name, first, last))


def _zone_lines(name: str, first: datetime, last: datetime) -> Iterator[str]:
    """Yield the zone with each change of its clock between two instants, one by one."""
    zone = ZoneInfo(name)
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{name}"
    before = first.astimezone(zone)
    yield from _observance(before.replace(tzinfo=None), before, before)
    for change in changes(zone, first, last):
        earlier = (change - timedelta(seconds=1)).astimezone(zone)
        onset = earlier.replace(tzinfo=None) + timedelta(seconds=1)  # by the clock before
        yield from _observance(onset, earlier, change.astimezone(zone))
    yield "END:VTIMEZONE"


def _observance(onset: datetime, before: datetime, after: datetime) -> Iterator[str]:
    kind = "DAYLIGHT" if after.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{onset:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset(before)}"
    yield f"TZOFFSETTO:{_offset(after)}"
    yield f"TZNAME:{after.tzname()}"
    yield f"END:{kind}"


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the instants between two others at which the clock of the zone changes."""
    here = first.astimezone(UTC)
    while here < last:
        there = min(here + ONE_DAY, last.astimezone(UTC))
        if _state(here, zone) != _state(there, zone):
            yield _change_between(here, there, zone)
        here = there


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        middle = middle.replace(microsecond=0)
        if middle == before:
            middle += timedelta(seconds=1)
        if _state(middle, zone) == _state(before, zone):
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _state(moment: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _offset(moment: datetime) -> str:
    seconds = int((moment.utcoffset() or timedelta()).total_seconds())
    sign, seconds = ("-" if seconds < 0 else "+"), abs(seconds)
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


def _text(value: str) -> str:
    """Return a text with what has a meaning of its own in the format made plain."""
    plain = str(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in lines if letter >= " " or letter == "\t")


def _parameter(value: str) -> str:
    """Return a name as a parameter: quotes and control characters have no way to be written."""
    kept = "".join(letter for letter in str(value) if letter >= " " and letter != '"')
    return f'"{kept}"'


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, never cut within a letter."""
    pieces, room, piece = [], LONGEST_LINE, b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece, room = b"", LONGEST_LINE - 1
        piece += octets
    pieces.append(piece)
    return b"\r\n ".join(pieces).decode() + "\r\n"
