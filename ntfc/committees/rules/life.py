"""How a body moves through its life, from idea to its end."""

import enum
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from ntfc.committees.models.vocabulary import FINAL, OVER, PREPARING, WORKING, State
from ntfc.i18n import _, on_day

# Each state with those that may follow it.
STEPS: dict[State, frozenset[State]] = {
    State.IDEA: frozenset({State.BEING_FORMED, State.CLOSED}),
    State.BEING_FORMED: frozenset(
        {State.AWAITING_LEGAL_ACT, State.INFORMAL, State.ACTIVE, State.CLOSED, State.SUCCEEDED}
    ),
    State.AWAITING_LEGAL_ACT: frozenset(
        {State.INFORMAL, State.ACTIVE, State.CLOSED, State.SUCCEEDED}
    ),
    State.INFORMAL: frozenset(
        {State.AWAITING_LEGAL_ACT, State.ACTIVE, State.DORMANT} | OVER,
    ),
    State.ACTIVE: frozenset({State.DORMANT} | OVER),
    State.DORMANT: frozenset({State.ACTIVE, State.INFORMAL} | OVER),
    State.EXPIRED: frozenset({State.ACTIVE, State.INFORMAL} | FINAL),
    State.CLOSED: frozenset(),
    State.SUCCEEDED: frozenset(),
}

STATE_NAMES: dict[enum.Enum, str] = {
    State.IDEA: _("Idea"),
    State.BEING_FORMED: _("Being formed"),
    State.AWAITING_LEGAL_ACT: _("Awaiting legal act"),
    State.INFORMAL: _("Informal"),
    State.ACTIVE: _("Active"),
    State.DORMANT: _("Dormant"),
    State.EXPIRED: _("Expired"),
    State.CLOSED: _("Closed"),
    State.SUCCEEDED: _("Succeeded"),
}


def why_not_by_hand(next_starts_on: date | None, today: date) -> str:
    """Say to whoever would wake a body that is over how it wakes, where its term ran out."""
    if next_starts_on is None or next_starts_on <= today:
        return _("This body is over. Where its term ran out, start the next term.")
    return _("It works again from %(day)s, when its next term begins.", day=on_day(next_starts_on))


def steps_by_hand(state: State) -> frozenset[State]:
    """Return the states a person may choose next: the ends come by closing, heirs and terms."""
    return frozenset() if state in OVER else STEPS[state] - OVER


class Living(Protocol):
    """What the rules need to know of a body."""

    state: State
    is_restricted: bool
    act_title: str
    act_number: str
    act_on: date | None
    sunset_on: date | None


def obstacles_to_step(body: Living, to: State, today: date) -> Iterator[str]:
    """Yield every reason why *body* cannot now become *to*."""
    if to not in STEPS[body.state]:
        yield _(
            "A body that is “%(now)s” cannot become “%(then)s”.",
            now=STATE_NAMES[body.state],
            then=STATE_NAMES[to],
        )
    if to is State.ACTIVE:
        yield from _obstacles_to_being_active(body, today)
    if to in WORKING and body.sunset_on is not None and body.sunset_on < today:
        yield _("Its last day is past: give it a later one first.")


def _obstacles_to_being_active(body: Living, today: date) -> Iterator[str]:
    if body.state is not State.AWAITING_LEGAL_ACT:
        return
    if not (body.act_title or body.act_number):
        yield _("It waits for its legal act: enter the founding act first.")
    if body.act_on is None:
        yield _("It waits for its legal act: enter the date of the founding act first.")
    elif body.act_on > today:
        yield _("The founding act is not yet in force on this day.")


def obstacles_to_closing(body: Living, reason: str, *, left_behind: int) -> Iterator[str]:
    """Yield every reason not to close; *left_behind*: bodies below that nobody would take over."""
    if body.state in FINAL:
        yield _("This body is already closed.")
    if not reason.strip():
        yield _("Give the reason for closing it.")
    if left_behind:
        yield _(
            "Bodies still work under it and it has no parent to take them: close or move them first."
        )


def obstacles_to_succession(
    before: Living, after: Living, *, same: bool, is_below: bool
) -> Iterator[str]:
    """Yield every reason why *after* cannot take the place of *before*."""
    if same:
        yield _("A body cannot follow itself.")
    if State.SUCCEEDED not in STEPS[before.state]:
        yield _("A body that is “%(now)s” has no successor.", now=STATE_NAMES[before.state])
    if after.state in OVER:
        yield _("The body that should follow is over itself.")
    if is_below:
        yield _("A body below another one cannot take its place: move it up first.")


def obstacles_to_meeting(body: Living) -> Iterator[str]:
    """Yield why the body cannot meet: never for want of terms of reference or of a legal act."""
    if body.state in OVER:
        yield _("This body is over; it no longer meets.")
    if body.state is State.DORMANT:
        yield _("This body is dormant: wake it first.")


def obstacles_to_adopting(body: Living) -> Iterator[str]:
    """Yield why the body cannot yet adopt: until its founding it prepares."""
    yield from obstacles_to_meeting(body)
    if body.state in PREPARING:
        yield _("Until it is founded, this body does preparatory work only.")


def is_over_by_sunset(state: State, sunset_on: date | None, today: date) -> bool:
    """Tell whether the last day of a body that still lives is past."""
    return state not in FINAL and sunset_on is not None and sunset_on < today


class Period(Protocol):
    """The days of a term."""

    starts_on: date
    ends_on: date | None


def runs_on(term: Period | None, today: date) -> bool:
    """Tell whether the term has begun and is not over."""
    if term is None or term.starts_on > today:
        return False
    return term.ends_on is None or term.ends_on >= today


def is_over_by_term(state: State, term_ends_on: date | None, today: date) -> bool:
    """Tell whether the term of a body ran out without a next one."""
    ran_out = term_ends_on is not None and term_ends_on < today
    return ran_out and State.EXPIRED in STEPS[state]
