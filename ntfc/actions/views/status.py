"""The status report of a meeting: what became of the issues raised before it."""

from flask import Response, current_app, url_for
from flask_login import current_user

from ntfc import clock, paper
from ntfc.actions.queries import status
from ntfc.actions.rules.status import Raised, became_in_words, brought_in_words, status_paper
from ntfc.actions.views.common import bp, today_in
from ntfc.files import download
from ntfc.htmx import render
from ntfc.i18n import direction, language, tag_of
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules import VIEW, name_of, when
from ntfc.permissions import authorize


@bp.app_template_filter("status_lines")
def status_lines(one: Raised) -> list[str]:
    """Return where an issue is and what came of it, line by line."""
    return [brought_in_words(one), *became_in_words(one)]


def _seen(meeting_id: int) -> Meeting:
    meeting = meetings.get_meeting(meeting_id)
    authorize(current_user, VIEW, meeting)
    return meeting


@bp.get("/meetings/<int:meeting_id>/status")
def meeting_status(meeting_id: int) -> Response:
    meeting = _seen(meeting_id)
    return render(
        "actions/status.html",
        meeting=meeting,
        raised=status.status_before(meeting, today_in(meeting.body), actor=current_user),
        crumbs=[
            (meeting.body.name, url_for("committees.show", body_id=meeting.body_id)),
            (name_of(meeting), url_for("meetings.show", meeting_id=meeting.id)),
        ],
        lead=when(meeting),
    )


@bp.get("/meetings/<int:meeting_id>/status.pdf")
def meeting_status_pdf(meeting_id: int) -> Response:
    meeting = _seen(meeting_id)
    today = today_in(meeting.body)
    made = status_paper(
        status.status_before(meeting, today, actor=current_user),
        body=meeting.body.name,
        meeting=f"{name_of(meeting)} · {when(meeting)}",
        on=today,
        language=tag_of(language()),
        direction=direction(),
    )
    fonts = current_app.extensions["ntfc.config"].instance / "fonts"
    drawn = paper.pdf(made, at=clock.now().replace(microsecond=0), more_fonts=fonts)
    return download(drawn, f"status-{meeting.id}.pdf", "application/pdf")
