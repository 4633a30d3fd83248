"""What a firm asks: front office and back office, two clocks, one who answers until the firm heard."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from ntfc.i18n import _
from ntfc.texts import is_spelt_apart, named_in
from ntfc_client_coordinators.rules.integrity import Checked


class State(Enum):
    """Where a case is."""

    RECEIVED = "received"
    FRONT = "in_front_office"
    SENT = "sent_to_back_office"
    WORKING = "back_office_working"
    NEEDS_INFO = "back_office_needs_info"
    BACK_ANSWERED = "back_office_answered"
    REPORTED = "reported_to_firm"
    ANSWERED = "answered_directly"
    REDIRECTED = "redirected"
    CLOSED = "closed"


class Topic(Enum):
    """What a case is about."""

    QUESTION = "question"
    PROBLEM = "problem"
    SIMPLER = "simpler"
    REFUND = "refund"
    ASSESSMENT = "assessment"
    AUTHORISATION = "authorisation"
    APPEAL = "appeal"


class Channel(Enum):
    """How it came."""

    MEETING = "meeting"
    PHONE = "phone"
    MAIL = "mail"
    PLATFORM = "platform"
    VISIT = "visit"
    HOTLINE = "hotline"


class Part(Enum):
    """What whoever answers for the firm is in this case (C6)."""

    INFORMS = "informs"
    PREPARES = "prepares"
    STEPS_BACK = "steps_back"


class Where(Enum):
    """Where a case is sent that is not for this desk."""

    APPEAL = "appeal"
    DISPUTE = "dispute"
    COMMITTEE = "committee"
    INTELLIGENCE = "intelligence"


class Hand(Enum):
    """Who takes a step."""

    COORDINATOR = "coordinator"
    SECTION = "section"


S = State
STEPS = {
    S.RECEIVED: (S.FRONT,),
    S.FRONT: (S.ANSWERED, S.SENT, S.REDIRECTED),
    S.SENT: (S.WORKING, S.FRONT),  # who answers for the firm may take it back
    S.WORKING: (S.BACK_ANSWERED, S.NEEDS_INFO, S.FRONT),
    S.NEEDS_INFO: (S.WORKING,),
    S.BACK_ANSWERED: (S.REPORTED,),
    S.REPORTED: (S.CLOSED, S.FRONT),
    S.ANSWERED: (S.CLOSED,),
    S.REDIRECTED: (S.CLOSED,),
    S.CLOSED: (S.FRONT,),
}
BY_SECTION = {(S.SENT, S.WORKING), (S.WORKING, S.BACK_ANSWERED), (S.WORKING, S.NEEDS_INFO)}
BACK_OFFICE = frozenset({S.SENT, S.WORKING})
OF_SECTION = BACK_OFFICE | {S.NEEDS_INFO}  # a section has it, or waits to hear more
HEARD = frozenset({S.REPORTED, S.ANSWERED, S.REDIRECTED, S.CLOSED})  # no clock runs
OPEN = frozenset(S) - {S.CLOSED}
DISPUTED = frozenset({Where.APPEAL, Where.DISPUTE})
TOLD = frozenset({S.ANSWERED, S.REPORTED})
NEEDS_COLLEAGUE = {
    Topic.REFUND: Checked.REFUND,
    Topic.ASSESSMENT: Checked.ASSESSMENT,
    Topic.AUTHORISATION: Checked.AUTHORISATION,
}


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is known of a case when it is to take a step."""

    state: State
    topic: Topic
    part: Part | None = None
    is_sensitive: bool = False
    manager_knows: bool = False
    was_checked: bool = False
    where: Where | None = None
    committee_has_it: bool = False  # the general problem, in words that name nobody


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step, with what is told of it."""

    to: State
    text: str = ""
    section: str = ""
    where: Where | None = None


def hand(start: State, to: State) -> Hand:
    """Return whose step it is: the section works, the coordinator speaks with the firm."""
    return Hand.SECTION if (start, to) in BY_SECTION else Hand.COORDINATOR


def steps_from(case: Case) -> tuple[State, ...]:
    """Return which steps there are; an objection or appeal is only redirected (C2)."""
    if case.state is S.FRONT and case.topic is Topic.APPEAL:
        return (S.REDIRECTED,)
    if is_out_of_hands(case.where) and case.state is S.CLOSED:
        return ()
    return STEPS[case.state]


def faults(case: Case, step: Step) -> Iterator[str]:
    """Say what stands against a step."""
    if step.to not in steps_from(case):
        if case.topic is Topic.APPEAL:
            yield _("An objection or appeal leaves this desk: redirect it.")
        else:
            yield _("From here this step cannot be taken.")
        return
    if case.state is S.FRONT:
        yield from part_faults(case)
    yield from _telling_faults(case, step)
    if step.to in TOLD and case.topic in NEEDS_COLLEAGUE and not case.was_checked:
        yield _("A colleague looks at it before the firm is told.")
    if step.to in TOLD | {S.CLOSED} and case.is_sensitive and not case.manager_knows:
        yield _("This is sensitive: tell the team manager first.")


def _telling_faults(case: Case, step: Step) -> Iterator[str]:
    if step.to is S.SENT and not step.section:
        yield _("Say which section works on it.")
    if step.to is S.REDIRECTED and step.where is None:
        yield _("Say where it goes.")
    elif step.to is S.REDIRECTED and case.topic is Topic.APPEAL and step.where not in DISPUTED:
        yield _("An objection or appeal goes to those who decide on it.")
    elif step.where is Where.COMMITTEE and not case.committee_has_it:
        yield _("Bring the general problem to the committee first, in words that name nobody.")
    if step.to in TOLD | {S.BACK_ANSWERED, S.NEEDS_INFO} and not step.text.strip():
        yield _("Write down what was said.")


def part_faults(case: Case) -> Iterator[str]:
    """Say whether the own role in this question was weighed (C6)."""
    if case.part is None:
        yield _("Weigh your role in this question first.")
    elif case.part is Part.INFORMS and case.topic in NEEDS_COLLEAGUE:
        yield _("Here you prepare, and a colleague evaluates.")
    elif case.part is not Part.STEPS_BACK and case.topic is Topic.APPEAL:
        yield _("In an objection or appeal you step back.")


def is_out_of_hands(where: Where | None) -> bool:
    """Tell whether only facts from the file may still be given (C2)."""
    return where in DISPUTED


def minutes_in(state: State, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many minutes a state adds to the clock of the front and of the back office."""
    spent = max(0, int((until - since).total_seconds() // 60))
    if state in HEARD:
        return 0, 0
    return (0, spent) if state in BACK_OFFICE else (spent, 0)


def naming_faults(texts: Iterable[str], names: Collection[str]) -> Iterator[str]:
    """Say where a text for all would tell which firm it was."""
    for name in named_in("\n".join(texts), sorted({one.strip() for one in names})):
        yield _("“%(name)s” would tell which firm it was.", name=name)


def telling_divisions(divisions: Iterable[str]) -> Iterator[str]:
    """Give the divisions by which a firm is known; a single plain word, such as Sales, is anybody's."""
    for one in divisions:
        if len(one.split()) > 1 or is_spelt_apart(one):
            yield one


def is_unequal(middles: Collection[int]) -> bool:
    """Tell whether firms of one kind wait more than twice as long as those of another (C14)."""
    return len(middles) > 1 and max(middles) > 2 * max(1, min(middles))
