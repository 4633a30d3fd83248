"""What members expect of the body, beside what it offers for each expectation."""

from collections.abc import Iterable
from dataclasses import dataclass

from ntfc.organisations.models import Camp
from ntfc.seats.models import Expectation
from ntfc.seats.rules.composition import Share
from ntfc.seats.rules.places import Place, counted


@dataclass(frozen=True)
class Expected:
    """How many members expect one thing, and how many of them the body has something for."""

    expectation: Expectation
    members: int
    served: Share


@dataclass(frozen=True)
class Expectations:
    """What the members of a body said they expect; *silent* did not say."""

    rows: tuple[Expected, ...]
    silent: int


def expectations(places: Iterable[Place], *, has_body_above: bool) -> Expectations:
    """Return what members expect, and for how many of them it can be had.

    Information: how it is spread from their seat is described and was looked at within a year.
    Bringing issues up: a body stands above to take them. An open forum: both halves sit there.
    """
    members = counted(places)
    filled = {place.camp for place in members if place.is_filled}
    is_open = {Camp.PUBLIC, Camp.PRIVATE} <= filled
    rows = []
    for expectation in Expectation:
        said = [place for place in members if place.expectation is expectation]
        served = {
            Expectation.INFORMATION: sum(1 for place in said if not place.is_review_overdue),
            Expectation.ESCALATION: len(said) if has_body_above else 0,
            Expectation.OPEN_FORUM: len(said) if is_open else 0,
        }[expectation]
        rows.append(Expected(expectation, len(said), Share(served, len(said))))
    return Expectations(tuple(rows), sum(1 for place in members if place.expectation is None))
