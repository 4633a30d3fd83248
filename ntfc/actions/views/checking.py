"""Verifying what was reported as done, sending it back, and answering for new dates."""

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.actions import queries, rules
from ntfc.actions.forms import AnswerDateForm, ReasonForm, VerifyForm
from ntfc.actions.service import progress
from ntfc.actions.views.common import ask, bp, crumbs_of, seen
from ntfc.actions.views.show import page_of
from ntfc.errors import Refused
from ntfc.forms import typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import authorize


@bp.post("/actions/<int:action_id>/verify")
def verify(action_id: int) -> Response:
    action = seen(action_id)
    authorize(current_user, rules.VERIFY, action)
    form = VerifyForm(request.form)
    if not form.validate():
        return page_of(action, 422, verify_form=form)
    try:
        progress.verify(action, text=form.text.data or "", actor=current_user, now=clock.now())
    except Refused as refusal:
        return page_of(action, 409, verify_form=form, reasons=refusal.reasons)
    flash(_("The action is verified. Its owner is told."), "success")
    return done(url_for(".show", action_id=action.id))


@bp.route("/actions/<int:action_id>/send-back", methods=["GET", "POST"])
def send_back(action_id: int) -> Response:
    action = seen(action_id)
    authorize(current_user, rules.VERIFY, action)
    form, back = typed(ReasonForm), url_for(".show", action_id=action.id)

    def act() -> str:
        progress.send_back(action, reason=form.reason.data, actor=current_user, now=clock.now())
        return back

    return ask(
        form,
        act,
        _("The action is open again. Its owner is told what is missing."),
        title=_("Not done yet"),
        lead=action.title,
        button=_("Send it back"),
        crumbs=crumbs_of(action.body, action),
        back=back,
    )


@bp.route("/actions/<int:action_id>/date", methods=["GET", "POST"])
def answer_date(action_id: int) -> Response:
    action = seen(action_id)
    authorize(current_user, rules.SET_DATE, action)
    asked = queries.get_new_date(action)
    form, back = typed(AnswerDateForm), url_for(".show", action_id=action.id)

    def act() -> str:
        progress.answer_date(
            action,
            granted=form.is_granted.data == "yes",
            answer=form.answer.data or "",
            actor=current_user,
            now=clock.now(),
        )
        return back

    return ask(
        form,
        act,
        _("The owner is told."),
        title=_("A new date was asked for"),
        lead=action.title,
        beside="actions/_asked_date.html",
        asked=asked,
        due_on=action.due_on,
        button=_("Answer"),
        crumbs=crumbs_of(action.body, action),
        back=back,
    )
