"""How agendas join in with the rest of the site."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from sqlalchemy import Select

from ntfc import clock
from ntfc.agendas import models, queries, rules
from ntfc.agendas.hooks.acts import ACTS
from ntfc.agendas.hooks.ending import begun, settle, still_open, unreleased
from ntfc.agendas.hooks.guests import items_for_guests
from ntfc.agendas.hooks.personal import kept_of
from ntfc.agendas.hooks.waiting import waiting_for
from ntfc.agendas.queries.programme import programme_of
from ntfc.agendas.rules.words import TONES
from ntfc.agendas.service.moving import drop_with_issue, reword
from ntfc.agendas.views import bp
from ntfc.agendas.views.common import when
from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.htmx import drawn
from ntfc.i18n import _, on_day
from ntfc.issues.models import EventKind, Issue, IssueState
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules import NOT_OPEN, first_day
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, Governed, Permission, can
from ntfc.plugins import (
    AgendaProposal,
    MeetingItem,
    Panel,
    PersonalData,
    Plugin,
    ProgrammeLine,
    PublicPaper,
    Tab,
    Waiting,
    hookimpl,
)
from ntfc.procedure.queries import rules_on

TRAIL = {
    "agenda.agreed": _("Somebody agreed to an agenda"),
    "agenda.agreement_asked": _("People were asked to agree to an agenda"),
    "agenda.begun": _("An agenda was begun"),
    "agenda.item_added": _("An item was added to an agenda"),
    "agenda.item_changed": _("An item of an agenda was changed"),
    "agenda.item_dropped": _("An item left an agenda with its issue"),
    "agenda.item_finished": _("An item was finished in the meeting"),
    "agenda.item_given_issue": _("An issue was made of an item of an agenda"),
    "agenda.item_moved": _("An item went to another meeting"),
    "agenda.item_parked": _("An item left an agenda because its issue was parked"),
    "agenda.item_postponed": _("An item was postponed"),
    "agenda.item_put_back": _("An item was put back on an agenda"),
    "agenda.item_put_below": _("An item became a part of another, or of its own"),
    "agenda.item_standing": _("An item comes again at each meeting, or no longer"),
    "agenda.item_taken_off": _("An item was taken off an agenda"),
    "agenda.item_taken_up": _("An item was taken up in the meeting"),
    "agenda.lines_added": _("Lines of a template were added to an agenda"),
    "agenda.paper_added": _("A paper was put at an item of an agenda"),
    "agenda.paper_sent_in": _("A paper was sent in for an item of an agenda"),
    "agenda.paper_removed": _("A paper was taken off an item of an agenda"),
    "agenda.proposals_taken": _("What proposed itself was put on an agenda"),
    "agenda.released": _("An agenda was released"),
    "agenda.remark_answered": _("A remark on an agenda was answered"),
    "agenda.remarked": _("Somebody remarked on an agenda"),
    "agenda.reordered": _("The order of an agenda was changed"),
    "agenda.settled": _("The items of an agenda were settled when its meeting was over"),
    "agenda.sent": _("A draft agenda was sent to the coordinators"),
    "agenda.template_kept": _("The lines of an agenda were kept as a template"),
}
GONE = {IssueState.REDIRECTED, IssueState.WITHDRAWN}
REPORT_MINUTES = 10
A_YEAR = timedelta(days=365)  # that shares of items are counted in


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="agendas",
        title=_("Agendas"),
        models=(
            models.Agenda,
            models.AgendaItem,
            models.ItemPaper,
            models.AgendaRequest,
            models.AgendaRemark,
            models.AgendaAgreement,
            models.AgendaTemplate,
        ),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        acts=ACTS,
        trail=TRAIL,
    )


@hookimpl
def ntfc_agenda_proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Propose what earlier meetings left over, and the reports of the bodies below."""
    for item in queries.left_over(body.id, meeting):
        yield AgendaProposal(
            key=f"agenda_items:{item.id}",
            title=item.title,
            reason=_(
                "Left over from %(day)s. %(why)s",
                day=on_day(first_day(item.agenda.meeting)),
                why=item.state_reason,
            ),
            kind=item.kind.value,
            minutes=item.minutes,
            issue_id=item.issue_id,
            item_id=item.id,
            order=20,
            is_confidential=item.is_confidential,
        )
    for row in queries.reporting_bodies(body.id):
        yield AgendaProposal(
            key=f"bodies:{row.id}",
            title=row.name,
            reason=_("It works below this body, which hears what it does."),
            kind="report",
            group=_("Reports of the bodies below"),
            minutes=REPORT_MINUTES,
            order=70,
        )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body which institutions brought the items of a year."""
    if tab is not Tab.PEOPLE or not can(actor, READ, body):
        return None
    rows = queries.brought_to(body.id, clock.now() - A_YEAR)
    if not rows:
        return None
    settings = rules_on(body, clock.today(body.time_zone))
    problems = [*rules.overweight(rows, settings)]
    html = drawn("agendas/_brought.html", rows=rows, problems=problems)
    title = _("Who brings the items")
    return Panel(id="brought", title=title, html=html, order=22)


@hookimpl
def ntfc_issue_panel(issue: Issue, actor: Actor) -> Panel | None:
    """Show on the page of an issue on which agendas it stood and stands."""
    placed = [
        (item, when(item.agenda.meeting))
        for item in queries.placements_of(issue)
        if can(actor, rules.VIEW_ITEM, item)
    ]
    if not placed:
        return None
    html = drawn("agendas/_issue_panel.html", placed=placed)
    return Panel(id="agendas", title=_("On agendas"), html=html, order=20)


@hookimpl
def ntfc_meeting_panel(meeting: Meeting, actor: Actor) -> Panel | None:
    """Show on the page of a meeting what is on its agenda, and where to prepare it."""
    agenda = queries.agenda_of(meeting.id)
    if agenda is None or not can(actor, rules.VIEW, agenda):
        prepares = agenda is None and can(actor, rules.EDIT, meeting)
        lines, reads = [], prepares
    else:
        lines = [
            line for line in rules.lined_up(agenda.items) if can(actor, rules.VIEW_ITEM, line.item)
        ]
        reads = True
    if not reads:
        return None
    html = drawn(
        "agendas/_meeting_panel.html", meeting=meeting, agenda=agenda, lines=lines, tones=TONES
    )
    return Panel(id="agenda", title=_("Agenda"), html=html, order=10)


@hookimpl
def ntfc_meeting_topics(meeting: Meeting) -> Iterator[str]:
    """Announce the released lines of a meeting in public, but none in confidence."""
    agenda = queries.agenda_of(meeting.id)
    for line in rules.lined_up(agenda.items) if agenda else ():
        if rules.is_for_everybody(line.item):
            yield line.item.title


@hookimpl
def ntfc_meeting_programme(meeting: Meeting) -> Iterator[ProgrammeLine]:
    """Name the released lines with their planned times, and how much there is to read."""
    return programme_of(meeting)


@hookimpl
def ntfc_papers_joined() -> Select[int, int]:
    """Let the seats of the bodies that join a meeting read the papers at its items."""
    return queries.joined_papers()


@hookimpl
def ntfc_papers_prepared() -> Select[int, int]:
    """Let who leads or serves a body that joins a meeting read what its agenda brings."""
    return queries.prepared_papers()


@hookimpl
def ntfc_papers_invited() -> Select[int, int, str]:
    """Let guests and experts read the papers of the items for which they come."""
    return queries.invited_papers()


@hookimpl
def ntfc_meeting_items(meeting: Meeting, actor: Actor) -> Iterator[MeetingItem]:
    """Name the items for which guests may come: all that stand, but none in confidence."""
    return items_for_guests(meeting, actor)


@hookimpl
def ntfc_open_items(meeting: Meeting, actor: Actor) -> Iterator[MeetingItem]:
    """Name the items that nobody took up on the screen."""
    return still_open(meeting, actor)


@hookimpl
def ntfc_meeting_ended(
    meeting: Meeting, reached: Collection[str] | None, actor: Actor, now: datetime
) -> None:
    """Let what was not reached, or stood on a meeting called off, wait for another."""
    settle(meeting, reached, actor=actor, now=now)


@hookimpl
def ntfc_opening_warnings(meeting: Meeting) -> Iterator[str]:
    """Say that the agenda is not released."""
    return unreleased(meeting)


@hookimpl
def ntfc_objections(action: Permission, subject: Governed) -> list[str]:
    """Object to taking back an opening once an item was taken up."""
    if action is not NOT_OPEN or not isinstance(subject, Meeting):
        return []
    return [*begun(subject)]


@hookimpl
def ntfc_meeting_papers(meeting: Meeting) -> Iterator[PublicPaper]:
    """Announce the public papers at the released lines of a meeting in public."""
    for paper in queries.announced_papers(meeting):
        if rules.is_announced(paper, restricted=False):  # of restricted bodies none is announced
            url = url_for("agendas.take_announced", attachment_id=paper.id)
            yield PublicPaper(title=paper.document.title, url=url)


@hookimpl
def ntfc_issue_moved(issue: Issue, step: str, now: datetime) -> None:
    """Take an item off when its issue went elsewhere; of one case no word stays on an agenda.

    One that stands takes over the words to which the author of the issue agreed.
    """
    if step == EventKind.AGREED.value:
        for item in queries.open_items_of(issue.id):
            reword(item, issue=issue, actor=SYSTEM)
    if issue.state not in GONE:
        return
    is_case = step == EventKind.ONE_CASE.value
    for item in queries.open_items_of(issue.id):
        drop_with_issue(item, issue=issue, is_case=is_case, actor=SYSTEM, now=now)


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the drafts to remark on and to agree to, and the agendas to prepare."""
    return waiting_for(actor, today)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that agendas keep of a person."""
    return kept_of(person)
