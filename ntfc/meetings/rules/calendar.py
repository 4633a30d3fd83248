"""A meeting as entries of a calendar."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ntfc import ics
from ntfc.i18n import labelled
from ntfc.meetings.models import MeetingState
from ntfc.meetings.rules.words import name_of

LOOK_BACK = timedelta(days=92)  # of a feed; who looks further back opens the site
LONGEST_FEED = 500  # entries


def entries_of(meeting: Any, *, stamp: datetime, about: str, url: str) -> Iterator[ics.Event]:
    """Yield a meeting as one entry for each of its days.

    The first has the name under which invitations are sent, so that it takes their place.
    """
    body = meeting.body.short_name or meeting.body.name
    for number, day in enumerate(meeting.days):
        yield ics.Event(
            uid=meeting.calendar_uid + (f"-{number + 1}" if number else ""),
            sequence=meeting.calendar_sequence,
            starts_at=day.starts_at,
            ends_at=day.ends_at,
            zone=meeting.time_zone,
            summary=labelled(body, name_of(meeting)),
            stamp=stamp,
            location=day.place or meeting.place,
            description=about,
            url=url,
            is_cancelled=meeting.state is MeetingState.CANCELLED,
            is_tentative=meeting.state is MeetingState.PLANNED,
        )
