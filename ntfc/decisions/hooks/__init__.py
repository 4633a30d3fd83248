"""How decisions join in with the rest of the site."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from ntfc import audit, clock
from ntfc.agendas.models import Agenda
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.decisions import models, queries, rules
from ntfc.decisions.hooks.acts import ACTS
from ntfc.decisions.hooks.asking import proposals, waiting_for
from ntfc.decisions.hooks.items import acts_on
from ntfc.decisions.hooks.personal import kept_of
from ntfc.decisions.models import Decision, DecisionState
from ntfc.decisions.service import drafting, polling, tabling
from ntfc.decisions.views import bp
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.issues.models import EventKind, Issue, IssueState
from ntfc.issues.rules import SETTLED
from ntfc.jobs import JobKind
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules import bodies_of
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, Entrusted, can
from ntfc.plugins import (
    AgendaProposal,
    ItemAct,
    NavItem,
    OpenWork,
    Panel,
    PersonalData,
    Plugin,
    Tab,
    Waiting,
    hookimpl,
)
from ntfc.transaction import unit_of_work

NEWEST = 5
TRAIL = {
    "decision.addressed": _("A decision was addressed to an institution"),
    "decision.adopted": _("A decision was adopted"),
    "decision.answered": _("An institution answered a decision"),
    "decision.changed": _("The draft of a decision was changed"),
    "decision.drafted": _("A decision was drafted"),
    "decision.not_adopted": _("A draft was not adopted"),
    "decision.parked": _("A draft was parked with its issue"),
    "decision.passed_up": _("A draft was proposed to the body above"),
    "decision.followed": _("A decision was seen to be carried out"),
    "decision.reservation_lifted": _("A reservation was lifted"),
    "decision.resumed": _("A parked draft was taken up again"),
    "decision.reserved": _("A reservation was recorded"),
    "decision.seat_answered": _("A seat answered what it was asked"),
    "decision.seats_asked": _("The seats were asked about a draft"),
    "decision.seats_counted": _("What the seats said was counted"),
    "decision.seats_reminded": _("Seats were reminded of their reply"),
    "decision.seats_stopped": _("Asking the seats was stopped"),
    "decision.shown": _("A file was added to a decision"),
    "decision.tabled": _("A draft was put on an agenda, or taken off it"),
    "decision.taken_in": _("A recommendation of another forum was taken in"),
    "decision.withdrawn": _("A draft was withdrawn"),
}


def settle_polls(_payload: dict[str, Any]) -> None:
    """Remind the seats that have not replied, and count when the last day is past."""
    now = clock.now()
    with unit_of_work():
        for poll in queries.open_polls(now.date() + timedelta(days=rules.NEAR_DAYS + 1)):
            today = clock.today(poll.body.time_zone)
            polling.settle(poll, actor=SYSTEM, now=now, today=today)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="decisions",
        title=_("Decisions"),
        models=(
            models.Decision,
            models.Reservation,
            models.Addressee,
            models.DecisionEvent,
            models.Evidence,
            models.Poll,
            models.Voice,
        ),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        acts=ACTS,
        jobs=(JobKind(name="decision.settle", run=settle_polls, every=timedelta(hours=6)),),
        nav=(
            NavItem(
                title=_("Decisions"),
                endpoint="decisions.index",
                icon="gavel",
                order=26,
                permission=rules.READ_ALL,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body what it adopted last."""
    if tab is not Tab.WORK or not can(actor, committees.READ, body):
        return None
    filters = queries.Filters(body_id=body.id)
    rows, count = queries.register(actor, filters, 1)
    html = drawn("decisions/_panel.html", body=body, rows=rows[:NEWEST], count=count)
    return Panel(id="decisions", title=_("Decisions"), html=html, order=16)


@hookimpl
def ntfc_meeting_panel(meeting: Meeting, actor: Actor) -> Panel | None:
    """Show on the page of a meeting what it gave, and let its heads add to it."""
    rows = queries.shown_with(actor, Decision.meeting_id == meeting.id)
    drafting_in = [body.id for body in bodies_of(meeting) if can(actor, rules.DRAFT, body)]
    if not rows and not drafting_in:
        return None
    html = drawn("decisions/_of_meeting.html", meeting=meeting, rows=rows, bodies=drafting_in)
    return Panel(id="decisions", title=_("Decisions"), html=html, order=25)


@hookimpl
def ntfc_item_acts(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Offer to write down what is decided on an item, or the draft it is there for."""
    return acts_on(agenda, actor)


@hookimpl
def ntfc_agenda_changed(agenda: Agenda) -> None:
    """Let drafts follow the lines by which they stand on agendas; one that was parked is back."""
    for decision, item in queries.moved_with(agenda.id):
        stands = item.state in queries.ON_TABLE
        if stands and decision.state is DecisionState.PARKED:
            tabling.resume(decision, actor=SYSTEM, now=clock.now())
        tabling.table(decision, item=item if stands else None, actor=SYSTEM)


@hookimpl
def ntfc_issue_moved(issue: Issue, step: str, actor: Actor, now: datetime) -> None:
    """Let drafts wait with an issue that was parked; where it does not come back, they go on.

    With one that is handed over they go to the other body; of a body that is over they went there.
    """
    if EventKind(step) is EventKind.HANDED_OVER:
        tabling.go_along(issue, issues.onward_of(issue)[-1], actor=Entrusted(actor), now=now)
    elif issue.state is IssueState.PARKED:
        for decision in queries.drafts_on(issue):
            tabling.park(decision, issue=issue, actor=Entrusted(actor), now=now)
    elif issue.state in SETTLED:
        into = issues.merged_with(issue) if EventKind(step) is EventKind.MERGED else None
        for decision in queries.parked_with(issue):
            tabling.go_on(decision, into=into, actor=Entrusted(actor), now=now)
        for agenda in queries.agendas_with(into) if into is not None else ():
            ntfc_agenda_changed(agenda)


@hookimpl
def ntfc_issue_panel(issue: Issue, actor: Actor) -> Panel | None:
    """Show on the page of an issue what was decided on it."""
    rows = queries.shown_with(actor, Decision.issue_id == issue.id)
    if not rows:
        return None
    html = drawn("decisions/_of_issue.html", rows=rows)
    return Panel(id="decisions", title=_("Decisions"), html=html, order=30)


@hookimpl
def ntfc_agenda_proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Propose what was agreed or not in writing, what bodies below put forward, and answers."""
    return proposals(body, meeting)


@hookimpl
def ntfc_open_work(body: Body) -> Iterator[OpenWork]:
    """Name the drafts that the body has not dealt with, and what it watches."""
    for decision in queries.open_in(body.id):
        watched = decision.state is DecisionState.WATCHED
        what = _("Recommendation of another forum") if watched else _("Draft decision")
        yield OpenWork(
            title=decision.title,
            what=what,
            key=audit.subject_key(decision),
            for_circle=not watched or decision.is_confidential,
        )


@hookimpl
def ntfc_body_closed(body: Body, heir: Body | None, actor: Actor) -> None:
    """Hand every draft and all that is watched to the heir."""
    if heir is None:
        return
    reason = _("%(name)s is over; %(heir)s goes on.", name=called(body), heir=called(heir))
    for decision in queries.open_in(body.id):
        asked = queries.open_poll_of(decision)
        if asked is not None:
            polling.stop(asked, reason=reason, actor=actor, now=clock.now())
        drafting.hand_on(decision, to=heir, reason=reason, actor=actor, now=clock.now())


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name what waits for an answer of the seats or institutions for which the person sits."""
    return waiting_for(actor, today)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that decisions keep of a person."""
    return kept_of(person)
