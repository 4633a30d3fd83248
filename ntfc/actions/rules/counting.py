"""How much of what each side took on was delivered: the same figure for both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ntfc.actions.models import ActionState
from ntfc.actions.rules.timing import is_overdue
from ntfc.organisations.models import Camp

DELIVERED = frozenset({ActionState.VERIFIED})
COUNTED = frozenset({ActionState.OPEN, ActionState.CLAIMED, ActionState.VERIFIED})


@dataclass(frozen=True)
class SideFigure:
    """What one side took on. What was cancelled or went to another body is not counted."""

    camp: Camp
    total: int = 0
    verified: int = 0
    claimed: int = 0
    overdue: int = 0

    @property
    def percent(self) -> int:
        """Return how much of it was delivered and verified; 0 of nothing."""
        return round(100 * self.verified / self.total) if self.total else 0


def by_side(
    rows: Iterable[tuple[Camp | None, ActionState, date | None]], today: date
) -> Sequence[SideFigure]:
    """Return the figure of each side; both tables always, the others where they own something."""
    found = [(camp or Camp.OTHER, state, until) for camp, state, until in rows if state in COUNTED]
    figures = []
    for camp in Camp:
        own = [(state, until) for side, state, until in found if side is camp]
        if own or camp is not Camp.OTHER:
            figures.append(
                SideFigure(
                    camp,
                    len(own),
                    sum(state in DELIVERED for state, _until in own),
                    sum(state is ActionState.CLAIMED for state, _until in own),
                    sum(is_overdue(state, until, today) for state, until in own),
                )
            )
    return figures
