"""The sessions of a body in which both sides learn together."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.committees.queries import get_body
from ntfc.committees.rules import READ
from ntfc.errors import Refused
from ntfc.forms import taken
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.once import told
from ntfc.permissions import authorize
from ntfc.trainings import queries, rules, service
from ntfc.trainings.forms import LEADS, CameForm, TrainingForm
from ntfc.trainings.models import Training

bp = Blueprint("trainings", __name__)


@bp.get("/bodies/<int:body_id>/trainings")
def index(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, READ, body)
    return _page(body, TrainingForm())


def _page(
    body: Body,
    form: TrainingForm,
    status: int = 200,
    coming: tuple[int, CameForm] | None = None,
) -> Response:
    """Show the sessions; a refused list of who came stands at its session, or above if it is gone."""
    number, refused = coming or (0, None)
    found = queries.trainings_of(body.id)
    sat, today = queries.institutions_of(body.id), clock.today(body.time_zone)
    held = [one for one in found if one.held_on <= today]
    offered = {one.id: rules.may_have_come(one, sat) for one in held}
    forms = {one.id: _who_came(one, offered[one.id]) for one in held if offered[one.id]}
    if refused is not None and number in forms:
        forms[number] = refused.beside(number)
    camps = {one.id: {guest.organisation.side.camp for guest in one.came} for one in found}
    return render(
        "trainings/index.html",
        status=status,
        body=body,
        trainings=found,
        joint={number: rules.was_joint(sides) for number, sides in camps.items()},
        leads=dict(LEADS),
        coming=forms,
        stray=refused if number not in forms else None,
        today=today,
        form=form,
    )


def _who_came(training: Training, institutions: Mapping[int, str]) -> CameForm:
    noted = [one.organisation_id for one in training.came]
    return CameForm(data={"came": noted}).offer(institutions.items()).beside(training.id)


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
    number = request.form.get("number", 0, type=int)
    training, sat = queries.find_training(body.id, number), queries.institutions_of(body.id)
    offered = rules.may_have_come(training, sat) if training else {one.id: one.name for one in sat}
    form = CameForm(request.form).offer(offered.items())

    def act() -> None:
        service.note_who_came(
            body,
            number=number,
            organisations=form.came.data,
            today=clock.today(body.time_zone),
            actor=current_user,
        )

    _done, status = taken(form, act)
    if status != HTTPStatus.OK:
        return _page(body, TrainingForm(), status, coming=(number, form))
    flash(_("Noted."), "success")
    return done(url_for(".index", body_id=body.id))
