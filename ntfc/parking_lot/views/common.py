"""What the pages of the parking lot share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.agendas import rules as agenda_rules
from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.issues.models import Issue
from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.models import Parking
from ntfc.permissions import authorize

bp = Blueprint("parking_lot", __name__)
bp.add_app_template_filter(rules.word, "parking_word")

Crumbs = list[tuple[str, str]]


def today_in(body: Body) -> date:
    """Return the day it is where the body sits."""
    return clock.today(body.time_zone)


def seen(parking_id: int) -> Parking:
    """Return the parking, or answer 404 to whoever may not even know of it."""
    parking = queries.get_parking(parking_id)
    authorize(current_user, rules.VIEW, parking)
    return parking


def seen_item(item_id: int) -> tuple[AgendaItem, Issue | None]:
    """Return an item that may be parked, with its issue: at a joint meeting of another body."""
    item = agendas.get_item(item_id)
    authorize(current_user, agenda_rules.VIEW_ITEM, item)
    authorize(current_user, rules.PARK, item.agenda.body)  # whoever reads there may see the item
    issue = issues.find_issue(item.issue_id) if item.issue_id else None
    if issue is not None:
        authorize(current_user, rules.PARK, issue)
    return item, issue


def page_url(issue: Issue) -> str:
    return url_for("issues.show", issue_id=issue.id)


def crumbs_of(body: Body, issue: Issue | None = None) -> Crumbs:
    """Return the way back: the body, its parking lot, the issue."""
    way = [
        (body.name, url_for("committees.show", body_id=body.id)),
        (_("Parking lot"), url_for("parking_lot.board", body_id=body.id)),
    ]
    if issue is not None:
        way.append((_("Issue %(number)s", number=issue.number), page_url(issue)))
    return way


def ask(form: Form, act: Callable[[], str | Response], message: str, **page: Any) -> Response:
    """Show a form; when it was sent, do what it asks for and go where *act* says.

    Whatever is wrong is told in the form itself, with all that was typed.
    """
    after, status = taken(form, act)
    if isinstance(after, Response):
        return after
    if after is not None:
        flash(message, "success")
        return done(after)
    usual = {"lead": None, "tone": "primary", "record": (), "action": request.path}
    return render(
        "parking_lot/form.html",
        "parking_lot/_form.html",
        status=status,
        form=form,
        **{**usual, **page},
    )
