"""Audits by colleagues, authorisations and securities."""

from flask import Response, flash
from flask_login import current_user

from ntfc import clock
from ntfc.forms import options, typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc_client_coordinators import forms, words
from ntfc_client_coordinators.queries import firms
from ntfc_client_coordinators.queries import plans as queries
from ntfc_client_coordinators.rules import access
from ntfc_client_coordinators.service import plans as service
from ntfc_client_coordinators.views.common import ask, bp, crumbs, moment, page_of, seen, today


@bp.route("/firms/<int:firm_id>/audits/new", methods=["GET", "POST"])
def new_audit(firm_id: int) -> Response:
    found = seen(firm_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.AuditForm)
    form.auditor_id.offer(firms.names(found.desk))

    def act() -> str:
        texts = ("scope", "country")
        told = {name: (v or "") if name in texts else v for name, v in form.values.items()}
        service.plan_audit(found, values=told, now=clock.now(), actor=current_user)
        return page_of(found)

    return ask(
        form,
        act,
        _("The audit is planned."),
        title=_("Plan an audit"),
        button=_("Plan it"),
        lead=_("A colleague carries it out, not who answers for the firm."),
        crumbs=crumbs(found),
    )


@bp.route("/audits/<int:audit_id>", methods=["GET", "POST"])
def audit(audit_id: int) -> Response:
    row = queries.get_audit(audit_id)
    authorize(current_user, access.AUDIT, row)
    form = typed(forms.FoundForm, done_on=today())

    def act() -> str:
        told = {"done_on": form.done_on.data, "result": form.result.data}
        service.note_audit(row, **told, **moment())
        return "/"

    return ask(
        form,
        act,
        _("It is written down."),
        title=words.AUDITS[row.kind],
        button=_("Keep"),
        lead=f"{row.firm.name} · {row.scope}" if row.scope else row.firm.name,
    )


@bp.route("/firms/<int:firm_id>/dues/new", methods=["GET", "POST"])
def new_due(firm_id: int) -> Response:
    found = seen(firm_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.DueForm)
    form.evaluated_by_id.choices = options([("", _("None")), *firms.names(found.desk)])

    def act() -> str:
        told = {name: (v or "") if name == "amount" else v for name, v in form.values.items()}
        service.add_due(found, values=told, now=clock.now(), actor=current_user)
        return page_of(found)

    return ask(
        form,
        act,
        _("It is kept."),
        title=_("Authorisation or security"),
        button=_("Keep"),
        crumbs=crumbs(found),
    )


@bp.route("/dues/<int:due_id>/evaluate", methods=["GET", "POST"])
def evaluate(due_id: int) -> Response:
    row = queries.get_due(due_id)
    authorize(current_user, access.EVALUATE, row)
    form = typed(forms.CheckForm)

    def act() -> str:
        agrees = form.agrees.data == "yes"
        service.evaluate(row, agrees=agrees, text=form.text.data, **moment())
        return "/"

    return ask(
        form,
        act,
        _("It is written down."),
        title=_("Look at it as a colleague"),
        button=_("Keep"),
        lead=f"{row.firm.name} · {row.name}",
    )


@bp.post("/dues/<int:due_id>/end")
def end_due(due_id: int) -> Response:
    row = queries.get_due(due_id)
    found = seen(row.firm_id)
    authorize(current_user, access.CARE, found)
    service.end_due(row, today=today(), now=clock.now(), actor=current_user)
    flash(_("It is kept."), "success")
    return done(page_of(found))
