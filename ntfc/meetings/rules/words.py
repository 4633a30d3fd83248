"""How meetings and all about them read on a page and in a mail."""

import enum
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, cast

from babel.dates import format_skeleton, format_time
from flask_babel import get_locale

from ntfc.dates import as_read
from ntfc.i18n import WAYS, Sentence, _, with_commas
from ntfc.meetings.models import (
    LetterState,
    MeetingKind,
    MeetingState,
    NoticeKind,
    Presence,
    Reply,
    ShortWay,
    TakesPartAs,
    Way,
)
from ntfc.meetings.rules.times import local
from ntfc.names import called

MEETINGS = _("Meetings")
KINDS: dict[enum.Enum, str] = {
    MeetingKind.ORDINARY: _("Ordinary meeting"),
    MeetingKind.URGENT: _("Urgent meeting"),
    MeetingKind.EXTRAORDINARY: _("Extraordinary meeting"),
    MeetingKind.JOINT: _("Joint meeting"),
}
WORDS: dict[enum.Enum, str] = {
    **KINDS,
    MeetingState.PLANNED: _("Planned"),
    MeetingState.CONVENED: _("Called"),
    MeetingState.UNDER_WAY: _("Under way"),
    MeetingState.HELD: _("Held"),
    MeetingState.CANCELLED: _("Called off"),
    TakesPartAs.SEAT: _("Seat"),
    TakesPartAs.EXPERT: _("Invited expert"),
    TakesPartAs.GUEST: _("Guest"),
    TakesPartAs.OBSERVER: _("Observer"),
    TakesPartAs.PUBLIC: _("Member of the public"),
    Reply.COMING: _("Comes"),
    Reply.REMOTE: _("Takes part from afar"),
    Reply.APOLOGY: _("Sends apologies"),
    Reply.ALTERNATE: _("The alternate comes"),
    ShortWay.OWN_ITEMS: _("For the own items only"),
    ShortWay.IN_WRITING: _("Sends a few lines in writing"),
    NoticeKind.CONVENED: _("Called"),
    NoticeKind.CHANGED: _("Changed"),
    NoticeKind.CANCELLED: _("Called off"),
    NoticeKind.REMINDER: _("Reminder"),
    Way.MAIL: _("By mail"),
    Way.LINK: _("By mail with a link"),
    Way.BY_HAND: _("To be handed over"),
    Way.SPOKEN: _("By word of mouth"),
    Presence.PRESENT: _("Present"),
    Presence.ALTERNATE: _("Alternate present"),
    Presence.REMOTE: _("Present from afar"),
    Presence.EXCUSED: _("Excused"),
    Presence.ABSENT: _("Absent"),
    LetterState.DRAFT: _("Draft"),
    LetterState.SENT: _("Sent"),
    LetterState.DROPPED: _("Not sent"),
}
# On buttons, beside a name.
SHORT: Mapping[enum.Enum, str] = {
    Presence.PRESENT: _("Present"),
    Presence.ALTERNATE: _("Alternate"),
    Presence.REMOTE: _("From afar"),
    Presence.EXCUSED: _("Excused"),
    Presence.ABSENT: _("Absent"),
}
TONES: Mapping[enum.Enum, str] = {
    MeetingState.PLANNED: "neutral",
    MeetingState.CONVENED: "info",
    MeetingState.UNDER_WAY: "warning",
    MeetingState.HELD: "success",
    MeetingState.CANCELLED: "danger",
    Reply.COMING: "success",
    Reply.REMOTE: "success",
    Reply.ALTERNATE: "info",
    Reply.APOLOGY: "warning",
    Presence.PRESENT: "success",
    Presence.ALTERNATE: "success",
    Presence.REMOTE: "success",
    Presence.EXCUSED: "warning",
    Presence.ABSENT: "danger",
}


def word(entry: enum.Enum | None) -> str | None:
    """Return the entry of a list as a person reads it; None stays None."""
    return None if entry is None else WORDS[entry]


def short(entry: enum.Enum) -> str:
    """Return the entry of a list as it stands on a button."""
    return SHORT[entry]


def choices_of(entries: type[enum.Enum]) -> list[tuple[str, str]]:
    """Return what a form offers of a closed list."""
    return [(entry.value, WORDS[entry]) for entry in entries]


def name_of(meeting: Any) -> str:
    """Return how a meeting is called: by its own title, else by its kind and number."""
    if meeting.title:
        return str(meeting.title)
    if meeting.number is None:
        return KINDS[meeting.kind]
    if meeting.kind is MeetingKind.ORDINARY:
        return _("Meeting %(number)s", number=meeting.number)
    return _("%(kind)s %(number)s", kind=KINDS[meeting.kind], number=meeting.number)


def when(meeting: Any) -> str:
    """Return days and hours of a meeting by the clock where it is, in the reader's language."""
    return between(meeting.starts_at, meeting.ends_at, meeting.time_zone)


def kept_when(meeting: Any) -> str:
    """Return the same for a sentence that is kept: each reader has it in the own language."""
    starts, ends = (at.isoformat() for at in (meeting.starts_at, meeting.ends_at))
    return cast(str, Sentence("hours", starts, ends, meeting.time_zone))


def in_one_sentence(meeting: Any) -> str:
    """Return which meeting of which body, and when, for a sentence that is kept."""
    return _(
        "%(meeting)s of %(body)s, %(when)s",
        meeting=name_of(meeting),
        body=called(meeting.body),
        when=kept_when(meeting),
    )


def _hours(starts: str, ends: str, zone: str) -> str:
    return between(datetime.fromisoformat(starts), datetime.fromisoformat(ends), zone)


WAYS["hours"] = _hours


def between(starts_at: datetime, ends_at: datetime, zone: str) -> str:
    """Return a stretch of time by the clock in *zone*, in the reader's language."""
    return _between(starts_at, ends_at, zone, str(get_locale() or "en"))


@lru_cache(maxsize=4096)
def _between(starts_at: datetime, ends_at: datetime, zone: str, _language: str) -> str:
    starts, ends = local(starts_at, zone), local(ends_at, zone)
    if starts.date() == ends.date():
        return with_commas([long_day(starts), f"{hour(starts)}–{hour(ends)}"])
    begins, closes = (with_commas([long_day(at), hour(at)]) for at in (starts, ends))
    return f"{begins} – {closes}"


def long_day(moment: date | datetime) -> str:
    """Return a day with its weekday, as the reader writes it."""
    return as_read(_long_day(moment.year, moment.month, moment.day, str(get_locale() or "en")))


@lru_cache(maxsize=2048)
def _long_day(year: int, month: int, day: int, language: str) -> str:
    at = datetime(year, month, day)  # noqa: DTZ001  -- a day, no instant
    return str(format_skeleton("yMMMEd", at, locale=language))


def hour(moment: datetime) -> str:
    """Return the hour that the clock shows, as the reader writes it, in one piece."""
    return _hour(moment.hour, moment.minute, str(get_locale() or "en"))


@lru_cache(maxsize=2048)
def _hour(hours: int, minutes: int, language: str) -> str:
    written = format_time(time(hours, minutes), "short", locale=language)
    return str(written).replace(" ", "\N{NO-BREAK SPACE}")


def hour_of(moment: datetime, zone: str) -> str:
    """Return the hour that the clock in *zone* shows at an instant."""
    return hour(local(moment, zone))


def moment_of(moment: datetime, zone: str) -> str:
    """Return the day and the hour that the clock in *zone* shows at an instant."""
    at = local(moment, zone)
    return with_commas([long_day(at), hour(at)])
