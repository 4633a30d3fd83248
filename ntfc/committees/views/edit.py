"""Changing what is known of a body, in a few short forms."""

from collections.abc import Callable
from typing import Any

from flask import Response, request, url_for
from flask_login import current_user

from ntfc import files, storage
from ntfc.committees import queries, rules, service
from ntfc.committees.forms import (
    ChargeForm,
    ContactForm,
    EditForm,
    IdentityForm,
    MandateForm,
    NameForm,
    PlaceForm,
    RenameForm,
)
from ntfc.committees.forms.fields import options
from ntfc.committees.models import Body
from ntfc.committees.views.common import Layout, ask, bp, saved, seen, today_at, typed
from ntfc.errors import Overtaken, Refused
from ntfc.files import Upload
from ntfc.forms import Form
from ntfc.i18n import _
from ntfc.permissions import authorize, can


def submit(
    form: Form,
    body: Body,
    act: Callable[[], Any],
    message: str,
    page: Callable[[int], Response],
    endpoint: str = ".show",
) -> Response:
    """Validate and do; what is wrong, or refused, comes back in the form with what was typed."""
    if request.method == "GET":
        return page(200)
    if not form.validate():
        return page(422)
    try:
        if isinstance(form, EditForm):
            form.refuse_if_overtaken(body)
        act()
    except Overtaken as refusal:
        form.set_beside(refusal.stands)
        form.form_errors = list(refusal.reasons)
        return page(409)
    except Refused as refusal:
        form.form_errors = list(refusal.reasons)
        return page(422)
    return saved(body, message, endpoint)


def asker(
    title: str, form: Form, layout: Layout, body: Body, **more: Any
) -> Callable[[int], Response]:
    return lambda status: ask(title, form, layout, body=body, status=status, **more)


def _opened(form_class: type[EditForm], body: Body, **more: Any) -> Any:
    """Return the form as typed, or as the body stands."""
    return form_class(typed(), obj=body, seen=body.version, **more)


