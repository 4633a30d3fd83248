"""On which days a body works."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Protocol


class HasCalendar(Protocol):
    """The days on which a body does not work, beside the holidays of its country."""

    weekend: list[int]
    own_holidays: list[dict[str, Any]]


def is_working_day(calendar: HasCalendar, day: date, holidays: Collection[date]) -> bool:
    """Tell whether the body works on *day*; *holidays* are those of its country and region."""
    own = {entry["date"] for entry in calendar.own_holidays}
    return (
        day.weekday() not in calendar.weekend and day not in holidays and day.isoformat() not in own
    )


def working_days(
    calendar: HasCalendar, first: date, last: date, holidays: Collection[date]
) -> list[date]:
    """Return the days from *first* to *last*, both counted, on which the body works."""
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in span if is_working_day(calendar, day, holidays)]
