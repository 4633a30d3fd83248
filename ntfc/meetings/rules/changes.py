"""What people know of a meeting, what is different by now, and how that reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ntfc.committees.models import Mode
from ntfc.committees.rules.words import word as body_word
from ntfc.i18n import _, with_commas
from ntfc.meetings.models import Meeting, MeetingKind
from ntfc.meetings.rules.words import KINDS, between

LABELS = {
    "days": _("When"),
    "place": _("Where"),
    "mode": _("How"),
    "online_address": _("Address to take part from afar"),
    "how_to_join": _("How to join"),
    "host": _("Host"),
    "kind": _("Kind"),
    "with": _("Together with"),
    "title": _("Title"),
    "purpose": _("Why it is called"),
}
# After these, an answer given before means nothing any more.
ASKED_ANEW = frozenset({"days", "place", "mode"})


@dataclass(frozen=True)
class Change:
    """One thing that is different now."""

    key: str
    label: str
    before: str
    after: str


def stated_of(meeting: Meeting) -> dict[str, Any]:
    """Return what a notice states of the meeting, as it is kept beside the notice."""
    return {
        "days": [
            [day.starts_at.isoformat(), day.ends_at.isoformat(), day.place] for day in meeting.days
        ],
        "time_zone": meeting.time_zone,
        "place": meeting.place,
        "mode": meeting.mode.value,
        "online_address": meeting.online_address,
        "how_to_join": meeting.how_to_join,
        "host": meeting.host.main_name if meeting.host else "",
        "kind": meeting.kind.value,
        "with": sorted(joint.body.main_name for joint in meeting.with_bodies),
        "title": meeting.title,
        "purpose": meeting.purpose,
    }


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Return what is different, in the language of whoever reads it now."""
    return [
        Change(key, label, _said(key, before), _said(key, after))
        for key, label in LABELS.items()
        if before and (before.get(key) or None) != (after.get(key) or None)
    ]


def _said(key: str, stated: Mapping[str, Any]) -> str:
    value = stated.get(key)
    if key == "days":
        zone = stated["time_zone"]
        return with_commas(_day(starts, ends, place, zone) for starts, ends, place in value or ())
    if key == "with":
        return with_commas(value or ())
    if key == "mode":
        return str(body_word(Mode(value)))
    if key == "kind":
        return str(KINDS[MeetingKind(value)])
    return str(value or "")


def _day(starts: str, ends: str, place: str, zone: str) -> str:
    hours = between(datetime.fromisoformat(starts), datetime.fromisoformat(ends), zone)
    return f"{hours} ({place})" if place else hours
