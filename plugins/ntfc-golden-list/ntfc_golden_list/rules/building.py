"""Building a programme, and the file of a firm in ten steps that begin again."""

from collections.abc import Collection, Iterator
from datetime import date

from ntfc.i18n import _

STEPS = 10


def round_of(done: Collection[tuple[int, int]]) -> int:
    """Return the round in which a file is, by the steps that were done: each is (round, step)."""
    last = max((cycle for cycle, _step in done), default=1)
    is_whole = sum(cycle == last for cycle, _step in done) >= STEPS
    return last + 1 if is_whole else last


def next_step(done: Collection[tuple[int, int]]) -> int:
    """Return the first step that is still to do in this round; others may come before it."""
    here = round_of(done)
    return next(step for step in range(1, STEPS + 1) if (here, step) not in done)


def step_faults(
    done: Collection[tuple[int, int]], step: int, on: date, today: date
) -> Iterator[str]:
    """Yield why a step cannot be noted as done."""
    if (round_of(done), step) in done:
        yield _("This step is done in this round.")
    if on > today:
        yield _("What lies ahead is not done yet.")
