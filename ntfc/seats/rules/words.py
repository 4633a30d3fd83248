"""The kinds of seat and of sitting in one, and which of them make a member."""

from collections.abc import Callable
from typing import Any

from ntfc.i18n import _
from ntfc.names import called
from ntfc.permissions import Role
from ntfc.seats.models import Capacity, Expectation

# Who holds these seats belongs to the body, counts in its balance and takes part in its decisions.
# A secretary serves the body; facilitator, expert, observer and guest only attend.
MEMBERSHIP = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.MODERATOR, Role.COORDINATOR, Role.MEMBER})
ROLES = {
    Role.CHAIR: _("Chair"),
    Role.VICE_CHAIR: _("Vice-chair"),
    Role.SECRETARY: _("Secretary"),
    Role.MODERATOR: _("Moderator"),
    Role.COORDINATOR: _("Coordinator of the institution"),
    Role.MEMBER: _("Member"),
    Role.FACILITATOR: _("Facilitator"),
    Role.EXPERT: _("Invited expert"),
    Role.OBSERVER: _("Observer"),
    Role.GUEST: _("Guest"),
}
ORDER = {role: place for place, role in enumerate(ROLES)}
CAPACITIES = {
    Capacity.REPRESENTATIVE: _("Representative"),
    Capacity.ALTERNATE: _("Alternate"),
}


EXPECTATIONS = {
    Expectation.INFORMATION: _("To be informed"),
    Expectation.ESCALATION: _("To bring issues up"),
    Expectation.OPEN_FORUM: _("An open forum with all sides"),
}
# Whoever takes part is bound by the code of conduct; observers and guests only listen.
BOUND = frozenset(ROLES) - {Role.OBSERVER, Role.GUEST}
DEFAULT_CODE_OF_CONDUCT = (
    _(
        "I sit here for those who sent me. I bring their views in and carry the results back to them."
    ),
    _("I speak openly, listen to every side and treat everybody with respect."),
    _("I say so when a matter touches an interest of mine, and step aside where the body asks it."),
    _("I keep to myself what was given in confidence, and never use it for gain."),
    _("I offer and accept no favour in connection with the work of this body."),
    _("I keep cases of single firms and persons out of the work of this body."),
)
# Handed to those who speak for the public side: they are asked to listen, not to lecture.
DEFAULT_GUIDANCE = (
    _("I listen to the end, and say in my own words what I understood, before I answer."),
    _(
        "A complaint tells me how a procedure works in practice: I ask where and when, and defend nothing."
    ),
    _("Business knows its trade as I know the rules. We are partners; nobody teaches the other."),
    _("I say what can be done and by when; what cannot be done I say plainly, with the reason."),
    _("I use plain words, and leave small firms and newcomers the time to finish."),
    _("What was said openly here is never held against those who said it."),
)


def seat_name(seat: Any) -> str:
    """Return how a seat is called: by its own name, else by its kind and whose it is."""
    return _named(seat, lambda owner: str(owner.name))


def seat_called(seat: Any) -> str:
    """Return the same for a sentence that is kept: each reader has it in the own language."""
    return _named(seat, called)


def _named(seat: Any, name: Callable[[Any], str]) -> str:
    if seat.title:
        return str(seat.title)
    owner = seat.organisation or seat.nominated_by
    kind = ROLES[seat.role]
    return _("%(kind)s, %(owner)s", kind=kind, owner=name(owner)) if owner else kind
