"""When a priority of the term may be called off track: never without a remedy."""

from collections.abc import Iterator, Mapping
from typing import Any

from ntfc.actions.models import ActionState
from ntfc.i18n import _

OVER = frozenset({ActionState.VERIFIED, ActionState.CANCELLED})


def obstacles_to_off_track(
    reason: str, *, remedy: ActionState | None, new: Mapping[str, Any] | None
) -> Iterator[str]:
    """Yield why a priority is not put off track; *remedy* is the state of the action chosen."""
    if not reason.strip():
        yield _("Say why it is off track.")
    if (new is None) == (remedy is None):
        yield _("A priority that is off track needs one remedy: an open action, or a new one.")
    if new is not None and not (
        new.get("due_on") and (new.get("owner_id") or new.get("person_id"))
    ):
        yield _("Say who does it, and by when.")


def obstacles_to_leaving_without_remedy(remedied: str | None) -> Iterator[str]:
    """Yield why an action is not cancelled: a priority, off track, would have no remedy then."""
    if remedied is not None:
        yield _(
            "This action is the remedy of a priority that is off track: %(what)s. Name another remedy first, or say that it is on track again.",
            what=remedied,
        )
