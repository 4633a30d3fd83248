"""What the pages of meetings share."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import time_zone, with_commas
from ntfc.meetings import queries, rules
from ntfc.meetings.models import AT_HAND, BEGUN, Meeting
from ntfc.meetings.rules import words
from ntfc.permissions import authorize

bp = Blueprint("meetings", __name__)
bp.add_app_template_filter(words.word, "meeting_word")
bp.add_app_template_filter(words.short, "meeting_short")
bp.add_app_template_filter(words.name_of, "meeting_name")
bp.add_app_template_filter(words.when, "meeting_when")
bp.add_app_template_global(words.between, "hours_between")
bp.add_app_template_global(words.hour_of, "hour_of")
bp.add_app_template_global(words.moment_of, "day_and_hour")
bp.add_app_template_filter(words.long_day, "long_day")
bp.add_app_template_test(AT_HAND.__contains__, "at_hand")
bp.add_app_template_test(BEGUN.__contains__, "begun")


@bp.app_template_filter("meeting_tone")
def tone(entry: Any) -> str:
    """Return the tone in which a state or an answer is shown."""
    return words.TONES.get(entry, "neutral")


@bp.app_template_filter("reader_when")
def reader_when(meeting: Any) -> str | None:
    """Return when a meeting is by the reader's clock; None where that shows the same."""
    zone = time_zone()
    theirs, here = (rules.local(meeting.starts_at, name) for name in (zone, meeting.time_zone))
    if theirs.utcoffset() == here.utcoffset():
        return None
    return with_commas([words.long_day(theirs), f"{words.hour(theirs)} ({zone})"])


def zone_of(body: Body) -> str:
    """Return the time zone of a body."""
    site: str = current_app.extensions["ntfc.config"].time_zone
    return body.time_zone or site


def today_in(body: Body) -> date:
    """Return the day it is where the body sits."""
    return clock.today(body.time_zone)


def seen(meeting_id: int) -> Meeting:
    """Return the meeting, or answer 404 to whoever may not even know of it."""
    meeting = queries.get_meeting(meeting_id)
    authorize(current_user, rules.VIEW, meeting)
    return meeting


def crumbs_to(body: Body) -> list[tuple[str, str]]:
    """Return the way back to the meetings of a body."""
    return [
        (body.name, url_for("committees.show", body_id=body.id)),
        (str(words.MEETINGS), url_for("meetings.of_body", body_id=body.id)),
    ]


def crumbs_in(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the way back to a meeting."""
    back = url_for("meetings.show", meeting_id=meeting.id)
    return [*crumbs_to(meeting.body), (str(words.name_of(meeting)), back)]


def ask(
    form: Form, act: Callable[[datetime], str], message: str, *templates: str, **page: Any
) -> Response:
    """Show a form; when it was sent, do what it asks for and go where *act* says.

    Whatever is wrong is told in the form itself, with all that was typed.
    """
    url, status = taken(form, lambda: act(clock.now()))
    if url is not None:
        flash(message, "success")
        return done(url)
    return render(*_templates(templates), status=status, form=form, action=request.path, **page)


def _templates(named: Sequence[str]) -> tuple[str, str]:
    usual = ("meetings/form.html", "meetings/_form.html")
    return (named[0], named[1]) if named else usual
