"""Handing an issue to another body: to a sister, up or down, with a trace in both."""

from datetime import datetime

from ntfc import audit
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.i18n import below_each_other
from ntfc.issues import queries, rules
from ntfc.issues.models import EventKind, Idea, Issue, IssueEvent, IssueState, Support
from ntfc.issues.service import letters
from ntfc.issues.service.moving import carry
from ntfc.names import called
from ntfc.permissions import Actor, requires

# What goes along: all that the author and the secretariat said of it.
CARRIED = (
    *("kept_title", "problem", "kept_result", "search_text", "asked", "questions", "context"),
    *("position", "note", "note_due_on", "is_about_process", "level", "implication", "breadth"),
    *("sizes", "crossings", "effort", "benefit", "contention"),
    *("raised_by_id", "raised_for_id", "raised_at", "by_link"),
)


@requires(rules.CARRY)
def hand_over(
    issue: Issue, *, to: Body, reason: str, attempts: str = "", actor: Actor, now: datetime
) -> Issue:
    """Give the issue to another body, which decides on it as on a proposal of its own.

    *attempts* says what was tried already; a higher body asks for it.
    """
    refuse_if(
        [
            *rules.obstacles_to_moving(issue, IssueState.REDIRECTED),
            *rules.obstacles_to_handing_over(
                issue,
                to.id,
                is_above=issue.body.path.startswith(to.path) and to.id != issue.body_id,
                was_discussed=queries.was_discussed(issue),
                attempts=attempts,
            ),
        ]
    )
    received = _copy(issue, to)
    carry(
        issue,
        IssueState.REDIRECTED,
        EventKind.HANDED_OVER,
        actor=actor,
        now=now,
        reason=reason,
        about=audit.subject_key(received),
    )
    told = below_each_other(reason, attempts)
    _note_where_from(issue, received, told, actor=actor, now=now)
    where = below_each_other(called(to), reason)
    letters.tell_author(issue, kind=EventKind.HANDED_OVER, reason=where, actor=actor, now=now)
    return received


def _note_where_from(
    issue: Issue, received: Issue, told: str, *, actor: Actor, now: datetime
) -> None:
    about = audit.subject_key(issue)
    line = IssueEvent.of(received, EventKind.RECEIVED, actor=actor, now=now, text=told, about=about)
    db.session.add(line)
    db.session.flush()
    audit.record(actor, "issue.received", received, came_from=issue.id)


def _copy(issue: Issue, to: Body) -> Issue:
    """Return the issue as the other body has it, with those who support it and their ideas."""
    queries.lock_body(to.id)
    received = Issue(
        body=to,
        number=queries.next_number(to.id),
        came_from_id=issue.id,
        sectors=list(issue.sectors),
        **{name: getattr(issue, name) for name in CARRIED},
    )
    db.session.add(received)
    db.session.flush()
    for model, queried in ((Support, queries.supports_of), (Idea, queries.ideas_of)):
        for one in queried(issue):
            db.session.add(again(model, one, received))
    db.session.flush()
    return received


def again(
    model: type[Support] | type[Idea], one: Support | Idea, received: Issue
) -> Support | Idea:
    """Return the same words about the issue where it is now."""
    own = {"id", "body_id", "issue_id"}
    columns = [column.key for column in model.__mapper__.columns if column.key not in own]
    values = {name: getattr(one, name) for name in columns}
    return model(body_id=received.body_id, issue_id=received.id, **values)
