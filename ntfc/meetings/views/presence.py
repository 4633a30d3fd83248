"""Who is there: on the screen, on paper, by typed names; opening and closing a meeting."""

from datetime import datetime
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _, ngettext
from ntfc.meetings import rules
from ntfc.meetings.forms.presence import LetterForm, MoveForm, NamesForm, presences_in
from ntfc.meetings.models import Meeting, Presence
from ntfc.meetings.queries.presence import (
    attendances_of,
    get_attendance,
    get_letter,
    letters_after,
    presence_in,
)
from ntfc.meetings.rules import presence as pure
from ntfc.meetings.rules.times import instant
from ntfc.meetings.rules.words import choices_of
from ntfc.meetings.service import presence as service
from ntfc.meetings.views.common import ask, bp, crumbs_in, seen, today_in, typed
from ntfc.permissions import authorize, can
from ntfc.procedure.queries import rules_on


@bp.get("/meetings/<int:meeting_id>/attendance")
def attendance(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    return _page(meeting, NamesForm())


def _page(meeting: Meeting, names: NamesForm, status: int = 200) -> Response:
    noting = can(current_user, rules.ATTENDANCE, meeting)
    return render(
        "meetings/attendance.html",
        "meetings/_attendance.html",
        status=status,
        meeting=meeting,
        crumbs=crumbs_in(meeting),
        choices=[("", _("not noted")), *choices_of(Presence)],
        names=names,
        may_note=noting and meeting.state in pure.NOTED_IN,
        letters=letters_after(meeting.id) if can(current_user, rules.LETTERS, meeting) else (),
        expected=pure.expected,
        **presence_of(meeting),
    )


def presence_of(meeting: Meeting) -> dict[str, Any]:
    """Return who is there, and whether enough are where the rules ask for it."""
    rows = presence_in(meeting)
    day = rules.local_day(meeting.starts_at, meeting.time_zone)
    quorum = pure.quorum_of(rules_on(meeting.body, day), [row.there for row in rows])
    return {
        "seats": rows,
        "quorum": quorum,
        "others": [row for row in attendances_of(meeting.id) if row.seat_id is None],
        "is_in": pure.is_in,
        "there": pure.THERE,
    }


@bp.post("/meetings/<int:meeting_id>/attendance")
def note(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    noted = presences_in(request.form)
    service.note(meeting, noted=noted, now=clock.now(), actor=current_user)
    flash(_("Noted."), "success")
    return done(url_for(".attendance", meeting_id=meeting.id))


@bp.post("/meetings/<int:meeting_id>/attendance/names")
def add_names(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    form = NamesForm(request.form)
    if not form.validate():
        return _page(meeting, form, 422)
    try:
        service.add_names(
            meeting,
            names=pure.names_in(form.names.data),
            kind=form.kind.data,
            now=clock.now(),
            actor=current_user,
        )
    except Refused as refusal:
        form.form_errors = list(refusal.reasons)
        return _page(meeting, form, 409)
    flash(_("The names are noted."), "success")
    return done(url_for(".attendance", meeting_id=meeting.id))


@bp.post("/attendances/<int:attendance_id>/<any(leaves, returns):what>")
def move(attendance_id: int, what: str) -> Response:
    found = get_attendance(attendance_id)
    authorize(current_user, rules.ATTENDANCE, found)
    form = MoveForm(request.form)
    moment = clock.now()
    if form.validate() and form.at.data:
        day = rules.local_day(moment, found.meeting.time_zone)
        moment = instant(day, form.at.data, found.meeting.time_zone) or moment
    service.move(found, at=moment, comes=what == "returns", actor=current_user)
    flash(_("Noted."), "success")
    return done(url_for(".attendance", meeting_id=found.meeting_id))


@bp.get("/meetings/<int:meeting_id>/sign-sheet")
def sign_sheet(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    rows = [row for row in presence_in(meeting) if row.place.is_filled]
    return render(
        "meetings/sign_sheet.html", meeting=meeting, crumbs=crumbs_in(meeting), seats=rows
    )


@bp.post("/meetings/<int:meeting_id>/sign-sheet/<int:seat_id>")
def sign(meeting_id: int, seat_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    service.sign(meeting, seat_id=seat_id, now=clock.now(), actor=current_user)
    flash(_("Welcome. You are noted as present."), "success")
    return done(url_for(".sign_sheet", meeting_id=meeting.id))


@bp.post("/meetings/<int:meeting_id>/open")
def open_meeting(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.RUN, meeting)
    service.open_meeting(meeting, now=clock.now(), actor=current_user)
    flash(_("The meeting is open."), "success")
    return done(url_for(".show", meeting_id=meeting.id))


@bp.post("/meetings/<int:meeting_id>/close")
def close_meeting(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.RUN, meeting)
    drafted = service.close_meeting(
        meeting, today=today_in(meeting.body), now=clock.now(), actor=current_user
    )
    flash(_("The meeting is closed."), "success")
    if drafted:
        said = ngettext(
            "A letter about a seat that stayed empty waits for the secretary.",
            "%(num)d letters about seats that stayed empty wait for the secretary.",
            drafted,
        )
        flash(said, "warning")
    return done(url_for(".show", meeting_id=meeting.id))


@bp.route("/absence-letters/<int:letter_id>", methods=["GET", "POST"])
def letter(letter_id: int) -> Response:
    found = get_letter(letter_id)
    authorize(current_user, rules.LETTERS, found)
    form = typed(LetterForm, subject=found.subject, text=found.text)

    def act(now: datetime) -> str:
        service.settle_letter(
            found,
            subject=form.subject.data,
            text=form.text.data,
            send="drop" not in request.form,
            now=now,
            actor=current_user,
        )
        return url_for(".attendance", meeting_id=found.meeting_id)

    return ask(
        form,
        act,
        _("Noted."),
        "meetings/letter.html",
        "meetings/_letter.html",
        letter=found,
        title=_("Letter about an empty seat"),
        crumbs=crumbs_in(found.meeting),
        back=url_for(".attendance", meeting_id=found.meeting_id),
    )
