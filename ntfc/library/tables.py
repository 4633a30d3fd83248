"""From the tables of a TOML file to frozen dataclasses: the types say what each field may hold."""

import dataclasses
import re
from collections.abc import Callable, Hashable
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from ntfc.library.entry import StatedDate

Record = TypeVar("Record")

DATE_AS_STATED = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class LibraryError(ValueError):
    """A file of the library is damaged; the message names file, entry and field."""


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands, for the sentence that says it is wrong."""

    entry: str
    field: str = ""

    def at(self, name: str) -> "Spot":
        return Spot(self.entry, f"{self.field}.{name}" if self.field else name)

    def item(self, position: int) -> "Spot":
        return Spot(self.entry, f"{self.field}[{position}]")

    def wrong(self, problem: str) -> LibraryError:
        return LibraryError(f'{self.entry}, field "{self.field}": {problem}.')


Check = Callable[[object, Spot], None]


def read_record(wanted: type[Record], table: object, spot: Spot, check: Check) -> Record:
    """The table as a *wanted*, with every part of it passed through *check*."""
    if not isinstance(table, dict):
        raise spot.wrong(f"{table!r} must be a table of named values")
    types = _types_of(cast("Hashable", wanted))
    for name in table:
        # A misspelt field would otherwise be a fact lost in silence.
        if name not in types:
            raise spot.at(name).wrong("this field is not known; correct its name or remove it")
    values: dict[str, Any] = {}
    for name, (type_, required) in types.items():
        if name in table:
            values[name] = _value(type_, table[name], spot.at(name), check)
        elif required:
            raise spot.at(name).wrong("it is missing; every such table needs it")
    record = wanted(**values)
    check(record, spot)
    return record


@cache
def _types_of(wanted: Any) -> dict[str, tuple[Any, bool]]:
    hints = get_type_hints(wanted)
    return {
        field.name: (_without_none(hints[field.name]), field.default is dataclasses.MISSING)
        for field in dataclasses.fields(wanted)
    }


def _without_none(hint: Any) -> Any:
    rest = tuple(part for part in get_args(hint) if part is not type(None))
    return rest[0] if len(rest) == 1 and get_origin(hint) is not tuple else hint


def _value(wanted: Any, given: object, spot: Spot, check: Check) -> Any:
    if get_origin(wanted) is tuple:
        return _values(get_args(wanted)[0], given, spot, check)
    if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
        return read_record(wanted, given, spot, check)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return _word(wanted, given, spot)
    return PLAIN[wanted](given, spot)


def _values(wanted: Any, given: object, spot: Spot, check: Check) -> tuple[Any, ...]:
    if not isinstance(given, list):
        raise spot.wrong(f"{given!r} must be a list in square brackets")
    values = [
        _value(wanted, item, spot.item(position), check)
        for position, item in enumerate(given, start=1)
    ]
    for position, value in enumerate(values):
        # A side may hold two chairs and two parts may share words; a text said twice is a slip.
        if isinstance(value, str) and not isinstance(value, Enum) and value in values[:position]:
            raise spot.item(position + 1).wrong(f'"{value}" stands in the list twice; keep it once')
    return tuple(values)


def _word(wanted: type[Enum], given: object, spot: Spot) -> Enum:
    for member in wanted:
        if member.value == given:
            return member
    known = ", ".join(member.value for member in wanted)
    raise spot.wrong(f"{given!r} is not known; use one of {known}")


def _text(given: object, spot: Spot) -> str:
    if not isinstance(given, str) or not given or given != given.strip():
        raise spot.wrong(f"{given!r} must be a text with no blanks around it")
    return given


def _flag(given: object, spot: Spot) -> bool:
    if not isinstance(given, bool):
        raise spot.wrong(f"{given!r} must be true or false")
    return given


def _count(given: object, spot: Spot) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise spot.wrong(f"{given!r} must be a whole number from 1")
    return given


def _number(given: object, spot: Spot) -> int | float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise spot.wrong(f"{given!r} must be a number")
    return given


def _date(given: object, spot: Spot) -> StatedDate:
    found = DATE_AS_STATED.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        raise spot.wrong(f"{given!r} must be a date such as 2014, 2014-02 or 2014-02-19")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError as error:
        raise spot.wrong(f"{given!r} is no date of the calendar") from error
    return StatedDate(found.group())


PLAIN: dict[Any, Callable[[object, Spot], Any]] = {
    str: _text,
    bool: _flag,
    int: _count,
    int | float: _number,
    StatedDate: _date,
}
