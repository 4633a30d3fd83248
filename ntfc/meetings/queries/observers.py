"""Who comes to listen to a meeting in public."""

from collections.abc import Sequence

from sqlalchemy import select

from ntfc.db import db
from ntfc.meetings.models import PublicObserver


def observers_of(meeting_id: int) -> Sequence[PublicObserver]:
    """Return the list of public observers of a meeting, by name."""
    query = select(PublicObserver).where(PublicObserver.meeting_id == meeting_id)
    return db.session.scalars(query.order_by(PublicObserver.name, PublicObserver.id)).all()


def find_observer(meeting_id: int, number: int) -> PublicObserver | None:
    """Return one of them by its number."""
    query = select(PublicObserver).where(
        PublicObserver.meeting_id == meeting_id, PublicObserver.id == number
    )
    return db.session.scalars(query).one_or_none()
