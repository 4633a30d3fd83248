"""Building a programme, and the file of a firm in ten steps that begin again."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntfc.i18n import _
from ntfc_golden_list.rules.terms import FIRST_EVALUATION_MONTHS, evaluations_due, is_late

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


EVALUATIONS = 100  # in the list of actions they stand beyond the 57 of the guidance


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """One of the evaluations of the first year: when it is due, and what came of it."""

    number: int
    months: int
    due_on: date
    done_on: date | None
    note: str
    is_late: bool


def evaluations(start: date | None, planned: Mapping[int, Any], today: date) -> list[Evaluation]:
    """Return the evaluations of the first year since the pilot began (T12)."""
    found = []
    for place, due in enumerate(evaluations_due(start) if start else (), start=1):
        row = planned.get(EVALUATIONS + place)
        done = row.done_on if row else None
        found.append(
            Evaluation(
                number=EVALUATIONS + place,
                months=FIRST_EVALUATION_MONTHS * place,
                due_on=(row.due_on if row else None) or due,
                done_on=done,
                note=row.note if row else "",
                is_late=done is None and is_late((row.due_on if row else None) or due, today),
            )
        )
    return found
