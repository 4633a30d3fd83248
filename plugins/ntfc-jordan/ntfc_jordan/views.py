"""The pages, below /x/jordan/. Each view loads, authorizes, validates, does, answers."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc.clock import now, today
from ntfc.committees.models import Body
from ntfc.committees.queries import get_body
from ntfc.committees.rules import READ
from ntfc.forms import Form, taken, typed
from ntfc.founding.queries import places_to_start
from ntfc.htmx import done, render
from ntfc.i18n import _, language
from ntfc.permissions import BE_HERE, SITE, authorize, can
from ntfc.plugins import settings_of
from ntfc_jordan import queries, rules, service
from ntfc_jordan.data import told
from ntfc_jordan.forms import CouncilForm, PartnerForm, PartnersForm, WeightForm

bp = Blueprint("jordan", __name__, template_folder="templates")


@bp.get("/")
def index() -> Response:
    authorize(current_user, BE_HERE, SITE)
    found = queries.councils(current_user)
    return render(
        "jordan/index.html",
        councils=found,
        sizes=queries.sizes(found),
        readable={body.id for body in found if can(current_user, READ, body)},
        told=told("council"),
        has_golden_list=queries.has_golden_list(),
        golden_list=_called(queries.golden_list()),
    )


def _called(programme: Mapping[str, Any] | None) -> tuple[str, str] | None:
    """Return what the Golden List is called in the language of the page, and where it is."""
    if programme is None:
        return None
    names = programme["name"]
    page = url_for("golden_list.programme", programme_id=programme["id"])
    return names.get(language()) or names["en"], page


@bp.route("/council", methods=["GET", "POST"])
def council() -> Response:
    authorize(current_user, rules.INSTALL, SITE)
    names = told("council")["name"]
    form = typed(CouncilForm, name=names.get(language(), names["en"]))
    form.offer(places_to_start(current_user))

    def start() -> str:
        parent = get_body(int(form.place.data)) if form.place.data else SITE
        made = service.start_council(
            SITE,
            parent=parent,
            name=form.name.data,
            now=now(),
            today=today(""),
            actor=current_user,
        )
        return url_for("committees.show", body_id=made.id)

    title = _("Start the Partnership Council")
    said = _(
        "The Council is started. Name its first secretary: then its rules can be read and adopted."
    )
    return _answer(form, start, title, back=url_for(".index"), button=title, said=said)


@bp.post("/golden-list")
def golden_list() -> Response:
    authorize(current_user, rules.INSTALL, SITE)
    service.begin_golden_list(SITE, now=now(), actor=current_user)
    flash(_("The Golden List is begun: set it up, then publish its rules."), "success")
    return done(url_for("golden_list.index"))


@bp.get("/councils/<int:body_id>")
def partners(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, READ, body)
    return render(
        "jordan/partners.html",
        body=body,
        partners=rules.in_order(queries.partners_of(body_id)),
        told=told("council"),
    )


@bp.route("/councils/<int:body_id>/new", methods=["GET", "POST"])
def new_partner(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, rules.KEEP, body)
    form = typed(PartnerForm)
    form.organisation_id.offer(queries.others(body_id))

    def add() -> str:
        service.add_partner(body, values=form.values, actor=current_user)
        return _list(body)

    return _answer(_scaled(form), add, _("New partner"), back=_list(body))


@bp.route("/councils/<int:body_id>/several", methods=["GET", "POST"])
def new_partners(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, rules.KEEP, body)
    form = typed(PartnersForm)

    def add() -> str:
        service.add_partners(body, lines=form.lines.data, actor=current_user)
        return _list(body)

    return _answer(form, add, _("Several partners at once"), back=_list(body))


@bp.route("/partners/<int:partner_id>", methods=["GET", "POST"])
def partner(partner_id: int) -> Response:
    found = queries.get_partner(partner_id)
    authorize(current_user, rules.KEEP, found.body)
    form = typed(WeightForm, importance=found.importance, impact=found.impact, note=found.note)

    def change() -> str:
        service.change_partner(found.body, partner=found, values=form.values, actor=current_user)
        return _list(found.body)

    name = found.organisation.name
    return _answer(_scaled(form), change, name, back=_list(found.body), partner=found)


@bp.post("/partners/<int:partner_id>/remove")
def remove(partner_id: int) -> Response:
    found = queries.get_partner(partner_id)
    authorize(current_user, rules.KEEP, found.body)
    body, name = found.body, found.organisation.name
    service.remove_partner(body, partner=found, actor=current_user)
    flash(_("%(name)s is no partner any more.", name=name), "success")
    return done(_list(body))


def _list(body: Body) -> str:
    return url_for(".partners", body_id=body.id)


def _scaled(form: Form) -> Form:
    """Say at both fields how far the scale goes."""
    steps = settings_of("jordan")["steps"]
    for field in (form.importance, form.impact):
        field.description = _("From 1, little, to %(most)s, much.", most=steps)
    return form


def _answer(
    form: Form, act: Callable[[], str], title: str, *, back: str, said: str = "", **more: Any
) -> Response:
    """Do it once, if it was sent and is good; else show the form with all that was typed."""
    after, status = taken(form, act)
    if after:
        flash(said or _("It is kept."), "success")
        return done(after)
    shown = {"partner": None, "button": _("Keep it"), **more}
    return render(
        "jordan/form.html",
        status=status,
        form=form,
        title=title,
        back=back,
        action=request.path,
        **shown,
    )
