"""Who may read which minutes, in lists: the same that `rules.VIEW` opens one by one."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, or_, select, true

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingBody
from ntfc.meetings.queries import visible as visible_meetings
from ntfc.meetings.rules import HEADS
from ntfc.minutes.models import SHARED, Minutes, MinutesState
from ntfc.permissions import CIRCLE, SYSTEM, Actor, Insider

PAGE = 50


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* may read minutes."""
    if actor is SYSTEM:
        return true()
    if not isinstance(actor, Insider):
        return false()
    drafts = Minutes.state != MinutesState.APPROVED
    shared = Minutes.state.in_(SHARED)
    seen = select(Meeting.id).where(visible_meetings(actor))
    return or_(
        Minutes.body_id.in_(_bodies(actor, HEADS)),
        and_(drafts, of_bodies(_bodies(actor, HEADS))),
        and_(drafts, Minutes.body_id.in_(actor.steps_in)),
        and_(drafts, shared, of_bodies(_bodies(actor, CIRCLE))),
        and_(Minutes.state == MinutesState.APPROVED, Minutes.meeting_id.in_(seen)),
    )


def _bodies(actor: Insider, roles: frozenset[Any]) -> list[int]:
    return [body_id for body_id, held in actor.roles.items() if held & roles]


def of_bodies(bodies: Collection[int]) -> ColumnElement[bool]:
    """Return whether one of *bodies* met, be it together with the one that called the meeting."""
    joined = select(MeetingBody.meeting_id).where(MeetingBody.body_id.in_(bodies))
    return or_(Minutes.body_id.in_(bodies), Minutes.meeting_id.in_(joined))


def listed(actor: Actor, page: int) -> tuple[Sequence[Row[*tuple[Any, ...]]], bool]:
    """Return one page of the minutes *actor* may read, newest first, and whether there are more."""
    query = (
        select(
            Minutes.id,
            Minutes.state,
            Minutes.submitted_at,
            Meeting.number,
            Meeting.title,
            Meeting.starts_at,
            Meeting.time_zone,
            Body.id.label("body_id"),
            Body.name.label("body"),
        )
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Body, Body.id == Minutes.body_id)
        .where(visible(actor))
        .order_by(Meeting.starts_at.desc(), Minutes.id.desc())
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    rows = db.session.execute(query).all()
    return rows[:PAGE], len(rows) > PAGE
