"""How a firm is controlled: the risk map, the control programme, and the plan that says why."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from ntfc.i18n import _
from ntfc_client_coordinators.rules.portfolio import Level


class State(Enum):
    """Where a version of a plan is. What was decided is not changed: a new version is begun."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    DECIDED = "decided"
    REPLACED = "replaced"


class Area(Enum):
    """In what a risk lies."""

    ACTIVITY = "activity"
    GOODS = "goods"
    PROCEDURE = "procedure"
    ORGANISATION = "organisation"


class Control(Enum):
    """How one looks."""

    PHYSICAL = "physical"
    DECLARATIONS = "declarations"
    AFTERWARDS = "afterwards"
    SYSTEMS = "systems"


class Audit(Enum):
    """What kind of audit."""

    PARTIAL = "partial"
    INITIAL = "initial"
    ACCOUNTING = "accounting"
    JOINT = "joint"


class Paper(Enum):
    """What runs out."""

    AUTHORISATION = "authorisation"
    SECURITY = "security"


class Cycle(Enum):
    """The ten steps, again and again."""

    KNOW = "know"
    ANALYSE = "analyse"
    FILE = "file"
    VARY = "vary"
    AGAIN = "again"
    PREPARE = "prepare"
    AUDIT = "audit"
    RESULTS = "results"
    PROGRAMME = "programme"
    PLAN = "plan"


@dataclass(frozen=True)
class Risk:
    """A risk as the plan judges it."""

    what: str
    remaining: Level
    is_covered: bool
    has_control: bool
    reason: str = ""


def plan_faults(risks: Iterable[Risk]) -> Iterator[str]:
    """Say what a plan lacks: staff is limited, so what is left uncovered is left with a reason."""
    found = [*risks]
    if not found:
        yield _("The risk map is empty.")
    for risk in found:
        if risk.is_covered and not risk.has_control:
            yield _("No control looks at this risk: %(what)s", what=risk.what)
        if not risk.is_covered and not risk.reason.strip():
            yield _("Say why this risk is left uncovered: %(what)s", what=risk.what)


def deciding_faults(
    state: State,
    decider: int | None,
    *,
    writers: Collection[int | None],
    answering: Collection[int | None],
) -> Iterator[str]:
    """Say what stands against deciding on a plan: the team leader decides, no writer does."""
    if state is not State.HANDED_IN:
        yield _("Only a plan that was handed in is decided on.")
    if decider is None or decider in writers:
        yield _("Who wrote the plan does not decide on it.")
    elif decider in answering:
        yield _("Who answers for the firm, or stands in, does not decide on its plan.")


def uncovered_high(risks: Iterable[Risk]) -> int:
    """Return how many high risks remain uncovered."""
    return sum(not one.is_covered and one.remaining is Level.LARGE for one in risks)
