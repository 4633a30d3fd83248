"""How issues, what is asked with them, and what happens to them read on a page."""

import enum
from collections.abc import Mapping

from ntfc.i18n import _
from ntfc.issues.models import (
    Answer,
    Breadth,
    EventKind,
    Implication,
    IssueState,
    Measure,
    Strength,
    Verb,
)

STATES: Mapping[IssueState, str] = {
    IssueState.PROPOSED: _("Proposed"),
    IssueState.ACCEPTED: _("Accepted"),
    IssueState.ON_AGENDA: _("On an agenda"),
    IssueState.DISCUSSED: _("Discussed"),
    IssueState.PARKED: _("Parked"),
    IssueState.IN_FOLLOW_UP: _("Followed up"),
    IssueState.CLOSED: _("Closed"),
    IssueState.DECLINED: _("Declined"),
    IssueState.WITHDRAWN: _("Withdrawn"),
    IssueState.REDIRECTED: _("Passed on"),
}
TONES: Mapping[IssueState, str] = {
    IssueState.PROPOSED: "info",
    IssueState.ACCEPTED: "success",
    IssueState.ON_AGENDA: "success",
    IssueState.PARKED: "warning",
    IssueState.DECLINED: "danger",
}
VERBS: Mapping[Verb, str] = {
    Verb.PROVIDE_INPUT: _("Provide input"),
    Verb.SUGGEST: _("Suggest"),
    Verb.SHARE_VIEWS: _("Share views"),
    Verb.EXAMINE: _("Examine"),
    Verb.ENDORSE: _("Endorse"),
    Verb.GIVE_GUIDANCE: _("Give guidance"),
}
IMPLICATIONS: Mapping[Implication, str] = {
    Implication.STRATEGIC: _("It has strategic implications"),
    Implication.OPERATIONAL: _("It asks for an operational solution"),
}
BREADTHS: Mapping[Breadth, str] = {
    Breadth.FEW: _("A few traders"),
    Breadth.MANY: _("Many traders"),
    Breadth.SECTOR: _("A whole sector"),
    Breadth.EVERYBODY: _("Everybody who trades"),
}
EFFORTS: Mapping[Measure, str] = {
    Measure.SMALL: _("Little effort"),
    Measure.MEDIUM: _("Some effort"),
    Measure.LARGE: _("Much effort"),
}
BENEFITS: Mapping[Measure, str] = {
    Measure.SMALL: _("Little benefit"),
    Measure.MEDIUM: _("Some benefit"),
    Measure.LARGE: _("Much benefit"),
}
CONTENTIONS: Mapping[Measure, str] = {
    Measure.SMALL: _("Hardly contested"),
    Measure.MEDIUM: _("Views differ"),
    Measure.LARGE: _("Contentious"),
}
STRENGTHS: Mapping[Strength, str] = {
    Strength.HELPFUL: _("Would help us"),
    Strength.IMPORTANT: _("Important to us"),
    Strength.PRESSING: _("Pressing for us"),
}
ANSWERS: Mapping[Answer, str] = {
    Answer.AGREED: _("Agreed"),
    Answer.KEPT: _("Keeps the own words"),
}
CONSENTS: Mapping[Answer, str] = {
    Answer.AGREED: _("Take these words"),
    Answer.KEPT: _("Keep mine"),
}
EVENTS: Mapping[EventKind, str] = {
    EventKind.PROPOSED: _("Proposed"),
    EventKind.REVISED: _("Revised by the author"),
    EventKind.CLASSIFIED: _("Weighed and sorted by the secretariat"),
    EventKind.NOTED: _("The note was written"),
    EventKind.WORDED: _("The secretariat offered another wording"),
    EventKind.AGREED: _("The author agreed to the wording"),
    EventKind.KEPT: _("The author keeps the own words"),
    EventKind.SOUNDED_OUT: _("The others were asked whether it matters to them too"),
    EventKind.ACCEPTED: _("Accepted"),
    EventKind.DECLINED: _("Declined"),
    EventKind.WITHDRAWN: _("Withdrawn by the author"),
    EventKind.ONE_CASE: _("Concerned one case; its text was removed"),
    EventKind.HANDED_OVER: _("Handed to another body"),
    EventKind.RECEIVED: _("Received from another body"),
    EventKind.ANSWERED: _("The answer came back"),
    EventKind.PLACED: _("Put on the agenda"),
    EventKind.TAKEN_OFF: _("Taken off the agenda"),
    EventKind.POSTPONED: _("Postponed"),
    EventKind.DISCUSSED: _("Discussed"),
    EventKind.REOPENED: _("Opened again"),
    EventKind.CLOSED: _("Closed"),
    EventKind.DISPOSED: _("What became of the proposal"),
    EventKind.PARKED: _("Parked"),
    EventKind.RETURNED: _("Taken up again"),
    EventKind.MERGED: _("Merged into another issue"),
    EventKind.TAKEN_IN: _("Another issue was merged into it"),
}
FACTS: Mapping[str, str] = {
    "level": _("Level"),
    "implication": _("What it is"),
    "breadth": _("How many traders it touches"),
    "sectors": _("Sectors"),
    "sizes": _("Sizes of firms"),
    "crossings": _("Border crossings and ports"),
    "effort": _("Effort"),
    "benefit": _("Benefit"),
    "contention": _("How contested it is"),
    "handled_by": _("Already handled by"),
}
# One case is heard elsewhere, where its data are kept from the table.
ONE_CASE = _(
    "The body speaks about what many meet, never about one firm's shipment, licence or dispute: "
    "single cases are heard where their data stay protected. Nothing you typed was stored. If "
    "others have the same trouble, take out names and numbers, describe it for all, and choose no."
)
WORDS: dict[enum.Enum, str] = {
    entry: name
    for words in (STATES, VERBS, IMPLICATIONS, BREADTHS, STRENGTHS, ANSWERS, EVENTS)
    for entry, name in words.items()
}


def word(entry: enum.Enum | None) -> str:
    """Return how an entry of a closed list reads; nothing for none."""
    return "" if entry is None else WORDS[entry]
