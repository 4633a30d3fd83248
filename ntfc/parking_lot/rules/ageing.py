"""How long issues stand in the parking lot, and in which column of the board."""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from ntfc.parking_lot.models import Cause, WayOut

# Days up to which an age belongs to a class; the last class is open.
CLASSES = (30, 90, 180, 365)


class Column(enum.Enum):
    """Where an issue stands on the board."""

    DUE = "due"
    WAITING = "waiting"
    WITH_OWNER = "with_owner"


@dataclass(frozen=True, kw_only=True)
class Parked:
    """An issue in the parking lot, or one that left it, as lists show it."""

    id: int
    issue_id: int
    number: int
    title: str
    body_id: int
    body: str
    cause: Cause
    reason: str
    asked_by: str
    owner_id: int
    owner: str
    review_on: date
    next_step: str
    parked_on: date  # where the body sits, as the next
    left_on: date | None
    way_out: WayOut | None
    way_out_reason: str
    ideas: int  # added since it was parked
    meetings: int  # held while it stood there

    def age(self, today: date) -> int:
        """Return for how many days it has stood there, or stood until it left."""
        return max(0, ((self.left_on or today) - self.parked_on).days)

    def is_overdue(self, today: date) -> bool:
        return self.left_on is None and self.review_on < today

    def column(self, today: date, next_meeting: date | None = None) -> Column:
        """Return where it stands: due for the next meeting, with somebody at work, or waiting."""
        if self.review_on <= max(today, next_meeting or today):
            return Column.DUE
        return Column.WITH_OWNER if self.next_step.strip() else Column.WAITING


def in_columns(
    rows: Iterable[Parked], today: date, next_meeting: date | None
) -> Mapping[Column, list[Parked]]:
    """Return the rows by column, those to come up first at the top."""
    found: dict[Column, list[Parked]] = {column: [] for column in Column}
    for row in sorted(rows, key=lambda row: (row.review_on, row.parked_on)):
        found[row.column(today, next_meeting)].append(row)
    return found


@dataclass(frozen=True, kw_only=True)
class Ageing:
    """What the ageing report says; every figure is counted from the rows beside it."""

    standing: int
    overdue: int
    oldest: int | None
    middle: float | None  # half of them stand longer
    by_age: Sequence[tuple[int | None, int]]  # up to so many days; None: longer
    by_cause: Mapping[Cause, int]
    by_owner: Mapping[str, int]
    left: int
    by_way_out: Mapping[WayOut, int]
    days_to_leave: float | None


def ageing(standing: Sequence[Parked], left: Sequence[Parked], today: date) -> Ageing:
    """Count how old the issues in the parking lot are, and how those left that no longer are."""
    ages = [row.age(today) for row in standing]
    took = [row.age(today) for row in left]
    return Ageing(
        standing=len(standing),
        overdue=sum(row.is_overdue(today) for row in standing),
        oldest=max(ages, default=None),
        middle=median(ages) if ages else None,
        by_age=_classes(ages),
        by_cause=_counted(row.cause for row in standing),
        by_owner=_counted(row.owner for row in standing),
        left=len(left),
        by_way_out=_counted(row.way_out for row in left if row.way_out is not None),
        days_to_leave=median(took) if took else None,
    )


def _classes(ages: Sequence[int]) -> list[tuple[int | None, int]]:
    found: list[tuple[int | None, int]] = []
    below = -1
    for most in CLASSES:
        found.append((most, sum(below < age <= most for age in ages)))
        below = most
    return [*found, (None, sum(age > below for age in ages))]


def _counted(entries: Iterable[Any]) -> dict[Any, int]:
    """Return how often each entry stands there, the most frequent first."""
    return dict(Counter(entries).most_common())
