"""What somebody took on, as the meeting agreed it: what becomes of it later is told by its own page.

From the moment a text goes to those who approve it, each action that says who and by when stands in
it as it stood then. One that was added since, or still lacks something, follows the register.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ntfc.actions.models import ActionState
from ntfc.minutes.rules.contents import Task

GONE = frozenset({ActionState.CANCELLED, ActionState.PASSED_ON})


def is_settled(task: Task) -> bool:
    """Tell whether it says who does it, and by when or that the date is to be set."""
    return bool(task.owner and (task.due_on or task.is_date_open))


def as_agreed(
    now: Sequence[tuple[Task, ActionState]], submitted: Sequence[Task]
) -> Iterator[Task | None]:
    """Yield each action as it stands in the text, given how it stands now; None: not in it.

    *submitted* are those of the text that went to those who approve.
    """
    kept: dict[int, list[Task]] = defaultdict(list)  # after a joint meeting two may have one number
    for task in submitted:
        if is_settled(task):
            kept[task.number].append(task)
    for task, state in now:
        if kept[task.number]:
            yield kept[task.number].pop(0)
        else:
            yield None if state in GONE else task
