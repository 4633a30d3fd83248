"""What a firm has to improve, and from when it reads of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ntfc_golden_list.rules.judging import Result
from ntfc_golden_list.rules.states import State

OPEN = frozenset({Result.PLANNED, Result.NOT_MET})
TELLING = frozenset({State.IMPROVEMENT, State.CERTIFIED, State.MONITORING})


@dataclass(frozen=True, kw_only=True)
class Point:
    """A requirement that is not met yet: what was seen, and by when it is to be improved."""

    criterion: int
    note: str
    due_on: date | None
    noted_at: datetime | None
    is_late: bool


def told_at(steps: Iterable[tuple[State, datetime]]) -> datetime | None:
    """Return when customs last took a step by which a firm is told what it has to improve."""
    return max((at for to, at in steps if to in TELLING), default=None)


def is_told(point: Point, told: datetime | None) -> bool:
    """Tell whether the firm reads of a point: what is still being weighed stays inside customs."""
    return told is not None and (point.noted_at is None or point.noted_at <= told)
