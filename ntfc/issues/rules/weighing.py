"""How much an issue weighs, what is quickly won, and which issues look alike."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ntfc.issues.models import Measure, Strength
from ntfc.texts import fold

POINTS: Mapping[Strength, int] = {
    Strength.HELPFUL: 1,
    Strength.IMPORTANT: 2,
    Strength.PRESSING: 3,
}
WORD = re.compile(r"\w+")
SHORTEST = 4  # letters of a word that says what a title is about
ALIKE = 0.5  # of the words of the shorter title


@dataclass(frozen=True)
class Weight:
    """How often an issue is voiced, and how strongly."""

    voices: int = 0
    points: int = 0

    @property
    def importance(self) -> float:
        """Return how strongly it is voiced on average, from 1 to 3; 0 without a voice."""
        return self.points / self.voices if self.voices else 0


def weigh(strengths: Iterable[Strength]) -> Weight:
    """Return the weight of what several people said."""
    points = [POINTS[strength] for strength in strengths]
    return Weight(len(points), sum(points))


def is_quick_win(effort: Measure | None, benefit: Measure | None) -> bool:
    """Tell whether little effort brings a benefit worth having."""
    return effort is Measure.SMALL and benefit in (Measure.MEDIUM, Measure.LARGE)


def alike(title: str, others: Mapping[int, str]) -> list[int]:
    """Return the numbers of the titles that speak of the same, the most alike first."""
    own = _telling(title)
    near = {number: _nearness(own, _telling(other)) for number, other in others.items()}
    found = [number for number, (share, _whole) in near.items() if share >= ALIKE]
    return sorted(found, key=lambda number: (near[number], -number), reverse=True)


def _telling(title: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(fold(title)) if len(word) >= SHORTEST)


def _nearness(one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    """Return how much of the shorter title both share, and how much of the two together."""
    if not one or not other:
        return 0, 0
    shared = len(one & other)
    return shared / min(len(one), len(other)), shared / len(one | other)
