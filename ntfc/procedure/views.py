"""The rules of procedure of a body: read back, drafted, put in force."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees import rules as body_rules
from ntfc.committees.models import Body
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _, names_of
from ntfc.permissions import authorize, can
from ntfc.procedure import queries, rules, service
from ntfc.procedure.forms import GROUPS, InForceForm, ProcedureForm, as_typed, choices
from ntfc.procedure.models import Procedure, RulesOfProcedure
from ntfc.procedure.rules import words
from ntfc.procedure.rules.sentences import differences, read_back

bp = Blueprint("procedure", __name__)


@bp.get("/bodies/<int:body_id>/procedure/")
def show(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, body_rules.READ, body)
    today = clock.today(body.time_zone)
    found = queries.version_on(body, today)
    draft = queries.draft_of(body)
    if draft is not None and not can(current_user, rules.VIEW, draft):
        draft = None
    return render(
        "procedure/show.html",
        body=body,
        found=found,
        draft=draft,
        versions=queries.versions(body),
        sentences=read_back(found.procedure if found else Procedure(), queries.names()),
    )


@bp.get("/procedure/<int:rules_id>")
def version(rules_id: int) -> Response:
    found = queries.get_version(rules_id)
    authorize(current_user, rules.VIEW, found)
    return render("procedure/version.html", **_version_context(found, InForceForm()))


def _version_context(found: RulesOfProcedure, form: InForceForm) -> dict[str, Any]:
    names, today = queries.names(), clock.today(found.body.time_zone)
    return {
        "body": found.body,
        "found": found,
        "form": form,
        "sentences": read_back(found.procedure, names),
        "changes": differences(queries.rules_on(found.body, today), found.procedure, names)
        if found.valid_from is None
        else [],
    }


@bp.get("/bodies/<int:body_id>/procedure/draft")
def draft(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.EDIT, body)
    kept = queries.draft_of(body)
    start = kept.procedure if kept else queries.rules_on(body, clock.today(body.time_zone))
    seen = {"seen": kept.version if kept else 0, "terms_id": (kept and kept.terms_id) or 0}
    form = _form(body, None, data=as_typed(start) | seen)
    return _page(body, form)


@bp.post("/bodies/<int:body_id>/procedure/draft")
def save(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.EDIT, body)
    form = _form(body, request.form)
    if not form.validate():
        return _page(body, form, status=422)
    try:
        kept = service.save_draft(
            body,
            procedure=form.procedure,
            terms_id=form.terms_id.data or None,
            seen=int(form.seen.data or 0),
            actor=current_user,
            now=clock.now(),
        )
    except service.Overtaken as overtaken:
        theirs = differences(form.procedure, overtaken.stored, queries.names())
        form.seen.data = form.seen.raw_data = None
        return _page(body, form, status=409, reasons=overtaken.reasons, theirs=theirs)
    except Refused as refusal:
        return _page(body, form, status=422, reasons=refusal.reasons)
    flash(_("The draft is saved. It holds once it is put in force."), "success")
    return done(url_for(".version", rules_id=kept.id))


def _page(body: Body, form: ProcedureForm, *, status: int = 200, **more: Any) -> Response:
    context: dict[str, Any] = {"reasons": (), "theirs": (), **more}
    kept = queries.draft_of(body)
    if form.seen.data is None:
        form.seen.process_data(kept.version if kept else 0)
    return render(
        "procedure/edit.html",
        "procedure/_form.html",
        status=status,
        body=body,
        form=form,
        groups=GROUPS,
        **context,
    )


@bp.post("/procedure/<int:rules_id>/in-force")
def put_in_force(rules_id: int) -> Response:
    found = queries.get_version(rules_id)
    authorize(current_user, rules.ADOPT, found)
    form = InForceForm(request.form)
    if not form.validate():
        return render("procedure/version.html", status=422, **_version_context(found, form))
    service.put_in_force(found, valid_from=form.valid_from.data, actor=current_user)
    when = words.day(form.valid_from.data)
    flash(_("These rules hold from %(day)s.", day=when), "success")
    return done(url_for(".show", body_id=found.body_id))


@bp.post("/procedure/<int:rules_id>/discard")
def discard(rules_id: int) -> Response:
    found = queries.get_version(rules_id)
    authorize(current_user, rules.EDIT, found)
    service.discard_draft(found, actor=current_user)
    flash(_("The draft is dropped."), "success")
    return done(url_for(".show", body_id=found.body_id))


def _offered() -> tuple[str, ...]:
    offered: tuple[str, ...] = current_app.extensions["ntfc.config"].languages
    return offered


def _form(body: Body, typed: Any, data: dict[str, Any] | None = None) -> ProcedureForm:
    """Return the form with the choices of this site: months, sides, kinds, languages, terms."""
    form = ProcedureForm(typed, data=data)
    sides, kinds = queries.sides_and_kinds()
    form.cadence_months.choices = choices((number, words.month(number)) for number in range(1, 13))
    form.chair_sides.choices = choices(sides)
    form.organisation_kinds.choices = choices(kinds)
    form.languages.choices = choices(names_of(_offered()))
    drafts = queries.draft_terms_of(body)
    with_terms = [(number, _("With the draft terms of reference")) for number in drafts]
    form.terms_id.choices = choices([(0, _("Alone, from a day on")), *with_terms])
    return form
