"""The checklist before the public start of a body."""

from typing import Any

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc.committees import queries, rules, service
from ntfc.committees.forms import SkipForm, StepForm
from ntfc.committees.models import Body, SetupStep
from ntfc.committees.views.common import bp, seen, today_at, typed
from ntfc.committees.views.edit import asker, submit
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize, can

PAGE, PART = "committees/setup.html", "committees/_setup.html"


@bp.get("/<int:body_id>/setup")
def setup(body_id: int) -> Response:
    body = seen(body_id)
    return render(PAGE, PART, **_shown(body, StepForm()))


def _shown(body: Body, form: StepForm) -> dict[str, Any]:
    form.owner_id.offer(queries.person_choices())
    return {
        "body": body,
        "steps": queries.steps_of(body.id),
        "form": form,
        "today": today_at(body),
        "can_take": can(current_user, rules.TAKE_STEP, SetupStep(body_id=body.id, body=body)),
    }


def _answer(body: Body, message: str) -> Response:
    """Answer with the checklist, or with the home page to an owner who does not see the body."""
    flash(str(message), "success")
    if not can(current_user, rules.VIEW, body):
        return done(url_for("home.show"))
    return done(url_for(".setup", body_id=body.id), PART, **_shown(body, StepForm()))


@bp.post("/<int:body_id>/setup/begin")
def begin_checklist(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    service.begin_checklist(body, actor=current_user)
    return _answer(body, _("The usual steps are written down. Name an owner and a day for each."))


@bp.post("/<int:body_id>/setup")
def add_step(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    form = StepForm(typed())
    shown = _shown(body, form)
    if not form.validate():
        return render(PAGE, PART, status=422, **shown)
    service.add_step(body, actor=current_user, **form.values)
    return _answer(body, _("The step was added."))


@bp.route("/<int:body_id>/setup/<int:step_id>", methods=["GET", "POST"])
def change_step(body_id: int, step_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.EDIT, body)
    step = queries.get_step(step_id, body)
    form = StepForm(typed(), obj=step)
    form.owner_id.offer(queries.person_choices())
    page = asker(
        _("Step of the set-up"),
        form,
        [["title"], ["owner_id", "due_on"]],
        body,
        back=url_for(".setup", body_id=body.id),
    )
    return submit(
        form,
        body,
        lambda: service.change_step(body, step=step, actor=current_user, **form.values),
        _("The step was changed."),
        page,
        ".setup",
    )


@bp.post("/<int:body_id>/setup/<int:step_id>/done")
def finish_step(body_id: int, step_id: int) -> Response:
    body = queries.get_body(body_id)
    step = queries.get_step(step_id, body)
    authorize(current_user, rules.TAKE_STEP, step)
    service.finish_step(step, today=today_at(body), actor=current_user)
    return _answer(body, _("The step is done."))


@bp.route("/<int:body_id>/setup/<int:step_id>/skip", methods=["GET", "POST"])
def skip_step(body_id: int, step_id: int) -> Response:
    body = queries.get_body(body_id)
    step = queries.get_step(step_id, body)
    authorize(current_user, rules.TAKE_STEP, step)
    form = SkipForm(typed())
    page = asker(
        _("Leave out: %(step)s", step=step.title),
        form,
        [["reason"]],
        body,
        button=_("Leave out"),
        back=url_for(".setup", body_id=body.id),
    )
    return submit(
        form,
        body,
        lambda: service.skip_step(
            step, reason=form.reason.data or "", today=today_at(body), actor=current_user
        ),
        _("The step was left out."),
        page,
        ".setup",
    )
