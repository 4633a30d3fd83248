"""Who may do what with the parking lot."""

from typing import Any

from ntfc.i18n import _
from ntfc.issues import rules as issues
from ntfc.parking_lot.models import Parking
from ntfc.permissions import LEADERS, OFFICE, Actor, Permission, Role, can


def is_owner(actor: Actor, subject: Any) -> bool:
    """Tell whether *actor* has signed in as the owner of a parked issue."""
    return (
        isinstance(subject, Parking)
        and actor.person_id == subject.owner_id
        and Role.PERSON in actor.roles_in(None)
    )


def _reads(actor: Actor, subject: Any) -> bool:
    """Who reads the issue reads why it is set aside."""
    return isinstance(subject, Parking) and can(actor, issues.VIEW, subject.issue)


READ_ALL = Permission(
    "parking.read_all", _("Look through the parking lots"), frozenset({Role.PERSON})
)
VIEW = Permission("parking.view", _("Read why an issue is parked"), holds=_reads, hides=True)
PARK = Permission(
    "parking.park", _("Park an issue, and take it out again"), OFFICE | LEADERS, behind=issues.VIEW
)
AMEND = Permission(
    "parking.amend",
    _("Say the next step of a parked issue"),
    OFFICE | LEADERS,
    is_owner,
    behind=VIEW,
)
LEAVE = Permission(
    "parking.leave", _("Take an issue out of the parking lot"), OFFICE | LEADERS, behind=VIEW
)
PERMISSIONS = (READ_ALL, VIEW, PARK, AMEND, LEAVE)
