"""What the pages of decisions share."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.decisions import queries, rules
from ntfc.decisions.models import Decision
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.links.rules import fit_beside
from ntfc.links.service import Issued
from ntfc.permissions import authorize
from ntfc.wayback import way_back

bp = Blueprint("decisions", __name__)
bp.add_app_template_filter(rules.word, "decision_word")
bp.add_app_template_filter(rules.TONES.__getitem__, "decision_tone")
bp.add_app_template_filter(rules.label, "decision_label")
bp.add_app_template_filter(rules.standing, "decision_standing")

Crumbs = list[tuple[str, str]]


def today_in(body: Body) -> date:
    """Return the day it is where the body sits."""
    return clock.today(body.time_zone)


def seen(decision_id: int) -> Decision:
    """Return the decision, or answer 404 to whoever may not even know of it."""
    decision = queries.get_decision(decision_id)
    authorize(current_user, rules.VIEW, decision)
    return decision


def crumbs_of(body: Body, decision: Decision | None = None) -> Crumbs:
    """Return the way back: the body, its decisions, the decision."""
    way = [
        (body.name, url_for("committees.show", body_id=body.id)),
        (_("Decisions"), url_for("decisions.of_body", body_id=body.id)),
    ]
    if decision is not None:
        way.append((decision.title, url_for("decisions.show", decision_id=decision.id)))
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
    return render("decisions/form.html", "decisions/_form.html", status=status, form=form, **shown)


def hand_over(issued: Sequence[Issued], decision: Decision, back: str) -> str | Response:
    """Show links that no mail carried, this once: by themselves, or a few beside the record that goes on."""
    if way_back() and fit_beside(issued):
        for one in issued:
            flash(one.beside, "link")
        return back
    crumbs = crumbs_of(decision.body, decision)
    return render("links/to_hand_over.html", handed=issued, crumbs=crumbs, back=back)
