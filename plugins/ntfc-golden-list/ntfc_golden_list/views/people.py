"""The people of a firm: who is added, who leaves, who signs."""

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import Entrusted, authorize
from ntfc_golden_list import forms
from ntfc_golden_list.links import person_with, send_to, send_what_is_due
from ntfc_golden_list.models import File
from ntfc_golden_list.queries import files
from ntfc_golden_list.queries import people as queries
from ntfc_golden_list.rules import access
from ntfc_golden_list.service import people as service
from ntfc_golden_list.views.common import (
    ask,
    bp,
    crumbs,
    page_of,
    seen,
)


def _signs(found: File, person_id: int) -> bool:
    return any(one.person_id == person_id and one.is_lead for one in found.firm.people)


def _own(file_id: int) -> File:
    found = seen(file_id)
    authorize(current_user, access.SIGN, found)
    return found


def _back(found: File) -> Response:
    """Return to the people of the firm; whoever took the own signature away, to the file."""
    if access.leads(current_user, found.firm) or access.posts_on(current_user, found):
        return done(url_for("golden_list.people", file_id=found.id))
    return done(page_of(found))


@bp.route("/files/<int:file_id>/people", methods=["GET", "POST"])
def people(file_id: int) -> Response:
    found = _own(file_id)
    form = typed(forms.AskForm)

    def act() -> str:
        trusted = Entrusted(current_user)
        person = person_with(form.email.data, form.name.data, actor=trusted)
        service.add(found, person=person, now=clock.now(), actor=current_user)
        send_to(person, "golden_list.follow", found, actor=current_user)
        if _signs(found, person.id):
            send_what_is_due(person, found, actor=current_user)
        return url_for("golden_list.people", file_id=found.id)

    return ask(
        form,
        act,
        _("The person speaks for the firm from now on."),
        template="golden_list/people.html",
        file=found,
        speaking=queries.in_firm(found.firm_id),
        asked=files.asked_for(found.id),
        changes=queries.changes_in_firm(found.firm_id),
        is_customs=bool(access.posts_on(current_user, found)),
        crumbs=crumbs(found.programme, found),
    )


@bp.post("/files/<int:file_id>/people/<int:person_id>/take-off")
def take_off(file_id: int, person_id: int) -> Response:
    found = _own(file_id)
    service.take_off(found, person_id=person_id, now=clock.now(), actor=current_user)
    flash(_("The person speaks for the firm no longer. The file and all links are closed."))
    return _back(found)


@bp.post("/files/<int:file_id>/people/<int:person_id>/signs")
def hand_over(file_id: int, person_id: int) -> Response:
    found = _own(file_id)
    service.hand_over(found, person_id=person_id, now=clock.now(), actor=current_user)
    for person in files.people_of(found.firm_id):
        if person.id == person_id:
            send_what_is_due(person, found, actor=current_user)
    flash(_("Somebody else signs for the firm from now on."), "success")
    return _back(found)


@bp.post("/asked/<int:asked_id>/end")
def ask_no_more(asked_id: int) -> Response:
    asked = files.get_asked(asked_id)
    found = _own(asked.file_id)
    service.ask_no_more(found, asked=asked, now=clock.now(), actor=current_user)
    flash(_("The link is closed. What was answered stays."), "success")
    return _back(found)
