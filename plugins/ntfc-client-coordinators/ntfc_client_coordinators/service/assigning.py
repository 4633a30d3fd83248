"""Who answers for a firm: planned, learning, active, handing over; never a gap."""

from collections.abc import Iterator
from datetime import date, datetime

from ntfc.audit import record
from ntfc.db import db, one_at_a_time
from ntfc.errors import FieldRefused, Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_client_coordinators.models import Assignment, Declared, Firm, Handover
from ntfc_client_coordinators.models.firms import plain
from ntfc_client_coordinators.queries import cases, log, workload
from ntfc_client_coordinators.queries import firms as queries
from ntfc_client_coordinators.rules import access, assigning, portfolio
from ntfc_client_coordinators.rules.assigning import Assigned, Reason, State
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.posts import Post
from ntfc_client_coordinators.service.log import write_down

S = State


@requires(access.LEAD)
def assign(
    firm: Firm,
    *,
    person_id: int,
    substitute_id: int,
    share: int,
    is_exclusive: bool,
    now: datetime,
    today: date,
    actor: Actor,
) -> Assignment:
    """Plan somebody for a firm, with a share of the working time and a substitute."""
    if firm.left_on is not None:
        raise Refused(_("The firm left the service."))
    coordinators = {one.person_id for one in queries.officers(firm.desk, Post.COORDINATOR)}
    if person_id not in coordinators:
        raise FieldRefused("person_id", _("Only a coordinator of the service answers for a firm."))
    _refuse_substitute(person_id, substitute_id, coordinators)
    one_at_a_time(f"who answers for firm {firm.id}")
    if any(
        one.person_id == person_id or one.state in assigning.WAITS for one in queries.live(firm.id)
    ):
        raise FieldRefused("person_id", _("Somebody is planned for this firm already."))
    _refuse_share(person_id, share, is_exclusive=is_exclusive)
    made = Assignment(
        person_id=person_id,
        substitute_id=substitute_id,
        share=share,
        is_exclusive=is_exclusive,
        state=S.PLANNED,
        planned_on=today,
    )
    firm.assignments.append(made)
    db.session.flush()
    written(made, None, now, actor)
    return made


def _refuse_substitute(person_id: int, substitute_id: int, coordinators: set[int]) -> None:
    for sentence in assigning.substitute_faults(person_id, substitute_id):
        raise FieldRefused("substitute_id", sentence)
    if substitute_id not in coordinators:
        raise FieldRefused("substitute_id", _("Only a coordinator of the service stands in."))


def _refuse_share(
    person_id: int, share: int, *, is_exclusive: bool, without: int | None = None
) -> None:
    """Refuse more than the working time, also where two firms are given at one moment."""
    one_at_a_time(f"working time of {person_id}")
    load = workload.load_of(person_id, without=without)
    for sentence in portfolio.share_faults(load, share, is_exclusive=is_exclusive):
        raise FieldRefused("share", sentence)


@requires(access.DECLARE)
def declare(
    assignment: Assignment, *, has_shares: bool, note: str, now: datetime, today: date, actor: Actor
) -> None:
    """Declare whether one has shares in the firm or its group; asked for every year (C1)."""
    told = {"on": today, "has_shares": has_shares, "note": note}
    db.session.add(Declared(assignment_id=assignment.id, person_id=actor.person_id, **told))
    if actor.person_id == assignment.person_id:
        assignment.declared_on, assignment.has_shares = today, has_shares
    else:
        assignment.substitute_declared_on = today
        assignment.substitute_has_shares = has_shares
    write_down(
        assignment.firm,
        Kind.STEP,
        now=now,
        actor=actor,
        about="declaration",
        shares=has_shares,
        to="declared",
    )
    record(actor, "client_coordinators.declared", assignment.firm, has_shares=has_shares)


def judged(one: Assignment) -> Assigned:
    """Return an assignment as rules know it."""
    return plain(one, accepted=access.has_accepted(one.person_id, one.firm.desk))


