"""Who may see which meetings, in lists: the same that `rules.VIEW` opens one by one."""

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from ntfc.committees.models import Body
from ntfc.committees.queries import readable
from ntfc.meetings.models import Invitation, Meeting, MeetingBody
from ntfc.meetings.rules import HEADS
from ntfc.permissions import SYSTEM, Actor, Insider


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* may see a meeting."""
    if actor is SYSTEM:
        return true()
    if not isinstance(actor, Insider):
        return false()
    headed = [body_id for body_id, roles in actor.roles.items() if roles & HEADS]
    readers = select(Body.id).where(readable(actor))
    return or_(
        _one_of(Meeting.body_id.in_(headed), MeetingBody.body_id.in_(headed)),
        and_(
            Meeting.convened_at.is_not(None),
            or_(
                _one_of(Meeting.body_id.in_(readers), MeetingBody.body_id.in_(readers)),
                Meeting.id.in_(_as_guest(actor.person_id)),
            ),
        ),
    )


def _one_of(calls: ColumnElement[bool], joins: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(calls, Meeting.id.in_(select(MeetingBody.meeting_id).where(joins)))


def _as_guest(person_id: int) -> Select[int]:
    return select(Invitation.meeting_id).where(
        Invitation.person_id == person_id,
        Invitation.seat_id.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
