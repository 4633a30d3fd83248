"""Saying how an action goes, that it is done, and verifying it: never the same person both."""

from datetime import date, datetime

from ntfc import audit
from ntfc.actions import queries, rules
from ntfc.actions.models import Action, ActionEvent, ActionState, ActionStep, NewDate
from ntfc.actions.service import letters
from ntfc.clock import day_of
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.links import service as links
from ntfc.permissions import SYSTEM, Actor, can, requires


def _speaks(action: Action, actor: Actor) -> bool:
    institutions = {n for n, _name in queries.institutions_of(actor.person_id, action.body)}
    return rules.speaks_for_owner(action, actor.person_id, institutions)


def _refuse_others(action: Action, actor: Actor) -> None:
    """Let only those report who speak for the owner, the secretariat on their word, or a link."""
    by_link = actor.is_granted(rules.REPORT, action)
    is_head = by_link or can(actor, rules.EDIT, action)
    refuse_if(
        rules.obstacles_to_reporting(
            action, speaks_for_owner=_speaks(action, actor), is_head=is_head
        )
    )


@requires(rules.REPORT)
def report(action: Action, *, text: str, evidence: str = "", actor: Actor, now: datetime) -> None:
    """Note how an action goes."""
    _refuse_others(action, actor)
    action.reported_at = now
    _add(action, ActionStep.REPORTED, actor, now, text=text, evidence=evidence)
    audit.record(actor, "action.reported", action)


@requires(rules.REPORT)
def claim(
    action: Action, *, text: str = "", evidence: str = "", actor: Actor, now: datetime
) -> None:
    """Say that an action is done; it counts once somebody else has verified it."""
    _refuse_others(action, actor)
    action.state, action.reason, action.reported_at = ActionState.CLAIMED, "", now
    action.claimed_by_id, action.claimed_at = actor.person_id, now
    _add(action, ActionStep.CLAIMED, actor, now, text=text, evidence=evidence)
    audit.record(actor, "action.claimed", action)


@requires(rules.VERIFY)
def verify(action: Action, *, text: str = "", actor: Actor, now: datetime) -> None:
    """Verify that an action was done: by somebody else than who did it or speaks for its owner."""
    refuse_if(
        rules.obstacles_to_verifying(
            action, person_id=actor.person_id, speaks_for_owner=_speaks(action, actor)
        )
    )
    action.state, action.reason = ActionState.VERIFIED, ""
    action.verified_by_id, action.verified_at, action.closed_at = actor.person_id, now, now
    _add(action, ActionStep.VERIFIED, actor, now, text=text)
    audit.record(actor, "action.verified", action)
    links.revoke_all_of(action, actor=SYSTEM, now=now)
    letters.tell_outcome(action, step=ActionStep.VERIFIED, reason=text, actor=actor, now=now)


@requires(rules.VERIFY)
def send_back(action: Action, *, reason: str, actor: Actor, now: datetime) -> None:
    """Say that an action is not done yet, and what is missing; it is open and reminded of again."""
    refuse_if(rules.obstacles_to_sending_back(action, reason))
    action.state, action.reason = ActionState.OPEN, reason
    action.claimed_by_id = action.claimed_at = None
    action.reminded, action.reminded_from = 0, day_of(now, action.body.time_zone)
    _add(action, ActionStep.SENT_BACK, actor, now, text=reason)
    audit.record(actor, "action.sent_back", action)
    letters.tell_outcome(action, step=ActionStep.SENT_BACK, reason=reason, actor=actor, now=now)


@requires(rules.REPORT)
def ask_for_date(
    action: Action, *, due_on: date, reason: str, actor: Actor, now: datetime, today: date
) -> NewDate:
    """Ask for a new date; the one asked for before and not answered gives way."""
    _refuse_others(action, actor)
    refuse_if(rules.obstacles_to_asking_for_date(action, due_on, reason, today))
    asked = queries.new_date_of(action)
    if asked is None:
        asked = NewDate(body_id=action.body_id, action_id=action.id)
        db.session.add(asked)
    asked.due_on, asked.reason = due_on, reason
    asked.asked_by_id, asked.asked_at = actor.person_id, now
    action.reported_at = now
    _add(action, ActionStep.DATE_ASKED, actor, now, text=reason, day=due_on)
    audit.record(actor, "action.date_asked", action, due_on=due_on.isoformat())
    return asked


@requires(rules.SET_DATE)
def answer_date(
    action: Action,
    *,
    granted: bool,
    answer: str = "",
    actor: Actor,
    now: datetime,
) -> None:
    """Grant the new date that was asked for, or refuse it with a reason."""
    asked = queries.get_new_date(action)
    refuse_if(
        rules.obstacles_to_answering_date(
            is_answered=asked.answered_at is not None,
            asked_by_id=asked.asked_by_id,
            person_id=actor.person_id,
            granted=granted,
            answer=answer,
        )
    )
    asked.is_granted, asked.answer = granted, answer
    asked.answered_by_id, asked.answered_at = actor.person_id, now
    if granted:
        action.due_on, action.is_date_open = asked.due_on, False
        action.reminded, action.reminded_from = 0, None
        action.until_on = queries.last_day(action.body, asked.due_on)
    step = ActionStep.DATE_GRANTED if granted else ActionStep.DATE_REFUSED
    _add(action, step, actor, now, text=answer, day=asked.due_on)
    audit.record(actor, "action.date_answered", action, granted=granted)
    letters.tell_outcome(action, step=step, reason=answer, actor=actor, now=now)


def _add(action: Action, step: ActionStep, actor: Actor, now: datetime, **said: object) -> None:
    db.session.add(ActionEvent.of(action, step, actor=actor, now=now, **said))
    db.session.flush()
