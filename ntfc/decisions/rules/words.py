"""How decisions and what happens to them read on a page."""

import enum
from collections.abc import Mapping
from typing import Any

from ntfc.agendas.models import ItemKind
from ntfc.decisions.models import (
    AnswerKind,
    DecisionKind,
    DecisionState,
    DecisionStep,
    HowAgreed,
    PollState,
    PollWay,
    VoiceKind,
)
from ntfc.i18n import _

K, S, E = DecisionKind, DecisionState, DecisionStep
KINDS: Mapping[DecisionKind, str] = {
    K.DECISION: _("Decision"),
    K.RECOMMENDATION: _("Recommendation"),
    K.OPINION: _("Opinion"),
    K.GUIDANCE: _("Guidance to reflect further"),
    K.INFORMATION: _("Information"),
    K.ADOPTION: _("Adoption of a document"),
    K.APPROVAL: _("Approval"),
}
STATES: Mapping[DecisionState, str] = {
    S.DRAFT: _("Draft"),
    S.WITH_SEATS: _("With the seats"),
    S.PASSED_UP: _("Proposed to the body above"),
    S.ADOPTED: _("Adopted"),
    S.NOT_ADOPTED: _("Not adopted"),
    S.WITHDRAWN: _("Withdrawn"),
    S.PARKED: _("Parked"),
    S.WATCHED: _("Watched"),
}
TONES: Mapping[DecisionState, str] = {
    S.DRAFT: "neutral",
    S.WITH_SEATS: "info",
    S.PASSED_UP: "info",
    S.ADOPTED: "success",
    S.NOT_ADOPTED: "warning",
    S.WITHDRAWN: "neutral",
    S.PARKED: "neutral",
    S.WATCHED: "info",
}
HOWS: Mapping[HowAgreed, str] = {
    HowAgreed.CONSENSUS: _("By consensus"),
    HowAgreed.RESERVATIONS: _("By consensus, with reservations"),
    HowAgreed.NO_CONSENSUS: _("No consensus"),
    HowAgreed.NOT_ACCEPTED: _("Not accepted"),
    HowAgreed.VOTE: _("By vote"),
    HowAgreed.WRITTEN: _("In writing, between meetings"),
}
ANSWERS: Mapping[AnswerKind, str] = {
    AnswerKind.ACCEPTED: _("Accepted"),
    AnswerKind.PARTLY: _("Accepted in part"),
    AnswerKind.REJECTED: _("Rejected"),
    AnswerKind.IN_WORK: _("In work"),
}
STEPS: Mapping[DecisionStep, str] = {
    E.DRAFTED: _("Drafted"),
    E.CHANGED: _("The text was changed"),
    E.BRIEFED: _("Members were briefed"),
    E.PASSED_UP: _("Proposed to the body above"),
    E.RECEIVED: _("Received from the body below"),
    E.ASKED: _("The seats were asked"),
    E.NOT_AGREED: _("Not agreed in writing; it goes to the table"),
    E.STOPPED: _("Asking the seats was stopped"),
    E.PARKED: _("Parked; it waits as an issue"),
    E.RESUMED: _("Taken up again"),
    E.SET_ASIDE: _("What a seat said is set aside, not counted"),
    E.ADOPTED: _("Adopted"),
    E.NOT_ADOPTED: _("Not adopted"),
    E.REFUSED: _("Not accepted; whoever proposed it is told why"),
    E.WITHDRAWN: _("Withdrawn"),
    E.TAKEN_IN: _("Taken in, to be watched"),
    E.ADDRESSED: _("Addressed"),
    E.ANSWERED: _("Answered"),
    E.SHOWN: _("A file was added that shows it"),
    E.RESERVED: _("An institution reserved its position"),
    E.LIFTED: _("A reservation was lifted"),
    E.FOLLOWED: _("Seen to be carried out"),
}
VOICES: Mapping[VoiceKind, str] = {
    VoiceKind.FOR: _("Agrees"),
    VoiceKind.RESERVED: _("Agrees, with a reservation"),
    VoiceKind.AGAINST: _("Does not agree"),
    VoiceKind.ABSTAINS: _("Abstains"),
}
VOTES: Mapping[VoiceKind, str] = {
    VoiceKind.FOR: _("For"),
    VoiceKind.AGAINST: _("Against"),
    VoiceKind.ABSTAINS: _("Abstains"),
}
POLL_STATES: Mapping[PollState, str] = {
    PollState.OPEN: _("Open"),
    PollState.CARRIED: _("Carried"),
    PollState.LOST: _("Not carried"),
    PollState.STOPPED: _("Stopped"),
}
WAYS: Mapping[PollWay, str] = {
    PollWay.WRITTEN: _("In writing, between meetings"),
    PollWay.VOTE: _("By open vote"),
}
WORDS: dict[enum.Enum, str] = {
    entry: name
    for words in (KINDS, STATES, HOWS, ANSWERS, STEPS, VOICES, POLL_STATES, WAYS)
    for entry, name in words.items()
}


# What an item on the agenda is for, and what it gives.
BY_ITEM: Mapping[ItemKind, DecisionKind] = {
    ItemKind.DECISION: K.DECISION,
    ItemKind.APPROVAL: K.APPROVAL,
    ItemKind.INFORMATION: K.INFORMATION,
}


def kind_from(item: ItemKind) -> DecisionKind | None:
    """Return what an item of this kind gives; None where nothing says so."""
    return BY_ITEM.get(item)


def word(entry: enum.Enum | None) -> str:
    """Return how an entry of a closed list reads; nothing for none."""
    return "" if entry is None else WORDS[entry]


def label(decision: Any) -> str:
    """Return the number by which a decision, or a row of one, is spoken of: 2/14, or 14."""
    if decision.number is None:
        return ""
    return (
        f"{decision.term_number}/{decision.number}"
        if decision.term_number
        else str(decision.number)
    )


def spoken(decision: Any) -> str:
    """Return by what a mail names it: of what is in confidence its page alone says more."""
    return _("What it is about is in confidence") if decision.is_confidential else decision.title


def standing(decision: Any) -> str:
    """Return whether it binds: printed on each, for no reader should have to guess."""
    return standing_word(decision.is_binding)


def standing_word(is_binding: bool) -> str:
    return _("Binding") if is_binding else _("Advisory, not binding")
