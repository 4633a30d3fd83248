"""Who plans sessions on skills, and when it can be noted who came."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntfc.committees.rules import READ
from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.permissions import LEADERS, OFFICE, Permission

PLAN = Permission("training.plan", _("Plan joint training"), OFFICE | LEADERS, behind=READ)
PERMISSIONS = (PLAN,)
BOTH = frozenset({Camp.PUBLIC, Camp.PRIVATE})


def obstacles_to_noting_who_came(training: Any, today: date) -> Iterator[str]:
    """Say why it cannot be noted yet who came."""
    if training is None:
        yield _("This session is no longer in the list.")
    elif training.held_on > today:
        yield _("The session has not been held yet.")


@dataclass(frozen=True)
class Sat:
    """An institution with a seat in the body, and the day on which the seat ended, if it did."""

    id: int
    name: str
    ended_on: date | None


def may_have_come(training: Any, sat: Iterable[Sat]) -> dict[int, str]:
    """Return whom the list of a session names: who sat on its day, and who was noted before."""
    then = [one for one in sat if one.ended_on is None or one.ended_on > training.held_on]
    noted = {one.organisation_id: one.organisation.name for one in training.came}
    found = noted | {one.id: one.name for one in then}
    return dict(sorted(found.items(), key=lambda one: (one[1], one[0])))


def was_joint(camps: Collection[Camp]) -> bool:
    """Tell whether both sides of the table came to a session."""
    return set(camps) >= BOTH
