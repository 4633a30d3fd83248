"""Positions: who may have one, in which order they stand, and when a side is not of one view.

No side is made to speak with one voice: each of its institutions has its own position, in the same
form as any other, and where they differ that is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ntfc.blocks import Run
from ntfc.i18n import _
from ntfc.minutes.models import Stance
from ntfc.minutes.rules.contents import Position
from ntfc.minutes.rules.stances import NOT_OF_ONE_VIEW, SIDES, side_word, stance_word
from ntfc.organisations.models import Camp
from ntfc.paper import Block, Heading, Para, Table

BESIDE = 3  # positions beside each other on paper


@dataclass(frozen=True)
class Voice:
    """Who may take a position: an institution, somebody typed on the paper list, or a side."""

    who: str
    name: str
    camp: Camp | None = None
    organisation_id: int | None = None

    @property
    def title(self) -> str:
        return self.name or str(SIDES[self.camp or Camp.PUBLIC])


@dataclass(frozen=True)
class Said:
    """Where somebody stands, and in which words."""

    stance: Stance
    text: str = ""
    is_confidential: bool = False


@dataclass(frozen=True)
class Noted:
    """A position as it is noted; *seen* counts its changes."""

    who: str
    position: Position
    seen: int = 0
    is_set_aside: bool = False  # whoever has it stepped out: it stays readable, and counts not


@dataclass(frozen=True)
class PositionWords:
    """A position in words: whose, of which side, where it stands."""

    title: str
    side: str
    stance: str


def sides() -> list[Voice]:
    """Return the two sides of the table, each of which may have a position of its own."""
    return [Voice(f"side-{camp.value}", "", camp) for camp in SIDES]


def position_words(position: Position) -> PositionWords:
    """Return whose position it is and what it is; a whole side has no side beside its name."""
    side = side_word(position.camp)
    title = position.name or side
    return PositionWords(title, side if position.name else "", stance_word(position.stance))


def in_order(noted: Iterable[Noted]) -> list[Noted]:
    """Return the sides first, then institutions by name: nobody's rank gives them a place."""
    return sorted(
        noted, key=lambda one: (bool(one.position.name), one.position.name.casefold(), one.who)
    )


def not_of_one_view(positions: Iterable[Position]) -> list[str]:
    """Say of each side whose institutions take different positions that it is not of one view."""
    taken: dict[str, set[str]] = defaultdict(set)
    for one in positions:
        if one.name:
            taken[one.camp].add(one.stance)
    return [str(words) for camp, words in NOT_OF_ONE_VIEW.items() if len(taken[camp.value]) > 1]


def position_tables(positions: Sequence[Position]) -> Iterator[Block]:
    """Yield the positions beside each other in columns of one width, for a paper."""
    if positions:
        yield Heading(str(_("Positions")), 3)
    width = 2 if len(positions) % BESIDE == 1 else BESIDE
    for start in range(0, len(positions), width):
        shown = positions[start : start + width]
        words = [position_words(one) for one in shown]
        head = tuple("\n".join(part for part in (one.title, one.side) if part) for one in words)
        rows = [tuple(one.stance for one in words), tuple(one.text for one in shown)]
        yield Table(head, tuple(row for row in rows if any(row)), (1,) * len(shown))
    for sentence in not_of_one_view(positions):
        yield Para((Run(sentence, frozenset({"strong"})),))
