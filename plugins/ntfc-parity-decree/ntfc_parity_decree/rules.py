"""The decree as a rule: plain numbers in, the obstacles out."""

from collections.abc import Iterator
from typing import Protocol

from ntfc.i18n import _

WIDEST = 1  # an odd number of seats cannot be shared out evenly


class Sides(Protocol):
    """How many members of each side are in office."""

    @property
    def public(self) -> int: ...
    @property
    def private(self) -> int: ...


def obstacles(before: Sides, after: Sides) -> Iterator[str]:
    """Yield what stands against going from *before* to *after*: one sentence, or nothing."""
    was = abs(before.public - before.private)
    is_then = abs(after.public - after.private)
    if is_then > WIDEST and is_then > was:
        yield _(
            "The decree asks for equal numbers of public and private members: with this "
            "appointment there would be %(public)s public and %(private)s private ones.",
            public=after.public,
            private=after.private,
        )
