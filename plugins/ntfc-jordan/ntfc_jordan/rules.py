"""Who may do what, how the Council meets, and in which order its partners stand."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from ntfc.committees.rules import READ
from ntfc.founding.rules import Plan
from ntfc.i18n import _
from ntfc.organisations.rules import name_key
from ntfc.permissions import LEADERS, OFFICE, Permission, Role

INSTALL = Permission(
    "jordan.install", _("Install what Jordan has"), frozenset({Role.ADMINISTRATOR})
)
KEEP = Permission("jordan.keep", _("Keep the partners of a council"), OFFICE | LEADERS, behind=READ)
PERMISSIONS = (INSTALL, KEEP)
BETWEEN = re.compile(r"[;؛\t]")
MOST_DIGITS, LONGEST_NOTE = 4, 500


class Weighed(Protocol):
    """A partner as it is classified."""

    @property
    def importance(self) -> int: ...
    @property
    def impact(self) -> int: ...


P = TypeVar("P", bound=Weighed)


def in_order(partners: Iterable[P]) -> list[P]:
    """Return partners with the weightiest first; those of one weight stay as they came."""
    return sorted(partners, key=lambda one: one.importance * one.impact, reverse=True)


def at_quarters(plan: Plan, months: Iterable[int]) -> Plan:
    """Return a plan whose body meets at the end of these months, as a draft of its rules."""
    rhythm = {"cadence": "fixed_months", "cadence_months": [*months], "at_month_end": True}
    return replace(plan, procedure={**plan.procedure, **rhythm})


@dataclass(frozen=True)
class Line:
    """A partner as somebody typed it, among many."""

    number: int
    name: str
    importance: int | None
    impact: int | None
    note: str = ""

    @property
    def weight(self) -> dict[str, int | None]:
        return {"importance": self.importance, "impact": self.impact}


def read_lines(lines: Iterable[str]) -> Iterator[Line]:
    """Read partners as typed with semicolons, or as copied from a table, which has tabs."""
    for number, line in enumerate(lines, 1):
        name, importance, impact, note = [*BETWEEN.split(line, maxsplit=3), "", "", ""][:4]
        yield Line(number, name.strip(), _whole(importance), _whole(impact), note.strip())


def _whole(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text.strip()) < MOST_DIGITS else None


def faults_of_lines(
    lines: Iterable[Line], steps: int, known: Mapping[str, int], partners: Collection[int]
) -> Iterator[str]:
    """Say of each line what is wrong with it; *known* are institutions by their names in short."""
    seen: set[int] = set()
    for line in lines:
        number = known.get(name_key(line.name))
        if number is None:
            told = _("no institution here is called “%(name)s”.", name=line.name)
        elif number in partners:
            told = _("“%(name)s” is a partner already.", name=line.name)
        elif number in seen:
            told = _("“%(name)s” stands here twice.", name=line.name)
        elif len(line.note) > LONGEST_NOTE:
            told = _("the note is too long.")
        else:
            seen.add(number)
            told = next((reason for _field, reason in faults_of_scale(line.weight, steps)), "")
        if told:
            yield _("Line %(number)s: %(told)s", number=line.number, told=told)


def faults_of_scale(values: Mapping[str, Any], steps: int) -> Iterator[tuple[str, str]]:
    """Yield what lies outside the scale: the field, and the sentence for it."""
    for name in ("importance", "impact"):
        if not 1 <= (values.get(name) or 0) <= steps:
            yield name, _("The scale goes from 1 to %(most)s.", most=steps)
