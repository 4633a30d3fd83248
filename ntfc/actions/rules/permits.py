"""Who may do what with actions."""

from typing import Any

from ntfc.actions.models import Action
from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.i18n import _
from ntfc.permissions import CIRCLE, LEADERS, OFFICE, SEATED, Actor, Permission, Role, can

HEADS = OFFICE | LEADERS


def is_named(actor: Actor, subject: Any) -> bool:
    """Tell whether *actor* has signed in as the person who does it; a link has not signed in."""
    return (
        isinstance(subject, Action)
        and subject.person_id is not None
        and subject.person_id == actor.person_id
        and Role.PERSON in actor.roles_in(None)
    )


def _reads(actor: Actor, subject: Any) -> bool:
    """An action is read as the papers of its body are; in confidence, by the circle of the body."""
    body = subject if isinstance(subject, Body) else subject.body
    in_confidence = isinstance(subject, Action) and subject.is_confidential
    return is_named(actor, subject) or (not in_confidence and can(actor, READ, body))


READ_ALL = Permission("action.read_all", _("Look through actions"), frozenset({Role.PERSON}))
VIEW = Permission("action.view", _("Read an action"), CIRCLE, _reads, hides=True)
ADD = Permission("action.add", _("Record an action"), HEADS, behind=VIEW)
EDIT = Permission("action.edit", _("Change or cancel an action"), HEADS, behind=VIEW)
REPORT = Permission(
    "action.report", _("Say how an action goes, or that it is done"), SEATED, is_named, behind=VIEW
)
VERIFY = Permission("action.verify", _("Verify that an action was done"), HEADS, behind=VIEW)
SET_DATE = Permission("action.set_date", _("Grant or refuse a new date"), HEADS, behind=VIEW)
PERMISSIONS = (READ_ALL, VIEW, ADD, EDIT, REPORT, VERIFY, SET_DATE)
