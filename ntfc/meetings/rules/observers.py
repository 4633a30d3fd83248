"""The list of those who come to listen to a meeting in public."""

from collections.abc import Collection, Iterator
from typing import Any

from ntfc.i18n import _
from ntfc.meetings.models import BEGUN, MeetingState


def obstacles_to_registering(meeting: Any) -> Iterator[str]:
    """Yield why nobody is put on the list."""
    if not meeting.is_public:
        yield _("This meeting is not in public.")
    if meeting.state is MeetingState.CANCELLED:
        yield _("The meeting does not take place.")


def obstacles_to_coming(meeting: Any) -> Iterator[str]:
    """Yield why it cannot be noted that somebody came."""
    if meeting.state not in BEGUN:
        yield _("The meeting has not begun.")


def not_listed(
    names: Collection[tuple[str, str]], listed: Collection[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return the names that are new to the list, each once."""
    known = {(name.casefold(), institution.casefold()) for name, institution in listed}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for name, institution in names:
        found.setdefault((name.casefold(), institution.casefold()), (name, institution))
    return [line for key, line in found.items() if key not in known]
