"""The states of a trusted-trader file, where each leads, and who moves it there."""

import enum
from collections.abc import Iterable, Mapping
from datetime import date


class State(enum.Enum):
    """Where a file stands. Every file ever opened stands in just one."""

    INTEREST = "interest"
    CANDIDATE = "candidate"
    SELF_ASSESSMENT = "self_assessment"
    APPLICATION = "application"
    RETURNED = "returned"
    VETTING = "vetting"
    VALIDATION_PLANNED = "validation_planned"
    VALIDATION = "validation"
    IMPROVEMENT = "improvement"
    DECISION = "decision"
    CERTIFIED = "certified"
    MONITORING = "monitoring"
    CLASS_CHANGE = "class_change"
    REVALIDATION = "revalidation"
    SUSPENDED = "suspended"
    REMOVED = "removed"
    REJECTED = "rejected"
    APPEAL = "appeal"
    SURRENDERED = "surrendered"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"
    LAPSED = "lapsed"


S = State
LEADS: Mapping[State, frozenset[State]] = {
    S.INTEREST: frozenset({S.CANDIDATE, S.DROPPED}),
    S.CANDIDATE: frozenset({S.SELF_ASSESSMENT, S.DROPPED}),
    S.SELF_ASSESSMENT: frozenset({S.APPLICATION, S.CANDIDATE}),
    S.APPLICATION: frozenset({S.VETTING, S.RETURNED, S.WITHDRAWN}),
    S.RETURNED: frozenset({S.APPLICATION, S.LAPSED}),
    S.VETTING: frozenset({S.VALIDATION_PLANNED, S.REJECTED}),
    S.VALIDATION_PLANNED: frozenset({S.VALIDATION}),
    S.VALIDATION: frozenset({S.IMPROVEMENT, S.DECISION}),
    S.IMPROVEMENT: frozenset({S.VALIDATION, S.REJECTED, S.WITHDRAWN}),
    S.DECISION: frozenset({S.CERTIFIED, S.REJECTED}),
    S.CERTIFIED: frozenset({S.MONITORING, S.SUSPENDED, S.SURRENDERED, S.APPEAL}),
    S.MONITORING: frozenset({S.REVALIDATION, S.SUSPENDED, S.CLASS_CHANGE, S.SURRENDERED, S.APPEAL}),
    S.CLASS_CHANGE: frozenset({S.CERTIFIED, S.MONITORING}),
    S.REVALIDATION: frozenset({S.MONITORING, S.IMPROVEMENT, S.SUSPENDED, S.REMOVED}),
    S.SUSPENDED: frozenset({S.MONITORING, S.REMOVED, S.APPEAL}),
    S.REMOVED: frozenset({S.APPEAL, S.INTEREST}),
    S.REJECTED: frozenset({S.APPEAL, S.INTEREST}),
    S.APPEAL: frozenset(
        {
            *(S.CERTIFIED, S.MONITORING, S.REJECTED, S.SUSPENDED, S.REMOVED),
            *(S.VALIDATION_PLANNED, S.REVALIDATION),
        }
    ),
    S.SURRENDERED: frozenset({S.INTEREST}),
    S.WITHDRAWN: frozenset({S.INTEREST}),
    S.DROPPED: frozenset({S.INTEREST}),
    S.LAPSED: frozenset({S.INTEREST}),
}
# What an appeal may end in depends on what it is against. One that is upheld before anybody visited
# the firm sends the file to be validated: nobody is certified on paper, by whichever body.
APPEAL_ENDS: Mapping[State, frozenset[State]] = {
    S.REJECTED: frozenset({S.CERTIFIED, S.VALIDATION_PLANNED, S.REJECTED}),
    S.REMOVED: frozenset({S.MONITORING, S.REVALIDATION, S.REMOVED}),
    S.SUSPENDED: frozenset({S.MONITORING, S.REVALIDATION, S.SUSPENDED, S.REMOVED}),
    S.CERTIFIED: frozenset({S.CERTIFIED}),  # against the class
    S.MONITORING: frozenset({S.MONITORING}),
}
REASONED = frozenset({S.RETURNED, S.REJECTED, S.SUSPENDED, S.REMOVED, S.LAPSED})
APPEALABLE = frozenset({S.REJECTED, S.SUSPENDED, S.REMOVED})
APPLYING = frozenset({S.SELF_ASSESSMENT, S.APPLICATION})
ENDED = frozenset({S.REMOVED, S.REJECTED, S.SURRENDERED, S.WITHDRAWN, S.DROPPED, S.LAPSED})
BEFORE_APPLYING = frozenset({S.INTEREST, S.CANDIDATE, S.SELF_ASSESSMENT, S.RETURNED})
LEAVING = frozenset({S.SURRENDERED, S.WITHDRAWN})  # the desk notes it once the firm has said so
WITH_CLASS = frozenset({S.SELF_ASSESSMENT, S.CLASS_CHANGE, S.CERTIFIED})  # where a class is named
JUDGED = frozenset({S.CERTIFIED, S.MONITORING})  # here what was found in a round was weighed
AT_WORK = frozenset(State) - ENDED - {S.CERTIFIED, S.MONITORING, S.SUSPENDED}


