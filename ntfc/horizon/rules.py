"""Who feeds the register, and which topics belong on the next agenda."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from ntfc.committees.models import Level
from ntfc.committees.rules import READ
from ntfc.i18n import _
from ntfc.permissions import CIRCLE, LEADERS, OFFICE, Permission
from ntfc.texts import fold

LONGEST_REASON = 2000
AHEAD = timedelta(days=90)  # a topic expected by then is due for a look

ADD = Permission("horizon.add", _("Add a topic to the horizon"), CIRCLE, behind=READ)
SETTLE = Permission(
    "horizon.settle", _("Take a topic off the horizon"), OFFICE | LEADERS, behind=READ
)
PERMISSIONS = (ADD, SETTLE)


def scans(levels: Collection[str]) -> bool:
    """Tell whether a body looks at the horizon: one that decides on strategy does."""
    return Level.STRATEGIC.value in levels


def is_new(topic: Any, met_last: datetime | None) -> bool:
    """Tell whether the body has not met since the topic came in."""
    return met_last is None or topic.added_at > met_last


def is_due(topic: Any, meeting_on: date) -> bool:
    """Tell whether what a topic announces is here, or near, when the body meets."""
    return topic.expected_on is not None and topic.expected_on <= meeting_on + AHEAD


def obstacles_to_adding(title: str, watched: Collection[str]) -> Iterator[str]:
    """Say why a topic is not added: it is watched already."""
    if fold(title) in {fold(known) for known in watched}:
        yield _("This topic is watched already.")


def obstacles_to_closing(topic: Any, reason: str) -> Iterator[str]:
    """Say why a topic stays."""
    if topic is None or topic.closed_on is not None:
        yield _("This topic is no longer on the horizon.")
    if not reason.strip():
        yield _("Say in a few words what became of it.")
    if len(reason) > LONGEST_REASON:
        yield _(
            "This text has %(length)d letters; at most %(max)d fit. Shorten it.",
            length=len(reason),
            max=LONGEST_REASON,
        )
