"""The ways out of the parking lot. However an issue leaves, the parking lot notes by which one."""

from datetime import date, datetime

from ntfc import audit
from ntfc.agendas.models import Agenda
from ntfc.agendas.service.building import take
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.issues import queries as issues
from ntfc.issues.models import EventKind, Issue, IssueState
from ntfc.issues.service import handing, merging
from ntfc.issues.service.letters import tell_author
from ntfc.issues.service.moving import carry
from ntfc.issues.service.moving import close as close_issue
from ntfc.mandates.models import Disposition
from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.models import Parking, WayOut
from ntfc.parking_lot.rules.proposals import proposal_of
from ntfc.parking_lot.service import letters
from ntfc.permissions import Actor, requires
from ntfc.procedure.queries import rules_on


@requires(rules.LEAVE)
def put_on(parking: Parking, *, agenda: Agenda, actor: Actor, now: datetime, today: date) -> None:
    """Bring a parked issue back to an agenda."""
    refuse_if(rules.obstacles_to_leaving(parking))
    take(
        agenda,
        proposals=[proposal_of(parking, queries.parked_on(parking))],
        procedure=rules_on(agenda.body, today),
        actor=actor,
        now=now,
    )


@requires(rules.LEAVE)
def take_up(parking: Parking, *, reason: str, actor: Actor, now: datetime) -> None:
    """Bring a parked issue back among those that wait for an agenda."""
    refuse_if(rules.obstacles_to_leaving(parking))
    issue = parking.issue
    carry(issue, IssueState.ACCEPTED, EventKind.RETURNED, actor=actor, now=now, reason=reason)
    tell_author(issue, kind=EventKind.RETURNED, reason=reason, actor=actor, now=now)


@requires(rules.LEAVE)
def hand_over(
    parking: Parking, *, to: Body, reason: str, attempts: str = "", actor: Actor, now: datetime
) -> Issue:
    """Give a parked issue to another body; one above gets the record of what was tried."""
    refuse_if(rules.obstacles_to_leaving(parking))
    issue = issues.get_issue(parking.issue_id)
    return handing.hand_over(
        issue,
        to=to,
        reason=reason,
        attempts=rules.record_of_attempts(queries.attempts_of(issue), attempts),
        actor=actor,
        now=now,
    )


@requires(rules.LEAVE)
def merge(parking: Parking, *, into: Issue, reason: str, actor: Actor, now: datetime) -> None:
    """Have a parked issue go on in another one; both keep their histories."""
    refuse_if(
        [
            *rules.obstacles_to_leaving(parking),
            *rules.obstacles_to_merging(parking.issue, into),
        ]
    )
    merging.merge(parking.issue, into=into, reason=reason, actor=actor, now=now)


@requires(rules.LEAVE)
def close(
    parking: Parking,
    *,
    reason: str,
    disposition: Disposition | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Close a parked issue with a reason that is told to who raised it and to who asked."""
    refuse_if(rules.obstacles_to_leaving(parking))
    close_issue(parking.issue, reason=reason, disposition=disposition, actor=actor, now=now)


@requires(rules.LEAVE)
def note_way_out(parking: Parking, *, way_out: WayOut, actor: Actor, now: datetime) -> None:
    """Note that the issue left the parking lot, by which way, where to, and why."""
    issue = parking.issue
    parking.left_at, parking.left_by_id = now, actor.person_id
    parking.way_out, parking.way_out_reason = way_out, issue.reason
    if way_out is WayOut.HANDED_OVER:
        received = issues.onward_of(issue)[-1]
        parking.to_issue_id = received.id
        if issue.body.path.startswith(received.body.path):
            parking.way_out = WayOut.ESCALATED
    if way_out is WayOut.MERGED:
        into = issues.merged_with(issue)
        parking.to_issue_id = into.id if into is not None else None
    if way_out is WayOut.ONE_CASE:  # of one case no word stays
        parking.reason = parking.next_step = parking.way_out_reason = ""
    db.session.flush()
    audit.record(actor, "parking.left", parking, way_out=parking.way_out.value)
    told = {issue.raised_by_id, actor.person_id}
    if way_out is WayOut.CLOSED and parking.asked_by_id not in told:
        letters.tell_asker(queries.get_parking(parking.id), actor=actor)
