"""From one coordinator of a firm to the next: never a gap, never without a declaration."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ntfc.i18n import _
from ntfc_client_coordinators.rules.days import months_later

YEARLY = 12  # months; the declaration is asked for every year


class State(Enum):
    """Where an assignment is."""

    PLANNED = "planned"
    MENTORING = "mentoring"
    ACTIVE = "active"
    HANDOVER = "handover"
    ENDED = "ended"


class Reason(Enum):
    """Why a firm gets another coordinator."""

    ROTATION = "rotation"
    EXCHANGE = "exchange"
    ABSENCE = "absence"
    CONFLICT = "conflict"
    FIRM_LEFT = "firm_left"


class Side(Enum):
    """Who signs a handover."""

    LEAVING = "leaving"
    COMING = "coming"
    MANAGER = "manager"


S = State
ANSWERS = frozenset({S.ACTIVE, S.HANDOVER})  # this one answers for the firm
LIVE = frozenset(S) - {S.ENDED}
WAITS = frozenset({S.PLANNED, S.MENTORING})
STEPS = {
    S.PLANNED: (S.MENTORING, S.ACTIVE, S.ENDED),
    S.MENTORING: (S.ENDED,),  # it becomes active with the last signature
    S.ACTIVE: (S.HANDOVER, S.ENDED),
    S.HANDOVER: (S.ACTIVE, S.ENDED),
    S.ENDED: (),
}


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """What is known of an assignment when it is to take a step."""

    state: State
    person: int
    substitute: int | None
    accepted_conduct: bool
    declared_on: date | None = None
    has_shares: bool = False
    substitute_has_shares: bool = False
    is_answered_for: bool = False  # somebody else answers for the firm
    has_successor: bool = False  # somebody else is planned or learns
    firm_left: bool = False


def steps_from(one: Assigned) -> tuple[State, ...]:
    """Return which steps may be asked for; what stands against each is another matter."""
    found = STEPS[one.state]
    if one.state is S.PLANNED:
        return tuple(
            to for to in found if to is not (S.ACTIVE if one.is_answered_for else S.MENTORING)
        )
    return found


def offered(one: Assigned) -> Iterator[State]:
    """Return the steps that can come about now: the firm always has somebody."""
    for to in steps_from(one):
        ends_all = to is S.ENDED and one.state in ANSWERS and not one.firm_left
        if not ends_all and (to is not S.HANDOVER or one.has_successor):
            yield to


def faults(one: Assigned, to: State, today: date) -> Iterator[str]:
    """Say what stands against a step."""
    if to not in steps_from(one):
        yield _("From here this step cannot be taken.")
    elif to is S.ACTIVE and one.state is S.PLANNED:
        yield from activation_faults(one, today)
    elif to is S.HANDOVER and not one.has_successor:
        yield _("Name who comes next first: the firm always has somebody.")
    elif to is S.ENDED and one.state in ANSWERS and not one.firm_left:
        yield _("The firm would have nobody. Hand it over, or note that the firm left.")


def activation_faults(one: Assigned, today: date) -> Iterator[str]:
    """Say why somebody cannot answer for a firm yet (C1, C12, and the substitute)."""
    if one.has_shares:
        yield _(
            "Who has shares in the firm, or in a firm of the same group, does not answer for it."
        )
    elif not is_declared(one.declared_on, today):
        yield _("The yearly declaration about shares in the firm is missing.")
    if not one.accepted_conduct:
        yield _("The code of conduct is not accepted yet.")
    yield from substitute_faults(one.person, one.substitute)
    if one.substitute_has_shares:
        yield _("Who stands in has shares in the firm. Name somebody else.")


def substitute_faults(person: int, substitute: int | None) -> Iterator[str]:
    """Say what is wrong with who stands in: somebody can be reached at all times."""
    if substitute is None:
        yield _("Name a substitute: the firm reaches somebody at all times.")
    elif substitute == person:
        yield _("The substitute is somebody else.")


def declared_until(on: date) -> date:
    """Return until when a declaration about shares holds (C1)."""
    return months_later(on, YEARLY)


def is_declared(on: date | None, today: date) -> bool:
    """Tell whether a declaration about shares is there and young enough."""
    return on is not None and declared_until(on) > today


def signing_faults(
    side: Side, signed: frozenset[Side], *, is_told: bool, introduced: bool
) -> Iterator[str]:
    """Say what stands against signing a handover: both sign what is written, the manager last."""
    if side in signed:
        yield _("This is signed already.")
    if not is_told:
        yield _("Write down the open points first.")
    if side is not Side.LEAVING and not introduced:
        yield _("The successor was not introduced to the people of the firm yet.")
    if side is Side.MANAGER and not signed >= {Side.LEAVING, Side.COMING}:
        yield _("The manager signs when both have signed.")
