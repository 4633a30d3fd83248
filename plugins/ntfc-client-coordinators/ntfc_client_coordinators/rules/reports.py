"""A report: a title, and tables of plain values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ntfc.i18n import _
from ntfc_client_coordinators.rules.days import months_later

MOST = 200  # rows of a table on a page


@dataclass(frozen=True)
class Table:
    """Rows below headings; a heading that begins with # stands above numbers."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    note: str = ""

    @property
    def heads(self) -> list[str]:
        return [str(column).removeprefix("#") for column in self.columns]

    @property
    def cells(self) -> list[tuple[str, bool]]:
        """Return of each column what it is called, and whether it holds numbers."""
        return [(str(one).removeprefix("#"), str(one)[:1] == "#") for one in self.columns]

    @property
    def first_rows(self) -> Sequence[Sequence[Any]]:
        """Return as many rows as a page shows."""
        return self.rows[:MOST]

    @property
    def page_note(self) -> str:
        """Return what a page says of the table, and that rows are missing where some are."""
        if len(self.rows) <= MOST:
            return self.note
        cut = _("These are the first %(most)s rows: the workbook has all.", most=MOST)
        return f"{self.note} {cut}".strip()


@dataclass(frozen=True)
class Month:
    """The month of a report: its first day, and the instants at which it begins and is over."""

    first: date
    since: datetime
    until: datetime

    @property
    def after(self) -> date:
        return months_later(self.first, 1)

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"


def month_of(asked: str, today: date, begins: Callable[[date], datetime]) -> Month:
    """Return the month that was asked for, such as 2030-03; else the one that goes on.

    *begins* tells at which instant a day begins where the site is.
    """
    first, (year, _dash, month) = today.replace(day=1), asked.partition("-")
    if (
        year.isdecimal()
        and month.isdecimal()
        and 1 <= int(month) <= 12
        and 1990 <= int(year) < 9000
    ):
        first = date(int(year), int(month), 1)
    return Month(first, begins(first), begins(months_later(first, 1)))
