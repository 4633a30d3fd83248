"""Who may do what with bodies."""

from typing import Any

from ntfc.committees.models.vocabulary import PREPARING
from ntfc.i18n import _
from ntfc.permissions import CHAIRS, OFFICE, SEATED, Actor, Permission, Role, can

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})


def _is(actor: Actor, person_id: int | None) -> bool:
    """Tell whether *actor* has signed in as this person; the holder of a link has not."""
    return person_id is not None and (
        actor.person_id == person_id and Role.PERSON in actor.roles_in(None)
    )


def _coordinates(actor: Actor, body: Any) -> bool:
    return _is(actor, body.coordinator_id)


def _leads_or_serves(actor: Actor, parent: Any) -> bool:
    """Under a body: its chairs and secretary. At the top of the tree: nobody by a seat."""
    if parent.body_id is None:
        return False
    return not (CHAIRS | OFFICE).isdisjoint(actor.roles_in(parent.body_id))


def _forms(actor: Actor, body: Any) -> bool:
    """Until a body is founded, the chairs above it bring it on its way, beside its coordinator."""
    above = frozenset() if body.parent_id is None else actor.roles_in(body.parent_id)
    leads = body.state in PREPARING and not CHAIRS.isdisjoint(above)
    return leads or _coordinates(actor, body)


def _may_see(actor: Actor, body: Any) -> bool:
    """An open body is seen by whoever has signed in; a restricted one also by those it names."""
    if not body.is_restricted:
        return Role.PERSON in actor.roles_in(None)
    return _forms(actor, body) or _is(actor, body.sponsor_id)


def _may_know(actor: Actor, body: Any) -> bool:
    """Administrators see the frame of every body, never the papers of a restricted one."""
    return _may_see(actor, body) or Role.ADMINISTRATOR in actor.roles_in(None)


def _owns(actor: Actor, step: Any) -> bool:
    return _is(actor, step.owner_id) or _forms(actor, step.body)


LIST = Permission("body.list", _("Look through the bodies"), frozenset({Role.PERSON}))
VIEW = Permission("body.view", _("See a body"), SEATED, _may_know, hides=True)
READ = Permission("body.read_papers", _("Read the papers of a body"), SEATED, _may_see, hides=True)
START = Permission("body.start", _("Start a body"), ADMINISTRATOR, _leads_or_serves)
EDIT = Permission("body.edit", _("Change what is known of a body"), OFFICE | ADMINISTRATOR, _forms)
RESTRICT = Permission("body.restrict", _("Restrict a body to its own people"), CHAIRS | OFFICE)
CHANGE_STATE = Permission(
    "body.change_state", _("Move a body on"), CHAIRS | OFFICE | ADMINISTRATOR, _forms
)
CLOSE = Permission("body.close", _("Close, merge or succeed a body"), CHAIRS | OFFICE)
REPORT = Permission(
    "body.report", _("Give the final report of a body"), CHAIRS | OFFICE, _coordinates
)
START_TERM = Permission("term.start", _("Start and renew a term"), CHAIRS | OFFICE, _coordinates)
NAME_PRIORITIES = Permission("term.name_priorities", _("Name priorities"), OFFICE, _coordinates)
CONFIRM = Permission("term.confirm", _("Confirm priorities"), CHAIRS)
TAKE_STEP = Permission(
    "setup.take_step", _("Do a step of the set-up"), OFFICE | CHAIRS, _owns, hides=True
)
PERMISSIONS = (
    LIST,
    VIEW,
    READ,
    START,
    EDIT,
    RESTRICT,
    CHANGE_STATE,
    CLOSE,
    REPORT,
    START_TERM,
    NAME_PRIORITIES,
    CONFIRM,
    TAKE_STEP,
)


def may_name(actor: Actor, body: Any, *, reads_there: bool = False) -> bool:
    """Tell whether a body is called by its name; else it is “a body in confidence”.

    Whoever reads what lies there, as the author of what was handed to it does, knows where that is.
    """
    return reads_there or not body.is_restricted or can(actor, VIEW, body)
