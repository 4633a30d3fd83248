"""A report: a title, and tables of plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntfc.i18n import _
from ntfc_client_coordinators.rules.days import months_later

MOST = 500  # rows of a table on a page


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
    def first_rows(self) -> Sequence[Sequence[Any]]:
        """Return as many rows as a page shows."""
        return self.rows[:MOST]

    @property
    def page_note(self) -> str:
        """Return what a page says of the table, and that rows are missing where some are."""
        if len(self.rows) <= MOST:
            return self.note
        number = len(self.rows)
        cut = _(
            "The first %(most)s of %(number)s rows: the workbook has all.", most=MOST, number=number
        )
        return f"{self.note} {cut}".strip()


@dataclass(frozen=True)
class Month:
    """The month of a report, from its first day to the day after its last."""

    first: date

    @property
    def after(self) -> date:
        return months_later(self.first, 1)

    @property
    def code(self) -> str:
        return f"{self.first:%Y-%m}"


def month_of(asked: str, today: date) -> Month:
    """Return the month that was asked for, such as 2030-03; else the one that goes on."""
    year, _dash, month = asked.partition("-")
    if (
        year.isdecimal()
        and month.isdecimal()
        and 1 <= int(month) <= 12
        and 1990 <= int(year) < 9000
    ):
        return Month(date(int(year), int(month), 1))
    return Month(today.replace(day=1))
