"""What the pages of actions share."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.actions import queries, rules
from ntfc.actions.models import Action
from ntfc.committees.models import Body
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.links.rules import fit_beside
from ntfc.links.service import Issued
from ntfc.permissions import authorize

bp = Blueprint("actions", __name__)
bp.add_app_template_filter(rules.word, "action_word")
bp.add_app_template_filter(rules.LOOKS.__getitem__, "action_look_word")
bp.add_app_template_filter(rules.TONES.__getitem__, "action_tone")
bp.add_app_template_filter(rules.ROAD_LOOKS.__getitem__, "road_word")
bp.add_app_template_filter(rules.ROAD_TONES.__getitem__, "road_tone")

Crumbs = list[tuple[str, str]]


@bp.app_template_global("action_look")
def look(action: Any, today: date) -> str:
    """Return how an action, or a row of one, stands today: in one of the words of `rules.LOOKS`."""
    return rules.look_of(action.state, action.until_on, action.reported_at, today)


def today_in(body: Body) -> date:
    """Return the day it is where the body sits."""
    return clock.today(body.time_zone)


def seen(action_id: int) -> Action:
    """Return the action, or answer 404 to whoever may not even know of it."""
    action = queries.get_action(action_id)
    authorize(current_user, rules.VIEW, action)
    return action


def crumbs_of(body: Body, action: Action | None = None) -> Crumbs:
    """Return the way back: the body, its actions, the action."""
    way = [
        (body.name, url_for("committees.show", body_id=body.id)),
        (_("Actions"), url_for("actions.of_body", body_id=body.id)),
    ]
    if action is not None:
        here = _("Action %(number)s", number=action.number)
        way.append((here, url_for("actions.show", action_id=action.id)))
    return way


def ask(form: Form, act: Callable[[], str | Response], message: str, **page: Any) -> Response:
    """Show a form; when it was sent, do what it asks for and go where *act* says.

    Whatever is wrong is told in the form itself, with all that was typed.
    """
    after, status = taken(form, act)
    if after is not None:
        flash(message, "success")
        return after if isinstance(after, Response) else done(after)
    shown = {"lead": None, "beside": None, "tone": "primary", "action": request.path, **page}
    return render("actions/form.html", "actions/_form.html", status=status, form=form, **shown)


def hand_over(
    issued: Sequence[Issued], body: Body, back: str, *, goes_on: bool = False
) -> str | Response:
    """Show links that no mail carried, this once: a few beside the work that *goes_on*, else by themselves."""
    if goes_on and fit_beside(issued):
        for one in issued:
            flash(one.beside, "link")
        return back
    return render("links/to_hand_over.html", handed=issued, crumbs=crumbs_of(body), back=back)
