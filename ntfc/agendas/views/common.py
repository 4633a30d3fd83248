"""What the pages of agendas share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _, with_commas
from ntfc.links.service import Issued
from ntfc.meetings import queries as meetings
from ntfc.meetings import rules as meeting_rules
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules.words import hour, long_day
from ntfc.permissions import authorize, can

bp = Blueprint("agendas", __name__)


def fonts() -> Path:
    """Return the folder of the fonts that the instance adds for its scripts."""
    instance: Path = current_app.extensions["ntfc.config"].instance
    return instance / "fonts"


bp.add_app_template_filter(rules.word, "agenda_word")
bp.add_app_template_filter(rules.comes_back)

Crumbs = list[tuple[str, str]]


def seen(agenda_id: int) -> Agenda:
    """Return the agenda, or answer 404 to whoever may not even know of it."""
    agenda = queries.get_agenda(agenda_id)
    authorize(current_user, rules.VIEW, agenda)
    return agenda


def seen_item(item_id: int) -> AgendaItem:
    item = queries.get_item(item_id)
    authorize(current_user, rules.VIEW_ITEM, item)
    return item


def seen_meeting(meeting_id: int) -> Meeting:
    meeting = meetings.get_meeting(meeting_id)
    authorize(current_user, meeting_rules.VIEW, meeting)
    return meeting


def today_in(agenda: Agenda | Meeting) -> date:
    """Return the day it is where the body sits."""
    return clock.today(agenda.body.time_zone)


def when(meeting: Any) -> str:
    """Return day and hour of a meeting in words, by the clock where it takes place."""
    starts = meeting_rules.local(meeting.starts_at, meeting.time_zone)
    return with_commas([long_day(starts), hour(starts)])


def crumbs_of(meeting: Meeting, *, within: bool = False) -> Crumbs:
    """Return the way back: the body, and from within an agenda the agenda."""
    way = [(meeting.body.name, url_for("committees.show", body_id=meeting.body_id))]
    if can(current_user, meeting_rules.VIEW, meeting):  # coordinators see a draft before the plan
        way.append((_("Meeting"), url_for("meetings.show", meeting_id=meeting.id)))
    if within:
        way.append((_("Agenda"), url_for("agendas.show", meeting_id=meeting.id)))
    return way


def page_url(agenda: Agenda) -> str:
    return url_for("agendas.show", meeting_id=agenda.meeting_id)


def handed(issued: list[Issued], agenda: Agenda, message: str = "") -> Response:
    """Show links that no mail carried, this once, and what was done."""
    if message:
        flash(message, "success")
    return render(
        "links/to_hand_over.html",
        handed=issued,
        crumbs=crumbs_of(agenda.meeting, within=True),
        back=page_url(agenda),
    )


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
    page.setdefault("lead", None)
    page.setdefault("tone", "primary")
    page.setdefault("offers", False)
    return render(
        "agendas/form.html",
        "agendas/_form.html",
        status=status,
        form=form,
        action=request.path,
        **page,
    )
