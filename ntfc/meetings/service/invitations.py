"""Inviting guests and experts, taking invitations back, answering them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete

from ntfc import audit
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.meetings import queries, rules
from ntfc.meetings.models import (
    Invitation,
    InvitationItem,
    Meeting,
    Notice,
    NoticeKind,
    Reply,
    ShortWay,
    TakesPartAs,
)
from ntfc.meetings.queries.calling import clock_for, last_notice
from ntfc.meetings.rules.changes import stated_of
from ntfc.meetings.service import letters
from ntfc.meetings.service.letters import Write
from ntfc.meetings.service.telling import tell
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, Entrusted, requires
from ntfc.seats.models import Capacity


@dataclass(frozen=True, kw_only=True)
class Comes:
    """As what somebody without a seat comes, for which items, and for whom."""

    kind: TakesPartAs
    about: str = ""
    organisation_id: int | None = None
    items: Collection[str] = ()


@requires(rules.EDIT)
def invite(
    meeting: Meeting,
    *,
    person: Person,
    comes: Comes,
    today: date,
    now: datetime,
    actor: Actor,
) -> list[Issued]:
    """Invite somebody without a seat; told at once if the meeting is called, else together with all."""
    known = queries.find_guest(meeting.id, person.id)
    refuse_if(rules.obstacles_to_inviting(meeting, known))
    invitation = known or Invitation(
        body_id=meeting.body_id, meeting=meeting, person=person, invited_at=now
    )
    invitation.kind, invitation.about = comes.kind, comes.about
    invitation.organisation_id = comes.organisation_id
    _ask_afresh(invitation)
    db.session.add(invitation)
    db.session.flush()
    audit.record(actor, "meeting.guest_invited", invitation, kind=comes.kind.value)
    _keep_items(invitation, meeting, comes.items)
    db.session.expire(meeting, ["guests"])
    if not rules.was_called(meeting):
        return []
    write = letters.calling(meeting, caller=None, message="")
    return tell_few(
        meeting,
        [invitation],
        write=write,
        kind=NoticeKind.CONVENED,
        today=today,
        now=now,
        actor=actor,
    )


def _ask_afresh(invitation: Invitation) -> None:
    """Forget what was answered before the invitation was taken back: it answers this one no more."""
    invitation.withdrawn_at, invitation.reply, invitation.replied_at = None, None, None
    invitation.short_way, invitation.note, invitation.by_link = None, "", False


@requires(rules.EDIT)
def choose_items(
    invitation: Invitation, *, meeting: Meeting, items: Collection[str], actor: Actor
) -> None:
    """Say anew for which items somebody without a seat comes; their papers open or close at once."""
    refuse_if(rules.obstacles_to_choosing_items(meeting, invitation))
    _keep_items(invitation, meeting, items)
    audit.record(actor, "meeting.guest_items_chosen", invitation, items=sorted(items))


def _keep_items(invitation: Invitation, meeting: Meeting, items: Collection[str]) -> None:
    """Keep for which items somebody comes, and when each is to begin: that is how it is known."""
    theirs = delete(InvitationItem).where(InvitationItem.invitation_id == invitation.id)
    stands = InvitationItem.gone_at.is_(None) | InvitationItem.item_key.in_(items)
    db.session.execute(theirs.where(stands))
    known = {one.key: one.starts_in for one in queries.items_of(meeting, SYSTEM)} if items else {}
    db.session.add_all(
        InvitationItem(invitation_id=invitation.id, item_key=key, starts_in=known.get(key))
        for key in sorted(set(items))
    )
    db.session.flush()


@requires(rules.EDIT)
def tell_few(
    meeting: Meeting,
    invitations: list[Invitation],
    *,
    write: Write,
    kind: NoticeKind,
    today: date,
    now: datetime,
    actor: Actor,
) -> list[Issued]:
    """Tell a few people; what all the others know of the meeting stays as it was."""
    known, clock = last_notice(meeting.id), clock_for(meeting, today)
    notice = Notice(
        body_id=meeting.body_id,
        meeting_id=meeting.id,
        kind=kind,
        at=now,
        by_id=actor.person_id,
        sent_on=today,
        days_before=clock.days_before,
        in_working_days=clock.in_working_days,
        stated=known.stated if known else stated_of(meeting),
    )
    trusted = Entrusted(actor)
    return tell(
        meeting, notice=notice, invitations=invitations, write=write, actor=trusted, now=now
    )


@requires(rules.EDIT)
def withdraw(
    invitation: Invitation,
    *,
    meeting: Meeting,
    write: Write | None = None,
    today: date,
    now: datetime,
    actor: Actor,
) -> list[Issued]:
    """Take the invitation of somebody without a seat back; who was told of it is told of this.

    With *write* it follows from an item that is gone, and may be put back; else it is over for good.
    """
    refuse_if(rules.obstacles_to_withdrawing(invitation))
    if write is None:
        gone = delete(InvitationItem).where(InvitationItem.gone_at.is_not(None))
        db.session.execute(gone.where(InvitationItem.invitation_id == invitation.id))
    return _take_back(invitation, meeting, today, now, actor, write=write)


def _take_back(
    invitation: Invitation,
    meeting: Meeting,
    today: date,
    now: datetime,
    actor: Actor,
    *,
    write: Write | None = None,
) -> list[Issued]:
    invitation.withdrawn_at = now
    db.session.flush()
    links.revoke_all_of(invitation, actor=Entrusted(actor), now=now)
    audit.record(actor, "meeting.invitation_withdrawn", invitation)
    db.session.expire(meeting, ["guests"])
    if invitation.told_at is None:
        return []
    write = write or letters.not_needed(meeting)
    trusted = Entrusted(actor)
    return tell_few(
        meeting,
        [invitation],
        write=write,
        kind=NoticeKind.CANCELLED,
        today=today,
        now=now,
        actor=trusted,
    )


@requires(rules.REPLY)
def reply(
    invitation: Invitation,
    *,
    answer: Reply,
    note: str,
    stand_in_id: int | None,
    short_way: ShortWay | None = None,
    today: date,
    now: datetime,
    actor: Actor,
) -> list[Issued]:
    """Keep an answer; an alternate who is to come is invited, one who is not needed is told so."""
    meeting = queries.get_meeting(invitation.meeting_id)
    alternates = queries.alternates_for(invitation, today)
    refuse_if(
        [
            *rules.obstacles_to_replying(meeting, invitation, answer, len(alternates), now),
            *rules.obstacles_to_short_way(answer, short_way, note),
        ]
    )
    chosen = next((one for one in alternates if one.person_id == stand_in_id), None)
    if answer is Reply.ALTERNATE and chosen is None:
        chosen = alternates[0]
    before = invitation.stand_in_id or queries.stands_in_for(invitation)
    invitation.reply, invitation.note, invitation.replied_at = answer, note, now
    invitation.short_way = short_way
    invitation.by_link = getattr(actor, "audit_kind", "") == "link"
    invitation.stand_in_id = chosen.person_id if chosen and answer is Reply.ALTERNATE else None
    db.session.flush()
    audit.record(actor, "meeting.replied", invitation, reply=answer.value)
    if before == invitation.stand_in_id:
        return []
    told = _release(invitation, before, meeting, today, now, actor) if before else []
    if invitation.stand_in_id:
        told += _step_in(invitation, meeting, today, now, actor)
    return told


def _release(
    invitation: Invitation,
    person_id: int,
    meeting: Meeting,
    today: date,
    now: datetime,
    actor: Actor,
) -> list[Issued]:
    """Tell the alternate who was asked before that nobody need come after all."""
    asked = queries.find_stand_in(invitation, person_id)
    return _take_back(asked, meeting, today, now, actor) if asked else []


def _step_in(
    invitation: Invitation, meeting: Meeting, today: date, now: datetime, actor: Actor
) -> list[Issued]:
    """Invite the alternate for the seat."""
    number = invitation.stand_in_id or 0
    known = queries.find_stand_in(invitation, number)
    asked = known or Invitation(
        body_id=invitation.body_id,
        meeting=meeting,
        seat_id=invitation.seat_id,
        person=db.session.get_one(Person, number),
        capacity=Capacity.ALTERNATE,
        invited_at=now,
    )
    asked.role, asked.organisation_id = invitation.role, invitation.organisation_id
    asked.side_id = invitation.side_id
    _ask_afresh(asked)
    db.session.add(asked)
    db.session.flush()
    audit.record(actor, "meeting.alternate_asked", asked)
    write = letters.stepping_in(meeting, instead_of=invitation.person.name)
    return tell_few(
        meeting,
        [asked],
        write=write,
        kind=NoticeKind.CONVENED,
        today=today,
        now=now,
        actor=Entrusted(actor),
    )
