"""Saying how an action goes: by its owner, or by the secretariat on the owner's word."""

from datetime import date, datetime
from typing import Any

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.actions import rules
from ntfc.actions.forms import DONE, LATER, ReportForm
from ntfc.actions.models import Action
from ntfc.actions.service import progress
from ntfc.actions.views.common import ask, bp, crumbs_of, seen, today_in
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.permissions import Actor, authorize


def say(
    action: Action, values: dict[str, Any], *, actor: Actor, now: datetime, today: date
) -> None:
    """Do what was chosen: report, say that it is done, or ask for a new date."""
    text, evidence = values["text"] or "", values["evidence"] or ""
    if values["how"] == DONE:
        progress.claim(action, text=text, evidence=evidence, actor=actor, now=now)
    elif values["how"] == LATER:
        progress.ask_for_date(
            action, due_on=values["due_on"], reason=text, actor=actor, now=now, today=today
        )
    else:
        progress.report(action, text=text, evidence=evidence, actor=actor, now=now)


@bp.route("/actions/<int:action_id>/report", methods=["GET", "POST"])
def report(action_id: int) -> Response:
    action = seen(action_id)
    authorize(current_user, rules.REPORT, action)
    form, back = typed(ReportForm), url_for(".show", action_id=action.id)

    def act() -> str:
        today = today_in(action.body)
        say(action, form.values, actor=current_user, now=clock.now(), today=today)
        return back

    return ask(
        form,
        act,
        _("Thank you. It is stored with the action."),
        title=_("How does it go?"),
        lead=action.title,
        button=_("Send"),
        crumbs=crumbs_of(action.body, action),
        back=back,
    )
