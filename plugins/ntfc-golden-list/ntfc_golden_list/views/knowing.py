"""What customs knows of a firm, and with whom the firm speaks."""

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import options, typed
from ntfc.i18n import _
from ntfc_golden_list import forms
from ntfc_golden_list.queries import log as queries
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules.lifecycle import BEFORE_APPLYING, Post
from ntfc_golden_list.service import files as service
from ntfc_golden_list.service import log as noting
from ntfc_golden_list.views.common import ask, bp, crumbs, for_customs, page_of, seen, today


@bp.route("/files/<int:file_id>/contact", methods=["GET", "POST"])
def contact(file_id: int) -> Response:
    found = seen(file_id)
    for_customs(found)
    form = typed(forms.ContactForm, person_id=found.coordinator_id, office=found.office)
    form.person_id.choices = options(
        (one.person_id, one.person.name)
        for one in programmes.officers(found.programme_id)
        if one.post is Post.COORDINATOR
    )

    def act() -> str:
        service.give_contact(
            found.programme,
            file=found,
            person_id=form.person_id.data,
            office=form.office.data or "",
            actor=current_user,
        )
        return page_of(found)

    return ask(
        form,
        act,
        _("The firm has its contact."),
        title=_("Contact of the firm"),
        crumbs=crumbs(found.programme, found),
        button=_("Keep"),
    )


@bp.route("/files/<int:file_id>/log", methods=["GET", "POST"])
def log(file_id: int) -> Response:
    """Note what customs learns of a firm; nobody outside reads it."""
    found = seen(file_id)
    for_customs(found)
    form = typed(forms.LogForm, on=today())

    def act() -> str:
        noting.note(found, **form.values, today=today(), now=clock.now(), actor=current_user)
        return url_for(".log", file_id=found.id)

    return ask(
        form,
        act,
        _("It is noted."),
        template="golden_list/log.html",
        rows=queries.entries(found.id),
        title=_("What customs noted"),
        crumbs=crumbs(found.programme, found),
        button=_("Note it"),
        lead=_("Guidance, incidents, hearings and the risk. The firm does not read it."),
    )


@bp.route("/files/<int:file_id>/firm", methods=["GET", "POST"])
def firm(file_id: int) -> Response:
    """Bring what is known of a firm up to date, as it told customs."""
    found = seen(file_id)
    for_customs(found)
    names = ("name", "registration", "size", "sector", "region")
    known = {name: getattr(found.firm, name) for name in names}
    form = typed(forms.KnownForm, **known, roles=found.roles)
    form.roles.choices = options((part.code, part.title) for part in found.programme.roles)
    is_settled = found.state not in BEFORE_APPLYING
    if is_settled:
        del form.roles

    def act() -> str:
        told = service.FirmTold(
            name=form.name.data,
            registration=form.registration.data,
            size=form.size.data,
            sector=form.sector.data or "",
            region=form.region.data or "",
            roles=found.roles if is_settled else form.roles.data,
        )
        service.change_firm(
            found.programme, file=found, told=told, is_news=form.is_news, actor=current_user
        )
        return page_of(found)

    return ask(
        form,
        act,
        _("It is kept."),
        title=_("What is known of the firm"),
        crumbs=crumbs(found.programme, found),
        button=_("Keep"),
        lead=_("In which roles it takes part is settled.") if is_settled else "",
    )
