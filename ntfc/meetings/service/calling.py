"""Calling a meeting, telling what changed, reminding, calling it off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from ntfc import audit, plugins
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.meetings import rules
from ntfc.meetings.models import Invitation, Meeting, MeetingState, Notice, NoticeKind
from ntfc.meetings.queries.calling import (
    Callee,
    callees_of,
    changes_since,
    clock_for,
    invitations_of,
    joint_leaders,
    last_notice,
    newly_called,
    next_number,
    no_longer_called,
    side_ids,
    warnings_for,
)
from ntfc.meetings.rules.changes import ASKED_ANEW, Change, changes_between, stated_of
from ntfc.meetings.rules.notice import (
    obstacles_despite,
    obstacles_to_convening,
    obstacles_to_reminding,
    obstacles_to_telling,
)
from ntfc.meetings.service import letters
from ntfc.meetings.service.telling import tell
from ntfc.people.models import Person
from ntfc.permissions import Actor, Entrusted, Role, requires


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What whoever sends a notice says with it."""

    message: str = ""
    because: str = ""  # where a rule is not kept
    caller: Person | None = None  # in whose name the meeting is called
    caller_roles: Collection[Role] = ()


@requires(rules.CONVENE)
def convene(
    meeting: Meeting, *, sending: Sending, today: date, now: datetime, actor: Actor
) -> list[Issued]:
    """Call the meeting: number it, invite every seat, tell everybody; return links to hand over."""
    callees = callees_of(meeting, today).called
    warnings = warnings_for(meeting, today, roles=sending.caller_roles)
    guests = invitations_of(meeting.id)
    refuse_if(
        [
            *obstacles_to_convening(
                meeting, len(callees) + len(guests), is_past=meeting.ends_at <= now
            ),
            *obstacles_despite(warnings, sending.because),
            *plugins.objections(rules.CONVENE, meeting, actor),
        ]
    )
    meeting.number = next_number(meeting.body_id)
    meeting.state = MeetingState.CONVENED
    meeting.convened_at, meeting.convened_by_id = now, actor.person_id
    meeting.called_by_id = sending.caller.id if sending.caller else None
    _ask(meeting, callees, now)
    audit.record(actor, "meeting.convened", meeting, number=meeting.number, despite=len(warnings))
    notice = _notice(meeting, NoticeKind.CONVENED, sending, warnings, today, now, actor)
    write = letters.calling(
        meeting,
        caller=sending.caller,
        message=sending.message,
        others=joint_leaders(meeting, today),
    )
    invited = invitations_of(meeting.id)
    return tell(meeting, notice=notice, invitations=invited, write=write, actor=actor, now=now)


def _ask(meeting: Meeting, callees: Collection[Callee], now: datetime) -> None:
    """Invite seats; each is asked once."""
    sides = side_ids()
    db.session.add_all(_invitation(meeting, callee, sides, now) for callee in callees)
    db.session.flush()


def _invitation(
    meeting: Meeting, callee: Callee, sides: dict[str, int], now: datetime
) -> Invitation:
    return Invitation(
        body_id=callee.body_id,
        meeting=meeting,
        seat_id=callee.place.id,
        person_id=callee.sitting.person_id,
        role=callee.place.role,
        capacity=callee.capacity,
        organisation_id=callee.place.organisation_id,
        side_id=sides.get(callee.place.side_code),
        invited_at=now,
    )


def _notice(
    meeting: Meeting,
    kind: NoticeKind,
    sending: Sending,
    warnings: list[str],
    today: date,
    now: datetime,
    actor: Actor,
) -> Notice:
    clock = clock_for(meeting, today)
    return Notice(
        body_id=meeting.body_id,
        meeting_id=meeting.id,
        kind=kind,
        at=now,
        by_id=actor.person_id,
        sent_on=today,
        days_before=clock.days_before,
        in_working_days=clock.in_working_days,
        rule=clock.rule,
        due_on=clock.due_on,
        despite=warnings,
        because=sending.because if warnings else "",
        message=sending.message,
        stated=stated_of(meeting),
    )


