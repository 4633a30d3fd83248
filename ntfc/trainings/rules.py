"""Who plans sessions on skills, and when it can be noted who came."""

from collections.abc import Collection, Iterator
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


def was_joint(camps: Collection[Camp]) -> bool:
    """Tell whether both sides of the table came to a session."""
    return set(camps) >= BOTH
