"""How long minutes take, in the days of the body, against what its rules ask for."""

from dataclasses import dataclass
from datetime import date, timedelta

from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import LONGEST_CLOSURE, WorkingDay

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """From the end of the meeting to the day the draft went out, or to today while it has not."""

    ended_on: date
    circulated_on: date | None
    until: date  # the day it went out; today while it has not
    days: int
    in_working_days: bool
    due_on: date | None  # None: no rule asks for one

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.until > self.due_on


def day_after(day: date, count: int, procedure: Procedure, works: WorkingDay) -> date:
    """Return the day *count* days after *day*, in the days that the rules count.

    A calendar without any working day ends the count: its pages still open.
    """
    if not procedure.count_working_days:
        return day + timedelta(days=count)
    found, left, closed = day, count, 0
    while left > 0 and closed < LONGEST_CLOSURE:
        found += ONE_DAY
        closed = 0 if works(found) else closed + 1
        left -= 0 if closed else 1
    return found


def days_between(first: date, last: date, procedure: Procedure, works: WorkingDay) -> int:
    """Return how many days lie after *first* up to *last*, as the rules count them."""
    whole = max(0, (last - first).days)
    if not procedure.count_working_days:
        return whole
    return sum(works(first + timedelta(days=n)) for n in range(1, whole + 1))


def clock_of(
    ended_on: date,
    circulated_on: date | None,
    today: date,
    procedure: Procedure,
    works: WorkingDay,
) -> Clock:
    """Return how long the minutes of a meeting took, or have taken until today."""
    target = procedure.minutes_target_days
    return Clock(
        ended_on=ended_on,
        circulated_on=circulated_on,
        until=circulated_on or today,
        days=days_between(ended_on, circulated_on or today, procedure, works),
        in_working_days=procedure.count_working_days,
        due_on=None if target is None else day_after(ended_on, target, procedure, works),
    )


def earliest_closing(today: date, procedure: Procedure, works: WorkingDay) -> date | None:
    """Return the first day on which comments may close; None: no rule asks for a time."""
    days = procedure.comment_days
    return None if days is None else day_after(today, days, procedure, works)