@requires(rules.CONVENE)
def tell_changes(
    meeting: Meeting, *, sending: Sending, today: date, now: datetime, actor: Actor
) -> list[Issued]:
    """Tell everybody in one mail what is different from what they know."""
    changes = changes_since(meeting)
    warnings = warnings_for(meeting, today) if _is_moved(changes) else []
    refuse_if(
        [
            *obstacles_to_telling(meeting, len(changes)),
            *obstacles_despite(warnings, sending.because),
        ]
    )
    known = last_notice(meeting.id)
    before = known.stated if known else {}
    gone = no_longer_called(meeting)
    _ask(meeting, newly_called(meeting, today), now)
    invited = invitations_of(meeting.id)
    asks = any(change.key in ASKED_ANEW for change in changes)
    if asks:
        for invitation in invited:
            invitation.reply, invitation.replied_at, invitation.stand_in_id = None, None, None
            invitation.short_way = None
    notice = _notice(meeting, NoticeKind.CHANGED, sending, warnings, today, now, actor)
    after = notice.stated
    audit.record(actor, "meeting.changes_told", meeting, fields=[c.key for c in changes])
    change = letters.changed(
        meeting,
        lambda: changes_between(before, after),
        message=sending.message,
        asks=asks,
    )
    called = letters.calling(meeting, caller=None, message=sending.message)
    write = letters.by_standing(change, fresh=called, gone=letters.not_needed(meeting))
    for invitation in gone:
        invitation.withdrawn_at = now
        links.revoke_all_of(invitation, actor=actor, now=now)
    return tell(meeting, notice=notice, invitations=invited, write=write, actor=actor, now=now)


def _is_moved(changes: Collection[Change]) -> bool:
    """Tell whether the day is another one, so that the clock of the notice runs anew."""
    return any(change.key == "days" for change in changes)


@requires(rules.CONVENE)
def remind(
    meeting: Meeting, *, sending: Sending, today: date, now: datetime, actor: Actor
) -> list[Issued]:
    """Write once more to those who have not answered."""
    silent = [one for one in invitations_of(meeting.id) if one.reply is None]
    refuse_if(obstacles_to_reminding(meeting, len(silent), is_past=meeting.ends_at <= now))
    notice = _notice(meeting, NoticeKind.REMINDER, sending, [], today, now, actor)
    audit.record(actor, "meeting.reminded", meeting, people=len(silent))
    write = letters.reminding(meeting, message=sending.message)
    return tell(meeting, notice=notice, invitations=silent, write=write, actor=actor, now=now)


@requires(rules.CONVENE)
def cancel(
    meeting: Meeting, *, reason: str, today: date, now: datetime, actor: Actor
) -> list[Issued]:
    """Call a meeting off; whoever was told of it is told why it does not take place."""
    refuse_if(
        [
            *rules.obstacles_to_cancelling(meeting, reason),
            *plugins.objections(rules.CONVENE, meeting, actor),
        ]
    )
    meeting.state = MeetingState.CANCELLED
    meeting.cancelled_at, meeting.cancel_reason = now, reason
    meeting.calendar_sequence += 1
    db.session.flush()
    audit.record(actor, "meeting.cancelled", meeting, called=rules.was_called(meeting))
    ended = {"meeting": meeting, "reached": (), "actor": Entrusted(actor), "now": now}
    plugins.insist("ntfc_meeting_ended", **ended)
    if not rules.was_called(meeting):
        return []
    invited = invitations_of(meeting.id)
    for invitation in invited:
        links.revoke_all_of(invitation, actor=actor, now=now)
    notice = _notice(meeting, NoticeKind.CANCELLED, Sending(), [], today, now, actor)
    write = letters.called_off(meeting)
    return tell(meeting, notice=notice, invitations=invited, write=write, actor=actor, now=now)
