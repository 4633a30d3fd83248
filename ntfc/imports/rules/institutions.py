"""Judging the rows of institutions: which one each row means, and what would become of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from ntfc.i18n import _
from ntfc.imports.rules import columns
from ntfc.imports.rules.columns import INSTITUTIONS, Words
from ntfc.imports.rules.plan import (
    ADDED,
    CHANGED,
    UNCHANGED,
    Entry,
    Line,
    Plan,
    Problem,
    Table,
    changes,
)
from ntfc.organisations.rules import name_key
from ntfc.texts import fold

BY_KEY = {column.key: column for column in INSTITUTIONS}
NAME, CODE, KIND, CLOSED = BY_KEY["name"], BY_KEY["code"], BY_KEY["kind_id"], BY_KEY["closed_on"]


@dataclass(frozen=True)
class KnownPerson:
    """A person as an import needs to know one."""

    id: int
    name: str
    email: str | None
    phone: str
    signs_in: bool


@dataclass(frozen=True)
class Known:
    """What the site knows now."""

    words: Words
    retired: Mapping[str, frozenset[int]]
    usual_side: Mapping[int, int]
    organisations: Mapping[int, Mapping[str, Any]]
    people: Mapping[int, KnownPerson]
    contacts: Mapping[tuple[int, int], Mapping[str, Any]]  # (institution, person) → facts
    today: date


@dataclass
class Register:
    """The institutions as they would be: known ones and those of the file, by code and name."""

    known: Known
    by_code: dict[str, Any] = field(default_factory=dict)  # a number, or "row N" of the file
    by_name: dict[str, Any] = field(default_factory=dict)
    rows: dict[Any, int] = field(default_factory=dict)  # which row of the file spoke of it first

    def __post_init__(self) -> None:
        for number, values in self.known.organisations.items():
            self.by_name[name_key(values["name"])] = number
            if values["code"]:
                self.by_code[fold(values["code"])] = number

    def find(self, text: str) -> Any:
        """Return the institution that *text* means by its code, else by its name."""
        found = self.by_code.get(fold(text))
        return found if found is not None else self.by_name.get(name_key(text))


def plan_institutions(table: Table, register: Register, plan: Plan) -> None:
    """Judge every row of a table of institutions."""
    plan.problems.extend(table.problems)
    for line in table.lines:
        found, wrong = _meant(line, register)
        wrong = wrong or list(_repeated(line, found, register))
        plan.problems.extend(wrong)
        if not wrong and "name" in line.values:
            plan.entries.append(_institution(line, found, register, plan))


def _meant(line: Line, register: Register) -> tuple[int | None, list[Problem]]:
    """Return the known institution that a row means: by code, else by name."""
    if "name" not in line.values:
        if line.cells.get("name", "").strip():
            return None, []  # it was too long, and that has been said
        return None, [line.problem(NAME, _("The name is missing."))]
    code, name = line.values.get("code"), line.values["name"]
    by_code = register.by_code.get(fold(code)) if code else None
    by_name = register.by_name.get(name_key(name))
    if by_code is not None and by_name is not None and by_code != by_name:
        other = _("Another institution of this name is known. Correct the code or the name.")
        return None, [line.problem(NAME, other)]
    if code and by_code is None and isinstance(by_name, int):
        stored = register.known.organisations[by_name]["code"]
        if stored:
            message = _("This institution has the code %(code)s already.", code=stored)
            return None, [line.problem(CODE, message)]
    found = by_code if by_code is not None else by_name
    return found, []


def _repeated(line: Line, found: Any, register: Register) -> Iterator[Problem]:
    first = register.rows.get(found) if found is not None else None
    if first is not None:
        message = _("Row %(row)s speaks of the same institution. Keep one of them.", row=first)
        code = str(line.values.get("code") or "")
        is_by_code = bool(code) and register.by_code.get(fold(code)) == found
        yield line.problem(CODE if is_by_code else NAME, message)


def _institution(line: Line, found: int | None, register: Register, plan: Plan) -> Entry:
    known, values = register.known, dict(line.values)
    stored = known.organisations.get(found) if found is not None else None
    entry = Entry(
        table="institutions", sheet=line.sheet, row=line.number, title=values["name"], target=found
    )
    if stored is None:
        _complete(line, values, known, plan)
    else:
        _keep_spelling(values, stored)
    plan.problems.extend(_forbidden(line, values, stored or {}, known))
    show = partial(columns.shown, words=known.words)
    blank = dict.fromkeys(BY_KEY)
    entry.changes = changes(stored or blank, values, INSTITUTIONS, show)
    entry.values = {key: v for key, v in values.items() if (stored or blank)[key] != v}
    entry.state = ADDED if stored is None else CHANGED if entry.changes else UNCHANGED
    key = found if found is not None else (line.sheet, line.number)
    register.rows[key] = line.number
    register.by_name[name_key(values["name"])] = key
    if values.get("code"):
        register.by_code[fold(values["code"])] = key
    return entry


def _keep_spelling(values: dict[str, Any], stored: Mapping[str, Any]) -> None:
    """Take a code as it is kept, and a name by which a row only recognises its institution.

    A row that gives the code means the name as a fact, and so may correct its spelling.
    """
    if values.get("code") and stored["code"] and fold(values["code"]) == fold(stored["code"]):
        values["code"] = stored["code"]
    elif name_key(values["name"]) == name_key(stored["name"]):
        values["name"] = stored["name"]


def _complete(line: Line, values: dict[str, Any], known: Known, plan: Plan) -> None:
    """Ask of a new institution what it must have, and take the side its kind usually takes."""
    if "kind_id" in values:
        values.setdefault("side_id", known.usual_side[values["kind_id"]])
    elif not line.cells.get("kind_id", "").strip():
        message = _("A new institution needs a kind. Choose one from the list.")
        plan.problems.append(line.problem(KIND, message))


def _forbidden(
    line: Line, values: Mapping[str, Any], stored: Mapping[str, Any], known: Known
) -> Iterator[Problem]:
    for column in INSTITUTIONS:
        value = values.get(column.key)
        gone = column.list_name and value in known.retired[column.list_name]
        if gone and value != stored.get(column.key) and column.key in line.values:
            yield line.problem(column, _("This entry of the list is retired. Choose another one."))
    if values.get("closed_on") and values["closed_on"] > known.today:
        yield line.problem(CLOSED, _("This day is in the future."))
