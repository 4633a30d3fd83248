"""Who may do what, how the Council meets, and in which order its partners stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from ntfc.committees.rules import READ
from ntfc.founding.rules import Plan
from ntfc.i18n import _
from ntfc.permissions import LEADERS, OFFICE, Permission, Role

INSTALL = Permission(
    "jordan.install", _("Install what Jordan has"), frozenset({Role.ADMINISTRATOR})
)
KEEP = Permission("jordan.keep", _("Keep the partners of a council"), OFFICE | LEADERS, behind=READ)
PERMISSIONS = (INSTALL, KEEP)


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


def faults_of_scale(values: Mapping[str, Any], steps: int) -> Iterator[tuple[str, str]]:
    """Yield what lies outside the scale: the field, and the sentence for it."""
    for name in ("importance", "impact"):
        if not 1 <= (values.get(name) or 0) <= steps:
            yield name, _("The scale goes from 1 to %(most)s.", most=steps)
