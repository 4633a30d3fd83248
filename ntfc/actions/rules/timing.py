"""Until when an action is in time, and when whom is reminded of it."""

from datetime import date, datetime, timedelta

from ntfc.actions.models import ActionState, ActionStep
from ntfc.days import is_meant
from ntfc.procedure.rules import WorkingDay

LONGEST_REST = 30  # days in a row without work, however long a feast is
SOON = timedelta(days=14)  # how long ahead the owner sees it on the home page
# The day that stands in these lines of the history is when it is due, in others that of the step.
TELLS_DUE = frozenset({ActionStep.ADDED, ActionStep.CHANGED})

# How far reminding has gone, kept with the action until its date changes.
BEFORE, AFTER, COORDINATOR, CHAIR = 1, 2, 3, 4
# From which day each step is taken, counted from the day up to which the action is in time.
WHEN = {
    BEFORE: timedelta(days=-7),
    AFTER: timedelta(days=1),
    COORDINATOR: timedelta(days=7),
    CHAIR: timedelta(days=14),
}


def until(due_on: date | None, is_working_day: WorkingDay) -> date | None:
    """Return the day up to which an action is in time: no earlier than a day the body works."""
    if due_on is None:
        return None
    if not is_meant(due_on):  # as earlier versions took it: a slip that no calendar reaches
        return due_on
    days = (due_on + timedelta(days=n) for n in range(LONGEST_REST))
    return next((day for day in days if is_working_day(day)), due_on)


def is_overdue(state: ActionState, until_on: date | None, today: date) -> bool:
    """Tell whether an action should have been done before today; claimed as done, it is not."""
    return state is ActionState.OPEN and until_on is not None and until_on < today


def look_of(
    state: ActionState, until_on: date | None, reported_at: datetime | None, today: date
) -> str:
    """Return how an action stands today, in one of the words of `words.LOOKS`."""
    if is_overdue(state, until_on, today):
        return "overdue"
    if state is ActionState.OPEN and reported_at is not None:
        return "under_way"
    return state.value


def reminders_due(
    until_on: date | None, reminded: int, today: date, since: date | None = None
) -> list[int]:
    """Return which steps of reminding are to be taken now; who comes late is not told of before.

    *since* is the day on which it was sent back: its owner was told then, and a new round begins.
    """
    if until_on is None:
        return []
    told = since or date.min
    start = max(until_on, told)
    due = [step for step, after in WHEN.items() if step > reminded and start <= today - after]
    return [step for step in due if step is not BEFORE or _is_before(until_on, today, told)]


def _is_before(until_on: date, today: date, told: date) -> bool:
    return until_on >= today and until_on - told > -WHEN[BEFORE]


def late_by(until_on: date, today: date) -> int:
    """Return how many days an action is overdue."""
    return max(0, (today - until_on).days)
