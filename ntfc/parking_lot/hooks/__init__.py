"""How the parking lot joins in with the rest of the site."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from ntfc import audit, clock
from ntfc.agendas.models import Agenda
from ntfc.committees.models import Body
from ntfc.i18n import _
from ntfc.issues.models import EventKind, Issue, IssueState
from ntfc.issues.service.merging import answer_through
from ntfc.jobs import JobKind
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules import first_day
from ntfc.parking_lot import models, queries, rules
from ntfc.parking_lot.hooks import panels
from ntfc.parking_lot.hooks.acts import ACTS
from ntfc.parking_lot.hooks.items import acts_on
from ntfc.parking_lot.hooks.personal import kept_of
from ntfc.parking_lot.hooks.waiting import waiting_for
from ntfc.parking_lot.rules.proposals import proposal_of
from ntfc.parking_lot.service import leaving, parking, reminding
from ntfc.parking_lot.views import bp
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, Entrusted
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

TRAIL = {
    "parking.amended": _("What was said of a parked issue was changed"),
    "parking.ideas_asked": _("People were asked for ideas on a parked issue"),
    "parking.left": _("An issue left the parking lot"),
    "parking.parked": _("An issue was parked"),
    "parking.reminded": _("The owner of a parked issue was reminded"),
}


def send_reminders(_payload: dict[str, object]) -> None:
    """Remind owners whose review date comes near or is past, each in the days of the body."""
    now = clock.now()
    with unit_of_work():
        for one in queries.parkings_to_announce(now.date() + rules.NEAR + timedelta(days=1)):
            today = clock.today(one.issue.body.time_zone)
            reminding.remind(one, actor=SYSTEM, now=now, today=today)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="parking_lot",
        title=_("Parking lot"),
        models=(models.Parking,),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        acts=ACTS,
        jobs=(JobKind(name="parking.remind", run=send_reminders, every=timedelta(hours=6)),),
        nav=(
            NavItem(
                title=_("Parking lot"),
                endpoint="parking_lot.index",
                icon="parking",
                order=27,
                permission=rules.READ_ALL,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_issue_panel(issue: Issue, actor: Actor) -> Panel | None:
    """Show the way of an issue so far, and why it is set aside."""
    return panels.of_issue(issue, actor)


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body how much is parked and due."""
    return panels.of_body(body, actor) if tab is Tab.WORK else None


@hookimpl
def ntfc_meeting_panel(meeting: Meeting, actor: Actor) -> Panel | None:
    """Show on the page of a meeting what was parked there, with its next step."""
    return panels.of_meeting(meeting, actor)


@hookimpl
def ntfc_item_acts(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Offer to park what stands on an agenda."""
    return acts_on(agenda, actor)


@hookimpl
def ntfc_agenda_proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Propose what is due for a look by the day of the meeting."""
    day = first_day(meeting)
    for one in queries.kept_parkings(body.id):
        if one.review_on <= day:
            yield proposal_of(one, queries.parked_on(one))


@hookimpl
def ntfc_issue_moved(issue: Issue, step: str, reason: str, actor: Actor, now: datetime) -> None:
    """Note by which way an issue left; tell those whose issues go on in one that is answered."""
    kind = EventKind(step)
    here = queries.open_of(issue.id)
    if here is not None and issue.state is not IssueState.PARKED:
        way_out = rules.LEFT_BY.get(kind, models.WayOut.TAKEN_ON)
        leaving.note_way_out(here, way_out=way_out, actor=Entrusted(actor), now=now)
    if kind in {EventKind.CLOSED, EventKind.ANSWERED}:
        for origin in queries.merged_into(issue):
            answer_through(issue, origin=origin, reason=reason, actor=Entrusted(actor), now=now)


@hookimpl
def ntfc_open_work(body: Body) -> Iterator[OpenWork]:
    """Name what stands in the parking lot of the body."""
    for one in queries.kept_parkings(body.id):
        yield OpenWork(
            title=one.issue.title,
            what=_("Parked issue"),
            due=one.review_on,
            key=audit.subject_key(one.issue),
        )


@hookimpl
def ntfc_body_closed(body: Body, heir: Body | None, actor: Actor) -> None:
    """Park at the heir what stood in the parking lot; the issues themselves were handed over."""
    if heir is None:
        return
    for before, issue in queries.inherited_by(body, heir):
        facts = queries.said_of(before)
        parking.inherit(issue, facts=facts, actor=Entrusted(actor), now=clock.now())


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the parked issues whose owner is asked, and the parking lots with some overdue."""
    return waiting_for(actor, today)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that the parking lot keeps of a person."""
    return kept_of(person)
