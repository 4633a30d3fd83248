"""How actions join in with the rest of the site."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import url_for

from ntfc import audit, clock
from ntfc.actions import models, queries, rules
from ntfc.actions.hooks.acts import ACTS
from ntfc.actions.hooks.personal import kept_of
from ntfc.actions.hooks.proposing import proposals
from ntfc.actions.hooks.remedies import off_track_proposals, progress_of
from ntfc.actions.hooks.waiting import waiting_for
from ntfc.actions.models import Action
from ntfc.actions.queries.levels import count_elsewhere
from ntfc.actions.queries.status import count_before, meetings_to_report
from ntfc.actions.service import following, sponsoring, status
from ntfc.actions.views import bp
from ntfc.agendas.models import Agenda, ItemState
from ntfc.agendas.rules import is_follow_up
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.jobs import JobKind
from ntfc.meetings.models import Meeting
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, can
from ntfc.plugins import (
    AgendaProposal,
    ItemAct,
    NavItem,
    OpenWork,
    Panel,
    PersonalData,
    Plugin,
    PriorityProgress,
    Tab,
    Waiting,
    hookimpl,
)
from ntfc.transaction import unit_of_work

OPEN_ITEMS = frozenset({ItemState.PLANNED, ItemState.DISCUSSED})
TRAIL = {
    "action.added": _("An action was recorded"),
    "action.cancelled": _("An action was cancelled"),
    "action.changed": _("An action was changed"),
    "action.claimed": _("An action was reported as done"),
    "action.date_answered": _("A new date of an action was granted or refused"),
    "action.date_asked": _("A new date of an action was asked for"),
    "action.passed_on": _("An action was passed on to another body"),
    "action.reminded": _("People were reminded of an action"),
    "action.reopened": _("An action was opened again"),
    "action.report_made": _("The report of a quarter to the sponsor was made"),
    "action.report_sent": _("The report of a quarter was sent to the sponsor"),
    "action.reported": _("It was reported how an action goes"),
    "action.road_map_kept": _("A version of the road map was kept"),
    "action.sent_back": _("An action was not accepted as done"),
    "priority.off_track": _("A priority was put off track, with its remedy"),
    "priority.on_track": _("A priority was put on track again"),
    "meeting.status_told": _("Those who brought issues were told what became of them"),
    "action.verified": _("An action was verified"),
}


def remind(_payload: dict[str, Any]) -> None:
    """Remind of what is due soon or overdue, each in the days of its body."""
    now = clock.now()
    with unit_of_work():
        for action in queries.to_remind_of(now.date() + rules.SOON):
            today = clock.today(action.body.time_zone)
            following.remind(action, actor=SYSTEM, now=now, today=today)


def tell_who_brought(_payload: dict[str, Any]) -> None:
    """Tell whoever brought issues what became of them, before each meeting that is called."""
    now = clock.now()
    with unit_of_work():
        for meeting in meetings_to_report(now):
            today = clock.today(meeting.body.time_zone)
            status.tell_who_brought(meeting, actor=SYSTEM, now=now, today=today)


def report_to_sponsors(_payload: dict[str, Any]) -> None:
    """Keep for each body with a sponsor what is told of the quarter that is over."""
    now, today = clock.now(), clock.today("")
    first, last = rules.quarter_before(today)
    with unit_of_work():
        for body in queries.bodies_to_report(last):
            sponsoring.make_report(body, first=first, last=last, actor=SYSTEM, now=now, today=today)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="actions",
        title=_("Actions"),
        models=(
            models.Action,
            models.ActionEvent,
            models.NewDate,
            models.Remedy,
            models.RoadMap,
            models.SponsorReport,
        ),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        acts=ACTS,
        jobs=(
            JobKind(name="action.remind", run=remind, every=timedelta(hours=6)),
            JobKind(name="action.status", run=tell_who_brought, every=timedelta(hours=12)),
            JobKind(name="action.report", run=report_to_sponsors, every=timedelta(hours=24)),
        ),
        nav=(
            NavItem(
                title=_("Actions"),
                endpoint="actions.index",
                icon="clipboard-check",
                order=27,
                permission=rules.READ_ALL,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body what is open, overdue and to be verified, and who delivers."""
    if tab is not Tab.WORK or not can(actor, committees.READ, body):
        return None
    today = clock.today(body.time_zone)
    html = drawn(
        "actions/_panel.html",
        is_sponsor=actor.person_id is not None and actor.person_id == body.sponsor_id,
        body=body,
        counts=queries.counted(actor, body.id, today),
        figures=rules.by_side(queries.sides_of(body.id), today),
        elsewhere=count_elsewhere(body) if can(actor, rules.ADD, body) else 0,
    )
    return Panel(id="actions", title=_("Actions"), html=html, order=17)


