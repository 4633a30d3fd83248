"""The parts of other pages that show the parking lot."""

from typing import Any

from ntfc import clock
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.htmx import drawn
from ntfc.i18n import _, ngettext
from ntfc.issues import rules as issues
from ntfc.issues.models import Issue, IssueState
from ntfc.meetings.models import Meeting
from ntfc.parking_lot import queries, rules
from ntfc.permissions import Actor, can
from ntfc.plugins import Panel


def _panel(name: str, title: str, order: int, template: str, **shown: Any) -> Panel:
    html = drawn(template, **shown)
    return Panel(id=name, title=title, html=html, order=order)


def of_issue(issue: Issue, actor: Actor) -> Panel | None:
    """Show why an issue is set aside and the ways out, and how it was parked before."""
    history = queries.history_of(issue)
    merged = [one for one in queries.merged_into(issue) if can(actor, issues.VIEW, one)]
    now = next((one for one in history if one.left_at is None), None)
    may_park = can(actor, rules.PARK, issue) and IssueState.PARKED in issues.STEPS[issue.state]
    if not history and not merged and not may_park:
        return None
    return _panel(
        "parking",
        _("Parking lot"),
        10 if now else 40,
        "parking_lot/_issue_panel.html",
        issue=issue,
        parking=now,
        stood=_stood(now) if now else "",
        earlier=[one for one in history if one.left_at is not None],
        in_sight={
            one.to_issue_id
            for one in history
            if one.to_issue is not None and can(actor, issues.VIEW, one.to_issue)
        },
        merged=merged,
        may_park=may_park,
    )


def _stood(parking: Any) -> str:
    days = (clock.today(parking.issue.body.time_zone) - queries.parked_on(parking)).days
    return str(ngettext("%(num)d day", "%(num)d days", max(0, days)))


def of_body(body: Body, actor: Actor) -> Panel | None:
    """Show how much is parked and due; nothing where nothing is parked."""
    if not can(actor, committees.READ, body):
        return None
    rows = queries.standing_in(actor, body.id)
    if not rows:
        return None
    today = clock.today(body.time_zone)
    days = queries.planned_days(body.id, today)
    columns = rules.in_columns(rows, today, days[0] if days else None)
    return _panel(
        "parking",
        _("Parking lot"),
        16,
        "parking_lot/_body_panel.html",
        body=body,
        standing=len(rows),
        due=len(columns[rules.Column.DUE]),
        overdue=sum(row.is_overdue(today) for row in rows),
    )


def of_meeting(meeting: Meeting, actor: Actor) -> Panel | None:
    """Show what was parked in a meeting, with its owner and its next step."""
    rows = queries.parked_in_meeting(meeting.id, actor)
    if not rows:
        return None
    return _panel("parked", _("Parked here"), 30, "parking_lot/_meeting_panel.html", rows=rows)
