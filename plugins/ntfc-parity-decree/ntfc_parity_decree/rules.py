"""The decree as a rule: plain numbers in, the obstacles out."""

from collections.abc import Iterator
from typing import Protocol

from ntfc.i18n import _
from ntfc.plugins import Health

WIDEST = 1  # unless set otherwise: an odd number of seats cannot be shared out evenly
MOST = 20  # that can be set: beyond it there is no parity left to keep


class Sides(Protocol):
    """How many members of each side are in office."""

    @property
    def public(self) -> int: ...
    @property
    def private(self) -> int: ...


def obstacles(before: Sides, after: Sides, widest: int = WIDEST) -> Iterator[str]:
    """Yield what stands against going from *before* to *after*: one sentence, or nothing."""
    was = abs(before.public - before.private)
    is_then = abs(after.public - after.private)
    if is_then > widest and is_then > was:
        yield _(
            "The decree asks for equal numbers of public and private members: with this "
            "appointment there would be %(public)s public and %(private)s private ones.",
            public=after.public,
            private=after.private,
        )


def imbalance(name: str, now: Sides, widest: int = WIDEST) -> Health:
    """Say how the sides of the committee called *name* stand."""
    figures = {"body": name, "public": now.public, "private": now.private}
    if abs(now.public - now.private) <= widest:
        well = _(
            "%(body)s: %(public)s public and %(private)s private members sit there.", **figures
        )
        return Health(text=well, is_well=True)
    unequal = _(
        "%(body)s: %(public)s public and %(private)s private members sit there, and the decree "
        "asks for equal numbers.",
        **figures,
    )
    return Health(text=unequal, is_well=False)