@hookimpl
def ntfc_meeting_panel(meeting: Meeting, actor: Actor) -> Panel | None:
    """Show on the page of a meeting what was taken on there, and let its heads add to it."""
    rows = queries.shown_with(actor, Action.meeting_id == meeting.id)
    adds, raised = can(actor, rules.ADD, meeting.body), count_before(meeting, actor)
    if not rows and not adds and not raised:
        return None
    html = drawn(
        "actions/_of_meeting.html",
        meeting=meeting,
        rows=rows,
        adds=adds,
        raised=raised,
        today=clock.today(meeting.body.time_zone),
    )
    return Panel(id="actions", title=_("Actions"), html=html, order=30)


@hookimpl
def ntfc_item_acts(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Offer to record what somebody takes on at an item, also in the meeting."""
    title = str(_("Record an action"))
    for item in agenda.items:
        if is_follow_up(item) and item.state in OPEN_ITEMS:
            report = url_for("actions.meeting_status", meeting_id=agenda.meeting_id)
            yield ItemAct(item_id=item.id, title=_("Status report"), url=report, in_meeting=True)
    for item in agenda.items:
        if item.state in OPEN_ITEMS and can(actor, rules.ADD, item):
            url = url_for("actions.new", body_id=item.body_id, item=item.id)
            yield ItemAct(item_id=item.id, title=title, url=url, in_meeting=True)


@hookimpl
def ntfc_issue_panel(issue: Issue, actor: Actor) -> Panel | None:
    """Show on the page of an issue what is done about it."""
    rows = queries.shown_with(actor, Action.issue_id == issue.id)
    if not rows:
        return None
    html = drawn("actions/_of_issue.html", rows=rows, today=clock.today(issue.body.time_zone))
    return Panel(id="actions", title=_("Actions"), html=html, order=40)


@hookimpl
def ntfc_agenda_proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Propose what is overdue, what went on since the last meeting, and what is off track."""
    yield from proposals(body, meeting)
    yield from off_track_proposals(body)


@hookimpl
def ntfc_priority_progress(body: Body, actor: Actor) -> Iterator[PriorityProgress]:
    """Name how each open priority of the term goes, and what is done where one is off track."""
    return progress_of(body, actor)


@hookimpl
def ntfc_open_work(body: Body) -> Iterator[OpenWork]:
    """Name the actions that the body has not finished."""
    for action in queries.open_in(body.id):
        yield OpenWork(
            title=action.title,
            what=_("Action"),
            due=action.due_on,
            key=audit.subject_key(action),
            for_circle=action.is_confidential,
        )


@hookimpl
def ntfc_body_closed(body: Body, heir: Body | None, actor: Actor) -> None:
    """Hand every open action to the heir, each with its trace in both."""
    if heir is None:
        return
    reason = _("%(name)s is over; %(heir)s goes on.", name=called(body), heir=called(heir))
    for action in queries.open_in(body.id):
        following.pass_on(action, to=heir, reason=reason, actor=actor, now=clock.now())


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name one's own actions that are due, what is to be verified, and the dates asked for."""
    return waiting_for(actor, today)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that actions keep of a person."""
    return kept_of(person)
