"""The treatment plan of a firm, with its risk map and control programme, by versions."""

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import options, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc_client_coordinators import forms
from ntfc_client_coordinators.models import Plan, Risk
from ntfc_client_coordinators.queries import plans as queries
from ntfc_client_coordinators.rules import access, plans
from ntfc_client_coordinators.rules.plans import State
from ntfc_client_coordinators.rules.portfolio import Level
from ntfc_client_coordinators.service import plans as service
from ntfc_client_coordinators.views.common import (
    ask,
    bp,
    moment,
    page_of,
    refuse_overtaken,
    seen,
)


def _plan(plan_id: int) -> Plan:
    found = queries.get_plan(plan_id)
    authorize(current_user, access.READ, found)
    return found


def _page(found: Plan) -> str:
    return url_for("client_coordinators.plan", plan_id=found.id)


def _way(found: Plan) -> list[tuple[str, str]]:
    return [
        (found.firm.name, page_of(found.firm)),
        (_("Treatment plan, version %(number)s", number=found.number), _page(found)),
    ]


@bp.post("/firms/<int:firm_id>/plans/new")
def new_plan(firm_id: int) -> Response:
    firm = seen(firm_id)
    authorize(current_user, access.CARE, firm)
    return done(_page(service.begin(firm, **moment())))


@bp.get("/plans/<int:plan_id>")
def plan(plan_id: int) -> Response:
    found = _plan(plan_id)
    risks = found.judged()
    return render(
        "client_coordinators/plan.html",
        plan=found,
        is_draft=found.state is State.DRAFT,
        is_handed_in=found.state is State.HANDED_IN,
        faults=[*plans.plan_faults(risks)] if found.state is State.DRAFT else [],
        uncovered=plans.uncovered_high(risks),
        is_in_force=found.state is State.DECIDED,
        carried_out=queries.carried_out(found),
        risk_of={one.id: one.what for one in found.risks},
        crumbs=_way(found)[:1],
    )


@bp.route("/plans/<int:plan_id>/edit", methods=["GET", "POST"])
def edit_plan(plan_id: int) -> Response:
    found = _plan(plan_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.PlanForm, cycle=found.cycle, reasons=found.reasons)

    def act() -> str:
        refuse_overtaken(form, found)
        told = {"cycle": form.cycle.data, "reasons": form.reasons.data or ""}
        service.write(found, values=told, now=clock.now(), actor=current_user)
        return _page(found)

    return ask(
        form,
        act,
        _("It is kept."),
        title=_("Treatment plan"),
        button=_("Keep"),
        crumbs=_way(found),
    )


@bp.route("/plans/<int:plan_id>/risks/new", methods=["GET", "POST"])
def new_risk(plan_id: int) -> Response:
    found = _plan(plan_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.RiskForm, level=Level.MEDIUM, remaining=Level.MEDIUM, is_covered=True)
    return _ask_risk(found, form, None)


@bp.route("/risks/<int:risk_id>", methods=["GET", "POST"])
def risk(risk_id: int) -> Response:
    row = queries.get_risk(risk_id)
    found = _plan(row.plan_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.EditRiskForm, **{name: getattr(row, name) for name in service.OF_RISK})
    return _ask_risk(found, form, row)


def _ask_risk(found: Plan, form: forms.RiskForm, row: Risk | None) -> Response:
    def act() -> str:
        if row is not None:
            refuse_overtaken(form, row)
        told = {name: form[name].data for name in service.OF_RISK}
        told |= {name: told[name] or "" for name in ("measures", "reason")}
        service.keep_risk(found, values=told, risk=row, now=clock.now(), actor=current_user)
        return _page(found)

    return ask(form, act, _("It is kept."), title=_("Risk"), button=_("Keep"), crumbs=_way(found))


@bp.route("/plans/<int:plan_id>/controls/new", methods=["GET", "POST"])
def new_control(plan_id: int) -> Response:
    found = _plan(plan_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.ControlForm)
    form.risk_id.choices = options([("", _("None")), *((r.id, r.what) for r in found.risks)])

    def act() -> str:
        texts = ("how_often", "by_whom")
        told = {name: (v or "") if name in texts else v for name, v in form.values.items()}
        service.add_control(found, values=told, now=clock.now(), actor=current_user)
        return _page(found)

    return ask(
        form, act, _("It is kept."), title=_("Control"), button=_("Keep"), crumbs=_way(found)
    )


@bp.post("/controls/<int:control_id>/drop")
def drop_control(control_id: int) -> Response:
    row = queries.get_control(control_id)
    found = _plan(row.plan_id)
    authorize(current_user, access.CARE, found)
    service.drop_control(found, control=row, now=clock.now(), actor=current_user)
    flash(_("The control is taken out."), "success")
    return done(_page(found))


@bp.post("/controls/<int:control_id>/carried-out")
def carry_out(control_id: int) -> Response:
    row = queries.get_control(control_id)
    found = _plan(row.plan_id)
    authorize(current_user, access.CARE, found)
    service.carry_out(found, control=row, now=clock.now(), actor=current_user)
    flash(_("It is noted that the control was carried out today."), "success")
    return done(_page(found))


@bp.post("/plans/<int:plan_id>/hand-in")
def hand_in(plan_id: int) -> Response:
    found = _plan(plan_id)
    authorize(current_user, access.CARE, found)
    service.hand_in(found, now=clock.now(), actor=current_user)
    flash(_("The team manager decides on it."), "success")
    return done(_page(found))


@bp.route("/plans/<int:plan_id>/decide", methods=["GET", "POST"])
def decide(plan_id: int) -> Response:
    found = _plan(plan_id)
    authorize(current_user, access.LEAD, found.firm.desk)
    form = typed(forms.DecideForm)

    def act() -> str:
        told = {"agrees": form.agrees.data == "yes", "text": form.text.data or ""}
        service.decide(found.firm.desk, plan=found, **told, **moment())
        return _page(found)

    return ask(
        form,
        act,
        _("It is decided."),
        title=_("Decide on the plan"),
        button=_("Decide"),
        crumbs=_way(found),
    )
