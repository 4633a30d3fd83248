"""The register of topics of a body."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.committees.queries import get_body, organisation_choices
from ntfc.committees.rules import READ
from ntfc.errors import Refused
from ntfc.forms import taken
from ntfc.horizon import queries, rules, service
from ntfc.horizon.forms import CloseForm, TopicForm
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.once import told
from ntfc.permissions import authorize

bp = Blueprint("horizon", __name__)


@bp.get("/bodies/<int:body_id>/horizon")
def register(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, READ, body)
    return _page(body, TopicForm())


def _page(
    body: Body,
    form: TopicForm,
    status: int = 200,
    closing: tuple[int, CloseForm] | None = None,
) -> Response:
    """Show the register; a refused form of a topic stands at it, or above if the topic is gone."""
    number, refused = closing or (0, None)
    topics = queries.watched_in(body.id)
    forms = {one.id: CloseForm().beside(one.id) for one in topics}
    if refused is not None and number in forms:
        forms[number] = refused.beside(number)
    return render(
        "horizon/register.html",
        status=status,
        body=body,
        topics=topics,
        closing=forms,
        stray=refused if number not in forms else None,
        closed=queries.closed_in(body.id),
        form=form.offer(organisation_choices()),
        scans=rules.scans(body.levels),
    )


@bp.post("/bodies/<int:body_id>/horizon")
def add(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, rules.ADD, body)
    form = TopicForm(request.form).offer(organisation_choices())
    if not form.validate():
        return _page(body, form, 422)
    try:
        message = told(
            lambda: service.add(body, facts=form.facts, actor=current_user, now=clock.now()),
            _("The topic is on the horizon."),
        )
    except Refused as refusal:
        form.form_errors = list(refusal.reasons)
        return _page(body, form, 409)
    flash(message, "success")
    return done(url_for(".register", body_id=body.id))


@bp.post("/bodies/<int:body_id>/horizon/close")
def close(body_id: int) -> Response:
    body = get_body(body_id)
    authorize(current_user, rules.SETTLE, body)
    form, number = CloseForm(request.form), request.form.get("number", 0, type=int)

    def act() -> None:
        today = clock.today(body.time_zone)
        reason = form.reason.data
        service.close(body, number=number, reason=reason, today=today, actor=current_user)

    _done, status = taken(form, act)
    if status != HTTPStatus.OK:
        return _page(body, TopicForm(), status, closing=(number, form))
    flash(_("The topic is off the horizon."), "success")
    return done(url_for(".register", body_id=body.id))
