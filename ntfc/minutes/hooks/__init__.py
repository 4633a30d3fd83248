"""How minutes join in with the rest of the site."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import Agenda
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.htmx import drawn
from ntfc.i18n import _, in_one
from ntfc.issues.models import Issue
from ntfc.jobs import JobKind
from ntfc.meetings.models import BEGUN, Meeting
from ntfc.meetings.rules import NOT_OPEN
from ntfc.minutes import models, queries, rules
from ntfc.minutes.hooks import at_item, waiting
from ntfc.minutes.hooks.by_code import APPROVE, APPROVE_ERRATUM
from ntfc.minutes.hooks.by_link import COMMENT
from ntfc.minutes.hooks.commands import minutes as commands
from ntfc.minutes.hooks.personal import kept_of
from ntfc.minutes.hooks.reading import READ
from ntfc.minutes.queries.pace import clocks_of
from ntfc.minutes.queries.since import written_since
from ntfc.minutes.rules.clock import pace
from ntfc.minutes.service import consultation, overtime
from ntfc.minutes.service import record as service
from ntfc.minutes.service.personal import forget
from ntfc.minutes.views import errata, minutes, sections
from ntfc.minutes.views.common import today_in
from ntfc.names import called
from ntfc.organisations.models import Camp
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, Governed, Permission, can
from ntfc.plugins import (
    AgendaProposal,
    ItemAct,
    NavItem,
    Panel,
    PersonalData,
    Plugin,
    Waiting,
    hookimpl,
)
from ntfc.transaction import unit_of_work

APPROVAL_MINUTES = 5  # of the meeting, proposed for it

MODELS = (
    models.Minutes,
    models.MinutesSection,
    models.SectionRevision,
    models.SectionWriter,
    models.MinutesVersion,
    models.MinutesRequest,
    models.MinutesComment,
    models.MinutesApproval,
    models.StandIn,
    models.SectionAnswer,
    models.ReadBack,
    models.SectionPosition,
    models.SectionInterest,
    models.OwnPhrase,
    models.MinutesLetter,
    models.ApprovalRequest,
    models.Erratum,
    models.IssuedPaper,
)
TRAIL = {
    "minutes.answered": _("What was asked of the body was answered in the minutes"),
    "minutes.interest_noted": _("A declaration of interest was noted in minutes"),
    "minutes.interest_taken_off": _("A declaration of interest was taken off minutes"),
    "minutes.reflection_parked": _("A reflection was parked from minutes"),
    "minutes.position_noted": _("A position was noted in minutes"),
    "minutes.position_taken_off": _("A position was taken off minutes"),
    "minutes.phrase_added": _("A phrase for the record was kept"),
    "minutes.phrase_changed": _("A phrase for the record was changed"),
    "minutes.phrase_retired": _("A phrase for the record is offered no longer"),
    "minutes.read_back": _("A section of minutes was read back and agreed"),
    "minutes.circulated": _("Draft minutes were circulated"),
    "minutes.comment_answered": _("A comment on minutes was answered"),
    "minutes.commented": _("Draft minutes were commented on"),
    "minutes.finished": _("A record was finished"),
    "minutes.letter_sent": _("A letter with an extract of minutes went out"),
    "minutes.reminded": _("People were reminded of draft minutes"),
    "minutes.taken_back": _("Minutes were taken back"),
    "minutes.approval_given": _("Somebody approved minutes or a correction"),
    "minutes.approval_reminded": _("People were reminded of minutes to approve"),
    "minutes.approvals_voided": _("Approvals of minutes ended"),
    "minutes.approved": _("Minutes or a correction are approved and locked"),
    "minutes.erratum_proposed": _("A correction to minutes was written"),
    "minutes.erratum_withdrawn": _("A correction to minutes was withdrawn"),
    "minutes.returned": _("Minutes or a correction were returned"),
    "minutes.silence_taken": _("Silence was taken for approval of minutes"),
    "minutes.stand_in_ended": _("A chair approves minutes again without a substitute"),
    "minutes.stand_in_named": _("A chair named who approves minutes in the chair's place"),
    "minutes.submitted": _("Minutes went to those who approve them"),
    "minutes.wrong_code": _("A wrong code was typed to approve minutes"),
    "minutes.brought_together": _("Two texts of a section were brought together"),
    "minutes.followed_agenda": _("The sections of minutes followed the agenda"),
    "minutes.section_added": _("A section was added to minutes"),
    "minutes.section_brought_back": _("A section of minutes was brought back"),
    "minutes.section_moved": _("A section of minutes was moved"),
    "minutes.section_renamed": _("A section of minutes was given another title"),
    "minutes.section_taken_out": _("A section was taken out of minutes"),
    "minutes.section_written": _("Somebody wrote in a section of minutes"),
    "minutes.started": _("Minutes were begun"),
    "person.minutes_forgotten": _("Where a person was writing minutes was erased"),
}


def send_reminders(_payload: dict[str, Any]) -> None:
    """Remind of comments that close within two days, each in the days of its body."""
    now = clock.now()
    with unit_of_work():
        for minutes in queries.open_until(now.date() + rules.REMINDER + timedelta(days=1)):
            today = clock.today(minutes.body.time_zone)
            consultation.remind(minutes, actor=SYSTEM, today=today, now=now)
        db.session.flush()


def settle_approvals(_payload: dict[str, Any]) -> None:
    """Remind of what is to be approved, and take silence for agreement where the rules say so."""
    with unit_of_work():
        for minutes in queries.with_chairs():
            today = clock.today(minutes.body.time_zone)
            overtime.settle(minutes, actor=SYSTEM, today=today, now=clock.now())
        for erratum in queries.open_errata():
            today = clock.today(erratum.minutes.body.time_zone)
            overtime.settle_correction(erratum, actor=SYSTEM, today=today, now=clock.now())


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="minutes",
        title=_("Minutes"),
        models=MODELS,
        blueprints=(minutes, sections, errata),
        permissions=rules.PERMISSIONS,
        commands=(commands,),
        nav=(
            NavItem(
                title=_("Minutes"),
                endpoint="minutes.index",
                permission=rules.LIST,
                icon="file-text",
                order=60,
            ),
        ),
        jobs=(
            JobKind(name="minutes.remind", run=send_reminders, every=timedelta(hours=6)),
            JobKind(name="minutes.settle", run=settle_approvals, every=timedelta(hours=6)),
        ),
        acts=(COMMENT, APPROVE, APPROVE_ERRATUM, READ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the minutes that wait for somebody."""
    return waiting.named(actor, today)


