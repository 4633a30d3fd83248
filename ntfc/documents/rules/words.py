"""How papers read on a page."""

import enum
from collections.abc import Mapping

from ntfc.documents.models import Access, DocumentState, Outcome
from ntfc.documents.rules.permits import Ground
from ntfc.i18n import _
from ntfc.permissions import Role
from ntfc.seats.models import Capacity
from ntfc.seats.rules.words import CAPACITIES, ROLES

A, S, G = Access, DocumentState, Ground
ACCESSES: Mapping[Access, str] = {
    A.PUBLIC: _("Public"),
    A.MEMBERS: _("Members"),
    A.NAMED: _("Named readers"),
    A.NON_DISCLOSURE: _("Under non-disclosure"),
}
CHOICES: Mapping[Access, str] = {
    A.MEMBERS: _("Members: who takes part in the body; experts and observers if you name them"),
    A.PUBLIC: _("Public: everybody who signs in, and visitors where a meeting is in public"),
    A.NAMED: _("Named readers: those you name, the chairs and the secretariat"),
    A.NON_DISCLOSURE: _(
        "Under non-disclosure: those you name once they have signed, and the secretariat"
    ),
}
TONES: Mapping[Access, str] = {
    A.PUBLIC: "success",
    A.MEMBERS: "neutral",
    A.NAMED: "warning",
    A.NON_DISCLOSURE: "danger",
}
STATES: Mapping[DocumentState, str] = {
    S.DRAFT: _("Draft"),
    S.OUT: _("Given to its readers"),
    S.WITHDRAWN: _("Withdrawn"),
    S.SENT_IN: _("Waits for the secretariat"),
    S.SENT_BACK: _("Returned"),
}
GROUNDS: Mapping[Ground, str] = {
    G.OFFICE: _("keeps the papers of the body"),
    G.LEADER: _("leads the body"),
    G.EVERYBODY: _("may read the papers of the body"),
    G.SEAT: _("sits in the body"),
    G.NAMED: _("is named as a reader"),
    G.SIGNED: _("is named, and signed not to disclose it"),
    G.ENDORSES: _("sits in a body to which the paper came"),
    G.JOINS: _("sits in a body that joins the meeting"),
    G.PREPARES: _("leads or serves a body that joins the meeting"),
    G.INVITED: _("is invited as a guest"),
    G.SENDER: _("sent it in"),
}
SEATS: Mapping[Role, str] = {**ROLES, Role.ALTERNATE: CAPACITIES[Capacity.ALTERNATE]}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ENDORSED: _("Endorsed"),
    Outcome.RETURNED: _("Returned"),
}
# What may be done with it, told to whoever reads it (R39).
SPREAD: Mapping[Access, str] = {
    A.PUBLIC: _("You may pass this paper on to everybody."),
    A.MEMBERS: _("Tell those for whom you sit here what it says, and bring their views back."),
    A.NAMED: _("This paper is for you. Ask the secretariat before you pass it on."),
    A.NON_DISCLOSURE: _(
        "Whoever opens this paper has undertaken neither to copy it nor to pass it on."
    ),
}
WORDS: dict[enum.Enum, str] = {
    entry: name
    for words in (ACCESSES, STATES, GROUNDS, SEATS, OUTCOMES)
    for entry, name in words.items()
}


def word(entry: enum.Enum) -> str:
    """Return how an entry of a closed list reads."""
    return WORDS[entry]
