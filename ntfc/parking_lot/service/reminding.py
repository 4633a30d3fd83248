"""Reminding the owners of parked issues, once before the review date and once after it."""

from datetime import date, datetime

from ntfc import audit
from ntfc.db import db
from ntfc.parking_lot import rules
from ntfc.parking_lot.models import Parking
from ntfc.parking_lot.service import letters
from ntfc.permissions import Actor, requires


@requires(rules.AMEND)
def remind(parking: Parking, *, actor: Actor, now: datetime, today: date) -> None:
    """Remind the owner, if the date comes near or is past and nobody said so yet."""
    is_past = rules.is_missed(parking, today)
    if not is_past and not rules.is_near(parking, today):
        return
    if is_past:
        parking.missed_for = parking.review_on
    else:
        parking.reminded_for = parking.review_on
    db.session.flush()
    letters.remind(parking, is_past=is_past, actor=actor, now=now)
    audit.record(actor, "parking.reminded", parking, owner=parking.owner_id, is_past=is_past)
