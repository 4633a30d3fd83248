"""How the parking lot reads on a page."""

import enum
from collections.abc import Mapping

from ntfc.i18n import _
from ntfc.parking_lot.models import Cause, WayOut
from ntfc.parking_lot.rules.ageing import Column

CAUSES: Mapping[Cause, str] = {
    Cause.NEEDS_THOUGHT: _("Needs further thought"),
    Cause.TOO_EARLY: _("Too early: trust comes first"),
    Cause.LACKS_FACTS: _("Facts are missing"),
    Cause.WAITS_FOR_OTHERS: _("Waits for somebody else"),
    Cause.NO_TIME: _("No time left in the meeting"),
}
WAYS_OUT: Mapping[WayOut, str] = {
    WayOut.RETURNED: _("Back to an agenda"),
    WayOut.ESCALATED: _("Escalated"),
    WayOut.HANDED_OVER: _("Handed to another body"),
    WayOut.MERGED: _("Merged into another issue"),
    WayOut.CLOSED: _("Closed"),
    WayOut.ONE_CASE: _("Concerned one case"),
    WayOut.TAKEN_ON: _("Taken on elsewhere"),
}
COLUMNS: Mapping[Column, str] = {
    Column.DUE: _("Due"),
    Column.WAITING: _("Waiting"),
    Column.WITH_OWNER: _("With the owner"),
}
ABOUT: Mapping[Column, str] = {
    Column.DUE: _("Their day has come, or comes before the next meeting does."),
    Column.WAITING: _("Time to ponder; no step is agreed yet."),
    Column.WITH_OWNER: _("A next step is agreed, and somebody works on it."),
}
WORDS: dict[enum.Enum, str] = {
    entry: name for words in (CAUSES, WAYS_OUT, COLUMNS) for entry, name in words.items()
}


def word(entry: enum.Enum) -> str:
    """Return how an entry of a closed list reads."""
    return WORDS[entry]