@bp.route("/<int:body_id>/identity", methods=["GET", "POST"])
def identity(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    form = _opened(IdentityForm, body)
    form.kind_id.offer(queries.kind_choices(top=body.parent_id is None, keep=body.kind_id))
    form.sector_ids.choices = options(queries.sector_choices())
    form.mirror_of_id.offer(queries.body_choices(current_user, but=body))
    if not can(current_user, rules.RESTRICT, body):
        del form.is_restricted
    layout = [
        ["kind_id", "short_name"],
        ["levels"],
        ["purpose"],
        ["reach", "mirror_of_id"],
        ["about"],
        ["scope"],
        ["reserved_topics"],
        ["parent_programme"],
        *([["sector_ids"]] if form.sector_ids.choices else []),
        *([["is_restricted"]] if "is_restricted" in form else []),
    ]
    return submit(
        form,
        body,
        lambda: service.change_identity(body, actor=current_user, **form.facts),
        _("Saved."),
        asker(_("What it is"), form, layout, body),
    )


@bp.route("/<int:body_id>/place", methods=["GET", "POST"])
def place(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    form = _opened(PlaceForm, body)
    form.offer(queries.holiday_choices(), body)
    layout = [
        ["country", "place"],
        ["mode", "time_zone"],
        ["weekend"],
        ["holiday_country", "holiday_region"],
        ["own_holidays"],
    ]
    beside = {"holiday_region": _("Show the regions of this country")}
    page = asker(_("Place and calendar"), form, layout, body, beside=beside)
    if "more" in request.form:
        return page(200)
    return submit(
        form,
        body,
        lambda: service.change_place(body, actor=current_user, **form.facts),
        _("Saved."),
        page,
    )


@bp.route("/<int:body_id>/mandate", methods=["GET", "POST"])
def mandate(body_id: int) -> Response:
    sent = files.kept(
        "file", lambda: authorize(current_user, rules.EDIT, seen(body_id)), storage.MEDIA
    )
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    form = _opened(MandateForm, body, file=body.act_file)
    layout = [
        ["decision"],
        ["decided_on", "started_on"],
        ["act_kind", "act_number"],
        ["act_title"],
        ["act_on", "file"],
        ["designation", "designated_on"],
        ["designation_act"],
        ["sunset_on"],
        ["ends_with_parent"],
    ]

    def act() -> None:
        facts = {name: value for name, value in form.facts.items() if name != "file"}
        facts |= _act_file(sent)
        service.change_mandate(body, today=today_at(body), actor=current_user, **facts)

    whole = asker(_("Mandate"), form, layout, body)

    def page(status: int) -> Response:
        if sent is not None and sent.name:  # no browser shows again which file was chosen
            form.refuse("file", _("Choose the file again."))
        return whole(status)

    return submit(form, body, act, _("Saved."), page, ".about")


def _act_file(sent: Upload | None) -> dict[str, str]:
    """Return how the body refers to the file that was sent along, if any."""
    if sent is None:
        return {}
    if not sent.name:
        raise Refused(_("The file of the act must be a PDF, a PNG or a JPEG. Choose it again."))
    return {"act_file": sent.name, "act_file_name": sent.file_name}


@bp.route("/<int:body_id>/people", methods=["GET", "POST"])
def people(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    form = _opened(ChargeForm, body)
    everyone = queries.person_choices()
    form.sponsor_id.offer(everyone)
    form.coordinator_id.offer(everyone)
    form.secretariat_id.offer(queries.organisation_choices())
    layout = [
        ["sponsor_id", "sponsor_office"],
        ["coordinator_id", "coordinator_reports_to"],
        ["secretariat_id"],
    ]
    return submit(
        form,
        body,
        lambda: service.put_in_charge(body, actor=current_user, **form.facts),
        _("Saved."),
        asker(_("People in charge"), form, layout, body),
        ".who",
    )


@bp.route("/<int:body_id>/contacts", methods=["GET", "POST"])
def contacts(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    form = ContactForm(typed())
    form.person_id.offer(queries.person_choices())
    page = asker(
        _("Contacts"),
        form,
        [["person_id", "camp"], ["note"]],
        body,
        button=_("Add"),
        part="committees/_contacts.html",
        former=queries.former_contacts(body),
    )
    return submit(
        form,
        body,
        lambda: service.add_contact(body, today=today_at(body), actor=current_user, **form.values),
        _("The contact was added."),
        page,
        ".who",
    )


@bp.post("/<int:body_id>/contacts/<int:contact_id>/end")
def end_contact(body_id: int, contact_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    service.end_contact(body, contact_id=contact_id, today=today_at(body), actor=current_user)
    return saved(body, _("The contact has ended."), ".who")


@bp.route("/<int:body_id>/names", methods=["GET", "POST"])
def names(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    form = NameForm(typed())
    page = asker(
        _("Names"),
        form,
        [["kind", "language"], ["name"], ["mandate"]],
        body,
        button=_("Add"),
        part="committees/_names.html",
    )
    return submit(
        form,
        body,
        lambda: service.add_name(body, actor=current_user, **form.values),
        _("The name was added."),
        page,
        ".about",
    )


@bp.post("/<int:body_id>/names/<int:name_id>/remove")
def remove_name(body_id: int, name_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    service.remove_name(body, name_id=name_id, actor=current_user)
    return saved(body, _("The name was taken away."), ".about")


@bp.route("/<int:body_id>/rename", methods=["GET", "POST"])
def rename(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    form = RenameForm(typed(), name=body.main_name)
    page = asker(
        _("Rename"),
        form,
        [["name"]],
        body,
        lead=_("The present name stays as a former one; a search finds the body by both."),
        back=url_for(".names", body_id=body.id),
    )
    return submit(
        form,
        body,
        lambda: service.rename(body, name=form.name.data, today=today_at(body), actor=current_user),
        _("The body was renamed."),
        page,
        ".about",
    )
