"""What waits for the secretaries of bodies: meetings that are planned and not called yet."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingState


def planned_in(body_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the planned meetings of the bodies, with what their clocks are counted by."""
    query = (
        select(
            Meeting.id,
            Meeting.title,
            Meeting.number,
            Meeting.kind,
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.time_zone,
            Meeting.body_id,
            Body.name.label("body"),
        )
        .join(Body, Body.id == Meeting.body_id)
        .where(Meeting.body_id.in_(body_ids), Meeting.state == MeetingState.PLANNED)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return db.session.execute(query).all()
