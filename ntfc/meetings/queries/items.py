"""For which items guests and experts come."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ntfc import clock, plugins
from ntfc.db import db
from ntfc.meetings.models import Attendance, Invitation, InvitationItem, Meeting
from ntfc.meetings.rules.presence import too_early
from ntfc.permissions import Actor
from ntfc.plugins import MeetingItem


def items_of(meeting: Meeting, actor: Actor) -> list[MeetingItem]:
    """Return the items for which somebody may be invited, as far as *actor* reads them."""
    answers = plugins.gather("ntfc_meeting_items", meeting=meeting, actor=actor)
    return [item for answer in answers for item in answer]


def open_items_of(meeting: Meeting, actor: Actor) -> list[MeetingItem]:
    """Return the items of which nobody noted yet whether the meeting reached them."""
    answers = plugins.gather("ntfc_open_items", meeting=meeting, actor=actor)
    return [item for answer in answers for item in answer]


def before_opening(meeting: Meeting) -> list[str]:
    """Return what whoever opens the meeting now should know first: its day, its agenda."""
    today = clock.today(meeting.time_zone)
    warnings = plugins.gather("ntfc_opening_warnings", meeting=meeting)
    return [str(one) for answer in [too_early(meeting, today), *warnings] for one in answer]


def is_untouched(meeting: Meeting) -> bool:
    """Tell whether nobody was noted as there since the meeting was opened."""
    if meeting.opened_at is None:  # nobody opened it here, so there is nothing to take back
        return False
    query = select(Attendance.id).where(Attendance.meeting_id == meeting.id)
    noted = query.where(Attendance.noted_at >= meeting.opened_at).limit(1)
    return db.session.scalars(noted).first() is None


def keys_of(invitation_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Return by invitation the keys of the items for which somebody comes."""
    query = select(InvitationItem.invitation_id, InvitationItem.item_key)
    found: dict[int, list[str]] = {}
    query = query.where(InvitationItem.gone_at.is_(None))
    for row in db.session.execute(query.where(InvitationItem.invitation_id.in_(invitation_ids))):
        found.setdefault(row.invitation_id, []).append(row.item_key)
    return found


def guests_coming(meeting_id: int) -> Mapping[Invitation, Sequence[InvitationItem]]:
    """Return the guests and experts who come for items of a meeting, with these."""
    query = (
        select(Invitation, InvitationItem)
        .join(InvitationItem, InvitationItem.invitation_id == Invitation.id)
        .where(Invitation.meeting_id == meeting_id, Invitation.seat_id.is_(None))
        .where(Invitation.withdrawn_at.is_(None), InvitationItem.gone_at.is_(None))
        .order_by(Invitation.id, InvitationItem.id)
        .options(joinedload(Invitation.person), joinedload(Invitation.meeting))
    )
    found: dict[Invitation, list[InvitationItem]] = {}
    for invitation, item in db.session.execute(query):
        found.setdefault(invitation, []).append(item)
    return found


def let_go_for(meeting_id: int, key: str) -> Sequence[tuple[Invitation, InvitationItem]]:
    """Return the guests and experts of a meeting who came for an item until it was taken off."""
    query = (
        select(Invitation, InvitationItem)
        .join(InvitationItem, InvitationItem.invitation_id == Invitation.id)
        .where(Invitation.meeting_id == meeting_id, Invitation.seat_id.is_(None))
        .where(InvitationItem.item_key == key, InvitationItem.gone_at.is_not(None))
        .order_by(Invitation.id)
        .options(joinedload(Invitation.person), joinedload(Invitation.meeting))
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def titles_for(
    meeting: Meeting, invitation_ids: Collection[int], actor: Actor
) -> Mapping[int, Sequence[str]]:
    """Return by invitation the items for which somebody comes, as far as *actor* reads them."""
    keys = keys_of(invitation_ids)
    items = items_of(meeting, actor) if keys else []
    return {
        number: [item.title for item in items if item.key in chosen]
        for number, chosen in keys.items()
    }
