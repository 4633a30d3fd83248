"""Opening a meeting, and closing it: whoever closes says which items were reached."""

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused, refuse_if
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _, ngettext
from ntfc.meetings import queries, rules
from ntfc.meetings.forms.presence import CloseForm, OpenForm
from ntfc.meetings.models import Meeting
from ntfc.meetings.queries.items import before_opening
from ntfc.meetings.service import presence as service
from ntfc.meetings.views.common import bp, crumbs_in, seen, today_in
from ntfc.permissions import authorize


@bp.route("/meetings/<int:meeting_id>/open", methods=["GET", "POST"])
def open_meeting(meeting_id: int) -> Response:
    """Open the meeting; before its day, or without its agenda, it is asked once more."""
    meeting = seen(meeting_id)
    authorize(current_user, rules.RUN, meeting)
    form = OpenForm(request.form)
    warnings = before_opening(meeting) if "sure" not in request.form else []

    def act() -> str:
        refuse_if(warnings)
        service.open_meeting(meeting, now=clock.now(), actor=current_user)
        return _back(meeting)

    url, status = taken(form, act)
    if url is None:
        button = _("Open it now all the same") if warnings else _("Open the meeting")
        lead = " ".join(warnings) if request.method == "GET" else None
        return _page(meeting, form, status, _("Open the meeting"), button, lead)
    flash(_("The meeting is open."), "success")
    return done(url)


@bp.post("/meetings/<int:meeting_id>/not-open")
def not_open(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.NOT_OPEN, meeting)
    service.not_open(meeting, actor=current_user)
    flash(
        _("The meeting is not open any more. That it was opened is kept in the trail."), "success"
    )
    return done(_back(meeting))


def _page(
    meeting: Meeting, form: Form, status: int, title: str, button: str, lead: str | None = None
) -> Response:
    return render(
        "meetings/form.html",
        "meetings/_form.html",
        status=status,
        form=form,
        action=request.path,
        title=title,
        lead=lead,
        crumbs=crumbs_in(meeting),
        back=_back(meeting),
        button=button,
    )


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
        lead = _("Seats without a note are written down as absent.")
        title = _("Close the meeting")
        return _page(meeting, form, status, title, title, lead)
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
