"""How meetings join in with the rest of the site."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.committees.rules import CLOSE, READ
from ntfc.htmx import drawn
from ntfc.i18n import _, with_commas
from ntfc.jobs import JobKind
from ntfc.meetings import models, queries, rules, service
from ntfc.meetings.hooks import waiting
from ntfc.meetings.hooks.by_link import REPLY
from ntfc.meetings.hooks.personal import kept_of
from ntfc.meetings.models import Meeting
from ntfc.meetings.queries.due import rhythm_on
from ntfc.meetings.service.personal import forget
from ntfc.meetings.views import bp
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM, Actor, Governed, Insider, Permission, can
from ntfc.plugins import NavItem, Panel, PersonalData, Plugin, Tab, Waiting, hookimpl
from ntfc.transaction import unit_of_work

TRAIL = {
    "calendar.ended": _("A calendar of somebody's own was ended"),
    "calendar.opened": _("A calendar of somebody's own was opened"),
    "meeting.alternate_asked": _("An alternate was asked to come to a meeting"),
    "meeting.cancelled": _("A meeting was called off"),
    "meeting.changed": _("A meeting was changed"),
    "meeting.changes_told": _("People were told what changed in a meeting"),
    "meeting.closed": _("A meeting was closed"),
    "meeting.convened": _("A meeting was called"),
    "meeting.guest_invited": _("A guest or an expert was invited"),
    "meeting.guest_items_moved": _("A guest heard that an item is gone or begins at another hour"),
    "meeting.guest_items_chosen": _("It was said for which items a guest comes"),
    "meeting.handed_over": _("A notice was handed over"),
    "meeting.invitation_withdrawn": _("An invitation was taken back"),
    "meeting.letters_drafted": _("Letters about empty seats were drafted"),
    "meeting.letter_settled": _("A letter about an empty seat was sent or put away"),
    "meeting.moved_in_or_out": _("Somebody came to a meeting late or left it early"),
    "meeting.name_taken_off": _("A name typed by mistake was taken off a list"),
    "meeting.names_typed": _("Names of a paper list were typed in"),
    "meeting.observer_came": _("A public observer came to a meeting"),
    "meeting.observer_taken_off": _("A public observer was taken off a list"),
    "meeting.observers_registered": _("Public observers were put on a list"),
    "meeting.not_opened": _("It was taken back that a meeting was opened"),
    "meeting.opened": _("A meeting was opened"),
    "meeting.planned": _("A meeting was planned"),
    "meeting.presence_noted": _("Who is there was noted"),
    "meeting.reminded": _("People were reminded of a meeting"),
    "meeting.replied": _("An invitation was answered"),
    "meeting.signed_in": _("Somebody signed in at a meeting"),
    "person.meetings_forgotten": _("What meetings held of a person was erased"),
}


def note_sent(_payload: dict[str, Any]) -> None:
    """Keep the proof of what left, before the mails themselves are swept away."""
    with unit_of_work():
        service.note_what_left(SITE, actor=SYSTEM)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="meetings",
        title=_("Meetings"),
        models=(
            models.Meeting,
            models.MeetingDay,
            models.MeetingBody,
            models.Invitation,
            models.InvitationItem,
            models.Notice,
            models.NoticeRecipient,
            models.Attendance,
            models.AttendanceSpan,
            models.AbsenceLetter,
            models.PublicObserver,
            models.CalendarFeed,
        ),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        acts=(REPLY,),
        jobs=(JobKind(name="meeting.note_sent", run=note_sent, every=timedelta(hours=1)),),
        nav=(
            NavItem(
                title=_("Meetings"),
                endpoint="meetings.index",
                icon="calendar-event",
                order=25,
                permission=rules.LIST,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the meetings to plan, to call and to answer for."""
    if isinstance(actor, Insider):
        yield from waiting.of_invited(actor, clock.now())
        yield from waiting.of_office(actor, today)


@hookimpl
def ntfc_days_met(body_ids: Collection[int]) -> Mapping[int, Sequence[date]]:
    """Name on which days bodies met, so that the next due day is counted from them."""
    return {number: queries.met_on(met) for number, met in queries.days_of(body_ids).items()}


@hookimpl
def ntfc_next_meetings(body_ids: Collection[int], actor: Actor) -> Mapping[int, date]:
    """Name on which day bodies meet next: what is only planned is for who prepares it."""
    return queries.next_days(actor, body_ids, clock.now())


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body when it meets next, and how it keeps its rhythm."""
    if tab is not Tab.WORK or not can(actor, READ, body):
        return None
    now = clock.now()
    coming = queries.coming(actor, now, body.id)
    html = drawn(
        "meetings/_panel.html",
        body=body,
        next=coming.rows[0] if coming.rows else None,
        last=queries.newest_held(actor, body.id),
        rhythm=rhythm_on(body, clock.today(body.time_zone)),
    )
    return Panel(id="meetings", title=_("Meetings"), html=html, order=10)


@hookimpl
def ntfc_meeting_panel(meeting: Meeting) -> Panel:
    """Tell on the page of a meeting who can see it."""
    html = drawn("meetings/_seen_by.html", sentences=rules.who_sees(meeting))
    return Panel(id="seen-by", title=_("Who can see this?"), html=html, order=95)


@hookimpl
def ntfc_objections(action: Permission, subject: Governed) -> list[str]:
    """Object to closing a body that has a meeting before it: people would come to nothing."""
    if action is not CLOSE or not isinstance(subject, Body):
        return []
    return [
        _(
            "A meeting is still open: %(meeting)s. Hold it or call it off first.",
            meeting=with_commas([rules.name_of(one), rules.when(one)]),
        )
        for one in queries.still_open(subject.id)
    ]


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that meetings keep of a person."""
    return kept_of(person)


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor) -> None:
    """Forget what goes beyond the record of who was invited, told and there."""
    forget(person, actor=actor)
