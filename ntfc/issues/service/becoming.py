"""Saying what became of a proposal; whoever made it is told."""

from datetime import datetime

from ntfc import audit
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.issues import rules
from ntfc.issues.models import EventKind, Idea, Issue, IssueEvent
from ntfc.issues.rules.becoming import obstacles_to_disposing
from ntfc.issues.service import letters
from ntfc.mandates.models import Disposition
from ntfc.permissions import Actor, requires


@requires(rules.CARRY)
def dispose(
    issue: Issue, *, disposition: Disposition, reason: str, actor: Actor, now: datetime
) -> None:
    """Say of a closed issue what became of what it proposed."""
    refuse_if(obstacles_to_disposing(issue, disposition, reason))
    issue.disposition, issue.disposition_reason = disposition, reason
    line = IssueEvent.of(issue, EventKind.DISPOSED, actor=actor, now=now, text=reason)
    db.session.add(line)
    db.session.flush()
    audit.record(actor, "issue.disposed", issue, disposition=disposition.value)
    letters.tell_author(issue, kind=EventKind.DISPOSED, reason=reason, actor=actor, now=now)


@requires(rules.CARRY)
def dispose_of_idea(
    issue: Issue, *, idea: Idea, disposition: Disposition, reason: str, actor: Actor, now: datetime
) -> None:
    """Say what became of an idea how to solve an issue."""
    refuse_if(obstacles_to_disposing(issue, disposition, reason, is_idea=True))
    idea.disposition, idea.disposition_reason = disposition, reason
    db.session.flush()
    audit.record(actor, "issue.idea_disposed", issue, disposition=disposition.value)
    letters.tell_of_idea(idea, issue=issue, actor=actor, now=now)
