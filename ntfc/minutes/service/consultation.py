"""The consultation: finishing the record, circulating the draft, comments and their answers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from ntfc import audit
from ntfc.db import db
from ntfc.errors import FieldRefused, refuse_if
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.models import Disposition
from ntfc.mandates.queries import people_named
from ntfc.minutes import queries, rules
from ntfc.minutes.models import (
    Minutes,
    MinutesComment,
    MinutesRequest,
    MinutesState,
    VersionKind,
)
from ntfc.minutes.rules import CIRCULATE, COMMENT, DISPOSE, WRITE
from ntfc.minutes.service import letters, texts
from ntfc.permissions import Actor, requires
from ntfc.procedure import queries as procedure


@requires(WRITE)
def finish(minutes: Minutes, *, actor: Actor, now: datetime) -> None:
    """End the live record: from now on it is a draft that the secretariat words."""
    refuse_if(rules.obstacles_to_finishing(minutes))
    minutes.state, minutes.finished_at = MinutesState.DRAFT, now
    db.session.flush()
    audit.record(actor, "minutes.finished", minutes)


@requires(CIRCULATE)
def circulate(
    minutes: Minutes, *, closes_on: date, because: str, actor: Actor, today: date, now: datetime
) -> list[Issued]:
    """Ask every seat for comments until a day; return the links that no mail could carry."""
    minutes = queries.lock(minutes)
    document, (waiting, undisposed) = queries.document_of(minutes), queries.waiting_in(minutes)
    refuse_if(
        rules.obstacles_to_circulating(
            minutes,
            closes_on,
            today,
            waiting=waiting,
            has_words=any(part.html for part in document.parts),
            undisposed=undisposed,
        )
    )
    _refuse_haste(minutes, closes_on, because, today)
    minutes.state, minutes.comments_close_on = MinutesState.CIRCULATED, closes_on
    minutes.finished_at = minutes.finished_at or now
    minutes.circulated_at = minutes.circulated_at or now
    minutes.because = because
    text = rules.canonical(document)
    texts.keep_version(minutes, text, VersionKind.CIRCULATED, actor=actor, now=now)
    audit.record(actor, "minutes.circulated", minutes, closes_on=closes_on.isoformat())
    return _ask_everybody(minutes, actor=actor, today=today, now=now)


def _refuse_haste(minutes: Minutes, closes_on: date, because: str, today: date) -> None:
    settings = procedure.rules_on(minutes.body, today)
    earliest = rules.earliest_closing(today, settings, queries.works_around(minutes.body, today))
    told = rules.too_short(closes_on, earliest, because, settings)
    if told is not None:
        raise FieldRefused("because", told)


def _ask_everybody(minutes: Minutes, *, actor: Actor, today: date, now: datetime) -> list[Issued]:
    circle = {who for body in rules.bodies_of(minutes) for who in procedure.circle_of(body, today)}
    people = people_named(sorted(circle - {actor.person_id}))
    known = {request.person_id for request in queries.requests_of(minutes)}
    db.session.add_all(
        MinutesRequest(body_id=minutes.body_id, minutes_id=minutes.id, person=person, asked_at=now)
        for person in people
        if person.id not in known
    )
    db.session.flush()
    return letters.ask_for_comments(minutes, people=people, actor=actor, now=now)


@requires(COMMENT)
def comment(
    minutes: Minutes,
    *,
    section_id: int | None,
    paragraph: int | None,
    said: str,
    organisation_id: int | None,
    actor: Actor,
    today: date,
    now: datetime,
) -> MinutesComment:
    """Keep what somebody says about the draft, a section of it, or one paragraph as it reads."""
    allowed = {number for number, _name in queries.may_speak_for(minutes, actor.person_id)}
    refuse_if(
        [
            *rules.obstacles_to_commenting(minutes, today),
            *rules.obstacles_to_speaking_for(organisation_id, allowed),
        ]
    )
    kept = MinutesComment(
        body_id=minutes.body_id,
        minutes=minutes,
        section_id=section_id,
        paragraph=queries.paragraph_of(minutes, section_id, paragraph),
        person_id=actor.person_id,
        organisation_id=organisation_id,
        text=said,
        at=now,
        by_link=getattr(actor, "audit_kind", "") == "link",
    )
    db.session.add(kept)
    db.session.flush()
    audit.record(actor, "minutes.commented", minutes, by_link=kept.by_link)
    return kept


@requires(DISPOSE)
def dispose(
    comment: MinutesComment,
    *,
    disposition: Disposition,
    reason: str,
    actor: Actor,
    today: date,
    now: datetime,
) -> None:
    """Say what became of a comment, and why; whoever made it reads it."""
    refuse_if(rules.obstacles_to_disposing(comment.minutes, disposition, reason, today))
    comment.disposition, comment.reason = disposition, reason
    comment.disposed_at, comment.disposed_by_id = now, actor.person_id
    db.session.flush()
    audit.record(actor, "minutes.comment_answered", comment, disposition=disposition.value)


@requires(CIRCULATE)
def take_back(minutes: Minutes, *, reason: str, actor: Actor, today: date, now: datetime) -> None:
    """Take the text back from those who comment on it; they are told why."""
    minutes = queries.lock(minutes)
    refuse_if(rules.obstacles_to_taking_back(minutes, reason, today))
    if minutes.submitted_at is not None:
        minutes.submitted_at, minutes.silence_until = None, None
        links.revoke_all_of(minutes, actor=actor, now=now)
        given = queries.standing_approvals(minutes)
        texts.void(minutes, given, because=reason, actor=actor, now=now)
    elif minutes.state is MinutesState.CIRCULATED:
        minutes.state, minutes.comments_close_on = MinutesState.DRAFT, None
        links.revoke_all_of(minutes, actor=actor, now=now)
        people = [request.person for request in queries.requests_of(minutes)]
        letters.tell_taken_back(minutes, people=people, reason=reason, actor=actor, now=now)
    db.session.flush()
    audit.record(actor, "minutes.taken_back", minutes)


@requires(CIRCULATE)
def remind(minutes: Minutes, *, actor: Actor, today: date, now: datetime) -> None:
    """Remind those who were asked and said nothing, once for each closing date."""
    if not rules.is_reminder_due(minutes, today):
        return
    silent = queries.silent_requests(minutes)
    people: Sequence[Any] = [request.person for request in silent]
    letters.ask_for_comments(minutes, people=people, actor=actor, now=now, is_reminder=True)
    for request in silent:
        request.reminded_for = minutes.comments_close_on
    db.session.flush()
    audit.record(actor, "minutes.reminded", minutes, people=len(silent))
