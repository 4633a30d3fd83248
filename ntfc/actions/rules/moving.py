"""From which state an action goes where, and what keeps it from going."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from ntfc.actions.models import Action, ActionState
from ntfc.actions.rules.words import STATES
from ntfc.i18n import _

S = ActionState
STILL_OPEN = frozenset({S.OPEN, S.CLAIMED})
SETTLED = frozenset(S) - STILL_OPEN


def obstacles_to_recording(
    *,
    owner_id: int | None,
    person_id: int | None,
    due_on: date | None,
    is_date_open: bool,
    today: date,
) -> Iterator[str]:
    """Say why an action cannot be recorded so. What is left open is told before minutes end."""
    if person_id is not None and owner_id is None:
        yield _("Say for which institution the person acts.")
    if due_on is not None and is_date_open:
        yield _("Choose one: a date, or that the date is to be set.")
    if due_on is not None and due_on < today:
        yield _("The date lies in the past. Choose a later one.")


def lacks(owner_id: int | None, due_on: date | None, *, is_date_open: bool) -> Iterator[str]:
    """Name what an action still lacks before the minutes it belongs to can be final."""
    if owner_id is None:
        yield _("who does it")
    if due_on is None and not is_date_open:
        yield _("by when, or that the date is to be set")


def unfinished(rows: Iterable[tuple[int, str, int | None, date | None, bool]]) -> Iterator[str]:
    """Name the actions that keep minutes from becoming final, each with what it lacks.

    Each row gives number, title, owner, due day, and whether the date is said to be set later.
    """
    for number, title, owner_id, due_on, is_date_open in rows:
        missing = [str(part) for part in lacks(owner_id, due_on, is_date_open=is_date_open)]
        if missing:
            yield _(
                "Action %(number)s, “%(title)s”, does not say: %(missing)s.",
                number=number,
                title=title,
                missing=str(_("; ")).join(missing),
            )


def _obstacles_to_leaving(action: Action, *allowed: ActionState) -> Iterator[str]:
    if action.state not in allowed:
        yield _(
            "Action %(number)s is “%(state)s”. Open its page to see what happened to it.",
            number=action.number,
            state=STATES[action.state],
        )


def obstacles_to_changing(action: Action) -> Iterator[str]:
    yield from _obstacles_to_leaving(action, S.OPEN, S.CLAIMED)


def speaks_for_owner(action: Action, person_id: int | None, institutions: Collection[int]) -> bool:
    """Tell whether a person answers for the action: by name, or for the institution that owns it."""
    by_name = person_id is not None and action.person_id == person_id
    return by_name or (action.owner_id is not None and action.owner_id in institutions)


def obstacles_to_reporting(
    action: Action, *, speaks_for_owner: bool, is_head: bool
) -> Iterator[str]:
    """Say why this person cannot say how the action goes: its owner does, or the secretariat."""
    yield from _obstacles_to_leaving(action, S.OPEN)
    if not speaks_for_owner and not is_head:
        yield _("Only those who speak for the institution that owns the action report on it.")


def obstacles_to_verifying(
    action: Action, *, person_id: int | None, speaks_for_owner: bool
) -> Iterator[str]:
    """Say why this person cannot verify the action: whoever did it does not look at it too."""
    yield from _obstacles_to_leaving(action, S.CLAIMED)
    if person_id is not None and person_id == action.claimed_by_id:
        yield _("You reported this action as done. Somebody else verifies it.")
    elif speaks_for_owner:
        yield _("You speak for the institution that owns this action. Somebody else verifies it.")


def obstacles_to_sending_back(action: Action, reason: str) -> Iterator[str]:
    yield from _obstacles_to_leaving(action, S.CLAIMED)
    if not reason.strip():
        yield _("Say what is missing. The owner reads it.")


def obstacles_to_cancelling(action: Action, reason: str) -> Iterator[str]:
    yield from _obstacles_to_leaving(action, S.OPEN, S.CLAIMED)
    if not reason.strip():
        yield _("Say why. The owner reads it, and it stays in the record.")


def obstacles_to_reopening(action: Action, reason: str) -> Iterator[str]:
    yield from _obstacles_to_leaving(action, S.VERIFIED, S.CANCELLED)
    if not reason.strip():
        yield _("Say why. The owner reads it, and it stays in the record.")


def obstacles_to_asking_for_date(
    action: Action, due_on: date, reason: str, today: date
) -> Iterator[str]:
    """Say why a new date cannot be asked for."""
    yield from _obstacles_to_leaving(action, S.OPEN)
    if due_on <= today:
        yield _("The new date must lie in the future.")
    elif action.due_on is not None and due_on == action.due_on:
        yield _("This is the date it has already.")
    if not reason.strip():
        yield _("Say why it is delayed.")


def obstacles_to_answering_date(
    *, is_answered: bool, asked_by_id: int | None, person_id: int | None, granted: bool, answer: str
) -> Iterator[str]:
    """Say why the new date cannot be granted or refused now by this person."""
    if is_answered:
        yield _("This was answered already.")
    if person_id is not None and person_id == asked_by_id:
        yield _("You asked for this date yourself. Somebody else answers.")
    if not granted and not answer.strip():
        yield _("Say why the new date is refused. The owner reads it.")
