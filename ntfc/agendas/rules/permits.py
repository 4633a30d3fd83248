"""Who may do what with agendas."""

from typing import Any

from ntfc.agendas.models import Agenda, AgendaItem, AgendaState
from ntfc.i18n import _
from ntfc.meetings import rules as meetings
from ntfc.meetings.models import Meeting
from ntfc.permissions import LEADERS, OFFICE, SEATED, Actor, Permission, Role, can

HEADS = OFFICE | LEADERS
AGREEING = LEADERS | {Role.COORDINATOR}
ATTENDING = frozenset({Role.EXPERT, Role.OBSERVER, Role.GUEST})


def is_asked(actor: Actor, subject: Any) -> bool:
    """Tell whether *actor* has signed in as somebody the draft was sent to."""
    agenda = subject if isinstance(subject, Agenda) else getattr(subject, "agenda", None)
    if not isinstance(agenda, Agenda) or Role.PERSON not in actor.roles_in(None):
        return False
    return any(request.person_id == actor.person_id for request in agenda.requests)


def _joins(actor: Actor, subject: Any, roles: frozenset[Role]) -> bool:
    """Tell whether the actor has one of the roles in a further body of a joint meeting."""
    agenda = getattr(subject, "agenda", subject)
    meeting = agenda.meeting if isinstance(agenda, Agenda) else agenda
    joined = meeting.with_bodies if isinstance(meeting, Meeting) else ()
    return any(roles & actor.roles_in(joint.body_id) for joint in joined)


def joins_as_head(actor: Actor, subject: Any) -> bool:
    """Tell whether the actor leads or serves a body that joins the meeting of the agenda."""
    return _joins(actor, subject, HEADS)


def _joins_as_office(actor: Actor, subject: Any) -> bool:
    return _joins(actor, subject, OFFICE)


def _joins_to_agree(actor: Actor, subject: Any) -> bool:
    return _joins(actor, subject, AGREEING)


def _reads(actor: Actor, subject: Any) -> bool:
    """A draft is read by those it was sent to; what is released by whoever sees the meeting."""
    agenda = subject if isinstance(subject, Agenda) else subject.agenda
    if joins_as_head(actor, agenda):
        return True
    released = agenda.state is AgendaState.RELEASED and can(actor, meetings.VIEW, agenda.meeting)
    return released or is_asked(actor, agenda)


def _reads_item(actor: Actor, item: AgendaItem) -> bool:
    """An item is read with its agenda; one in confidence only by the circle of the body."""
    agenda = item.agenda
    if joins_as_head(actor, agenda):
        return True
    if item.is_confidential and not in_confidence(actor, agenda):
        return False
    if item.released_at is not None:
        return can(actor, VIEW, agenda)
    return agenda.state is not AgendaState.RELEASED and is_asked(actor, agenda)


def in_confidence(actor: Actor, agenda: Agenda) -> bool:
    """Tell whether *actor* belongs to the table and does not only attend."""
    bodies = [agenda.body_id, *(joint.body_id for joint in agenda.meeting.with_bodies)]
    held = frozenset[Role]().union(*(actor.roles_in(number) for number in bodies))
    return bool(held - {Role.PERSON, Role.ADMINISTRATOR} - ATTENDING) or is_asked(actor, agenda)


def _remarks(actor: Actor, subject: Any) -> bool:
    return is_asked(actor, subject) or joins_as_head(actor, subject)


VIEW = Permission("agenda.view", _("Read an agenda"), HEADS, _reads, hides=True)
VIEW_ITEM = Permission(
    "agenda.view_item", _("Read an item of an agenda"), HEADS, _reads_item, hides=True
)
EDIT = Permission("agenda.edit", _("Prepare an agenda"), OFFICE, _joins_as_office)
SEND = Permission("agenda.send", _("Send a draft agenda to the coordinators"), OFFICE, behind=VIEW)
REMARK = Permission("agenda.remark", _("Remark on a draft agenda"), HEADS, _remarks)
AGREE = Permission("agenda.agree", _("Agree to an agenda"), AGREEING, _joins_to_agree)
RELEASE = Permission("agenda.release", _("Release an agenda"), HEADS)
RUN = Permission("agenda.run", _("Lead through an agenda in the meeting"), HEADS, joins_as_head)
ATTACH = Permission("agenda.attach", _("Put papers at an item"), HEADS, behind=VIEW_ITEM)
SEND_PAPER = Permission(
    "agenda.send_paper", _("Send a paper in for an item"), SEATED, behind=VIEW_ITEM
)
READ_BY_LINK = Permission("agenda.read_by_link", _("Read the papers of a meeting by a link"))
PERMISSIONS = (
    VIEW,
    VIEW_ITEM,
    READ_BY_LINK,
    SEND_PAPER,
    ATTACH,
    EDIT,
    SEND,
    REMARK,
    AGREE,
    RELEASE,
    RUN,
)
