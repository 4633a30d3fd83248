"""The public notice: meetings that everybody may attend."""

from flask import Response
from flask_login import current_user

from ntfc import clock, plugins
from ntfc.htmx import render
from ntfc.meetings.models import Meeting
from ntfc.meetings.queries.announced import announced
from ntfc.meetings.rules import bodies_of
from ntfc.meetings.views.common import bp
from ntfc.permissions import COME_IN, SITE, authorize
from ntfc.plugins import PublicPaper


@bp.get("/announced")
def notice() -> Response:
    authorize(current_user, COME_IN, SITE)
    found = announced(clock.now())
    return render(
        "meetings/announced.html",
        meetings=found,
        topics={meeting.id: topics_of(meeting) for meeting in found},
        papers={meeting.id: papers_of(meeting) for meeting in found},
        bodies_of=bodies_of,
    )


def topics_of(meeting: Meeting) -> list[str]:
    """Return what is on the meeting, as far as everybody may read it."""
    answers = plugins.gather("ntfc_meeting_topics", meeting=meeting)
    return [str(topic) for answer in answers for topic in answer]


def papers_of(meeting: Meeting) -> list[PublicPaper]:
    """Return the papers of the meeting that everybody may take."""
    answers = plugins.gather("ntfc_meeting_papers", meeting=meeting)
    return [paper for answer in answers for paper in answer]
