"""The directory of people, one person, one's own profile."""

import enum
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, flash, render_template, request, url_for
from flask_babel import format_date, format_datetime
from flask_login import current_user

from ntfc import clock, i18n, plugins
from ntfc.dates import as_read
from ntfc.errors import FieldRefused, Overtaken
from ntfc.files import download
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.people import queries, rules, service
from ntfc.people.forms import GENDERS, DetailsForm, EraseForm, PersonForm, ProfileForm
from ntfc.people.models import Gender, Person
from ntfc.permissions import SITE, authorize
from ntfc.plugins import PersonalData

F = TypeVar("F", bound=DetailsForm)

bp = Blueprint("people", __name__, url_prefix="/people")


@bp.get("/")
def index() -> Response:
    authorize(current_user, rules.LIST, SITE)
    words, champions = request.args.get("words", "").strip(), "champions" in request.args
    page = max(1, request.args.get("page", 1, type=int))
    people, last = queries.directory(current_user, words=words, champions=champions, page=page)
    chosen = {"words": words, "champions": champions}
    return render(
        "people/index.html",
        "people/_list.html",
        people=people,
        page=page,
        last=last,
        chosen=chosen,
        shows_contacts=queries.knows_contacts(current_user),
    )


@bp.get("/new")
def new() -> Response:
    authorize(current_user, rules.ADD, SITE)
    return _form_page("people/new.html", _filled(PersonForm))


@bp.post("/new")
def add() -> Response:
    authorize(current_user, rules.ADD, SITE)
    form = _filled(PersonForm, request.form)
    if not form.validate():
        return _form_page("people/new.html", form, 422)
    try:
        person = service.add(SITE, **form.values, actor=current_user, now=clock.now())
    except FieldRefused as refusal:
        form.refuse(refusal.field, refusal.reason)
        return _form_page("people/new.html", form, 422)
    flash(_("%(name)s is in the directory now.", name=person.name), "success")
    return done(url_for(".show", person_id=person.id))


@bp.get("/<int:person_id>/")
def show(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.VIEW, person)
    panels = plugins.gather("ntfc_person_panel", person=person, actor=current_user)
    return render(
        "people/show.html",
        person=person,
        panels=panels,
        affiliations=queries.affiliations([person.id])[person.id],
        is_self=rules.is_self(current_user, person),
        languages_by_code=dict(_languages()),
        genders=GENDERS,
    )


@bp.get("/<int:person_id>/edit")
def edit(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.EDIT, person)
    return _form_page("people/edit.html", _filled(PersonForm, person=person), person=person)


@bp.post("/<int:person_id>/edit")
def change(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.EDIT, person)
    form = _filled(PersonForm, request.form, person)

    def save() -> None:
        service.change(
            person,
            values=form.values,
            version=form.seen.version,
            actor=current_user,
            now=clock.now(),
        )

    return _saved("people/edit.html", form, person, save)


@bp.get("/<int:person_id>/profile")
def profile(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.PROFILE, person)
    return _form_page("people/profile.html", _filled(ProfileForm, person=person), person=person)


@bp.post("/<int:person_id>/profile")
def change_profile(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.PROFILE, person)
    form = _filled(ProfileForm, request.form, person)

    def save() -> None:
        service.change_profile(person, **form.values, version=form.seen.version, actor=current_user)

    return _saved("people/profile.html", form, person, save)


def _saved(page: str, form: Any, person: Person, save: Callable[[], None]) -> Response:
    """Save and go to the person; else show the form again with all that was typed."""
    if not form.validate():
        return _form_page(page, form, 422, person=person)
    try:
        save()
    except FieldRefused as refusal:
        form.refuse(refusal.field, refusal.reason)
        return _form_page(page, form, 422, person=person)
    except Overtaken as overtaken:
        form.set_beside(overtaken.stands)
        form.form_errors = list(overtaken.reasons)
        return _form_page(page, form, 409, person=person)
    flash(_("Saved."), "success")
    return done(url_for(".show", person_id=person.id))


@bp.app_template_filter("in_words")
def _in_words(value: Any) -> Any:
    """Return a kept value as a person reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return as_read(format_datetime(value, "medium"))
    if isinstance(value, date):
        return as_read(format_date(value, "medium"))
    return GENDERS.get(value, value) if isinstance(value, Gender) else value


def _form_page(page: str, form: DetailsForm, status: int = 200, **more: Any) -> Response:
    return render(page, status=status, form=form, **more)


def _filled(kind: type[F], data: Any = None, person: Person | None = None) -> F:
    form = kind(data, obj=person, seen=person.version if person else 0)
    form.offer(_languages())
    return form


def _languages() -> list[tuple[str, str]]:
    return i18n.names_of(current_app.extensions["ntfc.config"].languages)


@bp.post("/<int:person_id>/administrator")
def make_administrator(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.GRANT, person)
    service.make_administrator(person, actor=current_user)
    flash(_("%(name)s runs the site now.", name=person.name), "success")
    return done(url_for(".show", person_id=person.id))


@bp.post("/<int:person_id>/administrator/withdraw")
def withdraw_administrator(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.GRANT, person)
    service.withdraw_administrator(person, actor=current_user)
    flash(_("%(name)s does not run the site any more.", name=person.name), "success")
    return done(url_for(".show", person_id=person.id))


@bp.get("/<int:person_id>/data")
def data(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.EXPORT, person)
    kept = queries.kept_of(person)
    left_over = rules.left_over(person, kept)
    return render("people/data.html", person=person, kept=kept, left_over=left_over)


@bp.post("/<int:person_id>/data")
def export(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.EXPORT, person)
    kept = service.export(person, actor=current_user)
    return download(
        _packed(person, kept, clock.now()), f"person-{person.id}.zip", "application/zip"
    )


def _packed(person: Person, kept: Sequence[PersonalData], now: datetime) -> bytes:
    """Return the copy for machines and for reading, in one ZIP archive."""
    told = {
        "person": person.id,
        "taken_at": now.isoformat(timespec="seconds"),
        "kept": {section.name: [dict(row) for row in section.rows] for section in kept},
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=2, default=_as_text))
        file.writestr(
            "data.html", render_template("people/data_file.html", person=person, kept=kept)
        )
    return archive.getvalue()


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value) if isinstance(value, enum.Enum) else str(value)


@bp.get("/<int:person_id>/erase")
def second_look(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.ERASE, person)
    return _second_look(person, EraseForm(None, person.name))


@bp.post("/<int:person_id>/erase")
def erase(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.ERASE, person)
    form = EraseForm(request.form, person.name)
    if not form.validate():
        return _second_look(person, form, 422)
    service.erase(person, actor=current_user, now=clock.now())
    flash(_("The data were erased. What is still kept, and why, stands below."), "success")
    return done(url_for(".data", person_id=person.id))


def _second_look(person: Person, form: EraseForm, status: int = 200) -> Response:
    return render(
        "people/erase.html",
        status=status,
        person=person,
        form=form,
        reasons=queries.reasons_against_erasing(person, current_user),
        kept=queries.kept_of(person),
    )
