"""Terms of reference: read, compared, printed, drafted, adopted."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees import rules as body_rules
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.mandates import queries, rules, service
from ntfc.mandates.forms import (
    SECTION_FORMS,
    AdoptionForm,
    MatterForm,
    SectionForm,
    choices,
)
from ntfc.mandates.models import TermsOfReference
from ntfc.mandates.rules import sections
from ntfc.permissions import authorize
from ntfc.procedure import queries as procedure

bp = Blueprint("mandates", __name__)


@bp.get("/bodies/<int:body_id>/terms-of-reference/")
def index(body_id: int) -> Response:
    body = procedure.get_body(body_id)
    authorize(current_user, body_rules.READ, body)
    today = clock.today(body.time_zone)
    found = queries.version_valid_on(body, today)
    return render(
        "mandates/index.html",
        body=body,
        found=found,
        versions=queries.versions(body, current_user),
        sections=sections.SECTIONS,
        labels=sections.LABELS,
        warning=rules.protocol_warning(found, today),
    )


@bp.post("/bodies/<int:body_id>/terms-of-reference/")
def start(body_id: int) -> Response:
    body = procedure.get_body(body_id)
    authorize(current_user, rules.EDIT, body)
    terms = service.start_version(
        body, actor=current_user, now=clock.now(), today=clock.today(body.time_zone)
    )
    flash(_("A draft is started."), "success")
    return done(url_for(".show", terms_id=terms.id))


@bp.get("/terms-of-reference/<int:terms_id>/")
def show(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.VIEW, terms)
    return _show(terms, AdoptionForm())


def _show(terms: TermsOfReference, form: AdoptionForm, status: int = 200) -> Response:
    today = clock.today(terms.body.time_zone)
    return render(
        "mandates/show.html",
        status=status,
        terms=terms,
        body=terms.body,
        sections=sections.SECTIONS,
        labels=sections.LABELS,
        under_review=rules.is_under_review(terms, today),
        reviewed=rules.is_reviewed(terms, today),
        editable=not [*rules.obstacles_to_editing(terms, today)],
        is_open=terms.state in rules.OPEN_STATES,
        missing=rules.missing_headings(terms),
        others=[row for row in queries.versions(terms.body, current_user) if row.id != terms.id],
        form=form,
    )


@bp.get("/terms-of-reference/<int:terms_id>/print")
def print_out(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.VIEW, terms)
    return render(
        "mandates/print.html",
        terms=terms,
        body=terms.body,
        sections=sections.SECTIONS,
        labels=sections.LABELS,
    )


@bp.get("/terms-of-reference/<int:terms_id>/compare")
def compare(terms_id: int) -> Response:
    """Compare with another version, or with the text as it was opened for review."""
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.VIEW, terms)
    other_id = request.args.get("with", 0, type=int)
    other = queries.get_terms(other_id) if other_id else None
    if other is not None:
        authorize(current_user, rules.VIEW, other)
    if (other is None and not terms.reviewed) or (other and other.body_id != terms.body_id):
        abort(404)
    before: Any = sections.content_of(other) if other else terms.reviewed
    return render(
        "mandates/compare.html",
        terms=terms,
        other=other,
        body=terms.body,
        found=sections.comparison(before, sections.content_of(terms)),
    )


@bp.get("/terms-of-reference/<int:terms_id>/edit/<section>")
def edit(terms_id: int, section: str) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.EDIT, terms)
    form = _section_form(section)(
        data={name: getattr(terms, name) for name in sections.BY_KEY[section].fields}
        | {"seen": sections.fingerprint(terms, section)}
    )
    return _edit(terms, section, form)


def _section_form(section: str) -> type[SectionForm]:
    if section not in SECTION_FORMS:
        abort(404)
    return SECTION_FORMS[section]


def _edit(
    terms: TermsOfReference,
    section: str,
    form: SectionForm,
    *,
    status: int = 200,
    matter_form: MatterForm | None = None,
    reasons: Sequence[str] = (),
    stored: dict[str, Any] | None = None,
) -> Response:
    shown = matter_form
    if section == "accountability" and shown is None:
        shown = _matter_form(None)
    return render(
        "mandates/edit.html",
        "mandates/_section_form.html",
        status=status,
        terms=terms,
        body=terms.body,
        section=sections.BY_KEY[section],
        labels=sections.LABELS,
        form=form,
        matter_form=shown,
        reasons=reasons,
        stored={name: sections.as_words(value) for name, value in (stored or {}).items()},
    )


@bp.post("/terms-of-reference/<int:terms_id>/edit/<section>")
def save(terms_id: int, section: str) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.EDIT, terms)
    form = _section_form(section)(request.form)
    if not form.validate():
        return _edit(terms, section, form, status=422)
    try:
        service.save_section(
            terms,
            section=section,
            values=form.content,
            seen=form.seen.data or "",
            actor=current_user,
            today=clock.today(terms.body.time_zone),
        )
    except service.Overtaken as overtaken:
        form.seen.process_data(sections.fingerprint(terms, section))
        return _edit(
            terms, section, form, status=409, reasons=overtaken.reasons, stored=overtaken.stored
        )
    except Refused as refusal:
        return _edit(terms, section, form, status=409, reasons=refusal.reasons)
    flash(_("“%(title)s” is saved.", title=sections.BY_KEY[section].title), "success")
    return done(url_for(".show", terms_id=terms.id))


def _matter_form(typed: Any) -> MatterForm:
    form = MatterForm(typed)
    form.organisation_id.choices = choices(queries.all_institutions())
    return form


@bp.post("/terms-of-reference/<int:terms_id>/matters")
def add_matter(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.EDIT, terms)
    form = _matter_form(request.form)
    if not form.validate():
        seen = {"seen": sections.fingerprint(terms, "accountability")}
        content = sections.content_of(terms) | seen
        section_form = SECTION_FORMS["accountability"](data=content)
        return _edit(terms, "accountability", section_form, status=422, matter_form=form)
    service.add_matter(
        terms,
        organisation=queries.get_organisation(form.organisation_id.data),
        matter=form.matter.data,
        actor=current_user,
        today=clock.today(terms.body.time_zone),
    )
    flash(_("The matter is added."), "success")
    return done(url_for(".edit", terms_id=terms.id, section="accountability"))


@bp.post("/matters/<int:matter_id>/remove")
def remove_matter(matter_id: int) -> Response:
    matter = queries.get_matter(matter_id)
    authorize(current_user, rules.EDIT, matter.terms)
    service.remove_matter(
        matter.terms,
        matter=matter,
        actor=current_user,
        today=clock.today(matter.terms.body.time_zone),
    )
    flash(_("The matter is taken out."), "success")
    return done(url_for(".edit", terms_id=matter.terms_id, section="accountability"))


@bp.post("/terms-of-reference/<int:terms_id>/withdraw")
def withdraw(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.EDIT, terms)
    service.withdraw(terms, actor=current_user, now=clock.now())
    flash(_("The draft is withdrawn. It stays in the record."), "success")
    return done(url_for(".index", body_id=terms.body_id))


@bp.post("/terms-of-reference/<int:terms_id>/adopt")
def adopt(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.ADOPT, terms)
    form = AdoptionForm(request.form)
    if not form.validate():
        return _show(terms, form, 422)
    service.adopt(
        terms,
        adopted_on=form.adopted_on.data,
        actor=current_user,
        today=clock.today(terms.body.time_zone),
        now=clock.now(),
    )
    flash(_("The terms of reference are adopted."), "success")
    return done(url_for(".show", terms_id=terms.id))
