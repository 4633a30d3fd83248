"""How actions and what happens to them read on a page."""

import enum
from collections.abc import Mapping

from ntfc.actions.models import Action, ActionState, ActionStep
from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.procedure.rules.words import day

S, E = ActionState, ActionStep
STATES: Mapping[ActionState, str] = {
    S.OPEN: _("Open"),
    S.CLAIMED: _("Done, to be verified"),
    S.VERIFIED: _("Verified"),
    S.CANCELLED: _("Cancelled"),
    S.PASSED_ON: _("Passed on"),
}
TONES: Mapping[str, str] = {
    "overdue": "danger",
    "open": "neutral",
    "under_way": "info",
    "claimed": "warning",
    "verified": "success",
    "cancelled": "neutral",
    "passed_on": "neutral",
}
LOOKS: Mapping[str, str] = {
    "overdue": _("Overdue"),
    "open": STATES[S.OPEN],
    "under_way": _("Under way"),
    **{state.value: name for state, name in STATES.items() if state is not S.OPEN},
}
# How an entry of the road map reads: an action, or an answer that is asked of an institution.
ROAD_LOOKS: Mapping[str, str] = {
    **LOOKS,
    "unanswered": _("Answer outstanding"),
    "accepted": _("Accepted"),
    "partly": _("Accepted in part"),
    "rejected": _("Rejected"),
    "in_work": _("In work"),
}
ROAD_TONES: Mapping[str, str] = {
    **TONES,
    "unanswered": "neutral",
    "accepted": "success",
    "partly": "warning",
    "rejected": "danger",
    "in_work": "info",
}
STEPS: Mapping[ActionStep, str] = {
    E.ADDED: _("Recorded"),
    E.CHANGED: _("Changed"),
    E.REPORTED: _("Reported how it goes"),
    E.CLAIMED: _("Reported as done"),
    E.SENT_BACK: _("Not accepted as done"),
    E.VERIFIED: _("Verified"),
    E.CANCELLED: _("Cancelled"),
    E.REOPENED: _("Opened again"),
    E.DATE_ASKED: _("Asked for a new date"),
    E.DATE_GRANTED: _("The new date was granted"),
    E.DATE_REFUSED: _("The new date was refused"),
    E.REMINDED: _("The owner was reminded"),
    E.COORDINATOR_TOLD: _("The coordinator of the institution was told"),
    E.CHAIR_TOLD: _("The chair was told"),
    E.PASSED_ON: _("Passed on to another body"),
    E.RECEIVED: _("Received from another body"),
}
CAMPS: Mapping[Camp, str] = {
    Camp.PUBLIC: _("Public side"),
    Camp.PRIVATE: _("Private side"),
    Camp.OTHER: _("Others"),
}
WORDS: dict[enum.Enum, str] = {
    entry: name for words in (STATES, STEPS, CAMPS) for entry, name in words.items()
}


def word(entry: enum.Enum | None) -> str:
    """Return how an entry of a closed list reads; nothing for none."""
    return "" if entry is None else WORDS[entry]


def by_when(action: Action) -> str:
    """Return the date of an action in words of the reader's language."""
    if action.due_on is not None:
        return str(_("Due on %(day)s", day=day(action.due_on)))
    return str(_("The date is to be set")) if action.is_date_open else ""
