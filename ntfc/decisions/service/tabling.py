"""Drafts that follow their lines: to an agenda, off it, and with an issue that is parked."""

from datetime import datetime

from ntfc import audit
from ntfc.agendas.models import AgendaItem
from ntfc.db import db
from ntfc.decisions import queries, rules
from ntfc.decisions.models import Decision, DecisionEvent, DecisionState, DecisionStep
from ntfc.decisions.service import drafting
from ntfc.errors import refuse_if
from ntfc.issues.models import Issue, IssueState
from ntfc.issues.rules import CARRY
from ntfc.permissions import Actor, requires


@requires(rules.DRAFT)
def table(decision: Decision, *, item: AgendaItem | None, actor: Actor) -> None:
    """Let a draft belong to the item by which it stands on an agenda now, or to none any more.

    Its outcome then counts from the day of that meeting, and stands in the minutes of it.
    """
    decision.item_id = item.id if item else None
    decision.meeting_id = item.agenda.meeting_id if item else None
    db.session.flush()
    audit.record(actor, "decision.tabled", decision, item=decision.item_id)


@requires(rules.DRAFT)
def park(decision: Decision, *, issue: Issue, actor: Actor, now: datetime) -> None:
    """Let a draft wait with an issue that was parked: that comes back, and the draft with it."""
    decision.state, decision.issue_id = DecisionState.PARKED, issue.id
    decision.item_id = decision.meeting_id = None
    _note(decision, DecisionStep.PARKED, actor, now, issue)
    audit.record(actor, "decision.parked", decision, issue=issue.id)


@requires(rules.DRAFT)
def resume(decision: Decision, *, actor: Actor, now: datetime) -> None:
    """Make a parked text a draft again, to be changed, asked about or put on a table."""
    refuse_if(rules.obstacles_to_resuming(decision))
    decision.state = DecisionState.DRAFT
    _note(decision, DecisionStep.RESUMED, actor, now)
    audit.record(actor, "decision.resumed", decision)


@requires(rules.DRAFT)
def go_on(decision: Decision, *, into: Issue | None, actor: Actor, now: datetime) -> None:
    """Let a parked draft go on: with the issue into which its own was merged, else by itself."""
    if into is not None and into.state is IssueState.PARKED:
        park(decision, issue=into, actor=actor, now=now)
        return
    if into is not None:
        decision.issue_id = into.id
    resume(decision, actor=actor, now=now)


@requires(CARRY)
def go_along(issue: Issue, there: Issue, *, actor: Actor, now: datetime) -> None:
    """Let drafts go to another body with the issue that it was handed, and come up there with it.

    What is in confidence stays in the circle of its own body, where it goes on by itself.
    """
    for decision in queries.gone_before(issue, there):
        decision.issue_id = there.id
    waiting = [*queries.drafts_on(issue), *queries.parked_with(issue)]
    for decision in [one for one in waiting if one.body_id == issue.body_id]:
        if decision.is_confidential:
            _stay(decision, issue, actor=actor, now=now)
            continue
        drafting.hand_on(
            decision, to=there.body, reason=issue.reason, issue=there, actor=actor, now=now
        )
        decision.item_id = decision.meeting_id = None
    db.session.flush()


def _stay(decision: Decision, issue: Issue, *, actor: Actor, now: datetime) -> None:
    """Let a draft go on without its issue, off the line by which that stood on an agenda."""
    if decision.state is DecisionState.PARKED:
        go_on(decision, into=None, actor=actor, now=now)
        return
    line = db.session.get(AgendaItem, decision.item_id) if decision.item_id else None
    if line is not None and line.issue_id == issue.id:
        table(decision, item=None, actor=actor)


def _note(
    decision: Decision, step: DecisionStep, actor: Actor, now: datetime, issue: Issue | None = None
) -> None:
    told = {"text": issue.reason, "about": audit.subject_key(issue)} if issue else {}
    line = DecisionEvent.of(decision, step, actor=actor, now=now, wording=decision.text, **told)
    db.session.add(line)
    db.session.flush()
