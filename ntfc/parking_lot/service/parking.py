"""Setting an issue aside, from an item of an agenda or from outside, and what is said of it since."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ntfc import audit
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import AgendaItem
from ntfc.agendas.service.moving import make_issue, set_aside
from ntfc.db import db
from ntfc.errors import Overtaken, Refused, refuse_if
from ntfc.i18n import _, below_each_other
from ntfc.issues import queries as issues
from ntfc.issues import rules as issue_rules
from ntfc.issues.models import EventKind, Issue, IssueState
from ntfc.issues.service.letters import tell_author
from ntfc.issues.service.moving import carry
from ntfc.links.service import Issued
from ntfc.mandates.queries import people_named
from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.models import Parking
from ntfc.parking_lot.rules import Facts
from ntfc.parking_lot.service import letters
from ntfc.permissions import OFFICE, SYSTEM, Actor, requires
from ntfc.procedure import queries as procedure


@requires(rules.PARK)
def park(
    issue: Issue,
    *,
    facts: Facts,
    item: AgendaItem | None = None,
    actor: Actor,
    now: datetime,
    today: date,
) -> Parking:
    """Set an issue aside: with its reason, who asked, who owns it, and when it comes back."""
    placed = [item] if item is not None else list(agendas.open_items_of(issue.id))
    after = queries.after_which(placed[0] if placed else None, today)
    _refuse(issue, facts, after=after, actor=actor, today=today)
    parking = _set_aside(issue, facts, placed, actor=actor, now=now)
    _tell(parking, actor=actor, now=now)
    return parking


@requires(rules.PARK)
def inherit(issue: Issue, *, facts: Facts, actor: Actor, now: datetime) -> Parking:
    """Park an issue at the heir of a body that is over, as it stood there, whatever its day."""
    return _set_aside(issue, facts, [], actor=actor, now=now)


def _why(facts: Facts | Parking) -> str:
    """Return why in one line: the cause, then what somebody said of it."""
    cause = rules.word(facts.cause)
    return _("%(cause)s. %(reason)s", cause=cause, reason=facts.reason) if facts.reason else cause


def _set_aside(
    issue: Issue, facts: Facts, placed: Sequence[AgendaItem], *, actor: Actor, now: datetime
) -> Parking:
    meeting = placed[0].agenda.meeting if placed else None
    about = audit.subject_key(meeting) if meeting is not None else ""
    carry(
        issue,
        IssueState.PARKED,
        EventKind.PARKED,
        actor=actor,
        now=now,
        reason=_why(facts),
        about=about,
    )
    parking = Parking(
        body_id=issue.body_id,
        issue=issue,
        meeting_id=meeting.id if meeting is not None else None,
        item_id=placed[0].id if placed else None,
        parked_at=now,
        parked_by_id=actor.person_id,
        **vars(facts),
    )
    db.session.add(parking)
    db.session.flush()
    for one in placed:
        set_aside(one, reason=rules.word(facts.cause), actor=actor, now=now)
    review = facts.review_on.isoformat()
    audit.record(actor, "parking.parked", parking, owner=facts.owner_id, review_on=review)
    return queries.get_parking(parking.id)


def _refuse(issue: Issue, facts: Facts, *, after: date, actor: Actor, today: date) -> None:
    _people, circle = queries.people_here(issue.body)
    obstacles = list(
        rules.obstacles_to_parking(
            issue,
            review_on=facts.review_on,
            after=after,
            owner_id=facts.owner_id,
            circle=circle,
        )
    )
    if issue.state is IssueState.PROPOSED:  # who decides on proposals decides this, too
        settings = procedure.rules_on(issue.body, today)
        obstacles += issue_rules.obstacles_to_screening(
            settings,
            issues.releasers(issue.body, settings, today),
            actor_id=actor.person_id,
            is_office=actor is SYSTEM or not OFFICE.isdisjoint(actor.roles_in(issue.body_id)),
            word_of=facts.asked_by_id,
        )
    refuse_if(obstacles)


def _tell(parking: Parking, *, actor: Actor, now: datetime) -> None:
    """Tell who raised it why and until when, and the owner what is expected."""
    issue = parking.issue
    told = below_each_other(_why(parking), letters.on_day(parking))
    tell_author(issue, kind=EventKind.PARKED, reason=told, actor=actor, now=now)
    if parking.owner_id not in {actor.person_id, issue.raised_by_id}:
        letters.tell_owner(parking, actor=actor)
    letters.tell_thinkers(parking, told=told, actor=actor)


@requires(rules.PARK)
def park_item(
    item: AgendaItem,
    *,
    facts: Facts,
    expected_result: str = "",
    actor: Actor,
    now: datetime,
    today: date,
) -> Parking:
    """Set aside what stands behind an item of an agenda; where it has no issue, one is made."""
    refuse_if(rules.obstacles_to_parking_item(item))
    issue = issues.find_issue(item.issue_id) if item.issue_id else None
    if issue is None:
        issue = make_issue(item, expected_result=expected_result, actor=actor, now=now)
    return park(issue, facts=facts, item=item, actor=actor, now=now, today=today)


@requires(rules.AMEND)
def amend(
    parking: Parking, *, values: Mapping[str, Any], seen: int, actor: Actor, today: date
) -> None:
    """Change what was said of a parked issue: its owner may say the next step and another day."""
    refuse_if(rules.obstacles_to_leaving(parking))
    if parking.version != seen:
        raise Overtaken(
            _("Somebody changed this since you opened it. Look again, then save once more."),
            stands=parking,
        )
    changed = {name: value for name, value in values.items() if getattr(parking, name) != value}
    obstacles: list[str] = []
    if "review_on" in changed:
        obstacles += rules.obstacles_to_review_date(changed["review_on"], today)
    if "owner_id" in changed:
        _people, circle = queries.people_here(parking.issue.body)
        obstacles += rules.obstacles_to_owner(changed["owner_id"], circle)
    refuse_if(obstacles)
    for name, value in changed.items():
        setattr(parking, name, value)
    db.session.flush()
    audit.record(actor, "parking.amended", parking, fields=sorted(changed))
    if "owner_id" in changed and parking.owner_id != actor.person_id:
        db.session.expire(parking, ["owner"])
        letters.tell_owner(queries.get_parking(parking.id), actor=actor)


@requires(rules.LEAVE)
def ask_for_ideas(parking: Parking, *, actor: Actor, now: datetime) -> list[Issued]:
    """Ask everybody in the circle for ideas between the meetings; return the links to hand over."""
    refuse_if(rules.obstacles_to_leaving(parking))
    _people, circle = queries.people_here(parking.issue.body)
    asked = people_named(circle - {actor.person_id})
    if not asked:
        raise Refused(_("Nobody else sits in this body, so there is nobody to ask."))
    audit.record(actor, "parking.ideas_asked", parking, people=len(asked))
    return letters.ask_for_ideas(parking, people=asked, actor=actor, now=now)
