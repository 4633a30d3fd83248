"""What goes along with a call: how we work together, and guidance for the public side."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from ntfc.db import db
from ntfc.meetings.models import Invitation, Meeting
from ntfc.organisations.models import Camp, Side
from ntfc.seats.queries import guidance_of
from ntfc.seats.rules import guidance_points


def public_sides() -> frozenset[int]:
    """Return the numbers of the sides that speak for the state."""
    return frozenset(db.session.scalars(select(Side.id).where(Side.camp == Camp.PUBLIC)))


def guidance_in(
    meeting: Meeting, invitations: Iterable[Invitation | None], public: frozenset[int] | None = None
) -> Sequence[str]:
    """Return the points of the card for whoever is invited for the public side; none for others."""
    sides = {one.side_id for one in invitations if one is not None}
    if not sides & (public_sides() if public is None else public):
        return ()
    own = guidance_of(meeting.body_id)
    return guidance_points(own.text if own else None)
