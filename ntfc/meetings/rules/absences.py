"""When a seat stayed empty too often, and the letter to its institution."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ntfc.i18n import _
from ntfc.meetings.models import LetterState, Presence
from ntfc.meetings.rules.presence import THERE


def absences_in_a_row(presences: Sequence[Presence]) -> int:
    """Return at how many meetings up to now nobody came for a seat; the newest stands first."""
    count = 0
    for presence in presences:
        if presence in THERE:
            break
        count += 1
    return count


def letter_of(seat: str, body: str, absences: int, rule: str) -> Mapping[str, str]:
    """Return what a letter to an institution says at first; the secretary words it."""
    return {
        "subject": str(_("The seat of %(seat)s in %(body)s", seat=seat, body=body))[:300],
        "text": str(
            _(
                "Nobody came for the seat of %(seat)s to the last %(absences)s meetings of "
                "%(body)s.\n\n%(rule)s\n\nPlease say who will represent you, or whether you wish "
                "to give the seat up.",
                seat=seat,
                body=body,
                absences=absences,
                rule=rule,
            )
        ),
    }


def obstacles_to_settling(letter: Any) -> Iterator[str]:
    """Yield why nothing more can be decided about a letter."""
    if letter.state is not LetterState.DRAFT:
        yield _("This letter was sent or put away already.")


def obstacles_to_mailing(
    letter: Any, recipients: Sequence[Any], *, can_send: bool
) -> Iterator[str]:
    """Yield why a letter cannot go by mail; on paper it may."""
    yield from obstacles_to_settling(letter)
    if not can_send:
        yield _("No mail leaves this site. Print the letter, then note that it went out.")
    elif not recipients:
        yield _("No contact of this institution has an e-mail address. Print the letter.")
