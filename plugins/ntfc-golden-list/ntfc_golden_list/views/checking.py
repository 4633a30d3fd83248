"""What customs does with a file: vetting, visits, findings, controls."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import options, typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc_golden_list import forms, questions
from ntfc_golden_list.models import Criterion, File
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.queries import people, registers
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules.judging import Proof, proven
from ntfc_golden_list.rules.programme import reading_of
from ntfc_golden_list.service import judging as service
from ntfc_golden_list.views.common import ask, bp, crumbs, for_customs, page_of, seen, today

RESULTS = {"clear": True, "doubt": False}


@bp.route("/files/<int:file_id>/checks", methods=["GET", "POST"])
def checks(file_id: int) -> Response:
    found = seen(file_id)
    authorize(current_user, access.VET, found)
    form = typed(forms.CheckForm)

    def act() -> str:
        service.check(
            found,
            source=form.source.data,
            is_clear=RESULTS.get(form.result.data),
            note=form.note.data or "",
            now=clock.now(),
            actor=current_user,
        )
        return url_for("golden_list.checks", file_id=found.id)

    rows = queries.checks(found.id)
    return ask(
        form,
        act,
        _("The check is noted."),
        template="golden_list/checks.html",
        file=found,
        rows=rows,
        names=people.names({n for row in rows for n in (row.reviewer_id, row.second_id)}),
        crumbs=crumbs(found.programme, found),
    )


@bp.route("/checks/<int:check_id>", methods=["GET", "POST"])
def check(check_id: int) -> Response:
    row = queries.get_check(check_id)
    found = seen(row.file_id)
    authorize(current_user, access.VET, found)
    form = typed(forms.ResultForm, note=row.note)

    def act() -> str:
        service.settle(
            found,
            row=row,
            is_clear=RESULTS.get(form.result.data),
            note=form.note.data or "",
            now=clock.now(),
            actor=current_user,
        )
        return url_for("golden_list.checks", file_id=found.id)

    return ask(
        form,
        act,
        _("The check is noted."),
        title=row.source,
        crumbs=[
            *crumbs(found.programme, found),
            (_("Vetting"), url_for("golden_list.checks", file_id=found.id)),
        ],
        button=_("Keep"),
    )


@bp.post("/checks/<int:check_id>/second")
def second(check_id: int) -> Response:
    row = queries.get_check(check_id)
    found = seen(row.file_id)
    authorize(current_user, access.VET, found)
    service.second(found, row=row, actor=current_user)
    flash(_("You have looked at the check as the second officer."), "success")
    return done(url_for(".checks", file_id=found.id))


@bp.route("/files/<int:file_id>/sites", methods=["GET", "POST"])
def sites(file_id: int) -> Response:
    found = seen(file_id)
    authorize(current_user, access.SPEAK, found)
    form = typed(forms.SiteForm)

    def act() -> str:
        service.add_site(found, name=form.name.data, actor=current_user)
        return page_of(found)

    return ask(
        form,
        act,
        _("The premises are named."),
        title=_("Premises of the firm"),
        crumbs=crumbs(found.programme, found),
        button=_("Add"),
    )


@bp.post("/files/<int:file_id>/sites/<int:site_id>/remove")
def remove_site(file_id: int, site_id: int) -> Response:
    found = seen(file_id)
    authorize(current_user, access.SPEAK, found)
    site = queries.get_site(site_id, found.firm_id)
    service.remove_site(found, site=site, actor=current_user)
    flash(_("The premises are taken off."), "success")
    return done(page_of(found))


@bp.route("/files/<int:file_id>/visits/new", methods=["GET", "POST"])
def plan(file_id: int) -> Response:
    found = seen(file_id)
    authorize(current_user, access.VISIT, found)
    form = typed(forms.PlanForm)
    form.sites.choices = options((site.id, site.name) for site in queries.sites(found.firm_id))

    def act() -> str:
        service.plan(
            found,
            sites=form.sites.data,
            reason=form.reason.data or "",
            scope=form.scope.data or "",
            on=form.on.data,
            actor=current_user,
        )
        return page_of(found)

    return ask(
        form,
        act,
        _("The visit is planned."),
        title=_("Plan a visit"),
        crumbs=crumbs(found.programme, found),
        button=_("Plan it"),
        lead=_("Not all premises must be seen; say why those you choose stand for all."),
    )


def _proven(file_id: int) -> set[int]:
    """Return the requirements that a paper proves which exists already and still holds."""
    proofs = [
        Proof(one.criterion_id, one.valid_until)
        for one in queries.papers(file_id, of_visits=False)
        if one.criterion_id is not None and one.valid_until is not None
    ]
    return proven(proofs, today())


def _readings(found: File, asked: Sequence[Criterion]) -> dict[str, str]:
    """Return how the central unit reads each requirement today, if it said so."""
    rulings = registers.rulings(found.programme_id)
    held = {one.code: reading_of(one.code, rulings, today()) for one in asked}
    return {code: ruling.text if ruling else "" for code, ruling in held.items()}


@bp.route("/visits/<int:visit_id>", methods=["GET", "POST"])
def visit(visit_id: int) -> Response:
    row = queries.get_visit(visit_id)
    found = seen(row.file_id)
    authorize(current_user, access.VISIT, found)
    asked = queries.questions(found)
    values: dict[str, Any] = {"made_on": row.made_on or today(), "people_met": row.people_met}
    for key, one in row.standing.items():
        values |= {f"r{key}": one.result, f"n{key}": one.note, f"d{key}": one.due_on}
    form, said = typed(questions.findings_form(asked), **values), queries.answers(found.id)

    def act() -> str:
        service.note_visit(
            found,
            visit=row,
            made_on=form.made_on.data,
            people_met=form.people_met.data or "",
            found=questions.findings_in(form, asked),
            now=clock.now(),
            actor=current_user,
        )
        return page_of(found)

    return ask(
        form,
        act,
        _("The visit is noted."),
        template="golden_list/asked.html",
        first=("made_on", "people_met"),
        proven=_proven(found.id),
        readings=_readings(found, asked),
        asked=[
            (one, said.get(one.id), [f"r{one.id}", f"n{one.id}", f"d{one.id}"]) for one in asked
        ],
        title=_("What was found"),
        crumbs=crumbs(found.programme, found),
        button=_("Keep"),
    )


@bp.route("/files/<int:file_id>/controls", methods=["GET", "POST"])
def controls(file_id: int) -> Response:
    found = seen(file_id)
    for_customs(found)
    form = typed(forms.ControlForm)

    def act() -> str:
        service.add_control(
            found,
            what=form.what.data,
            how_often=form.how_often.data or "",
            by_whom=form.by_whom.data or "",
            actor=current_user,
        )
        return url_for(".controls", file_id=found.id)

    return ask(
        form,
        act,
        _("The control is noted."),
        template="golden_list/controls.html",
        rows=queries.controls(found.id),
        title=_("Control programme"),
        crumbs=crumbs(found.programme, found),
        button=_("Add"),
        lead=_("Trusted firms are still controlled: say how."),
    )


@bp.post("/controls/<int:control_id>/end")
def end_control(control_id: int) -> Response:
    row = queries.get_control(control_id)
    found = seen(row.file_id)
    for_customs(found)
    service.end_control(found, control=row, on=today(), actor=current_user)
    flash(_("The control has ended."), "success")
    return done(url_for(".controls", file_id=found.id))