@hookimpl
def ntfc_item_acts(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Offer in the meeting to note what people take as their position on an item."""
    return at_item.acts(agenda, actor)


@hookimpl
def ntfc_stepped_out(item_id: int) -> set[int]:
    """Name the seats that stepped out for an item, so that no vote of theirs is taken on it."""
    return queries.stepped_out_of(item_id)


@hookimpl
def ntfc_report_lines(body: Body, first: date, last: date) -> Iterator[str]:
    """Say how soon draft minutes went out after the meetings of some time."""
    return pace(clocks_of(body, first, last))


@hookimpl
def ntfc_institutions_heard(meeting_ids: Collection[int]) -> Sequence[tuple[int, Camp | None]]:
    """Name the institutions whose position is noted: they were heard, on a list or not."""
    return queries.took_position_at(meeting_ids)


@hookimpl
def ntfc_issue_panel(issue: Issue, actor: Actor) -> Panel | None:
    """Show on the page of an issue which positions were taken on it, meeting by meeting."""
    return at_item.panel(issue, actor)


@hookimpl
def ntfc_agenda_proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Put minutes that are not approved yet on the next agenda."""
    for draft in queries.pending_before(body, meeting.starts_at):
        what = rules.named_after(draft.meeting)
        if body.id != meeting.body_id:  # one that joins a joint meeting
            what = in_one([what, called(body)])
        yield AgendaProposal(
            key=f"minutes:{draft.id}",
            title=_("Approval: %(what)s", what=what),
            reason=_("They are not approved yet."),
            kind="approval",
            minutes=APPROVAL_MINUTES,
            order=10,
        )


@hookimpl
def ntfc_agenda_changed(agenda: Agenda) -> None:
    """Let the sections follow the agenda, until the meeting begins."""
    minutes = queries.find_minutes_of(agenda.meeting_id)
    whole = agendas.agenda_of(agenda.meeting_id)
    if minutes is not None and whole is not None:
        service.follow(minutes, agenda=whole, actor=SYSTEM, now=clock.now())


@hookimpl
def ntfc_objections(action: Permission, subject: Governed) -> list[str]:
    """Object to taking back an opening once something was written in the minutes."""
    if action is not NOT_OPEN or not isinstance(subject, Meeting):
        return []
    if not written_since(subject.id, subject.opened_at):
        return []
    return [_("The minutes were written on since. Close the meeting instead.")]


@hookimpl
def ntfc_bodies_at_work(bodies: frozenset[int]) -> None:
    """End approvals at once when something that was done lets the text read otherwise."""
    for found in queries.with_chairs_in(bodies):
        overtime.follow_text(found, actor=SYSTEM, today=today_in(found), now=clock.now())


@hookimpl
def ntfc_meeting_panel(meeting: Meeting, actor: Actor) -> Panel | None:
    """Show on the page of a meeting how far its minutes are, and where to begin or read them."""
    minutes = queries.find_minutes_of(meeting.id)
    if minutes is None or not can(actor, rules.VIEW, minutes):
        begins = minutes is None and can(actor, rules.START, meeting)
        if not begins or [*rules.obstacles_to_starting(meeting)]:
            return None
    may_write = (
        minutes is not None
        and can(actor, rules.WRITE, minutes)
        and not [*rules.obstacles_to_writing(rules.stage_of(minutes), today_in(minutes))]
    )
    html = drawn(
        "minutes/_meeting_panel.html", meeting=meeting, minutes=minutes, may_write=may_write
    )
    began = meeting.state in BEGUN
    order = 5 if began else 20  # first at the table, and after it
    return Panel(id="minutes", title=_("The minutes"), html=html, order=order)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give what minutes keep of a person."""
    return kept_of(person)


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor) -> None:
    """Forget where the person was writing; the record stays without the name."""
    forget(person, actor=actor)
