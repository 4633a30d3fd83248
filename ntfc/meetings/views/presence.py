"""Who is there: one tap for each, on paper, by typed names."""

from collections import Counter
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render, wants_fragment
from ntfc.i18n import _, ngettext
from ntfc.meetings import rules
from ntfc.meetings.forms.presence import MoveForm, NamesForm, PresenceForm, presence_or_none
from ntfc.meetings.models import AT_HAND, CALLED, Meeting, Presence
from ntfc.meetings.queries.observers import observers_of
from ntfc.meetings.queries.presence import Everybody, everybody_at, get_attendance, letters_after
from ntfc.meetings.rules import presence as pure
from ntfc.meetings.service import presence as service
from ntfc.meetings.views.common import bp, crumbs_in, seen
from ntfc.once import told
from ntfc.organisations.models import Camp
from ntfc.permissions import authorize, can


@bp.get("/meetings/<int:meeting_id>/attendance")
def attendance(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    return _page(meeting, NamesForm())


def _page(meeting: Meeting, names: NamesForm, status: int = 200) -> Response:
    return render(
        "meetings/attendance.html",
        "meetings/_attendance.html",
        status=status,
        crumbs=crumbs_in(meeting),
        names=names,
        letters=[one for one in letters_after(meeting.id) if can(current_user, rules.LETTERS, one)],
        **shown(meeting),
    )


def shown(meeting: Meeting) -> dict[str, Any]:
    """Return who is expected and who is there, as the page and its parts show it."""
    everybody = everybody_at(meeting)
    noting = can(current_user, rules.ATTENDANCE, meeting) and meeting.state in CALLED
    return {
        "meeting": meeting,
        "everybody": everybody,
        "waiting": sum(row.noted is None and row.reply is not None for row in everybody.rows),
        "sides": _sides(everybody),
        "may_note": noting,
        "ways": list(Presence),
        "is_in": pure.is_in,
        "there": pure.THERE,
        "days": pure.days_to_move_on(meeting, clock.now()),
    }


def _sides(everybody: Everybody) -> Counter[Camp | None]:
    """Return how many seats are there of each side."""
    rows = [row.there for hall in everybody.halls for row in hall.rows]
    return Counter(row.camp for row in rows if row.presence in pure.THERE and row.is_in_the_room)


@bp.post("/meetings/<int:meeting_id>/attendance")
def note(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    form = PresenceForm(request.form)
    if not form.validate():
        raise Refused(_("Nothing was noted: a note has at most 300 characters."))
    service.note(
        meeting,
        whom=form.whom.data or "",
        presence=presence_or_none(form.presence.data),
        said=form.note.data if "note" in request.form else None,
        now=clock.now(),
        actor=current_user,
    )
    return _noted(meeting, form.whom.data or "")


def _noted(meeting: Meeting, whom: str) -> Response:
    """Answer one tap: its row and the count of those who are there."""
    url = url_for(".attendance", meeting_id=meeting.id, _anchor=whom)
    if not wants_fragment():
        return done(url)
    page = shown(meeting)
    row = page["everybody"].find(whom)
    return done(url, "meetings/_presence_row.html", row=row, answered=True, **page)


@bp.post("/meetings/<int:meeting_id>/attendance/as-answered")
def note_as_answered(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    noted = service.note_as_answered(meeting, now=clock.now(), actor=current_user)
    flash(
        ngettext("One was noted as answered.", "%(num)d were noted as answered.", noted), "success"
    )
    return done(url_for(".attendance", meeting_id=meeting.id))


@bp.post("/meetings/<int:meeting_id>/attendance/names")
def add_names(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    form = NamesForm(request.form)
    if not form.validate():
        return _page(meeting, form, 422)
    try:
        message = told(
            lambda: service.add_names(
                meeting,
                names=pure.names_in(form.names.data),
                kind=form.kind.data,
                now=clock.now(),
                actor=current_user,
            ),
            _("The names are noted."),
        )
    except Refused as refusal:
        form.form_errors = list(refusal.reasons)
        return _page(meeting, form, 409)
    flash(message, "success")
    return done(url_for(".attendance", meeting_id=meeting.id))


@bp.post("/attendances/<int:attendance_id>/take-off")
def take_off(attendance_id: int) -> Response:
    found = get_attendance(attendance_id)
    authorize(current_user, rules.ATTENDANCE, found)
    url = url_for(".attendance", meeting_id=found.meeting_id)
    service.take_off(found, actor=current_user)
    flash(_("The name is off the list."), "success")
    return done(url)


@bp.post("/attendances/<int:attendance_id>/leaves")
def leaves(attendance_id: int) -> Response:
    found = get_attendance(attendance_id)
    authorize(current_user, rules.ATTENDANCE, found)
    return _move(attendance_id, comes=False)


@bp.post("/attendances/<int:attendance_id>/returns")
def returns(attendance_id: int) -> Response:
    found = get_attendance(attendance_id)
    authorize(current_user, rules.ATTENDANCE, found)
    return _move(attendance_id, comes=True)


def _move(attendance_id: int, *, comes: bool) -> Response:
    found = get_attendance(attendance_id)
    form = MoveForm(request.form)
    if not form.validate():
        how = {
            "at": _("Type a time such as 10:30, or leave it empty for now."),
            "day": _("Choose one of the days of the meeting."),
        }
        raise Refused(*(how[name] for name in form.errors))
    typed = {"at": form.at.data, "day": form.day.data}
    service.move(found, **typed, comes=comes, now=clock.now(), actor=current_user)
    meeting = seen(found.meeting_id)
    rows = everybody_at(meeting).rows
    whom = next((row.key for row in rows if row.noted is found), "")
    return _noted(meeting, whom)


@bp.get("/meetings/<int:meeting_id>/sign-sheet")
def sign_sheet(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    everybody = everybody_at(meeting)
    return render(
        "meetings/sign_sheet.html",
        meeting=meeting,
        crumbs=crumbs_in(meeting),
        rows=[row for row in everybody.rows if row.name],
        observers=observers_of(meeting.id),
        is_open=meeting.state in AT_HAND,
    )


@bp.post("/meetings/<int:meeting_id>/sign-sheet/<int:seat_id>")
def sign(meeting_id: int, seat_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    service.sign(meeting, seat_id=seat_id, now=clock.now(), actor=current_user)
    flash(_("Welcome. You are noted as present."), "success")
    return done(url_for(".sign_sheet", meeting_id=meeting.id))
