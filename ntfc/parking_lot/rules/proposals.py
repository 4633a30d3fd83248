"""How a parked issue proposes itself for an agenda."""

from datetime import date

from ntfc.i18n import _, on_day
from ntfc.parking_lot.models import Parking
from ntfc.parking_lot.rules.words import word
from ntfc.plugins import AgendaProposal

USUAL_MINUTES = 15  # what the agenda suggests for looking at a parked issue again
ORDER = 30


def proposal_of(parking: Parking, parked_on: date) -> AgendaProposal:
    """Return the line by which a parked issue comes back to an agenda, with its reason."""
    return AgendaProposal(
        key=f"parkings:{parking.id}",
        title=parking.issue.title,
        reason=_(
            "Parked on %(day)s (%(cause)s), to be looked at again on %(review)s. Owner: %(owner)s. "
            "%(step)s",
            day=on_day(parked_on),
            cause=word(parking.cause),
            review=on_day(parking.review_on),
            owner=parking.owner.name,
            step=parking.next_step,
        ),
        minutes=USUAL_MINUTES,
        issue_id=parking.issue_id,
        order=ORDER,
    )
