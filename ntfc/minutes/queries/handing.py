"""Who reads approved minutes only by a link that the secretary hands over."""

from collections.abc import Sequence
from datetime import date

from ntfc.meetings.queries.by_hand import without_mail
from ntfc.minutes import rules
from ntfc.minutes.models import Minutes
from ntfc.people.models import Person
from ntfc.permissions import CIRCLE
from ntfc.procedure import queries as procedure


def read_by_hand(minutes: Minutes, today: date) -> Sequence[Person]:
    """Return who takes part in the bodies that met, never signs in, and gets no mail."""
    seats = (seat for body in rules.bodies_of(minutes) for seat in procedure.people_of(body, today))
    return without_mail({seat.person_id for seat in seats if seat.role in CIRCLE})
