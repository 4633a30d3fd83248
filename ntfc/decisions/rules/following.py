"""What happens to a text after it was adopted: reservations lifted, evidence, seen to be done."""

from collections.abc import Iterator
from datetime import date

from ntfc.decisions.models import Decision, DecisionState, HowAgreed, Reservation
from ntfc.i18n import _

HOLDS = frozenset({DecisionState.ADOPTED, DecisionState.WATCHED})


def obstacles_to_reserving(decision: Decision) -> Iterator[str]:
    """Say why no further reservation is recorded: a plain consensus stays one."""
    if decision.how not in (HowAgreed.RESERVATIONS, HowAgreed.WRITTEN):
        yield _("Reservations are recorded where it was adopted with reservations.")


def obstacles_to_lifting(reservation: Reservation, on: date, today: date) -> Iterator[str]:
    if reservation.lifted_on is not None:
        yield _("This reservation is lifted already.")
    if on > today:
        yield _("This day lies ahead. Note it when it has come.")
    adopted = reservation.decision.adopted_on
    if adopted is not None and on < adopted:
        yield _("It was adopted later than that.")


def obstacles_to_showing(decision: Decision, file: str) -> Iterator[str]:
    if decision.state not in HOLDS:
        yield _("What became of it is shown once it is adopted or watched.")
    if not file:
        yield _("Choose a file that is not empty.")


def obstacles_to_closing(decision: Decision, note: str, *, is_owner: bool) -> Iterator[str]:
    """Say why following it up is not over; whoever owes it does not say so."""
    if decision.state not in HOLDS:
        yield _("Only what is adopted or watched is followed up.")
    if decision.followed_on is not None:
        yield _("Following it up is over already.")
    if is_owner:
        yield _("It is addressed to your institution: somebody else says that it is carried out.")
    if not note.strip():
        yield _("Say by what one sees that it is carried out.")
