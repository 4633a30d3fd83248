"""Sending a paper to the bodies it passes, and recording what each said."""

from collections.abc import Sequence
from datetime import date, datetime

from ntfc import audit
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.documents import queries, rules
from ntfc.documents.models import Document, DocumentStep, Outcome
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires


@requires(rules.KEEP)
def plan(document: Document, *, body_ids: Sequence[int], actor: Actor) -> None:
    """Say which bodies the paper passes from now on; what was said before stays."""
    refuse_if(rules.obstacles_to_planning(document, body_ids))
    for step in [step for step in document.steps if step.is_planned]:
        document.steps.remove(step)
        db.session.delete(step)
    first = max((step.position for step in document.steps), default=0) + 1
    for position, body_id in enumerate(body_ids, first):
        _add(document, body_id, position)
    db.session.flush()
    audit.record(actor, "document.way_planned", document, bodies=list(body_ids))


def _add(document: Document, body_id: int, position: int) -> DocumentStep:
    step = DocumentStep(
        body_id=document.body_id,
        document=document,
        position=position,
        by_body=queries.get_body(body_id),
    )
    db.session.add(step)
    return step


@requires(rules.KEEP)
def send(document: Document, *, actor: Actor, now: datetime) -> None:
    """Send the paper to the next body.

    One that returned it gets it again; at the end of the way so does each that endorsed another
    text, one after the other.
    """
    latest = queries.latest_of(document)
    latest_id = latest.id if latest else None
    refuse_if(rules.obstacles_to_sending(document, latest_id))
    last = rules.last_said(document.steps)
    if rules.was_returned(document.steps) and last is not None:
        step: DocumentStep | None = _add(document, last.by_body_id, last.position)
    else:
        if rules.has_passed(document.steps):
            _once_more(document, latest_id)
        step = rules.next_step(document.steps)
    if step is not None:
        step.asked_at = now
        db.session.flush()
        audit.record(actor, "document.sent_to_body", document, to=step.by_body_id)


def _once_more(document: Document, latest_id: int | None) -> None:
    """Plan a further step for each body that endorsed another text than the latest."""
    first = max(step.position for step in document.steps) + 1
    for position, step in enumerate(rules.behind(document.steps, latest_id), first):
        _add(document, step.by_body_id, position)
    db.session.flush()


@requires(rules.ENDORSE)
def say(
    step: DocumentStep,
    *,
    outcome: Outcome,
    reason: str,
    on: date,
    seen: int,
    actor: Actor,
    now: datetime,
    today: date,
) -> None:
    """Record what a body said to the version it has; endorsed, the paper goes to the next body.

    *seen* is the number of the version that was looked at.
    """
    document = step.document
    refuse_if(rules.obstacles_to_saying(outcome, reason, on, today))
    if document.latest != seen:
        raise Overtaken(
            _("Version %(number)s came meanwhile. Look at it first.", number=document.latest)
        )
    latest = queries.latest_of(document)
    step.outcome, step.reason, step.decided_on = outcome, reason, on
    step.version_id = latest.id if latest else None
    step.decided_by_id = actor.person_id
    db.session.flush()
    following = rules.next_step(document.steps)
    if outcome is Outcome.ENDORSED and following is not None:
        following.asked_at = now
        db.session.flush()
    audit.record(actor, "document.body_said", document, said=outcome.value, of_body=step.by_body_id)


@requires(rules.ENDORSE)
def hand_on(step: DocumentStep, *, to: Body, actor: Actor) -> None:
    """Have the body that takes the work over say what the one that is over did not."""
    step.by_body = to
    db.session.flush()
    audit.record(actor, "document.sent_to_body", step.document, to=to.id)
