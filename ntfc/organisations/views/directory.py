"""The directory of institutions and the page of each."""

from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock, countries, plugins
from ntfc.errors import Overtaken
from ntfc.htmx import done, render
from ntfc.i18n import _, language, time_zone
from ntfc.names import main_names
from ntfc.organisations import forms, queries, rules, service
from ntfc.organisations.forms import CloseForm, FilterForm, OrganisationForm
from ntfc.organisations.models import Organisation
from ntfc.permissions import SITE, authorize

bp = Blueprint("organisations", __name__, url_prefix="/organisations")
bp.add_app_template_filter(rules.choice_name, "choice_name")


@bp.app_template_filter()
def country_name(code: str) -> str:
    """Return the name of a country in the reader's language, the code itself if unknown."""
    return countries.names(language()).get(code, code)


@bp.get("/")
def index() -> Response:
    authorize(current_user, rules.LIST, SITE)
    lists = queries.lists()
    form = FilterForm(request.args)
    forms.offer_filters(form, lists, queries.countries_in_use())
    filters = form.filters
    page = request.args.get("page", 1, type=int)
    return render(
        "organisations/index.html",
        "organisations/_directory.html",
        form=form,
        filters=filters,
        asked={name: value for name, value in request.args.items() if name != "page" and value},
        directory=queries.directory(current_user, filters, page),
        lists=lists,
        sizes=rules.SIZES,
    )


@bp.get("/<int:organisation_id>")
def show(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.VIEW, organisation)
    return render("organisations/show.html", **whole_page(organisation))


def whole_page(organisation: Organisation) -> dict[str, Any]:
    """Return all that the page of an institution shows."""
    return {
        "organisation": organisation,
        "represented_by": queries.represented_by(organisation),
        "panels": plugins.gather(
            "ntfc_organisation_panel", organisation=organisation, actor=current_user
        ),
        "sizes": rules.SIZES,
        "parts": rules.PARTS,
    }


@bp.get("/new")
def new() -> Response:
    authorize(current_user, rules.EDIT, SITE)
    form = OrganisationForm(data=request.args)
    forms.offer(form, queries.lists())
    return render("organisations/edit.html", "organisations/_form.html", **editing(form))


@bp.post("/new")
def add() -> Response:
    authorize(current_user, rules.EDIT, SITE)
    form = OrganisationForm(request.form)
    forms.offer(form, queries.lists())
    if not form.validate():
        return answer_form(form, 422)
    try:
        organisation = service.add_organisation(
            SITE, values=form.facts, now=clock.now(), actor=current_user
        )
    except service.KnownAlready as known:
        form.refuse(known.field, known.reason)
        return answer_form(form, 422, twin=known.other)
    flash(_("“%(name)s” is in the directory now.", name=organisation.name), "success")
    return done(url_for(".show", organisation_id=organisation.id))


def editing(
    form: OrganisationForm,
    organisation: Organisation | None = None,
    twin: Organisation | None = None,
) -> dict[str, Any]:
    return {"form": form, "organisation": organisation, "twin": twin}


def answer_form(form: OrganisationForm, status: int, **more: Any) -> Response:
    """Show the form again with what was typed and what is wrong."""
    values = editing(form, **more)
    return render("organisations/edit.html", "organisations/_form.html", status=status, **values)


@bp.get("/<int:organisation_id>/edit")
def edit(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT, organisation)
    with main_names():
        form = OrganisationForm(obj=organisation, seen=organisation.version)
    forms.offer(form, queries.lists(), organisation)
    return render(
        "organisations/edit.html", "organisations/_form.html", **editing(form, organisation)
    )


@bp.post("/<int:organisation_id>/edit")
def change(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT, organisation)
    form = OrganisationForm(request.form)
    forms.offer(form, queries.lists(), organisation)
    if not form.validate():
        return answer_form(form, 422, organisation=organisation)
    try:
        service.change_organisation(
            organisation, values=form.facts, version=form.seen.version, actor=current_user
        )
    except service.KnownAlready as known:
        form.refuse(known.field, known.reason)
        return answer_form(form, 422, organisation=organisation, twin=known.other)
    except Overtaken as overtaken:
        with main_names():
            form.set_beside(overtaken.stands)
        form.form_errors = list(overtaken.reasons)
        return answer_form(form, 409, organisation=organisation)
    flash(_("Saved."), "success")
    return done(url_for(".show", organisation_id=organisation.id))


@bp.get("/<int:organisation_id>/close")
def ask_to_close(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT, organisation)
    form = CloseForm(data={"on": clock.today(time_zone())})
    return render("organisations/close.html", organisation=organisation, form=form)


@bp.post("/<int:organisation_id>/close")
def close(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT, organisation)
    form = CloseForm(request.form)
    if not form.validate():
        return render("organisations/close.html", status=422, organisation=organisation, form=form)
    today = clock.today(time_zone())
    service.close(organisation, on=form.on.data, today=today, actor=current_user)
    flash(_("“%(name)s” is closed. Its page stays readable.", name=organisation.name), "success")
    return done(url_for(".show", organisation_id=organisation.id))


@bp.post("/<int:organisation_id>/reopen")
def reopen(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT, organisation)
    service.reopen(organisation, actor=current_user)
    flash(_("“%(name)s” is at work again.", name=organisation.name), "success")
    return done(url_for(".show", organisation_id=organisation.id))
