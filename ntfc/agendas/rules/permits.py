"""Who may do what with agendas."""

from typing import Any

from ntfc.agendas.models import Agenda, AgendaItem, AgendaState
from ntfc.i18n import _
from ntfc.meetings import rules as meetings
from ntfc.permissions import LEADERS, OFFICE, Actor, Permission, Role, can

HEADS = OFFICE | LEADERS
ATTENDING = frozenset({Role.EXPERT, Role.OBSERVER, Role.GUEST})


def is_asked(actor: Actor, subject: Any) -> bool:
    """Tell whether *actor* has signed in as somebody the draft was sent to."""
    agenda = subject if isinstance(subject, Agenda) else getattr(subject, "agenda", None)
    if not isinstance(agenda, Agenda) or Role.PERSON not in actor.roles_in(None):
        return False
    return any(request.person_id == actor.person_id for request in agenda.requests)


def _reads(actor: Actor, subject: Any) -> bool:
    """A draft is read by those it was sent to; what is released by whoever sees the meeting."""
    agenda = subject if isinstance(subject, Agenda) else subject.agenda
    released = agenda.state is AgendaState.RELEASED and can(actor, meetings.VIEW, agenda.meeting)
    return released or is_asked(actor, agenda)


def _reads_item(actor: Actor, item: AgendaItem) -> bool:
    """An item is read with its agenda; one in confidence only by the circle of the body."""
    agenda = item.agenda
    if item.is_confidential and not in_confidence(actor, agenda):
        return False
    if item.released_at is not None:
        return can(actor, VIEW, agenda)
    return agenda.state is not AgendaState.RELEASED and is_asked(actor, agenda)


def in_confidence(actor: Actor, agenda: Agenda) -> bool:
    """Tell whether *actor* belongs to the table and does not only attend."""
    held = actor.roles_in(agenda.body_id) - {Role.PERSON, Role.ADMINISTRATOR}
    return bool(held - ATTENDING) or is_asked(actor, agenda)


VIEW = Permission("agenda.view", _("Read an agenda"), HEADS, _reads, hides=True)
VIEW_ITEM = Permission(
    "agenda.view_item", _("Read an item of an agenda"), HEADS, _reads_item, hides=True
)
EDIT = Permission("agenda.edit", _("Prepare an agenda"), OFFICE)
SEND = Permission("agenda.send", _("Send a draft agenda to the coordinators"), OFFICE, behind=VIEW)
REMARK = Permission("agenda.remark", _("Remark on a draft agenda"), HEADS, is_asked)
AGREE = Permission("agenda.agree", _("Agree to an agenda"), LEADERS | {Role.COORDINATOR})
RELEASE = Permission("agenda.release", _("Release an agenda"), HEADS)
RUN = Permission("agenda.run", _("Lead through an agenda in the meeting"), HEADS)
PERMISSIONS = (VIEW, VIEW_ITEM, EDIT, SEND, REMARK, AGREE, RELEASE, RUN)
