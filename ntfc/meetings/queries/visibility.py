"""Who may see which meetings, in lists: the same that `rules.VIEW` opens one by one."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, or_, select, true

from ntfc.committees.models import Body
from ntfc.committees.queries import readable, readable_by_name, reader_of_bodies
from ntfc.meetings.models import Invitation, Meeting, MeetingBody
from ntfc.meetings.rules import HEADS
from ntfc.permissions import SYSTEM, Actor, Insider


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* may see a meeting."""
    if actor is SYSTEM:
        return true()
    if not isinstance(actor, Insider):
        return false()
    return _shown_to(actor.person_id, _headed(actor), readable(actor))


def visible_by_name() -> ColumnElement[bool]:
    """Return the condition for an `Insider`, for a question that is put together once.

    Who asks is filled in at each asking, by `reader`.
    """
    headed: Any = bindparam("headed", expanding=True)
    return _shown_to(bindparam("person_id"), headed, readable_by_name())


def reader(actor: Insider) -> dict[str, Any]:
    """Return what `visible_by_name` leaves open."""
    return {"headed": _headed(actor), **reader_of_bodies(actor)}


def _headed(actor: Insider) -> list[int]:
    return [body_id for body_id, roles in actor.roles.items() if roles & HEADS]


def _shown_to(person_id: Any, headed: Any, reads_body: ColumnElement[bool]) -> ColumnElement[bool]:
    readers = select(Body.id).where(reads_body)
    return or_(
        _one_of(Meeting.body_id.in_(headed), MeetingBody.body_id.in_(headed)),
        and_(
            Meeting.convened_at.is_not(None),
            or_(
                _one_of(Meeting.body_id.in_(readers), MeetingBody.body_id.in_(readers)),
                Meeting.id.in_(_as_guest(person_id)),
            ),
        ),
    )


def _one_of(calls: ColumnElement[bool], joins: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(calls, Meeting.id.in_(select(MeetingBody.meeting_id).where(joins)))


def _as_guest(person_id: Any) -> Select[int]:
    return select(Invitation.meeting_id).where(
        Invitation.person_id == person_id,
        Invitation.seat_id.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
