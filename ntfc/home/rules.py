"""In which order things wait: what holds others up, what is overdue, and what has time."""

import enum
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from ntfc.plugins import Waiting

SOON = timedelta(days=7)
SOME, FEW = 5, 3  # of a group, before the rest is folded: a page of a telephone is short


class Urgency(enum.Enum):
    """How soon something must be done. What has no date waits behind all that has one."""

    OTHERS = "others"  # somebody cannot go on before, whatever the day
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
    for item in sorted(waiting, key=_earliest):
        group = Urgency.OTHERS if item.holds_up else urgency_of(item.due, today)
        groups[group].append(item)
    return {urgency: items for urgency, items in groups.items() if items}


def _earliest(item: Waiting) -> tuple[date, date, str]:
    return item.due or date.max, item.since or date.max, str(item.body_name)


def at_once(groups: Mapping[Urgency, list[Waiting]]) -> Mapping[Urgency, int]:
    """Return how much of each group is shown unfolded: the most urgent has more room than others."""
    return {urgency: FEW if place else SOME for place, urgency in enumerate(groups)}
