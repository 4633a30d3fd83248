"""How much time an invitation asks for: the meeting itself, and its papers by a plain estimate."""

from collections.abc import Iterable, Sequence
from typing import Any

from ntfc.i18n import _, ngettext
from ntfc.meetings.rules.times import local
from ntfc.meetings.rules.words import hour

CHARACTERS_A_MINUTE = 1200  # two hundred words, read with care


def minutes_of(meeting: Any) -> int:
    """Return how many minutes a meeting lasts, all its days together."""
    return sum(int((day.ends_at - day.starts_at).total_seconds()) // 60 for day in meeting.days)


def reading_minutes(characters: int) -> int:
    """Return how long papers of this length take to read, rounded up to five minutes."""
    minutes = -(-characters // CHARACTERS_A_MINUTE)
    return -(-minutes // 5) * 5


def span(minutes: int) -> str:
    """Return so many minutes in words."""
    hours, rest = divmod(minutes, 60)
    parts = [str(ngettext("%(num)d hour", "%(num)d hours", hours))] if hours else []
    if rest or not hours:
        parts.append(str(ngettext("%(num)d minute", "%(num)d minutes", rest)))
    return " ".join(parts)


def time_asked(meeting: Any, programme: Iterable[Any]) -> str:
    """Return in one line what an invitation asks for: the meeting, and reading its papers."""
    whole = span(minutes_of(meeting))
    reading = reading_minutes(sum(line.characters for line in programme))
    if not reading:
        return whole
    return _(
        "%(meeting)s, and about %(reading)s to read the papers",
        meeting=whole,
        reading=span(reading),
    )


def short_ways(meeting: Any, programme: Sequence[Any]) -> list[str]:
    """Return how somebody with little time takes part all the same."""
    timed = [line for line in programme if line.starts_at is not None]
    ways = []
    if len(timed) > 1:
        told = "; ".join(
            f"{hour(local(line.starts_at, meeting.time_zone))} {line.title}" for line in timed
        )
        ways.append(
            _("Come for your items only, at the time planned for each: %(items)s.", items=told)
        )
    else:
        ways.append(_("Come for your items only: ask the secretariat when they are planned."))
    if meeting.online_address:
        ways.append(_("Take part from afar, for the whole meeting or for one item."))
    ways.append(_("Answer with a few lines in writing: the secretariat brings them to the table."))
    return ways
