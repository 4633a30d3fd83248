"""Plans by versions, audits by colleagues, and what runs out."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ntfc.audit import record
from ntfc.db import db, one_at_a_time
from ntfc.errors import FieldRefused, Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_client_coordinators.models import Audit, Control, Desk, Due, Firm, Plan, Risk
from ntfc_client_coordinators.queries import firms
from ntfc_client_coordinators.queries import plans as queries
from ntfc_client_coordinators.rules import access, integrity, plans
from ntfc_client_coordinators.rules.integrity import Checked
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.plans import Paper, State
from ntfc_client_coordinators.rules.posts import Post
from ntfc_client_coordinators.service.cases import answering
from ntfc_client_coordinators.service.log import write_down

OF_RISK = ("area", "what", "level", "measures", "remaining", "is_covered", "reason")
OF_CONTROL = ("kind", "what", "how_often", "by_whom")


@requires(access.CARE)
def begin(firm: Firm, *, now: datetime, today: date, actor: Actor) -> Plan:
    """Begin the next version, with what the last one had."""
    last = queries.newest(firm.id)
    if last is not None and last.state in (State.DRAFT, State.HANDED_IN):
        raise Refused(_("A version is being written already."))
    plan = Plan(
        firm=firm,
        number=queries.next_number(firm.id),
        begun_on=today,
        written_by_id=actor.person_id,
    )
    db.session.add(plan)
    if last is not None:
        plan.cycle, plan.reasons = last.cycle, last.reasons
        _copy(last, plan)
    _logged(plan, "plan_begun", now, actor)
    return plan


def _copy(last: Plan, plan: Plan) -> None:
    copies = {}
    for risk in last.risks:
        copies[risk.id] = Risk(**{name: getattr(risk, name) for name in OF_RISK})
        plan.risks.append(copies[risk.id])
    db.session.flush()
    for control in last.controls:
        copy = Control(**{name: getattr(control, name) for name in OF_CONTROL})
        copy.risk_id = copies[control.risk_id].id if control.risk_id in copies else None
        copy.first_id = control.first_id or control.id
        plan.controls.append(copy)


def _open(plan: Plan) -> None:
    """Refuse to change what was handed in, also at this very moment by somebody else."""
    one_at_a_time(f"treatment plan {plan.id}")
    db.session.refresh(plan, ["state"])
    if plan.state is not State.DRAFT:
        raise Refused(_("This version stays as it is. Begin a new one."))


@requires(access.CARE)
def write(plan: Plan, *, values: Mapping[str, Any], now: datetime, actor: Actor) -> None:
    """Write why controls are chosen as they are, and where in the cycle one is."""
    _open(plan)
    for name, value in values.items():
        setattr(plan, name, value)
    plan.written_by_id = actor.person_id
    _logged(plan, "plan_written", now, actor, str(plan.reasons))


@requires(access.CARE)
def keep_risk(
    plan: Plan, *, values: Mapping[str, Any], risk: Risk | None = None, now: datetime, actor: Actor
) -> None:
    """Add a line to the risk map, or change one."""
    _open(plan)
    if not values["is_covered"] and not str(values["reason"]).strip():
        raise FieldRefused("reason", _("Say why this risk is left uncovered."))
    if risk is None:
        risk = Risk(**values)
        plan.risks.append(risk)
    for name, value in values.items():
        setattr(risk, name, value)
    _logged(plan, "plan_written", now, actor, str(risk.what))


@requires(access.CARE)
def add_control(plan: Plan, *, values: Mapping[str, Any], now: datetime, actor: Actor) -> None:
    """Add a line to the control programme."""
    _open(plan)
    plan.controls.append(Control(**values))
    _logged(plan, "plan_written", now, actor, str(values["what"]))


@requires(access.CARE)
def drop_control(plan: Plan, *, control: Control, now: datetime, actor: Actor) -> None:
    """Take a line out of the control programme of a draft."""
    _open(plan)
    what = str(control.what)
    plan.controls.remove(control)
    db.session.delete(control)
    _logged(plan, "plan_written", now, actor, what)


@requires(access.CARE)
def carry_out(plan: Plan, *, control: Control, now: datetime, actor: Actor) -> None:
    """Note that a control of the plan in force was carried out; many are, day by day."""
    if plan.state is not State.DECIDED:
        raise Refused(_("Only a control of the plan in force is carried out."))
    firm, what = plan.firm, str(control.what)
    write_down(
        firm, Kind.PLAN, now=now, actor=actor, text=what, about=control.key, to="carried_out"
    )
    record(actor, "client_coordinators.carried_out", firm, control=control.id)


def _logged(plan: Plan, done: str, now: datetime, actor: Actor, text: str = "") -> None:
    """Write down who wrote on a plan: whoever did so does not decide on it."""
    db.session.flush()
    write_down(plan.firm, Kind.PLAN, now=now, actor=actor, text=text, about=plan.key, to=done)
    record(actor, f"client_coordinators.{done}", plan.firm, number=plan.number)


@requires(access.CARE)
def hand_in(plan: Plan, *, now: datetime, actor: Actor) -> None:
    """Give a plan to the team manager, once it says of each risk what is done."""
    _open(plan)
    refuse_if(plans.plan_faults(plan.judged()))
    plan.state = State.HANDED_IN
    _written(plan, now, actor)


@requires(access.LEAD)
def decide(
    _desk: Desk, *, plan: Plan, agrees: bool, text: str, now: datetime, today: date, actor: Actor
) -> None:
    """Decide on a plan, or give it back; what it leaves uncovered is decided with it."""
    writers, of_firm = queries.writers(plan), answering(plan.firm)
    refuse_if(
        plans.deciding_faults(plan.state, actor.person_id, writers=writers, answering=of_firm)
    )
    if agrees:
        for old in queries.in_force(plan.firm_id):
            old.state = State.REPLACED
        plan.state, plan.decided_by_id, plan.decided_on = State.DECIDED, actor.person_id, today
    else:
        plan.state = State.DRAFT
    _written(plan, now, actor, text)


def _written(plan: Plan, now: datetime, actor: Actor, text: str = "") -> None:
    db.session.flush()
    to = plan.state.value
    write_down(plan.firm, Kind.PLAN, now=now, actor=actor, text=text, about=plan.key, to=to)
    record(actor, "client_coordinators.plan_moved", plan.firm, number=plan.number, to=to)


@requires(access.CARE)
def plan_audit(firm: Firm, *, values: Mapping[str, Any], now: datetime, actor: Actor) -> Audit:
    """Plan an audit by a colleague (C3)."""
    for sentence in integrity.colleague_faults(
        Checked.AUDIT, values["auditor_id"], answering(firm)
    ):
        raise FieldRefused("auditor_id", sentence)
    if values["auditor_id"] not in {one.person_id for one in firms.officers(firm.desk)}:
        raise FieldRefused("auditor_id", _("Only who has a post here can look at it."))
    audit = Audit(firm=firm, **values)
    db.session.add(audit)
    db.session.flush()
    write_down(firm, Kind.AUDIT, now=now, actor=actor, about=f"audit:{audit.id}", text=audit.scope)
    record(actor, "client_coordinators.audit_planned", firm)
    return audit


@requires(access.AUDIT)
def note_audit(
    audit: Audit, *, done_on: date, result: str, now: datetime, today: date, actor: Actor
) -> None:
    """Write down what an audit found; who answers for the firm by then audits no more (C3)."""
    refuse_if(integrity.colleague_faults(Checked.AUDIT, actor.person_id, answering(audit.firm)))
    if audit.done_on is not None:
        raise Refused(_("What was found is written down already, and stays."))
    if done_on > today:
        raise FieldRefused("done_on", _("This day is still to come."))
    audit.done_on, audit.result = done_on, result
    about = f"audit:{audit.id}"
    write_down(audit.firm, Kind.AUDIT, now=now, actor=actor, about=about, text=result)
    record(actor, "client_coordinators.audited", audit.firm)


@requires(access.CARE)
def add_due(firm: Firm, *, values: Mapping[str, Any], now: datetime, actor: Actor) -> None:
    """Note an authorisation or security; a new authorisation was evaluated by a colleague (C5)."""
    if values["kind"] is Paper.AUTHORISATION:
        for sentence in integrity.colleague_faults(
            Checked.AUTHORISATION, values["evaluated_by_id"], (*answering(firm), actor.person_id)
        ):
            raise FieldRefused("evaluated_by_id", sentence)
        sections = {one.person_id for one in firms.officers(firm.desk, Post.SECTION)}
        if not firm.desk.grants and values["evaluated_by_id"] not in sections:
            raise FieldRefused(
                "evaluated_by_id", _("Here a section of the back office grants authorisations.")
            )
    db.session.add(Due(firm=firm, **values))
    db.session.flush()
    write_down(firm, Kind.PAPER, now=now, actor=actor, text=values["name"])
    record(actor, "client_coordinators.due_noted", firm)


@requires(access.EVALUATE)
def evaluate(
    due: Due, *, agrees: bool, text: str, now: datetime, today: date, actor: Actor
) -> None:
    """Say as a colleague what one found: an authorisation counts once this person agrees (C5)."""
    what = Checked.AUTHORISATION
    refuse_if(integrity.colleague_faults(what, actor.person_id, answering(due.firm)))
    if due.confirmed_on is not None or due.ended_on is not None:
        raise Refused(_("What was found is written down already, and stays."))
    if agrees:
        due.confirmed_on = today
    else:
        due.ended_on = today
    about = f"due:{due.id}"
    write_down(due.firm, Kind.CHECKED, now=now, actor=actor, text=text, about=about, agrees=agrees)
    record(actor, "client_coordinators.due_evaluated", due.firm, agrees=agrees)


@requires(access.CARE)
def end_due(due: Due, *, today: date, now: datetime, actor: Actor) -> None:
    """Note that an authorisation or a security is over."""
    due.ended_on = today
    write_down(due.firm, Kind.PAPER, now=now, actor=actor, text=due.name, to="ended")
    record(actor, "client_coordinators.due_ended", due.firm)
