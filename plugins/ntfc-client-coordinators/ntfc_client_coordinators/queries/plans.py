"""Plans with their risks and controls, audits, and what runs out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from ntfc.db import db
from ntfc.people.models import Person
from ntfc_client_coordinators.models import Audit, Control, Due, Entry, Firm, Plan, Risk
from ntfc_client_coordinators.rules.plans import Paper, State

MOST = 50
WRITING = frozenset({"plan_begun", "plan_written"})  # lines of the log


def get_plan(plan_id: int) -> Plan:
    found: Plan = db.one_or_404(select(Plan).where(Plan.id == plan_id))
    return found


def get_risk(risk_id: int) -> Risk:
    found: Risk = db.one_or_404(select(Risk).where(Risk.id == risk_id))
    return found


def get_control(control_id: int) -> Control:
    found: Control = db.one_or_404(select(Control).where(Control.id == control_id))
    return found


def carried_out(plan: Plan) -> dict[str, tuple[int, datetime]]:
    """Return how often each control was carried out, in whichever version, and when last."""
    keys = [one.key for one in plan.controls]
    query = select(Entry.about, func.count(), func.max(Entry.at)).where(Entry.about.in_(keys))
    query = query.where(Entry.firm_id == plan.firm_id).group_by(Entry.about)
    return {about: (times, last) for about, times, last in db.session.execute(query)}


def get_audit(audit_id: int) -> Audit:
    found: Audit = db.one_or_404(select(Audit).where(Audit.id == audit_id))
    return found


def get_due(due_id: int) -> Due:
    found: Due = db.one_or_404(select(Due).where(Due.id == due_id))
    return found


def versions(firm_id: int) -> Sequence[Any]:
    """Return the versions of a firm's plan as rows, the newest first."""
    columns = (Plan.id, Plan.number, Plan.state, Plan.decided_on, Plan.cycle)
    query = select(*columns).where(Plan.firm_id == firm_id).order_by(Plan.number.desc())
    return db.session.execute(query.limit(MOST)).all()


def newest(firm_id: int) -> Plan | None:
    query = select(Plan).where(Plan.firm_id == firm_id).order_by(Plan.number.desc())
    return db.session.scalar(query.limit(1))


def writers(plan: Plan) -> set[int | None]:
    """Return who wrote on a plan, as the log has it."""
    lines = db.session.execute(select(Entry.by_id, Entry.details).where(Entry.about == plan.key))
    return {plan.written_by_id, *(one.by_id for one in lines if one.details.get("to") in WRITING)}


def in_force(firm_id: int) -> Sequence[Plan]:
    return db.session.scalars(
        select(Plan).where(Plan.firm_id == firm_id, Plan.state == State.DECIDED)
    ).all()


def audits(firm_id: int) -> Sequence[Any]:
    """Return the audits of a firm as rows, the newest first."""
    columns = (Audit.kind, Audit.scope, Audit.country, Audit.planned_on, Audit.done_on)
    query = select(*columns, Audit.result, Person.name.label("auditor"))
    query = query.join(Person, Audit.auditor_id == Person.id).where(Audit.firm_id == firm_id)
    return db.session.execute(query.order_by(Audit.planned_on.desc(), Audit.id).limit(MOST)).all()


def dues(firm_id: int) -> Sequence[Any]:
    """Return what holds as rows; what runs out first stands first."""
    query = select(Due.id, Due.kind, Due.name, Due.amount, Due.until, Due.confirmed_on)
    query = query.where(Due.firm_id == firm_id, Due.ended_on.is_(None))
    return db.session.execute(query.order_by(Due.until.is_(None), Due.until, Due.id)).all()


def to_decide() -> Sequence[Any]:
    """Return plans that wait for the manager."""
    query = select(Plan.id, Plan.begun_on, Firm.name).join(Firm, Plan.firm_id == Firm.id)
    return db.session.execute(query.where(Plan.state == State.HANDED_IN).limit(MOST)).all()


def to_evaluate(person_id: int) -> Sequence[Any]:
    """Return authorisations that somebody is to evaluate."""
    query = (
        select(Due.id, Due.name, Firm.name.label("firm"))
        .join(Firm, Due.firm_id == Firm.id)
        .where(
            Due.evaluated_by_id == person_id,
            Due.kind == Paper.AUTHORISATION,
            Due.confirmed_on.is_(None),
            Due.ended_on.is_(None),
        )
    )
    return db.session.execute(query.order_by(Due.id).limit(MOST)).all()


def to_audit(person_id: int, until: date) -> Sequence[Any]:
    """Return audits that somebody is to carry out soon."""
    query = (
        select(Audit.id, Audit.planned_on, Firm.name)
        .join(Firm, Audit.firm_id == Firm.id)
        .where(Audit.auditor_id == person_id, Audit.done_on.is_(None), Audit.planned_on <= until)
    )
    return db.session.execute(query.order_by(Audit.planned_on).limit(MOST)).all()


def next_number(firm_id: int) -> int:
    return (
        db.session.scalar(select(func.max(Plan.number)).where(Plan.firm_id == firm_id)) or 0
    ) + 1
