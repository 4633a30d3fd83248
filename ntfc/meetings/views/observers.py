"""The list of those who come to listen to a meeting in public."""

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.meetings import rules
from ntfc.meetings.forms.presence import ObserversForm
from ntfc.meetings.models import BEGUN, Meeting
from ntfc.meetings.queries.observers import observers_of
from ntfc.meetings.rules.presence import names_in
from ntfc.meetings.service import observers as service
from ntfc.meetings.views.common import bp, crumbs_in, seen
from ntfc.permissions import authorize


@bp.get("/meetings/<int:meeting_id>/observers")
def observers(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    return _page(meeting, ObserversForm())


def _page(meeting: Meeting, form: ObserversForm, status: int = 200) -> Response:
    return render(
        "meetings/observers.html",
        status=status,
        meeting=meeting,
        crumbs=crumbs_in(meeting),
        observers=observers_of(meeting.id),
        form=form,
        has_begun=meeting.state in BEGUN,
    )


@bp.post("/meetings/<int:meeting_id>/observers")
def register_observers(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    form = ObserversForm(request.form)
    if not form.validate():
        return _page(meeting, form, 422)
    try:
        names = names_in(form.names.data or "")
        service.register(meeting, names=names, now=clock.now(), actor=current_user)
    except Refused as refusal:
        form.form_errors = list(refusal.reasons)
        return _page(meeting, form, 409)
    flash(_("The names are on the list."), "success")
    return _back(meeting)


def _back(meeting: Meeting) -> Response:
    return done(url_for(".observers", meeting_id=meeting.id))


@bp.post("/meetings/<int:meeting_id>/observers/take-off")
def take_observer_off(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    number = request.form.get("number", 0, type=int)
    service.take_off(meeting, number=number, actor=current_user)
    flash(_("The name is off the list."), "success")
    return _back(meeting)


@bp.post("/meetings/<int:meeting_id>/observers/came")
def observer_came(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.ATTENDANCE, meeting)
    number = request.form.get("number", 0, type=int)
    service.note_came(meeting, number=number, now=clock.now(), actor=current_user)
    flash(_("Noted."), "success")
    return _back(meeting)
