"""How long minutes take, in the days of the body, against what its rules ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ntfc.i18n import _
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


def pace(clocks: Sequence[Clock]) -> Iterator[str]:
    """Say how soon draft minutes went out after the meetings of some time, and what was late."""
    out = [one for one in clocks if one.circulated_on is not None]
    if clocks:
        yield _("Draft minutes sent out: %(out)s of %(all)s", out=len(out), all=len(clocks))
    if out:
        average = round(sum(one.days for one in out) / len(out))
        yield (
            _(
                "Working days from a meeting to its draft minutes, on average: %(days)s",
                days=average,
            )
            if out[0].in_working_days
            else _("Days from a meeting to its draft minutes, on average: %(days)s", days=average)
        )
    late = sum(one.is_late for one in clocks)
    if any(one.due_on for one in clocks):
        yield _("Draft minutes later than the rules ask: %(late)s", late=late)


def earliest_closing(today: date, procedure: Procedure, works: WorkingDay) -> date | None:
    """Return the first day on which comments may close; None: no rule asks for a time."""
    days = procedure.comment_days
    return None if days is None else day_after(today, days, procedure, works)
