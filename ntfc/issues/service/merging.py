"""Two issues that go on as one; each keeps its own history."""

from datetime import datetime

from ntfc import audit
from ntfc.db import db
from ntfc.i18n import below_each_other
from ntfc.issues import queries, rules
from ntfc.issues.models import EventKind, Idea, Issue, IssueEvent, IssueState, Strength, Support
from ntfc.issues.service import letters
from ntfc.issues.service.handing import again
from ntfc.issues.service.moving import carry, tell_origin
from ntfc.permissions import Actor, requires


@requires(rules.CARRY)
def merge(issue: Issue, *, into: Issue, reason: str, actor: Actor, now: datetime) -> None:
    """Have an issue go on in another one of its body: with its voices, its ideas and a trace."""
    _bring_along(issue, into, now=now)
    about = audit.subject_key(issue)
    line = IssueEvent.of(
        into, EventKind.TAKEN_IN, actor=actor, now=now, text=issue.kept_title, about=about
    )
    db.session.add(line)
    carry(
        issue,
        IssueState.REDIRECTED,
        EventKind.MERGED,
        actor=actor,
        now=now,
        reason=reason,
        about=audit.subject_key(into),
    )
    audit.record(actor, "issue.merged", issue, into=into.id)
    told = below_each_other(into.kept_title, reason)
    letters.tell_author(issue, kind=EventKind.MERGED, reason=told, actor=actor, now=now)


def _bring_along(issue: Issue, into: Issue, *, now: datetime) -> None:
    """Add the voices and ideas to those of the other issue; whoever raised it supports that now."""
    spoke = {support.person_id for support in queries.supports_of(into)} | {into.raised_by_id}
    for support in queries.supports_of(issue):
        if support.person_id not in spoke:
            db.session.add(again(Support, support, into))
            spoke.add(support.person_id)
    if issue.raised_by_id not in spoke:
        author = Support(
            body_id=into.body_id,
            issue_id=into.id,
            person_id=issue.raised_by_id,
            organisation_id=issue.raised_for_id,
            strength=Strength.IMPORTANT,
            at=now,
        )
        db.session.add(author)
    for idea in queries.ideas_of(issue):
        db.session.add(again(Idea, idea, into))
    db.session.flush()


@requires(rules.CARRY)
def answer_through(
    issue: Issue, *, origin: Issue, reason: str, actor: Actor, now: datetime
) -> None:
    """Tell whoever raised *origin*, which goes on in *issue*, what the answer is.

    Where it had been handed to this body, it comes back to those before, too.
    """
    for one in (origin, *queries.origins_of(origin)):
        tell_origin(one, EventKind.ANSWERED, by=issue, reason=reason, actor=actor, now=now)
    letters.tell_author(origin, kind=EventKind.CLOSED, reason=reason, actor=actor, now=now)
