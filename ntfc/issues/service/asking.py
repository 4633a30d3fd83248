"""Asking everybody in a seat: for issues, and whether an issue matters to them too."""

from datetime import date, datetime

from ntfc import audit
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.models import EventKind, Issue, IssueCall, IssueEvent
from ntfc.issues.service import letters
from ntfc.links.service import Issued
from ntfc.mandates.queries import people_named
from ntfc.permissions import Actor, requires
from ntfc.procedure import queries as procedure


@requires(rules.CALL)
def call_for_issues(
    body: Body, *, message: str, closes_on: date, actor: Actor, now: datetime, today: date
) -> list[Issued]:
    """Ask everybody in a seat which issues they have; return the links that no mail carried."""
    if closes_on <= today:
        raise Refused(_("The last day must lie in the future."))
    seated = {seat.person_id for seat in procedure.people_of(body, today)}
    asked = people_named(seated - {actor.person_id})
    if not asked:
        raise Refused(_("Nobody else sits in this body yet, so there is nobody to ask."))
    call = IssueCall(body=body, message=message, asked_at=now, closes_on=closes_on)
    db.session.add(call)
    db.session.flush()
    audit.record(actor, "issue.called_for", body, people=len(asked))
    return letters.ask_for_issues(body, call=call, people=asked, actor=actor, now=now)


@requires(rules.CALL)
def sound_out(issue: Issue, *, actor: Actor, now: datetime, today: date) -> list[Issued]:
    """Ask those who have not spoken on the issue; return the links that no mail carried."""
    refuse_if(rules.obstacles_to_adding_ideas(issue))
    spoke = {support.person_id for support in queries.supports_of(issue)}
    circle = procedure.circle_of(issue.body, today)
    asked = people_named(circle - spoke - {issue.raised_by_id, actor.person_id})
    if not asked:
        raise Refused(_("Everybody who sits in this body has spoken on the issue."))
    db.session.add(IssueEvent.of(issue, EventKind.SOUNDED_OUT, actor=actor, now=now))
    db.session.flush()
    audit.record(actor, "issue.sounded_out", issue, people=len(asked))
    return letters.sound_out(issue, people=asked, actor=actor, now=now)
