"""What time brings while a text waits: reminders, and silence where the rules take it for agreement."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from ntfc import audit
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Erratum, Minutes, Way
from ntfc.minutes.rules import CIRCULATE, Place
from ntfc.minutes.service import approval, asking
from ntfc.permissions import Actor, requires

AGAIN_AFTER = timedelta(days=3)  # between reminders


@requires(CIRCULATE)
def follow_text(minutes: Minutes, *, actor: Actor, today: date, now: datetime) -> None:
    """End approvals of a text that reads otherwise by now, say why, and ask those people again."""
    minutes = queries.lock(minutes)
    if not rules.is_with_chairs(minutes):
        return
    mark = rules.fingerprint_of(queries.text_of(minutes))
    approval.void_overtaken(minutes, mark, [], actor=actor, now=now)
    if queries.unfinished_in(minutes):  # nobody can approve yet
        return
    told = {one.person_id: one.reminded_at for one in queries.asked_to_approve(minutes)}
    ended = {
        one.person_id
        for one in queries.answers_to(minutes)
        if one.voided_at is not None and one.voided_at > (told.get(one.person_id) or one.voided_at)
    }
    again = [
        place
        for place in queries.missing_in(minutes, queries.places_of(minutes, today))
        if ended.intersection(place.asked)
    ]
    if again:
        asking.ask(minutes, again, actor=actor, now=now, by_itself=True)
        audit.record(actor, "minutes.approval_reminded", minutes)


@requires(CIRCULATE)
def settle(minutes: Minutes, *, actor: Actor, today: date, now: datetime) -> None:
    """Do what time brings: ask a new holder of a seat, remind, take silence for agreement."""
    minutes = queries.lock(minutes)
    if not rules.is_with_chairs(minutes):
        return
    follow_text(minutes, actor=actor, today=today, now=now)
    if queries.unfinished_in(minutes):  # nobody can approve, so nobody is reminded
        return
    needed, text = queries.places_of(minutes, today), queries.text_of(minutes)
    mark = rules.fingerprint_of(text)
    if rules.is_silence_over(minutes, today):
        _take_silence(minutes, needed, mark, actor=actor, now=now)
    if approval.lock_if_complete(minutes, needed, text, actor=actor, today=today, now=now):
        return
    _remind(minutes, needed, actor=actor, now=now)


@requires(CIRCULATE)
def settle_correction(erratum: Erratum, *, actor: Actor, today: date, now: datetime) -> None:
    """Do the same for a correction, which is approved as the minutes were."""
    queries.hold(erratum)
    if not rules.is_with_chairs(erratum):
        return
    needed, text = queries.places_of(erratum, today), queries.text_of(erratum)
    if not approval.lock_if_complete(erratum, needed, text, actor=actor, today=today, now=now):
        _remind(erratum, needed, actor=actor, now=now)


def _remind(
    subject: Minutes | Erratum, needed: Sequence[Place], *, actor: Actor, now: datetime
) -> None:
    """Ask whoever sits in a place by now, and those once more who were asked days ago."""
    asked = {request.person_id: request for request in queries.asked_to_approve(subject)}
    due = [
        place
        for place in queries.missing_in(subject, needed)
        if any(
            who not in asked or now - (asked[who].reminded_at or asked[who].asked_at) >= AGAIN_AFTER
            for who in place.people
        )
    ]
    if due:
        asking.ask(subject, due, actor=actor, now=now, is_reminder=True, by_itself=True)
        audit.record(actor, "minutes.approval_reminded", rules.minutes_of(subject))


def _take_silence(
    minutes: Minutes, needed: Sequence[Place], mark: str, *, actor: Actor, now: datetime
) -> None:
    """Take silence for agreement, of those who were given just this text when the days began."""
    if not queries.was_given(minutes, mark):
        return
    asked = {one.person_id: one.asked_at for one in queries.asked_to_approve(minutes)}
    began = minutes.submitted_at or now
    for place in rules.missing(needed, queries.given_to(minutes), mark):
        silent = [who for who in place.people if who in asked and asked[who] <= began]
        if silent:
            approval.void_overtaken(minutes, mark, [place.key], actor=actor, now=now)
            said = approval.Said(place=place, person_id=silent[0], mark=mark, way=Way.SILENCE)
            approval.keep(minutes, said, actor=actor, now=now)
            audit.record(actor, "minutes.silence_taken", minutes, place=place.key)
