"""Whether a certificate holds: what the public page says, and what ends with what."""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from ntfc_golden_list.rules.lifecycle import ENDED, State

STOPPED = frozenset({State.SUSPENDED, State.REMOVED, State.REJECTED})


class Standing(enum.Enum):
    """What a certificate is worth on a day."""

    VALID = "valid"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    ENDED = "ended"


def standing(
    *,
    state: State,
    appealed_from: State | None,
    ended_on: date | None,
    until: date | None,
    today: date,
) -> Standing:
    """Tell what a certificate is worth. An appeal changes nothing until it is decided."""
    where = appealed_from if state is State.APPEAL and appealed_from is not None else state
    if ended_on is not None or where in ENDED:
        return Standing.ENDED
    if until is not None and until < today:
        return Standing.EXPIRED
    return Standing.SUSPENDED if where is State.SUSPENDED else Standing.VALID


def ends_with(given: str, held: Iterable[str], needs: Mapping[str, str | None]) -> set[str]:
    """Return which classes end when a firm is given another: all but what it stands on or bears."""
    stays = {needs.get(given)} | {code for code, below in needs.items() if below == given}
    return {code for code in held if code not in stays}


def tally(states: Iterable[State]) -> dict[State, int]:
    """Return how many files stand in each state; together they are all files ever opened."""
    counted = Counter(states)
    return {state: counted[state] for state in State}
