"""Bringing an issue to a body, revising it, supporting it, adding an idea."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ntfc import audit
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Overtaken, Refused, refuse_if
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.models import (
    EventKind,
    Idea,
    Issue,
    IssueEvent,
    IssueState,
    Strength,
    Support,
)
from ntfc.organisations.models import Sector
from ntfc.permissions import Actor, requires
from ntfc.texts import fold

LONGEST_SEARCH = 4000


def _came_by_link(actor: Actor) -> bool:
    return getattr(actor, "audit_kind", "") == "link"


def _searchable(issue: Issue) -> str:
    return fold(f"{issue.title} {issue.problem} {issue.expected_result}")[:LONGEST_SEARCH]


def _sectors(numbers: Collection[int]) -> list[Sector]:
    return list(db.session.scalars(select(Sector).where(Sector.id.in_(numbers))))


@requires(rules.PROPOSE)
def propose(
    body: Body,
    *,
    facts: dict[str, Any],
    organisation_id: int | None = None,
    sector_ids: Collection[int] = (),
    ideas: Sequence[str] = (),
    actor: Actor,
    now: datetime,
    today: date,
) -> Issue:
    """Bring an issue to a body, in the name of an institution or in one's own."""
    allowed = [number for number, _name in queries.institutions_of(actor.person_id, body)]
    refuse_if(
        [
            *rules.obstacles_to_speaking(organisation_id, allowed),
            *rules.obstacles_to_note_date(facts.get("note_due_on"), today),
        ]
    )
    queries.lock_body(body.id)
    issue = Issue(
        body=body,
        number=queries.next_number(body.id),
        raised_by_id=actor.person_id,
        raised_for_id=organisation_id,
        raised_at=now,
        by_link=_came_by_link(actor),
        sectors=_sectors(sector_ids),
        **facts,
    )
    issue.search_text = _searchable(issue)
    db.session.add(issue)
    db.session.flush()
    db.session.add(IssueEvent.of(issue, EventKind.PROPOSED, actor=actor, now=now))
    for text in ideas:
        _keep_idea(issue, text, actor=actor, now=now)
    db.session.flush()
    audit.record(actor, "issue.proposed", issue, number=issue.number, by_link=issue.by_link)
    return issue


@requires(rules.CARRY)
def make_of_item(
    body: Body,
    *,
    facts: dict[str, Any],
    raised_by_id: int | None,
    raised_for_id: int | None,
    about: str,
    actor: Actor,
    now: datetime,
) -> Issue:
    """Make an issue of what stands on the table without one, so that it can be carried on."""
    queries.lock_body(body.id)
    issue = Issue(
        body=body,
        number=queries.next_number(body.id),
        state=IssueState.ON_AGENDA,
        raised_by_id=raised_by_id or actor.person_id,
        raised_for_id=raised_for_id,
        raised_at=now,
        **facts,
    )
    issue.search_text = _searchable(issue)
    db.session.add(issue)
    db.session.flush()
    db.session.add(IssueEvent.of(issue, EventKind.PLACED, actor=actor, now=now, about=about))
    db.session.flush()
    audit.record(actor, "issue.made_of_item", issue, number=issue.number, about=about)
    return issue


def _keep_idea(issue: Issue, text: str, *, actor: Actor, now: datetime) -> Idea:
    idea = Idea(
        body_id=issue.body_id,
        issue_id=issue.id,
        person_id=actor.person_id,
        text=text,
        at=now,
        by_link=_came_by_link(actor),
    )
    db.session.add(idea)
    return idea


@requires(rules.REVISE)
def revise(
    issue: Issue,
    *,
    facts: dict[str, Any],
    sector_ids: Collection[int],
    seen: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Change one's own issue while nobody has decided on it."""
    refuse_if(rules.obstacles_to_revising(issue))
    if issue.version != seen:
        raise Overtaken(
            _("Somebody changed this issue since you opened it. Look again, then save once more."),
            stands=issue,
        )
    for name, value in facts.items():
        setattr(issue, name, value)
    issue.sectors = _sectors(sector_ids)
    issue.search_text = _searchable(issue)
    db.session.add(IssueEvent.of(issue, EventKind.REVISED, actor=actor, now=now))
    db.session.flush()
    audit.record(actor, "issue.revised", issue)


@requires(rules.CLASSIFY)
def classify(
    issue: Issue, *, facts: dict[str, Any], sector_ids: Collection[int], actor: Actor, now: datetime
) -> None:
    """Weigh and sort an issue: level, breadth, effort, who else handles it, its note."""
    changed = [name for name, value in facts.items() if getattr(issue, name) != value]
    for name in changed:
        setattr(issue, name, facts[name])
    issue.sectors = _sectors(sector_ids)
    if changed:
        db.session.add(IssueEvent.of(issue, EventKind.CLASSIFIED, actor=actor, now=now))
    db.session.flush()
    audit.record(actor, "issue.classified", issue, fields=changed)


@requires(rules.REVISE)
def write_note(issue: Issue, *, text: str, actor: Actor, now: datetime) -> None:
    """Write the informative note that goes with one's issue."""
    if issue.state in rules.SETTLED:
        raise Refused(_("This issue is settled, so no note goes with it any more."))
    issue.note = text
    db.session.add(IssueEvent.of(issue, EventKind.NOTED, actor=actor, now=now))
    db.session.flush()
    audit.record(actor, "issue.noted", issue)


@requires(rules.SUPPORT)
def support(
    issue: Issue,
    *,
    strength: Strength,
    organisation_id: int | None,
    actor: Actor,
    now: datetime,
) -> Support:
    """Say that one has the issue too, and how much; saying it again changes how much."""
    allowed = [number for number, _name in queries.institutions_of(actor.person_id, issue.body)]
    refuse_if(
        [
            *rules.obstacles_to_supporting(issue, actor.person_id),
            *rules.obstacles_to_speaking(organisation_id, allowed),
        ]
    )
    found = queries.support_by(issue, actor.person_id)
    if found is None:
        found = Support(body_id=issue.body_id, issue_id=issue.id, person_id=actor.person_id)
        db.session.add(found)
    found.strength, found.organisation_id, found.at = strength, organisation_id, now
    found.by_link = _came_by_link(actor)
    db.session.flush()
    audit.record(actor, "issue.supported", issue, strength=strength.value, by_link=found.by_link)
    return found


@requires(rules.SUPPORT)
def take_support_back(issue: Issue, *, actor: Actor) -> None:
    """Say that one does not support the issue after all."""
    found = queries.support_by(issue, actor.person_id)
    if found is not None:
        db.session.delete(found)
        db.session.flush()
        audit.record(actor, "issue.support_taken_back", issue)


@requires(rules.SUPPORT)
def add_idea(issue: Issue, *, text: str, actor: Actor, now: datetime) -> Idea:
    """Add a possible solution."""
    refuse_if(rules.obstacles_to_adding_ideas(issue))
    idea = _keep_idea(issue, text, actor=actor, now=now)
    db.session.flush()
    audit.record(actor, "issue.idea_added", issue, by_link=idea.by_link)
    return idea
