"""Who may do what with seats, appointments, the code of conduct and declarations."""

from typing import Any

from ntfc.committees.rules import VIEW as VIEW_BODY
from ntfc.i18n import _
from ntfc.organisations.rules import coordinates
from ntfc.permissions import CHAIRS, LEADERS, OFFICE, SEATED, Actor, Permission, Role
from ntfc.seats.models import Seat
from ntfc.seats.rules.words import MEMBERSHIP


def is_self(actor: Actor, person_id: int | None) -> bool:
    """Tell whether *actor* has signed in as this person; the holder of a link has not."""
    return (
        person_id is not None
        and actor.person_id == person_id
        and Role.PERSON in actor.roles_in(None)
    )


def _sees(actor: Actor, subject: Any) -> bool:
    """An open body shows its seats to whoever has signed in; a restricted one to its own."""
    seat = getattr(subject, "seat", subject)  # of an appointment
    body = seat.body if isinstance(seat, Seat) else seat
    return not body.is_restricted and Role.PERSON in actor.roles_in(None)


def _puts_forward(actor: Actor, seat: Any) -> bool:
    """The coordinator of an institution nominates for the seats of that institution."""
    owners = (seat.organisation, seat.nominated_by) if isinstance(seat, Seat) else ()
    return any(owner is not None and coordinates(actor, owner) for owner in owners)


def _is_own(actor: Actor, subject: Any) -> bool:
    return is_self(actor, getattr(subject, "person_id", None))


def _sits(actor: Actor, seat: Any) -> bool:
    """Whoever sits in a seat keeps the description of how it passes information on."""
    return isinstance(seat, Seat) and seat.id in getattr(actor, "seats", ())


def _brings_on_its_way(actor: Actor, body: Any) -> bool:
    """Before anybody serves a new body, its coordinator and the chairs above it see to that."""
    parent_id = getattr(body, "parent_id", None)
    above = frozenset() if parent_id is None else actor.roles_in(parent_id)
    return is_self(actor, getattr(body, "coordinator_id", None)) or not CHAIRS.isdisjoint(above)


VIEW = Permission("seats.view", _("See who sits in a body"), SEATED, _sees, hides=True)
EDIT = Permission("seats.edit", _("Add, change and close seats"), OFFICE, behind=VIEW)
REVIEW = Permission(
    "seats.review", _("Review how a seat passes information on"), OFFICE, _sits, behind=VIEW
)
EXPIRING = Permission(
    "seats.expiring",
    _("See what falls vacant in all bodies"),
    OFFICE | LEADERS | {Role.ADMINISTRATOR},
)
NOMINATE = Permission(
    "appointment.nominate",
    _("Put a person forward for a seat"),
    OFFICE,
    _puts_forward,
    behind=VIEW,
)
APPOINT = Permission("appointment.make", _("Put a person in a seat"), OFFICE, behind=VIEW)
SET_UP = Permission(
    "appointment.set_up",
    _("Set up the first secretary and chair of a body"),
    frozenset({Role.ADMINISTRATOR}),
    _brings_on_its_way,
    behind=VIEW_BODY,
)
END = Permission(
    "appointment.end", _("Note that a person leaves a seat"), OFFICE, _is_own, behind=VIEW
)
ACCEPT = Permission("appointment.accept", _("Accept one's seat"), holds=_is_own, behind=VIEW)
INSTRUMENT = Permission(
    "appointment.instrument",
    _("Open the text of an appointment"),
    OFFICE | MEMBERSHIP,
    _is_own,
    hides=True,
)
CONDUCT = Permission("conduct.edit", _("Write the code of conduct"), CHAIRS | OFFICE, behind=VIEW)
ACCEPT_CONDUCT = Permission("conduct.accept", _("Accept the code of conduct"), SEATED, behind=VIEW)
DECLARE = Permission("declarations.make", _("Declare one's own interests"), SEATED, behind=VIEW)
# Not administrators: they run the site, and the declarations concern the body alone.
DECLARATIONS = Permission(
    "declarations.view",
    _("Read declared interests"),
    OFFICE | LEADERS,
    _is_own,
    hides=True,
)
WITHDRAW = Permission(
    "declarations.withdraw", _("Withdraw one's declaration"), holds=_is_own, behind=DECLARATIONS
)
PERMISSIONS = (
    VIEW,
    EDIT,
    REVIEW,
    EXPIRING,
    NOMINATE,
    APPOINT,
    SET_UP,
    END,
    ACCEPT,
    INSTRUMENT,
    CONDUCT,
    ACCEPT_CONDUCT,
    DECLARE,
    DECLARATIONS,
    WITHDRAW,
)
