"""The way of an issue in a few steps: who brought it, what became of it, and its answer."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from ntfc.issues.models import EventKind, IssueState

E = EventKind
MILESTONES = frozenset(
    {
        *(E.PROPOSED, E.RECEIVED, E.ACCEPTED, E.DECLINED, E.WITHDRAWN, E.REOPENED),
        *(E.PARKED, E.RETURNED, E.PLACED, E.DISCUSSED, E.POSTPONED),
        *(E.HANDED_OVER, E.MERGED, E.TAKEN_IN, E.ANSWERED, E.CLOSED, E.ONE_CASE),
    }
)
# What the page of an issue says of itself: not once more from the body before it, or after it.
TOLD_AFTER = frozenset({E.HANDED_OVER, E.ANSWERED, E.ONE_CASE})
TOLD_BEFORE = frozenset({E.RECEIVED})
# Whoever brought it has an answer of this body's own, or was told who gives it.
ANSWERED = frozenset({IssueState.CLOSED, IssueState.DECLINED, IssueState.WITHDRAWN})


class Happened(Protocol):
    """A line of the history of an issue."""

    @property
    def kind(self) -> EventKind: ...


Line = TypeVar("Line", bound=Happened)


def milestones(events: Iterable[Line]) -> list[Line]:
    """Return the steps by which an issue came to where it is, out of all its history."""
    return [event for event in events if event.kind in MILESTONES]


def awaits_answer(state: IssueState, events: Iterable[Happened]) -> bool:
    """Tell whether whoever brought the issue still waits for what came of it."""
    last = next((one.kind for one in reversed(milestones(events))), None)
    return state not in ANSWERED and last not in {E.ANSWERED, E.ONE_CASE}
