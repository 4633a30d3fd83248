"""Who may do what with meetings."""

from typing import Any

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.i18n import _, ngettext
from ntfc.meetings.models import (
    AbsenceLetter,
    Attendance,
    Invitation,
    Meeting,
    NoticeRecipient,
)
from ntfc.permissions import LEADERS, OFFICE, SYSTEM, Actor, Permission, Role, can

HEADS = OFFICE | LEADERS  # who calls and leads meetings
Part = Meeting | Invitation | NoticeRecipient | Attendance | AbsenceLetter


def bodies_of(meeting: Meeting) -> list[Body]:
    """Return the bodies that meet: the one that calls, then those that join it."""
    return [meeting.body, *(joint.body for joint in meeting.with_bodies)]


def was_called(meeting: Meeting) -> bool:
    """Tell whether people were told of the meeting; before, only its heads know the plan."""
    return meeting.convened_at is not None


def is_self(actor: Actor, person_id: int | None) -> bool:
    """Tell whether *actor* has signed in as this person; the holder of a link has not."""
    return (
        person_id is not None
        and actor.person_id == person_id
        and Role.PERSON in actor.roles_in(None)
    )


def _may_view(actor: Actor, subject: Part | Body) -> bool:
    """A called meeting is seen by who reads the papers of its bodies, and by its guests."""
    if isinstance(subject, Body):  # that a body meets is known to whoever reads its papers
        return can(actor, READ, subject)
    meeting = _meeting_of(subject)
    if not was_called(meeting):
        return any(HEADS & actor.roles_in(body.id) for body in bodies_of(meeting))
    return any(can(actor, READ, body) for body in bodies_of(meeting)) or any(
        is_self(actor, guest.person_id) for guest in meeting.guests if not guest.withdrawn_at
    )


def _meeting_of(subject: Part) -> Meeting:
    """Return the meeting that an invitation, a proof, a presence or a letter belongs to."""
    if isinstance(subject, Meeting):
        return subject
    return subject.notice.meeting if isinstance(subject, NoticeRecipient) else subject.meeting


def who_sees(meeting: Meeting) -> list[str]:
    """Return in words who may see the meeting: what VIEW decides for one, told for all."""
    if not was_called(meeting):
        return [_("The secretary and the chairs, until it is called.")]
    seen = [
        _("Whoever sits in %(body)s.", body=body.name)
        if body.is_restricted
        else _("Everybody who signs in, for %(body)s is open.", body=body.name)
        for body in bodies_of(meeting)
    ]
    guests = sum(1 for guest in meeting.guests if not guest.withdrawn_at)
    if guests:
        seen.append(ngettext("%(num)d guest or expert.", "%(num)d guests and experts.", guests))
    return [*seen, _("How to take part from afar is told only to those who meet.")]


def _joins(actor: Actor, subject: Any, roles: frozenset[Role]) -> bool:
    """Tell whether the actor has one of the roles in any body that takes part in the meeting."""
    bodies = () if isinstance(subject, Body) else bodies_of(_meeting_of(subject))
    return any(roles & actor.roles_in(body.id) for body in bodies)


def _joins_as_head(actor: Actor, subject: Any) -> bool:
    return _joins(actor, subject, HEADS)


def _joins_as_office(actor: Actor, subject: Any) -> bool:
    return _joins(actor, subject, OFFICE)


def _is_asked(actor: Actor, invitation: Any) -> bool:
    """Everybody answers for oneself; the office of the body that calls notes any answer."""
    return isinstance(invitation, Invitation) and (
        is_self(actor, invitation.person_id)
        or bool(OFFICE & actor.roles_in(invitation.meeting.body_id))
    )


def _is_own_calendar(actor: Actor, subject: Any) -> bool:
    if subject.body_id is None and not hasattr(subject, "person_id"):  # to open one
        return Role.PERSON in actor.roles_in(None)
    return is_self(actor, getattr(subject, "person_id", None)) or actor is SYSTEM


LIST = Permission("meeting.list", _("Look through the meetings"), frozenset({Role.PERSON}))
VIEW = Permission("meeting.view", _("See a meeting"), HEADS, _may_view, hides=True)
PLAN = Permission("meeting.plan", _("Plan a meeting"), OFFICE, behind=VIEW)
EDIT = Permission("meeting.edit", _("Change a meeting and whom it invites"), OFFICE, behind=VIEW)
CONVENE = Permission("meeting.convene", _("Call a meeting, or call it off"), HEADS, behind=VIEW)
RUN = Permission("meeting.run", _("Open and close a meeting"), HEADS, _joins_as_head, behind=VIEW)
NOT_OPEN = Permission(
    "meeting.not_open",
    _("Say that a meeting is not open after all"),
    HEADS,
    _joins_as_head,
    behind=VIEW,
)
ATTENDANCE = Permission(
    "meeting.attendance", _("Note who is there"), OFFICE, _joins_as_office, behind=VIEW
)
REPLY = Permission("meeting.reply", _("Answer an invitation"), OFFICE, _is_asked, hides=True)
PROOF = Permission("meeting.proof", _("See who was told, when and how"), HEADS, hides=True)
LETTERS = Permission(
    "meeting.letters", _("Write to institutions whose seat stays empty"), OFFICE, hides=True
)
FEED = Permission(
    "meeting.feed", _("Have a calendar of one's own meetings"), holds=_is_own_calendar
)
OFFERED = (FEED, LIST, VIEW, PLAN, EDIT, CONVENE, RUN, NOT_OPEN)
PERMISSIONS = (*OFFERED, ATTENDANCE, REPLY, PROOF, LETTERS)