class Post(enum.Enum):
    """Who moves a file: an officer of the programme by post, or the firm itself."""

    HEAD = "head"
    DESK = "desk"
    COORDINATOR = "coordinator"
    VETTING = "vetting"
    VALIDATOR = "validator"
    DECIDER = "decider"
    CENTRAL = "central"
    APPEAL = "appeal"
    FIRM = "firm"


P = Post
DECIDING = frozenset({P.DECIDER, P.APPEAL})
VALIDATED = frozenset({S.VALIDATION, S.IMPROVEMENT, S.DECISION})  # reached by a validator's step
MOVERS: Mapping[State, frozenset[Post]] = {  # by where the file goes
    S.INTEREST: frozenset({P.FIRM, P.DESK}),
    S.CANDIDATE: frozenset({P.COORDINATOR, P.DESK, P.FIRM}),
    S.SELF_ASSESSMENT: frozenset({P.COORDINATOR, P.DESK}),
    S.APPLICATION: frozenset({P.FIRM, P.DESK}),
    S.RETURNED: frozenset({P.DESK}),
    S.VETTING: frozenset({P.DESK}),
    S.VALIDATION_PLANNED: frozenset({P.VETTING}),
    S.VALIDATION: frozenset({P.VALIDATOR}),
    S.IMPROVEMENT: frozenset({P.VALIDATOR}),
    S.DECISION: frozenset({P.VALIDATOR}),
    S.CERTIFIED: frozenset({P.DECIDER}),
    S.MONITORING: frozenset({P.DECIDER, P.COORDINATOR}),
    S.CLASS_CHANGE: frozenset({P.DECIDER}),
    S.REVALIDATION: frozenset({P.VALIDATOR, P.COORDINATOR}),
    S.SUSPENDED: frozenset({P.DECIDER}),
    S.REMOVED: frozenset({P.DECIDER}),
    S.REJECTED: frozenset({P.DECIDER}),
    S.APPEAL: frozenset({P.FIRM, P.DESK}),
    S.SURRENDERED: frozenset({P.FIRM, P.DESK}),
    S.WITHDRAWN: frozenset({P.FIRM, P.DESK}),
    S.DROPPED: frozenset({P.FIRM, P.DESK}),
    S.LAPSED: frozenset({P.DESK}),
}


def movers(start: State, to: State) -> frozenset[Post]:
    """Return by which posts a file goes from one state to another."""
    if start is S.APPEAL:
        return frozenset({P.APPEAL})
    if (start, to) == (S.SUSPENDED, S.MONITORING):
        return frozenset({P.DECIDER})
    if (start, to) == (S.REVALIDATION, S.MONITORING):
        return frozenset({P.DECIDER})
    if (start, to) == (S.SELF_ASSESSMENT, S.CANDIDATE):
        return frozenset({P.FIRM, P.COORDINATOR, P.DESK})
    return MOVERS[to]


def begins_round(start: State | None, to: State) -> bool:
    """Tell whether the firm is looked at from now on; an appeal takes a round up where it was."""
    again = to is S.REVALIDATION and start is not S.APPEAL
    return again or (start, to) == (S.SELF_ASSESSMENT, S.APPLICATION)


def is_round_open(history: Iterable[tuple[State | None, State]]) -> bool:
    """Tell by its steps whether a file is in a round that nobody judged yet."""
    is_open = False
    for start, to in history:
        is_open = begins_round(start, to) or (is_open and to not in JUDGED and to is not S.INTEREST)
    return is_open


def judged_on(history: Iterable[tuple[State | None, State, date]]) -> date | None:
    """Return when a status was given or confirmed last; one that is back only was not judged."""
    found, is_open = None, False
    for start, to, on in history:
        if to is S.CERTIFIED or (to is S.MONITORING and is_open):
            found = on
        is_open = begins_round(start, to) or (is_open and to not in JUDGED and to is not S.INTEREST)
    return found
