"""When something is adopted, and what keeps it from being adopted: every obstacle at once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from ntfc.decisions.models import AnswerKind, Decision, DecisionKind, DecisionState, HowAgreed
from ntfc.decisions.rules.words import STATES
from ntfc.i18n import _
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.meetings.rules import first_day, local_day
from ntfc.procedure.models import Outcome, Procedure
from ntfc.procedure.rules import cite, outputs_are_proposals

S = DecisionState
NOT_ADOPTED = frozenset({HowAgreed.NO_CONSENSUS, HowAgreed.NOT_ACCEPTED})
# At the table of a body that proposes; what it refused does not go up.
GOES_UP = frozenset(HowAgreed) - {HowAgreed.NOT_ACCEPTED, HowAgreed.WRITTEN}


def _obstacles_to_leaving(decision: Decision, *allowed: DecisionState) -> Iterator[str]:
    if decision.state not in allowed:
        yield _(
            "This is “%(state)s” now. Open its page to see what happened to it.",
            state=STATES[decision.state],
        )


def obstacles_to_changing(decision: Decision) -> Iterator[str]:
    if decision.state is S.ADOPTED:
        yield _("It is adopted, so its text stays. What changes it is a new decision.")
    else:
        yield from _obstacles_to_leaving(decision, S.DRAFT)


def day_of_adoption(meeting: Meeting | None, how: HowAgreed, today: date) -> date:
    """Return the day on which something is adopted: at the table that of the meeting.

    What is recorded afterwards belongs to the term in which it was adopted.
    """
    if meeting is None or how is HowAgreed.WRITTEN:
        return today
    if first_day(meeting) > today:
        return today
    return min(today, local_day(meeting.ends_at, meeting.time_zone))


def obstacles_to_adopting(
    decision: Decision,
    procedure: Procedure,
    *,
    how: HowAgreed,
    reserving: Collection[int],
    addressees: int,
    next_step: str,
    reason: str = "",
) -> Iterator[str]:
    """Say everything that keeps it from being recorded so, with the rule each rests on."""
    if how in NOT_ADOPTED:
        yield from _obstacles_to_leaving(decision, S.DRAFT)
        yield from _left_open(how, next_step)
        if how is HowAgreed.NOT_ACCEPTED and not reason.strip():
            yield _("Say why it was not accepted. Whoever proposed it reads it.")
        return
    yield from obstacles_to_deciding(decision, procedure, addressees)
    if how is HowAgreed.VOTE:
        yield from obstacles_to_voting(procedure)
    if how is HowAgreed.WRITTEN:
        yield _("What is agreed in writing is counted from the replies of the seats.")
    yield from _misnamed(how, reserving)


def _left_open(how: HowAgreed, next_step: str) -> Iterator[str]:
    if how is HowAgreed.NO_CONSENSUS and not next_step.strip():
        yield _("There was no consensus: say what the next step is.")


def obstacles_to_deciding(
    decision: Decision, procedure: Procedure, addressees: int
) -> Iterator[str]:
    """Say why this cannot be put to the body for adoption now, in whatever way."""
    yield from _obstacles_to_leaving(decision, S.DRAFT)
    if outputs_are_proposals(procedure):
        yield _(
            "%(rule)s Pass it up to the body above, which adopts it.",
            rule=cite(procedure, "may_adopt"),
        )
    yield from _incomplete(decision, addressees)


def obstacles_to_voting(procedure: Procedure) -> Iterator[str]:
    """Say that a body which decides by consensus does not vote."""
    if procedure.outcome is not Outcome.VOTE:
        yield _("This body does not vote. %(rule)s", rule=cite(procedure, "outcome"))


def _misnamed(how: HowAgreed, reserving: Collection[int]) -> Iterator[str]:
    if how is HowAgreed.RESERVATIONS and not reserving:
        yield _("Name the institutions that have reservations.")
    if how is not HowAgreed.RESERVATIONS and reserving:
        yield _("Reservations are named: then it is consensus with reservations.")


def _incomplete(decision: Decision, addressees: int) -> Iterator[str]:
    if decision.kind is DecisionKind.RECOMMENDATION and not addressees:
        yield _("A recommendation is addressed to somebody: say to whom first.")
    if decision.kind is DecisionKind.ADOPTION and not decision.paper:
        yield _("Say which document is adopted, and in which version.")
    if decision.conditions and decision.kind is not DecisionKind.APPROVAL:
        yield _("Conditions belong to an approval: change the kind, or put them into the words.")


def warnings(decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield what is worth a thought before adopting, each with the rule of the handbook."""
    if decision.kind is DecisionKind.RECOMMENDATION and not decision.briefing:
        yield (_("No briefing is noted. Officials brief members before they recommend."), "R120")


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """How and when a body agreed to what it proposes, and at which meeting, if at one."""

    how: HowAgreed
    on: date
    reserving: Collection[int] = ()
    next_step: str = ""
    meeting: Meeting | None = None


def obstacles_to_passing_up(
    decision: Decision, procedure: Procedure, agreed: Agreed, *, has_parent: bool, today: date
) -> Iterator[str]:
    """Say why it does not go to the body above: it goes with how and when this one agreed."""
    yield from _obstacles_to_leaving(decision, S.DRAFT)
    if not has_parent:
        yield _("There is no body above this one.")
    if agreed.how not in GOES_UP:
        yield _("Say how the body agreed to it at the table.")
    if agreed.how is HowAgreed.VOTE:
        yield from obstacles_to_voting(procedure)
    yield from _left_open(agreed.how, agreed.next_step)
    yield from _misnamed(agreed.how, agreed.reserving)
    if agreed.on > today:
        yield _("This day lies ahead.")
    elif _is_before(agreed.on, agreed.meeting):
        yield _("It is taken at a meeting that is later. Record it once the body has agreed there.")


def _is_before(day: date, meeting: Meeting | None) -> bool:
    if meeting is None or meeting.state is MeetingState.CANCELLED:
        return False
    return day < first_day(meeting)


def obstacles_to_resuming(decision: Decision) -> Iterator[str]:
    yield from _obstacles_to_leaving(decision, S.PARKED)


def obstacles_to_withdrawing(decision: Decision, reason: str) -> Iterator[str]:
    yield from _obstacles_to_leaving(decision, S.DRAFT, S.PARKED, S.PASSED_UP, S.WATCHED)
    if not reason.strip():
        yield _("Say why. It stays in the record.")


def obstacles_to_addressing(decision: Decision, due_on: date | None, today: date) -> Iterator[str]:
    if decision.state is S.WITH_SEATS:
        yield _("The seats are asked about it as it is. Address it further once they are counted.")
    else:
        yield from _obstacles_to_leaving(decision, S.DRAFT, S.ADOPTED, S.WATCHED)
    if due_on is not None and due_on < today:
        yield _("The day for the answer lies in the past. Choose a later one.")


def obstacles_to_answering(
    decision: Decision, answer: AnswerKind, text: str, *, speaks_for: bool
) -> Iterator[str]:
    """Say why this answer cannot be taken."""
    yield from _obstacles_to_leaving(decision, S.ADOPTED, S.WATCHED)
    if not speaks_for:
        yield _("Only those who speak for the institution answer for it, or the secretariat.")
    if answer in (AnswerKind.REJECTED, AnswerKind.PARTLY) and not text.strip():
        yield _("Say why. The body reads it.")


def is_settled(answer: AnswerKind | None) -> bool:
    """Tell whether an answer is final; what is in work is asked again."""
    return answer is not None and answer is not AnswerKind.IN_WORK
