"""Reports: tables of numbers with the day they are of. They name no firm, but one for customs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntfc.i18n import _
from ntfc_golden_list.rules.states import State
from ntfc_golden_list.rules.terms import months_after

CARDS = 4  # columns that a phone shows below each other
MONTHS = 12  # shown when nobody asked for other days
FUNNEL = (
    State.INTEREST,
    State.CANDIDATE,
    State.SELF_ASSESSMENT,
    State.APPLICATION,
    State.VALIDATION,
    State.CERTIFIED,
)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: columns that begin with # hold numbers, and the one called *drawn* has bars."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    drawn: int | None = None
    note: str = ""
    is_whole: bool = False  # its rows are the parts of a whole: shown with their shares

    @property
    def is_wide(self) -> bool:
        """Tell whether its rows are compared across: on a phone they scroll, and stay rows."""
        return len(self.columns) > CARDS

    @property
    def most(self) -> int:
        """Return the length of the longest bar."""
        if self.drawn is None:
            return 0
        return max((row[self.drawn] or 0 for row in self.rows), default=0)


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted."""

    first: date
    last: date

    @property
    def months(self) -> list[date]:
        """Return the first day of each month."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            found.append(month)
            month = months_after(month, 1)
        return found


LONGEST = 120  # months
FIRST, LAST = date(1990, 1, 1), date(8999, 12, 31)  # what is counted from a day stays a day
NOT_IN_NAMES, LONGEST_NAME = "[]:*?/\\", 31  # of sheets


def period(first: date | None, last: date | None, today: date) -> Period:
    """Return the days that are asked for; what makes no sense, or too many, is the last year."""
    end = last if last and FIRST <= last <= LAST else today
    start = first or months_after(end.replace(day=1), 1 - MONTHS)
    if start > end or start < months_after(end, -LONGEST):
        start = months_after(end.replace(day=1), 1 - MONTHS)
    return Period(start, end)


def funnel(
    counted: Mapping[tuple[Any, State], int], groups: Iterable[tuple[Any, str]]
) -> Iterator[list[Any]]:
    """Yield for each group how many firms came to each step."""
    for key, name in groups:
        yield [name, *(counted.get((key, step), 0) for step in FUNNEL)]


def sheet_name(number: int, title: str) -> str:
    """Return what a sheet is called: numbers keep names apart that are cut alike."""
    plain = "".join(" " if sign in NOT_IN_NAMES else sign for sign in title)
    return f"{number} {plain}"[:LONGEST_NAME].strip()


def days_late(due: date | None, today: date) -> str:
    """Say in a word whether a day has passed."""
    return _("Late") if due is not None and due < today else _("to come")
