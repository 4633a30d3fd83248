"""The list of speakers: hands go up in order, one has the floor, and who spoke is kept."""

from datetime import datetime

from ntfc import audit
from ntfc.agendas.models import Agenda
from ntfc.agendas.rules import RUN
from ntfc.db import db, one_at_a_time
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.meetings.queries.calling import side_ids
from ntfc.meetings.queries.presence import everybody_at
from ntfc.permissions import Actor, requires
from ntfc.speaking import rules
from ntfc.speaking.models import SpeakingTurn
from ntfc.speaking.queries import turns_in


@requires(RUN)
def raise_hand(agenda: Agenda, *, whom: str, actor: Actor, now: datetime) -> None:
    """Put somebody at the end of the list of speakers; who waits or speaks stays where they are."""
    refuse_if(rules.obstacles_to_speaking(agenda))
    one_at_a_time(f"speakers of agenda {agenda.id}")
    if rules.turn_of(turns_in(agenda.id), whom) is None:
        db.session.add(_turn(agenda, whom, now))
        db.session.flush()
        audit.record(actor, "speaking.hand_raised", agenda, whom=whom)


def _turn(agenda: Agenda, whom: str, now: datetime) -> SpeakingTurn:
    row = everybody_at(agenda.meeting).find(whom)
    if row is None:
        raise Refused(_("This seat or guest is no longer part of the meeting. Open the page anew."))
    turn = SpeakingTurn(
        body_id=agenda.body_id, agenda_id=agenda.id, item_id=agenda.current_item_id, asked_at=now
    )
    if row.place is not None:
        turn.seat_id, turn.organisation_id = row.place.id, row.place.owner_id
        turn.side_id = side_ids().get(row.place.side_code)
    elif row.invitation is not None:
        turn.invitation_id = row.invitation.id
        turn.organisation_id, turn.side_id = row.invitation.organisation_id, row.invitation.side_id
    return turn


@requires(RUN)
def give_floor(agenda: Agenda, *, whom: str, actor: Actor, now: datetime) -> None:
    """Let somebody on the list speak; whoever spoke has finished."""
    refuse_if(rules.obstacles_to_speaking(agenda))
    one_at_a_time(f"speakers of agenda {agenda.id}")
    turns = turns_in(agenda.id)
    turn = next((one for one in rules.waiting(turns) if one.whom == whom), None)
    if turn is None:
        raise Refused(_("Whoever this was is no longer on the list. Look at it again."))
    _finish(rules.speaking(turns), now)
    turn.began_at, turn.item_id = now, agenda.current_item_id
    db.session.flush()
    audit.record(actor, "speaking.floor_given", agenda, whom=whom)


def _finish(turn: SpeakingTurn | None, now: datetime) -> None:
    if turn is not None:
        turn.ended_at = now


@requires(RUN)
def end_turn(agenda: Agenda, *, actor: Actor, now: datetime) -> None:
    """Note that whoever spoke has finished."""
    current = rules.speaking(turns_in(agenda.id))
    if current is not None:
        _finish(current, now)
        db.session.flush()
        audit.record(actor, "speaking.turn_ended", agenda, whom=current.whom)


@requires(RUN)
def lower_hand(agenda: Agenda, *, whom: str, actor: Actor) -> None:
    """Take somebody off the list who no longer wishes to speak."""
    turn = next((one for one in rules.waiting(turns_in(agenda.id)) if one.whom == whom), None)
    if turn is not None:
        db.session.delete(turn)
        db.session.flush()
        audit.record(actor, "speaking.hand_lowered", agenda, whom=whom)


@requires(RUN)
def note_speech(agenda: Agenda, *, whom: str, actor: Actor, now: datetime) -> None:
    """Note that somebody spoke, where no list of speakers was kept; a second tick changes nothing."""
    refuse_if(rules.obstacles_to_noting_speech(agenda))
    one_at_a_time(f"speakers of agenda {agenda.id}")
    if whom in rules.have_spoken(turns_in(agenda.id)):
        return
    turn = _turn(agenda, whom, now)
    turn.began_at = turn.ended_at = now
    db.session.add(turn)
    db.session.flush()
    audit.record(actor, "speaking.speech_noted", agenda, whom=whom)
