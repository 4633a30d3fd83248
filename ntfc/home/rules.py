"""In which order things wait: what is overdue, what this week brings, and what has time."""

import enum
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from ntfc.plugins import Waiting

SOON = timedelta(days=7)


class Urgency(enum.Enum):
    """How soon something must be done. What has no date waits behind all that has one."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


def urgency_of(due: date | None, today: date) -> Urgency:
    """Return how urgent something due on that day is; the day itself is not yet too late."""
    if due is None:
        return Urgency.LATER
    if due < today:
        return Urgency.OVERDUE
    return Urgency.SOON if due <= today + SOON else Urgency.LATER


def in_order(waiting: Iterable[Waiting], today: date) -> Mapping[Urgency, list[Waiting]]:
    """Return what waits by urgency, the earliest first; a group without anything is left out."""
    groups: dict[Urgency, list[Waiting]] = {urgency: [] for urgency in Urgency}
    for item in sorted(waiting, key=lambda item: (item.due or date.max, str(item.body_name))):
        groups[urgency_of(item.due, today)].append(item)
    return {urgency: items for urgency, items in groups.items() if items}
