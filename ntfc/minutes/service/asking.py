"""Asking those who approve, once and again."""

from collections.abc import Sequence
from datetime import date, datetime

from ntfc import audit
from ntfc.db import db
from ntfc.mandates.queries import people_named
from ntfc.minutes import queries, rules
from ntfc.minutes.models import ApprovalRequest, Erratum, Minutes
from ntfc.minutes.rules import CIRCULATE, Place
from ntfc.minutes.service import approval_letters as letters
from ntfc.minutes.service.approval_letters import Code
from ntfc.permissions import Actor, requires

Subject = Minutes | Erratum


@requires(CIRCULATE)
def ask(
    subject: Subject,
    places: Sequence[Place],
    *,
    actor: Actor,
    now: datetime,
    is_reminder: bool = False,
    by_itself: bool = False,
) -> list[Code]:
    """Ask whoever sits in these places; return the codes for those who do not sign in.

    *by_itself*: no one is there to tell a code, so only those are asked who have theirs.
    """
    known = {request.person_id: request for request in queries.asked_to_approve(subject)}
    for person in people_named(sorted({who for place in places for who in place.asked})):
        if person.id not in known:
            known[person.id] = ApprovalRequest(
                body_id=subject.body_id,
                minutes_id=rules.minutes_of(subject).id,
                erratum_id=subject.id if isinstance(subject, Erratum) else None,
                person=person,
                asked_at=now,
            )
            db.session.add(known[person.id])
    db.session.flush()
    asked = [known[who] for place in places for who in place.asked if who in known]
    for request in asked:
        request.asked_at = request.asked_at if is_reminder else now
        request.reminded_at = now
    codes = letters.ask_to_approve(
        subject,
        requests=asked,
        actor=actor,
        now=now,
        is_reminder=is_reminder,
        by_itself=by_itself,
    )
    db.session.flush()
    return codes


@requires(CIRCULATE)
def remind(subject: Subject, *, actor: Actor, today: date, now: datetime) -> list[Code]:
    """Ask those once more whose approval is missing; a new link ends the older one."""
    subject = queries.hold(subject)
    if not rules.is_with_chairs(subject):
        return []
    open_places = queries.missing_in(subject, queries.places_of(subject, today))
    audit.record(actor, "minutes.approval_reminded", rules.minutes_of(subject))
    return ask(subject, open_places, actor=actor, now=now, is_reminder=True)
