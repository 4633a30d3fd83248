"""What an import would do: every row judged, every error found, nothing changed yet."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ntfc.i18n import _, with_commas
from ntfc.imports.rules import columns
from ntfc.imports.rules.columns import Column, Words, Wrong, nearest
from ntfc.sheets import Sheet
from ntfc.texts import fold, is_blank

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"


@dataclass(frozen=True)
class Problem:
    """Something wrong with a file: where, what stands there, and what to do."""

    sheet: str
    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class Change:
    """One field as it is and as it would be."""

    title: str
    old: str
    new: str


@dataclass(kw_only=True)
class Entry:
    """What one row would do. *target* is the number of what it means, None when it is new."""

    table: str
    sheet: str
    row: int
    title: str
    state: str = ADDED
    target: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    person: Any = None  # of a contact: a number, or the key of somebody who is new
    organisation: Any = None  # of a contact: a number, or the row of an institution that is new


@dataclass
class Plan:
    """All that an import would do, or all that is wrong with it."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        found = dict.fromkeys((ADDED, CHANGED, UNCHANGED), 0)
        for entry in self.entries:
            found[entry.state] += 1
        return found

    @property
    def wrong_rows(self) -> set[tuple[str, int]]:
        """Return the sheets and rows in which something is wrong."""
        return {(problem.sheet, problem.row) for problem in self.problems}

    @property
    def digest(self) -> str:
        """Return what stands for just this plan: who confirms it confirms what was looked at."""
        facts = [
            (e.table, e.row, e.state, e.target, sorted(e.values.items(), key=str), e.person,
             [(change.title, change.old, change.new) for change in e.changes])
            for e in self.entries
        ]  # fmt: skip
        return hashlib.sha256(repr(facts).encode()).hexdigest()


@dataclass(frozen=True)
class Line:
    """One row of a recognised table: the understood values, and the cells as they were written."""

    sheet: str
    number: int
    values: Mapping[str, Any]
    cells: Mapping[str, str]

    def problem(self, column: Column, message: str) -> Problem:
        cell = self.cells.get(column.key, "")
        return Problem(self.sheet, self.number, str(column.title), cell, message)


@dataclass
class Table:
    """A sheet whose columns are known: what could be understood, and what could not."""

    name: str
    columns: Sequence[Column]
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


Headings = Mapping[str, Mapping[str, Column]]  # table → folded heading in any language → column


def tables(sheets: Sequence[Sheet], headings: Headings, words: Words) -> list[Table]:
    """Recognise each sheet by its headings and understand its cells."""
    filled = [sheet for sheet in sheets if sheet.headings]
    return [_table(sheet, headings, words) for sheet in filled]


def _table(sheet: Sheet, headings: Headings, words: Words) -> Table:
    said = [fold(heading) for heading in sheet.headings]
    name = max(headings, key=lambda table: sum(word in headings[table] for word in said))
    found = [headings[name].get(word) for word in said]
    table = Table(name, columns.TABLES[name])
    table.problems.extend(_wrong_headings(sheet, found, table.columns))
    if not any(found):
        return table
    for number, cells in sheet.rows:
        written = {
            c.key: "" if is_blank(cell) else cell
            for c, cell in zip(found, cells, strict=False)
            if c is not None
        }
        stray = [cell for c, cell in list(zip([*found, *[None] * len(cells)], cells, strict=False))
                 if c is None and cell.strip()]  # fmt: skip
        if len(cells) > len(found) and any(map(str.strip, cells[len(found) :])):
            message = _(
                "This row has more cells than there are headings. Look for a stray separator."
            )
            table.problems.append(Problem(sheet.name, number, "", stray[-1], message))
        values, wrong = _understood(written, table.columns, words)
        line = Line(sheet.name, number, values, written)
        table.lines.append(line)
        table.problems.extend(line.problem(column, message) for column, message in wrong)
    return table


def _wrong_headings(
    sheet: Sheet, found: Sequence[Column | None], known: Sequence[Column]
) -> Iterator[Problem]:
    titles = with_commas(column.title for column in known)
    for heading, column in zip(sheet.headings, found, strict=True):
        if column is None:
            near = nearest(heading, (str(column.title) for column in known))
            message = (
                _(
                    "This column is not known. Do you mean “%(near)s”? If not, take it out.",
                    near=near,
                )
                if near
                else _(
                    "This column is not known. Rename it or take it out; known are: %(titles)s.",
                    titles=titles,
                )
            )
            yield Problem(sheet.name, 1, heading, heading, message)
        elif found.count(column) > 1:
            yield Problem(sheet.name, 1, heading, heading, _("This column is there twice."))
    for column in known:
        # The kind of an institution that is known already need not be repeated.
        if column.required and column not in found and column is known[0]:
            message = _("This column is missing. Add it, or use our template.")
            yield Problem(sheet.name, 1, str(column.title), "", message)


def _understood(
    written: Mapping[str, str], known: Sequence[Column], words: Words
) -> tuple[dict[str, Any], list[tuple[Column, str]]]:
    values: dict[str, Any] = {}
    wrong: list[tuple[Column, str]] = []
    for column in known:
        cell = written.get(column.key, "").strip()
        if not cell:
            continue
        try:
            values[column.key] = column.parse(column, cell, words)
        except Wrong as error:
            wrong.append((column, str(error)))
    return {key: value for key, value in values.items() if value != ""}, wrong


def changes(
    known: Mapping[str, Any],
    wanted: Mapping[str, Any],
    table: Sequence[Column],
    show: Callable[[Column, Any], str],
) -> list[Change]:
    """Return field by field what would change; what a file leaves empty stays as it is."""
    by_key = {column.key: column for column in table}
    return [
        Change(str(by_key[key].title), show(by_key[key], known[key]), show(by_key[key], value))
        for key, value in wanted.items()
        if known[key] != value
    ]