@requires(access.LEAD)
def take(
    assignment: Assignment,
    *,
    to: State,
    reason: Reason | None,
    now: datetime,
    today: date,
    actor: Actor,
) -> None:
    """Take a step, if nothing stands against it."""
    refuse_if(assigning.faults(judged(assignment), to, today))
    start = assignment.state
    if to is S.ENDED and start in assigning.ANSWERS:
        refuse_if(_unheard(assignment.firm_id))
    if to is S.HANDOVER:
        if reason is None:
            raise FieldRefused("reason", _("Say why the firm gets somebody else."))
        _begin_handover(assignment, today)
    if to in (S.ACTIVE, S.ENDED):
        _call_off(assignment, now, today, actor)
    if to is S.ACTIVE and start is S.PLANNED:
        activate(assignment, today)
    assignment.state = to
    assignment.reason = reason or assignment.reason
    if to is S.ENDED:
        assignment.ended_on = today
    db.session.flush()
    written(assignment, start, now, actor)


def _unheard(firm_id: int) -> Iterator[str]:
    """Say of which cases the firm has not heard: nobody could tell it any more."""
    numbers = cases.unheard_of(firm_id)
    if numbers:
        yield _(
            "The firm has not heard yet of these cases: %(numbers)s.",
            numbers=", ".join(map(str, numbers)),
        )


def _call_off(assignment: Assignment, now: datetime, today: date, actor: Actor) -> None:
    """End a handover that does not come about; the firm stays with whom it has."""
    for one in queries.handovers(assignment.firm_id):
        one.called_off_on = today
        if one.to_id == assignment.id:
            one.leaving.state = S.ACTIVE
            written(one.leaving, S.HANDOVER, now, actor)


def _begin_handover(leaving: Assignment, today: date) -> None:
    coming = next(one for one in leaving.firm.assignments if one.state in assigning.WAITS)
    db.session.add(Handover(from_id=leaving.id, to_id=coming.id, begun_on=today))


def activate(one: Assignment, today: date) -> None:
    """Let somebody answer from today on: when others follow and when one talks counts from it."""
    one.began_on = today
    one.rotation_on = portfolio.rotation_due(today, one.firm.desk.limits)
    if one.firm.talk_due is None:
        one.firm.talk_due = portfolio.talk_due(today, one.firm.cadence_months)


def written(one: Assignment, start: State | None, now: datetime, actor: Actor) -> None:
    """Write down which step was taken."""
    write_down(
        one.firm,
        Kind.STEP,
        now=now,
        actor=actor,
        about=f"assignment:{one.id}",
        start=start.value if start else "",
        to=one.state.value,
    )
    record(actor, "client_coordinators.assigned", one.firm, to=one.state.value)


@requires(access.LEAD)
def rearrange(
    assignment: Assignment,
    *,
    substitute_id: int,
    share: int,
    is_exclusive: bool,
    now: datetime,
    actor: Actor,
) -> None:
    """Change who stands in and how much time is given."""
    firm, who = assignment.firm, assignment.person_id
    coordinators = {one.person_id for one in queries.officers(firm.desk, Post.COORDINATOR)}
    _refuse_substitute(who, substitute_id, coordinators)
    _refuse_share(who, share, is_exclusive=is_exclusive, without=assignment.id)
    if substitute_id != assignment.substitute_id:
        last = log.last_declared(assignment.id, substitute_id)
        assignment.substitute_declared_on = last.on if last else None
        assignment.substitute_has_shares = last.has_shares if last else None
    assignment.substitute_id, assignment.share = substitute_id, share
    assignment.is_exclusive = is_exclusive
    write_down(
        firm,
        Kind.STEP,
        now=now,
        actor=actor,
        about=f"assignment:{assignment.id}",
        substitute=substitute_id,
        share=share,
        to="rearranged",
    )
    record(actor, "client_coordinators.rearranged", firm)
