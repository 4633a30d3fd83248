"""Opening a meeting, and closing it: whoever closes says which items were reached."""

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.forms import taken
from ntfc.htmx import done, render
from ntfc.i18n import _, ngettext
from ntfc.meetings import queries, rules
from ntfc.meetings.forms.presence import CloseForm
from ntfc.meetings.models import Meeting
from ntfc.meetings.service import presence as service
from ntfc.meetings.views.common import bp, crumbs_in, seen, today_in
from ntfc.permissions import authorize


@bp.post("/meetings/<int:meeting_id>/open")
def open_meeting(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.RUN, meeting)
    service.open_meeting(meeting, now=clock.now(), actor=current_user)
    flash(_("The meeting is open."), "success")
    return done(_back(meeting))


@bp.route("/meetings/<int:meeting_id>/close", methods=["GET", "POST"])
def close_meeting(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.RUN, meeting)
    items = queries.open_items_of(meeting, current_user)
    form = CloseForm(request.form)
    was_asked = "asked" in request.form
    form.offer(items, was_asked=was_asked)

    def act() -> int:
        if items and not was_asked:
            raise Refused(_("Say first which items were reached."))
        return service.close_meeting(
            meeting,
            today=today_in(meeting.body),
            now=clock.now(),
            actor=current_user,
            reached=(form.reached.data or ()) if items else None,
        )

    drafted, status = taken(form, act)
    if drafted is None:
        return render(
            "meetings/form.html",
            "meetings/_form.html",
            status=status,
            form=form,
            action=request.path,
            title=_("Close the meeting"),
            lead=_("Seats without a note are written down as absent."),
            crumbs=crumbs_in(meeting),
            back=_back(meeting),
            button=_("Close the meeting"),
        )
    _say_closed(drafted)
    return done(_back(meeting))


def _say_closed(drafted: int) -> None:
    flash(_("The meeting is closed."), "success")
    if drafted:
        said = ngettext(
            "A letter about a seat that stayed empty waits for the secretary.",
            "%(num)d letters about seats that stayed empty wait for the secretary.",
            drafted,
        )
        flash(said, "warning")


def _back(meeting: Meeting) -> str:
    return url_for(".show", meeting_id=meeting.id)
