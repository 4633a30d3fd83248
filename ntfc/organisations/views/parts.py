"""The parts of an institution's page: for whom it speaks, and its contacts."""

from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _, time_zone
from ntfc.organisations import queries, rules, service
from ntfc.organisations.forms import ContactFacts, ContactForm, RepresentationForm
from ntfc.organisations.models import Contact, Organisation
from ntfc.permissions import authorize

bp = Blueprint("organisation_parts", __name__, url_prefix="/organisations/<int:organisation_id>")

REPRESENTS = ("organisations/represents.html", "organisations/_represents.html")
CONTACTS = ("organisations/contacts.html", "organisations/_contacts.html")


def page_of(organisation: Organisation) -> str:
    return url_for("organisations.show", organisation_id=organisation.id)


@bp.get("/represents")
def represents(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT, organisation)
    return represents_page(organisation, RepresentationForm())


def represents_page(
    organisation: Organisation, form: RepresentationForm, status: int = 200
) -> Response:
    return render(*REPRESENTS, status=status, **representing(organisation, form))


def representing(organisation: Organisation, form: RepresentationForm) -> dict[str, Any]:
    return {
        "organisation": organisation,
        "form": form,
        "names": queries.open_names(),
        "sizes": rules.SIZES,
    }


def represents_done(organisation: Organisation) -> Response:
    values = representing(organisation, RepresentationForm())
    url = url_for(".represents", organisation_id=organisation.id)
    return done(url, REPRESENTS[1], **values)


def contacts_done(organisation: Organisation) -> Response:
    organisation.contacts.sort(key=lambda contact: contact.position)
    url = url_for(".contacts", organisation_id=organisation.id)
    return done(url, CONTACTS[1], organisation=organisation, form=ContactForm())


@bp.post("/represents")
def add_representation(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT, organisation)
    form = RepresentationForm(request.form)
    member = queries.named(form.member.data) if form.member.data else None
    if form.validate() and form.member.data and member is None:
        form.refuse("member", _("No institution in the directory has this name or code."))
    if form.errors:
        return represents_page(organisation, form, 422)
    values = form.facts | {"organisation_id": member.id if member else None}
    try:
        service.add_representation(organisation, values=values, actor=current_user)
    except Refused as refused:
        for reason in refused.reasons:
            form.refuse("member", reason)
        return represents_page(organisation, form, 422)
    flash(_("Added."), "success")
    return represents_done(organisation)


@bp.post("/represents/<int:representation_id>/remove")
def remove_representation(organisation_id: int, representation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT, organisation)
    service.remove_representation(
        organisation, representation_id=representation_id, actor=current_user
    )
    flash(_("Taken off the list."), "success")
    return represents_done(organisation)


@bp.get("/contacts")
def contacts(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT_CONTACTS, organisation)
    return contacts_page(organisation, ContactForm())


def contacts_page(organisation: Organisation, form: ContactForm, status: int = 200) -> Response:
    return render(*CONTACTS, status=status, organisation=organisation, form=form)


@bp.post("/contacts")
def add_contact(organisation_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT_CONTACTS, organisation)
    form = ContactForm(request.form)
    if not form.validate():
        return contacts_page(organisation, form, 422)
    try:
        contact = service.add_contact(
            organisation,
            values=form.values,
            today=clock.today(time_zone()),
            now=clock.now(),
            actor=current_user,
        )
    except Refused as refused:
        for reason in refused.reasons:
            form.refuse("email" if form.email.data else "name", reason)
        return contacts_page(organisation, form, 422)
    flash(_("%(name)s is a contact now.", name=contact.person.name), "success")
    return contacts_done(organisation)


def contact_of(organisation: Organisation, contact_id: int) -> Contact:
    found = next((c for c in organisation.contacts if c.id == contact_id), None)
    return found if found is not None else abort(404)


@bp.get("/contacts/<int:contact_id>")
def edit_contact(organisation_id: int, contact_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT_CONTACTS, organisation)
    contact = contact_of(organisation, contact_id)
    form = ContactFacts(obj=contact)
    return render(
        "organisations/contact.html", organisation=organisation, contact=contact, form=form
    )


@bp.post("/contacts/<int:contact_id>")
def change_contact(organisation_id: int, contact_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT_CONTACTS, organisation)
    contact, form = contact_of(organisation, contact_id), ContactFacts(request.form)
    if not form.validate():
        values = {"organisation": organisation, "contact": contact, "form": form}
        return render("organisations/contact.html", status=422, **values)
    service.change_contact(organisation, contact=contact, values=form.values, actor=current_user)
    flash(_("Saved."), "success")
    return done(url_for(".contacts", organisation_id=organisation.id))


@bp.post("/contacts/<int:contact_id>/first")
def call_first(organisation_id: int, contact_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT_CONTACTS, organisation)
    contact = contact_of(organisation, contact_id)
    service.call_first(organisation, contact=contact, actor=current_user)
    flash(_("%(name)s is now the one to call.", name=contact.person.name), "success")
    return contacts_done(organisation)


@bp.post("/contacts/<int:contact_id>/end")
def end_contact(organisation_id: int, contact_id: int) -> Response:
    organisation = queries.get(organisation_id)
    authorize(current_user, rules.EDIT_CONTACTS, organisation)
    contact = contact_of(organisation, contact_id)
    service.end_contact(
        organisation, contact=contact, on=clock.today(time_zone()), actor=current_user
    )
    flash(_("%(name)s is no longer a contact.", name=contact.person.name), "success")
    return contacts_done(organisation)
