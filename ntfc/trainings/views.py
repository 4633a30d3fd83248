"""The sessions of a body in which both sides learn together."""

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.committees.queries import get_body
from ntfc.committees.rules import READ
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.once import told
from ntfc.permissions import authorize
from ntfc.trainings import queries, rules, service
from ntfc.trainings.forms import LEADS, TrainingForm

bp = Blueprint("trainings", __name__)


@bp.get("/bodies/<int:body_id>/trainings")
def index(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, READ, body)
    return _page(body, TrainingForm())


def _page(body: Body, form: TrainingForm, status: int = 200) -> Response:
    found = queries.trainings_of(body.id)
    camps = {one.id: {guest.organisation.side.camp for guest in one.came} for one in found}
    return render(
        "trainings/index.html",
        status=status,
        body=body,
        trainings=found,
        joint={number: rules.was_joint(sides) for number, sides in camps.items()},
        leads=dict(LEADS),
        institutions=queries.institutions_of(body.id),
        today=clock.today(body.time_zone),
        form=form,
    )


@bp.post("/bodies/<int:body_id>/trainings")
def plan(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, rules.PLAN, body)
    form = TrainingForm(request.form)
    if not form.validate():
        return _page(body, form, 422)
    try:
        message = told(
            lambda: service.plan(body, facts=form.facts, actor=current_user),
            _("The session is in the list."),
        )
    except Refused as refusal:
        form.form_errors = list(refusal.reasons)
        return _page(body, form, 409)
    flash(message, "success")
    return done(url_for(".index", body_id=body.id))


@bp.post("/bodies/<int:body_id>/trainings/came")
def came(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, rules.PLAN, body)
    service.note_who_came(
        body,
        number=request.form.get("number", 0, type=int),
        organisations=request.form.getlist("came", type=int),
        today=clock.today(body.time_zone),
        actor=current_user,
    )
    flash(_("Noted."), "success")
    return done(url_for(".index", body_id=body.id))
