"""The page of one meeting: what it is, and what the other features bring to it."""

from collections.abc import Sequence
from typing import Any

from flask import Response
from flask_login import current_user

from ntfc import plugins
from ntfc.htmx import render
from ntfc.meetings import queries, rules
from ntfc.meetings.models import CLOSED, Meeting, MeetingState
from ntfc.meetings.queries.calling import changes_since, notices_of
from ntfc.meetings.queries.items import before_opening, is_untouched
from ntfc.meetings.queries.proof import proofs_of
from ntfc.meetings.rules.notice import clock_sentence
from ntfc.meetings.rules.times import plans_of
from ntfc.meetings.views.common import bp, crumbs_to, seen, today_in
from ntfc.meetings.views.people import conduct
from ntfc.permissions import SEATED, can


@bp.get("/meetings/<int:meeting_id>/")
def show(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    panels = plugins.gather("ntfc_meeting_panel", meeting=meeting, actor=current_user)
    return render(
        "meetings/show.html",
        meeting=meeting,
        body=meeting.body,
        crumbs=crumbs_to(meeting.body),
        panels=sorted(panels, key=lambda panel: panel.order),
        remarks=_remarks(meeting),
        takes_part=takes_part(meeting),
        is_over=meeting.state in CLOSED,
        **_opening(meeting),
        **_calling(meeting),
    )


def _opening(meeting: Meeting) -> dict[str, Any]:
    """Return what speaks against opening the meeting now, and whether an opening is undone."""
    opens = meeting.state is MeetingState.CONVENED and can(current_user, rules.RUN, meeting)
    is_open = meeting.state is MeetingState.UNDER_WAY
    return {
        "before_opening": before_opening(meeting) if opens else (),
        "is_undone_easily": is_open
        and can(current_user, rules.NOT_OPEN, meeting)
        and is_untouched(meeting)
        and not plugins.objections(rules.NOT_OPEN, meeting, current_user),
    }


def _calling(meeting: Meeting) -> dict[str, Any]:
    """Return who comes, what the person answered, and what was told when."""
    rows = queries.replies_in(meeting.id)
    found = notices_of(meeting.id) if can(current_user, rules.PROOF, meeting) else ()
    is_open = meeting.state is MeetingState.CONVENED
    own = queries.own_invitation(meeting.id, current_user.person_id)
    return {
        "rows": rows,
        "tally": queries.tally_of(rows),
        "own": own,
        **conduct(meeting, own),
        "notices": found,
        "proofs": proofs_of(found),
        "clock_sentence": clock_sentence,
        "changes": changes_since(meeting) if found and is_open else (),
    }


def takes_part(meeting: Meeting) -> bool:
    """Tell whether this person is one of those who meet, and so may know how to join from afar."""
    seated = any(SEATED & current_user.roles_in(body.id) for body in rules.bodies_of(meeting))
    guests = [guest.person_id for guest in meeting.guests if guest.withdrawn_at is None]
    return seated or any(rules.is_self(current_user, number) for number in guests)


def _remarks(meeting: Meeting) -> Sequence[str]:
    """Return what its heads should know of a meeting ahead: holidays, other meetings, gaps."""
    if meeting.state in CLOSED or meeting.opened_at or not can(current_user, rules.EDIT, meeting):
        return ()
    days = plans_of(meeting.days, meeting.time_zone)
    plan = rules.Plan(
        days=tuple(days),
        time_zone=meeting.time_zone,
        mode=meeting.mode,
        place=meeting.place,
        online_address=meeting.online_address,
        how_to_join=meeting.how_to_join,
    )
    found = rules.remarks_on(
        plan,
        today=today_in(meeting.body),
        is_working_day=queries.working_days(meeting.body),
        holidays=queries.holiday_names(meeting.body, [day.day for day in days]),
        near=queries.meetings_near(
            meeting.body, meeting.starts_at, meeting.ends_at, but=meeting.id
        ),
    )
    return list(found)
