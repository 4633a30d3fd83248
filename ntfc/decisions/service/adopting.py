"""Recording what a body adopted, with its number, and what the institutions answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ntfc import audit
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.models import (
    Addressee,
    AnswerKind,
    Decision,
    DecisionEvent,
    DecisionState,
    DecisionStep,
    HowAgreed,
    Reservation,
)
from ntfc.decisions.service import letters
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _, named
from ntfc.links.service import Issued
from ntfc.meetings.models import Meeting
from ntfc.names import called
from ntfc.permissions import Actor, can, requires
from ntfc.procedure.queries import rules_on


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came out at the table: how it was agreed, who reserved, and what is next."""

    how: HowAgreed
    reservations: Mapping[int, str] = field(default_factory=dict)  # by institution, in its words
    next_step: str = ""
    reason: str = ""  # why it was not accepted, told to whoever proposed it


@requires(rules.ADOPT)
def record(
    decision: Decision, *, result: Result, actor: Actor, now: datetime, today: date
) -> list[Issued]:
    """Record the outcome. What is adopted gets the next number of the term, never another.

    Those it is addressed to are told; the links are those that no mail carried.
    """
    _wait_for_others(decision)
    refuse_if(
        rules.obstacles_to_adopting(
            decision,
            rules_on(decision.body, _day(decision, result.how, today)),
            how=result.how,
            reserving=result.reservations,
            addressees=len(queries.addressees_of(decision)),
            next_step=result.next_step,
            reason=result.reason,
        )
    )
    decision.how, decision.reason = result.how, result.reason
    decision.next_step = result.next_step
    if result.how in rules.NOT_ADOPTED:
        _not_adopted(decision, result, actor, now, today)
        return []
    return adopt(decision, result=result, actor=actor, now=now, today=today)


@requires(rules.ADOPT)
def adopt(
    decision: Decision, *, result: Result, actor: Actor, now: datetime, today: date
) -> list[Issued]:
    """Give it its number: whoever calls this has seen that nothing is in the way."""
    decision.how = result.how
    if result.how is HowAgreed.WRITTEN:
        decision.meeting_id = None  # between meetings: no minutes tell of it
    _number(decision, _day(decision, result.how, today))
    keep_reservations(decision, result)
    _note(decision, DecisionStep.ADOPTED, actor, now, rules.label(decision))
    audit.record(actor, "decision.adopted", decision, number=rules.label(decision))
    return letters.ask_addressees(decision, actor=actor, now=now)


def keep_reservations(decision: Decision, result: Result) -> None:
    """Keep what each institution reserved, in its words."""
    for organisation_id, text in result.reservations.items():
        one = Reservation(body_id=decision.body_id, decision_id=decision.id, text=text)
        one.organisation_id = organisation_id
        db.session.add(one)
    db.session.flush()


def _not_adopted(
    decision: Decision, result: Result, actor: Actor, now: datetime, today: date
) -> None:
    """Leave it without a number; what was refused is answered to whoever proposed it."""
    decision.state = DecisionState.NOT_ADOPTED
    refused = result.how is HowAgreed.NOT_ACCEPTED
    step = DecisionStep.REFUSED if refused else DecisionStep.NOT_ADOPTED
    _note(decision, step, actor, now, result.reason if refused else result.next_step)
    audit.record(actor, "decision.not_adopted", decision)
    if refused:
        letters.tell_proposer(decision, actor=actor, now=now, today=today)


def _wait_for_others(decision: Decision) -> None:
    """Hold the body while a number is given, and see the draft as it is now."""
    before = decision.state
    queries.lock_body(decision.body_id)
    db.session.refresh(decision, ["state", "version"])
    if decision.state is not before:
        raise Refused(_("Somebody has recorded the outcome already. Open the page again."))


def _day(decision: Decision, how: HowAgreed, today: date) -> date:
    """Return the day on which it is adopted: that of the meeting, however late it is recorded."""
    meeting = db.session.get(Meeting, decision.meeting_id) if decision.meeting_id else None
    return rules.day_of_adoption(meeting, how, today)


def _number(decision: Decision, day: date) -> None:
    """Give the next number of the term; the one before it stays bound to it in the database."""
    decision.term_number = queries.term_on(decision.body_id, day)
    last = queries.last_number(decision.body_id, decision.term_number)
    decision.number, decision.previous = (last or 0) + 1, last
    decision.state, decision.adopted_on = DecisionState.ADOPTED, day
    db.session.flush()


def _note(decision: Decision, step: DecisionStep, actor: Actor, now: datetime, text: str) -> None:
    line = DecisionEvent.of(decision, step, actor=actor, now=now, text=text, wording=decision.text)
    db.session.add(line)
    db.session.flush()


@requires(rules.ANSWER)
def answer(
    addressee: Addressee,
    *,
    kind: AnswerKind,
    text: str = "",
    actor: Actor,
    now: datetime,
    today: date,
) -> None:
    """Say what an institution answers; the last answer counts, each stays in the history."""
    decision = addressee.decision
    own = {n for n, _name in queries.institutions_of(actor.person_id, decision.body)}
    speaks = (
        addressee.organisation_id in own
        or actor.is_granted(rules.ANSWER, addressee)
        or can(actor, rules.ADDRESS, decision)
    )
    refuse_if(rules.obstacles_to_answering(decision, kind, text, speaks_for=speaks))
    addressee.answer, addressee.text, addressee.answered_on = kind, text, today
    addressee.answered_by_id = actor.person_id
    addressee.by_link = getattr(actor, "audit_kind", "") == "link"
    said = named(called(addressee.organisation), text)
    line = DecisionEvent.of(decision, DecisionStep.ANSWERED, actor=actor, now=now, text=said)
    db.session.add(line)
    db.session.flush()
    audit.record(actor, "decision.answered", decision, answer=kind.value)
