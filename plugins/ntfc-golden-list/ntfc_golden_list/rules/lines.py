"""Tables that are sent: read line by line, with what is wrong told by line and column."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from ntfc.errors import Refused
from ntfc.i18n import _

COUNT_DIGITS, MINUTES_DIGITS, MONEY_DIGITS = 9, 8, 12  # before the point: what a column holds
MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?$")  # a spreadsheet makes a day of a month
USES = ("certificate", "benefit", "month", "times", "minutes_without", "minutes_with", "money")
USES_WANTED = USES[:4]
Fault = tuple[str, str]  # the column, and what is wrong there


@dataclass(frozen=True)
class Line:
    """A line with its number in the table, by the names of its columns."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True)
class Read:
    """A table that was read: its good lines, and all that is wrong in it."""

    lines: Sequence[Line]
    wrong: Sequence[str]


@dataclass(frozen=True)
class Table:
    """What was sent: the names in its first line, and its lines."""

    names: Sequence[str]
    lines: Sequence[Line]


def table_of(text: str) -> Table:
    """Return a table by the names in its first line; signs as spreadsheets part them."""
    kept = text.strip()
    head = kept.partition("\n")[0]
    sign = max(";\t,", key=head.count)
    reader = csv.reader(io.StringIO(kept), delimiter=sign)
    try:
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error:
        raise Refused(_("This is no table. A quotation mark may be open.")) from None
    names = [name.lower() for name in rows[0][1]] if rows else []
    lines = [
        Line(number, dict(zip(names, row, strict=False))) for number, row in rows[1:] if any(row)
    ]
    return Table(names, lines)


def text_of(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the text of a table, as it can be looked at and corrected."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerow(headings)
    table.writerows(rows)
    return out.getvalue()


def heading_faults(table: Table, wanted: Iterable[str]) -> Iterator[str]:
    """Yield which columns are not there."""
    for name in wanted:
        if name not in table.names:
            yield _("The first line names no column “%(column)s”.", column=name)
    if table.names and not table.lines:
        yield _("There is no line below the names of the columns.")


def empty_cells(line: Line, wanted: Iterable[str]) -> Iterator[Fault]:
    """Yield the columns in which nothing stands."""
    for name in wanted:
        if not line[name]:
            yield name, _("nothing stands here")


def too_long(line: Line, most: Mapping[str, int]) -> Iterator[Fault]:
    """Yield the columns in which more stands than is kept: nothing is cut off unseen."""
    for name, length in most.items():
        if len(line[name]) > length:
            yield name, _("at most %(most)s letters are kept", most=length)


def said(line: Line, fault: Fault) -> str:
    """Say where something is wrong, and what."""
    return _(
        "Line %(number)s, column %(column)s: %(why)s",
        number=line.number,
        column=fault[0],
        why=fault[1],
    )


def month_of(typed: str) -> date | None:
    """Return the first day of a month as it was typed, or nothing."""
    found = MONTH.match(typed)
    try:
        return date(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None


def day_of(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def count_of(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) <= COUNT_DIGITS else None


def number_of(typed: str, whole: int) -> Decimal | None:
    """Return a number as it was typed, with at most so many digits before the point."""
    if not typed:
        return None
    found = Decimal(typed.replace(",", "."))
    if not found.is_finite() or abs(found) >= 10**whole:
        raise InvalidOperation
    return found


def use_faults(
    line: Line, certificates: Collection[str], benefits: Collection[str], today: date
) -> Iterator[Fault]:
    """Yield what cannot be taken of a line that tells uses of a benefit."""
    yield from empty_cells(line, USES_WANTED)
    if line["certificate"] and line["certificate"] not in certificates:
        yield "certificate", _("there is no such certificate")
    if line["benefit"] and line["benefit"] not in benefits:
        yield "benefit", _("there is no such benefit")
    month = month_of(line["month"])
    if line["month"] and month is None:
        yield "month", _("“%(typed)s” is no month such as 2030-03", typed=line["month"])
    elif month is not None and month > today:
        yield "month", _("this month lies ahead")
    if line["times"] and count_of(line["times"]) is None:
        yield "times", _("“%(typed)s” is no number of times", typed=line["times"])
    for name, digits in (
        ("minutes_without", MINUTES_DIGITS),
        ("minutes_with", MINUTES_DIGITS),
        ("money", MONEY_DIGITS),
    ):
        try:
            number_of(line[name], digits)
        except InvalidOperation:
            yield name, _("“%(typed)s” is no plain number", typed=line[name])
