"""Asking the seats in writing or by an open vote, what each says, and counting it by the rules."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from ntfc import audit
from ntfc.clock import day_of
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.models import (
    Decision,
    DecisionEvent,
    DecisionState,
    DecisionStep,
    HowAgreed,
    Poll,
    PollState,
    PollWay,
    Voice,
    VoiceKind,
)
from ntfc.decisions.service import adopting, poll_letters
from ntfc.decisions.service.adopting import Result
from ntfc.errors import FieldRefused, refuse_if
from ntfc.i18n import _, below_each_other
from ntfc.links.service import Issued
from ntfc.names import main_names
from ntfc.permissions import Actor, can, requires
from ntfc.procedure.queries import rules_on, working_days


@requires(rules.ADOPT)
def ask_in_writing(
    decision: Decision, *, asking: rules.Asking, actor: Actor, now: datetime, today: date
) -> list[Issued]:
    """Ask every seat between meetings; return the links that no mail carried."""
    with main_names():
        electorate = queries.electorate_of(decision.body, today)
    refuse_if(
        rules.obstacles_to_asking(
            decision,
            rules_on(decision.body, today),
            asking,
            seats=len(electorate.asked),
            addressees=len(queries.addressees_of(decision)),
            today=today,
            is_working_day=working_days(decision.body),
        )
    )
    poll = _opened(decision, electorate, actor, now, way=PollWay.WRITTEN, **vars(asking))
    return poll_letters.ask(poll, actor=actor, now=now, today=today)


@requires(rules.ADOPT)
def open_vote(decision: Decision, *, actor: Actor, now: datetime, today: date) -> Poll:
    """Open a plain vote at the table, where the rules of procedure know one."""
    with main_names():
        electorate = queries.electorate_of(decision.body, today)
    refuse_if(
        rules.obstacles_to_opening_a_vote(
            decision,
            rules_on(decision.body, today),
            seats=len(electorate.asked),
            addressees=len(queries.addressees_of(decision)),
        )
    )
    return _opened(decision, electorate, actor, now, way=PollWay.VOTE)


def _opened(
    decision: Decision, electorate: queries.Electorate, actor: Actor, now: datetime, **facts: object
) -> Poll:
    poll = Poll(
        body_id=decision.body_id,
        decision=decision,
        wording=decision.text,
        seats=electorate.size,
        opened_at=now,
        opened_by_id=actor.person_id,
        **facts,
    )
    db.session.add(poll)
    db.session.flush()
    for place in electorate.asked:
        voice = Voice(body_id=decision.body_id, poll=poll, seat_id=place.id, camp=place.camp)
        voice.name, voice.organisation_id = queries.called(place), place.organisation_id
        db.session.add(voice)
    decision.state = DecisionState.WITH_SEATS
    _note(decision, DecisionStep.ASKED, actor, now, rules.word(poll.way))
    audit.record(actor, "decision.seats_asked", decision, way=poll.way.value)
    return poll


def _note(decision: Decision, step: DecisionStep, actor: Actor, now: datetime, text: str) -> None:
    line = DecisionEvent.of(decision, step, actor=actor, now=now, text=text, wording=decision.text)
    db.session.add(line)
    db.session.flush()


@requires(rules.REPLY)
def reply(
    voice: Voice, *, kind: VoiceKind, text: str = "", actor: Actor, now: datetime, today: date
) -> None:
    """Say what a seat says; until it is over the seat may say something else, and that counts."""
    poll = voice.poll
    queries.hold_poll(poll)
    speaks = (
        actor.person_id in queries.speakers_in(poll, today).get(voice.seat_id, ())
        or actor.is_granted(rules.REPLY, voice)
        or can(actor, rules.ADOPT, poll.decision)
    )
    is_out = voice.seat_id in queries.stepped_out(poll)
    refuse_if(
        rules.obstacles_to_replying(poll, kind, text, speaks=speaks, today=today, is_out=is_out)
    )
    _keep(voice, kind, text, actor, now)


def _keep(voice: Voice, kind: VoiceKind, text: str, actor: Actor, now: datetime) -> None:
    voice.answer, voice.text, voice.at = kind, text, now
    voice.person_id = actor.person_id
    voice.by_link = getattr(actor, "audit_kind", "") == "link"
    db.session.flush()
    about = audit.subject_key(voice)
    audit.record(actor, "decision.seat_answered", voice.poll.decision, answer=kind.value, of=about)


@requires(rules.ADOPT)
def note_votes(
    poll: Poll, *, votes: Mapping[int, VoiceKind], actor: Actor, now: datetime, today: date
) -> None:
    """Note at once what seats say at the table, by the number of each voice."""
    queries.hold_poll(poll)
    out = queries.stepped_out(poll)
    for voice in queries.voices_of(poll):
        kind = votes.get(voice.id)
        if kind is None or kind is voice.answer:
            continue
        refuse_if(
            rules.obstacles_to_replying(
                poll, kind, voice.text, speaks=True, today=today, is_out=voice.seat_id in out
            )
        )
        _keep(voice, kind, voice.text, actor, now)


@requires(rules.ADOPT)
def count(
    poll: Poll, *, next_step: str = "", actor: Actor, now: datetime, today: date
) -> list[Issued]:
    """Count what the seats said, by the rules of procedure, and record what came out.

    What carries gets its number. What is not agreed in writing goes back to be put to the table;
    what a vote did not carry needs its next step. The links are those that no mail carried.
    """
    decision = poll.decision
    queries.lock_body(decision.body_id)
    queries.hold_poll(poll)
    speakers = queries.speakers_in(poll, today)
    voices = rules.taking_part(queries.voices_of(poll), queries.stepped_out(poll))
    refuse_if(rules.obstacles_to_counting(poll, voices, today))
    _set_aside(poll, actor, now)
    if poll.takes_silence:
        _take_silence([voice for voice in voices if speakers.get(voice.seat_id)], now)
    there = [v for v in voices if v.answer is not None or speakers.get(v.seat_id)]
    against = [*rules.shortfalls(poll, there, rules_on(decision.body, today))]
    if against and poll.way is PollWay.VOTE and not next_step.strip():
        raise FieldRefused("next_step", _("It does not carry: say what the next step is."))
    poll.state = PollState.LOST if against else PollState.CARRIED
    poll.closed_at, poll.reason = now, below_each_other(*against)
    db.session.flush()
    audit.record(actor, "decision.seats_counted", decision, carried=not against)
    return _concluded(poll, voices, next_step, actor=actor, now=now, today=today)


def _set_aside(poll: Poll, actor: Actor, now: datetime) -> None:
    """Keep who had stepped out for the item, and in the history what those seats had said."""
    voices, out = queries.voices_of(poll), queries.stepped_out(poll)
    for voice in voices:
        voice.stepped_out = voice.seat_id in out
    with main_names():
        for said in rules.set_aside(voices, out):
            _note(poll.decision, DecisionStep.SET_ASIDE, actor, now, said)
    db.session.flush()


def _take_silence(voices: Sequence[Voice], now: datetime) -> None:
    """Take it, of those who were asked and said nothing, that they agree."""
    for voice in voices:
        if voice.answer is None:
            voice.answer, voice.is_silence, voice.at = VoiceKind.FOR, True, now


def _concluded(
    poll: Poll,
    voices: Sequence[Voice],
    next_step: str,
    *,
    actor: Actor,
    now: datetime,
    today: date,
) -> list[Issued]:
    """Draw from a counted poll what follows for the text, and tell those who were asked."""
    decision, is_written = poll.decision, poll.way is PollWay.WRITTEN
    issued: list[Issued] = []
    if poll.state is PollState.CARRIED:
        how = HowAgreed.WRITTEN if is_written else HowAgreed.VOTE
        result = Result(how=how, reservations=_reserved(voices))
        issued = adopting.adopt(decision, result=result, actor=actor, now=now, today=today)
    elif is_written:
        decision.state = DecisionState.DRAFT
        _note(decision, DecisionStep.NOT_AGREED, actor, now, poll.reason)
    else:
        decision.state, decision.how = DecisionState.NOT_ADOPTED, HowAgreed.VOTE
        decision.next_step, decision.reason = next_step, poll.reason
        _note(decision, DecisionStep.NOT_ADOPTED, actor, now, next_step)
        audit.record(actor, "decision.not_adopted", decision)
    if is_written:
        poll_letters.tell_outcome(poll, actor=actor, today=today)
    return issued


def _reserved(voices: Sequence[Voice]) -> dict[int, str]:
    """Return the reservations by institution; what two seats of one say stands together."""
    found: dict[int, str] = {}
    for voice in voices:
        if voice.answer is VoiceKind.RESERVED and voice.organisation_id is not None:
            before = found.get(voice.organisation_id, "")
            found[voice.organisation_id] = f"{before}\n{voice.text}".strip()
    return found


@requires(rules.ADOPT)
def stop(poll: Poll, *, reason: str, actor: Actor, now: datetime) -> None:
    """Stop asking; the text is a draft again, and what was said so far stays readable."""
    queries.hold_poll(poll)
    refuse_if(rules.obstacles_to_stopping(poll, reason))
    _set_aside(poll, actor, now)
    poll.state, poll.closed_at, poll.reason = PollState.STOPPED, now, reason
    poll.decision.state = DecisionState.DRAFT
    _note(poll.decision, DecisionStep.STOPPED, actor, now, reason)
    audit.record(actor, "decision.seats_stopped", poll.decision)
    if poll.way is PollWay.WRITTEN:
        today = day_of(now, poll.body.time_zone)
        poll_letters.tell_outcome(poll, actor=actor, today=today)


@requires(rules.ADOPT)
def settle(poll: Poll, *, actor: Actor, now: datetime, today: date) -> None:
    """Do what time brings: remind those who have not replied, and count when the last day is past."""
    queries.hold_poll(poll)
    if poll.state is not PollState.OPEN:
        return
    if rules.is_over(poll, today):
        count(poll, actor=actor, now=now, today=today)
    elif rules.is_near(poll, today):
        poll.reminded_at = now
        db.session.flush()
        poll_letters.ask(poll, is_reminder=True, actor=actor, now=now, today=today)
        audit.record(actor, "decision.seats_reminded", poll.decision)
