"""How agendas and their items read on a page."""

import enum
from collections.abc import Mapping

from ntfc.agendas.models import AgendaState, ItemKind, ItemState
from ntfc.i18n import _

STATES: Mapping[AgendaState, str] = {
    AgendaState.DRAFT: _("Draft"),
    AgendaState.WITH_COORDINATORS: _("With the coordinators"),
    AgendaState.RELEASED: _("Released"),
}
TONES: Mapping[AgendaState, str] = {
    AgendaState.DRAFT: "neutral",
    AgendaState.WITH_COORDINATORS: "info",
    AgendaState.RELEASED: "success",
}
# An instruction is not among them: a body is informed, discusses, decides; it is not ordered about.
KINDS: Mapping[ItemKind, str] = {
    ItemKind.DISCUSSION: _("Discussion"),
    ItemKind.DECISION: _("Decision"),
    ItemKind.INFORMATION: _("Information"),
    ItemKind.APPROVAL: _("Approval"),
    ItemKind.REPORT: _("Report"),
    ItemKind.CONCERNS: _("Round of concerns"),
    ItemKind.FORMAL: _("Opening, break, closing"),
}
ITEM_STATES: Mapping[ItemState, str] = {
    ItemState.PLANNED: _("To be discussed"),
    ItemState.DISCUSSED: _("Discussed"),
    ItemState.POSTPONED: _("Postponed"),
    ItemState.PARKED: _("Parked"),
    ItemState.DROPPED: _("Taken off"),
}
WORDS: dict[enum.Enum, str] = {
    entry: name for words in (STATES, KINDS, ITEM_STATES) for entry, name in words.items()
}


def word(entry: enum.Enum) -> str:
    """Return how an entry of a closed list reads."""
    return WORDS[entry]
