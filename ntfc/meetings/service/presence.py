"""Noting who is there, from when to when; opening and closing a meeting."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time

from ntfc import audit, plugins
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.meetings import rules
from ntfc.meetings.models import (
    Attendance,
    AttendanceSpan,
    Meeting,
    MeetingState,
    Presence,
    TakesPartAs,
)
from ntfc.meetings.queries.calling import side_ids
from ntfc.meetings.queries.items import is_untouched
from ntfc.meetings.queries.presence import PresenceRow, everybody_at
from ntfc.meetings.rules import presence as pure
from ntfc.meetings.service.absences import draft_letters, review_letters
from ntfc.permissions import Actor, Entrusted, requires


@requires(rules.ATTENDANCE)
def note(
    meeting: Meeting,
    *,
    whom: str,
    presence: Presence | None,
    said: str | None = None,
    now: datetime,
    actor: Actor,
) -> None:
    """Note how a seat or a guest is there; no presence takes the note back, no word leaves one."""
    refuse_if(pure.obstacles_to_noting(meeting))
    row = _row(meeting, whom)
    if presence is None:
        if row.noted is None:
            return
        db.session.delete(row.noted)
    elif not _put(meeting, row, presence, said, side_ids(), now):
        return
    db.session.flush()
    audit.record(actor, "meeting.presence_noted", meeting, whom=whom)
    review_letters(meeting, row=row, now=now, actor=actor)


def _row(meeting: Meeting, whom: str) -> PresenceRow:
    row = everybody_at(meeting).find(whom)
    if row is None:
        raise Refused(_("This seat or guest is no longer part of the meeting. Open the page anew."))
    return row


@requires(rules.ATTENDANCE)
def note_as_answered(meeting: Meeting, *, now: datetime, actor: Actor) -> int:
    """Note everybody who answered, and is not noted yet, as they answered; return how many."""
    refuse_if(pure.obstacles_to_noting(meeting))
    sides, noted = side_ids(), 0
    for row in everybody_at(meeting).rows:
        presence = pure.expected(row.reply)
        if row.noted is None and presence is not None:
            noted += _put(meeting, row, presence, None, sides, now)
    db.session.flush()
    if noted:
        audit.record(actor, "meeting.presence_noted", meeting, seats=noted)
    return noted


def _put(
    meeting: Meeting,
    row: PresenceRow,
    presence: Presence,
    said: str | None,
    sides: Mapping[str, int],
    now: datetime,
) -> bool:
    """Write one row; return whether anything is different now."""
    held = row.noted
    said = said if said is not None else (held.note if held else "")
    if held is not None and (held.presence, held.note) == (presence, said):
        return False
    kept = held or _new(meeting, row, sides)
    if held is None or held.presence is not presence:
        kept.person_id = _who(row, presence)
        kept.noted_at = now
    kept.presence, kept.note = presence, said
    db.session.add(kept)
    return True


def _new(meeting: Meeting, row: PresenceRow, sides: Mapping[str, int]) -> Attendance:
    """Return a note that keeps what the seat or the guest is today."""
    kept = Attendance(body_id=row.body_id, meeting_id=meeting.id)
    if row.place is not None:
        kept.seat_id, kept.role = row.place.id, row.place.role
        kept.organisation_id, kept.is_sme = row.place.organisation_id, row.place.is_sme
        kept.side_id = sides.get(row.place.side_code)
    elif row.invitation is not None:
        kept.kind = row.invitation.kind
        kept.organisation_id, kept.side_id = row.invitation.organisation_id, row.invitation.side_id
    return kept


def _who(row: PresenceRow, presence: Presence) -> int | None:
    """Return the person who is there or should be: for an alternate, the one who said so."""
    if row.place is None:
        return row.invitation.person_id if row.invitation else None
    alternates = [one.person_id for one in row.place.alternates]
    if presence is Presence.ALTERNATE and alternates:
        named = row.invitation.stand_in_id if row.invitation else None
        return named if named in alternates else alternates[0]
    return row.place.holder.person_id if row.place.holder else None


@requires(rules.ATTENDANCE)
def sign(meeting: Meeting, *, seat_id: int, now: datetime, actor: Actor) -> None:
    """Note that somebody signed in at the door, on the screen."""
    whom = f"seat-{seat_id}"
    before = _row(meeting, whom).presence
    presence = before if before in pure.THERE else Presence.PRESENT
    note(meeting, whom=whom, presence=presence, now=now, actor=actor)
    signed = _row(meeting, whom).noted
    if signed is not None and signed.signed_at is None:
        signed.signed_at = now
        db.session.flush()
        audit.record(actor, "meeting.signed_in", meeting, whom=whom)


@requires(rules.ATTENDANCE)
def add_names(
    meeting: Meeting,
    *,
    names: Collection[tuple[str, str]],
    kind: TakesPartAs,
    now: datetime,
    actor: Actor,
) -> None:
    """Type in the names of a paper list, such as traders without any registration."""
    refuse_if([*pure.obstacles_to_noting(meeting), *pure.obstacles_to_names(names)])
    for name, institution in names:
        db.session.add(
            Attendance(
                body_id=meeting.body_id,
                meeting_id=meeting.id,
                kind=kind,
                name=name,
                organisation_name=institution,
                presence=Presence.PRESENT,
                noted_at=now,
            )
        )
    db.session.flush()
    audit.record(actor, "meeting.names_typed", meeting, names=len(names))


@requires(rules.ATTENDANCE)
def take_off(attendance: Attendance, *, actor: Actor) -> None:
    """Take a name that was typed by mistake off the list."""
    refuse_if(pure.obstacles_to_taking_off(attendance))
    meeting = attendance.meeting
    db.session.delete(attendance)
    db.session.flush()
    audit.record(actor, "meeting.name_taken_off", meeting)


@requires(rules.ATTENDANCE)
def move(
    attendance: Attendance,
    *,
    at: time | None,
    comes: bool,
    now: datetime,
    actor: Actor,
    day: date | None = None,
) -> None:
    """Note that somebody leaves, or comes back; on which *day* where the meeting has several."""
    meeting = attendance.meeting
    refuse_if(pure.obstacles_to_moment(meeting, day, at, now))
    moment = pure.moment_of(meeting, at, now, day)
    refuse_if(pure.obstacles_to_moving(attendance, moment, comes=comes, now=now))
    if comes:
        attendance.spans.append(AttendanceSpan(came_at=moment))
    elif attendance.spans:
        attendance.spans[-1].left_at = moment
    else:
        start = min(meeting.opened_at or meeting.starts_at, moment)
        attendance.spans.append(AttendanceSpan(came_at=start, left_at=moment))
    db.session.flush()
    audit.record(actor, "meeting.moved_in_or_out", attendance, comes=comes)


@requires(rules.RUN)
def open_meeting(meeting: Meeting, *, now: datetime, actor: Actor) -> None:
    """Open the meeting."""
    refuse_if([*pure.obstacles_to_opening(meeting), *plugins.objections(rules.RUN, meeting, actor)])
    meeting.state, meeting.opened_at = MeetingState.UNDER_WAY, now
    db.session.flush()
    audit.record(actor, "meeting.opened", meeting)


@requires(rules.NOT_OPEN)
def not_open(meeting: Meeting, *, actor: Actor) -> None:
    """Take back that the meeting was opened, while nothing was recorded since."""
    untouched = meeting.opened_at is not None and is_untouched(meeting)
    refuse_if(
        [
            *pure.obstacles_to_not_opening(meeting, is_untouched=untouched),
            *plugins.objections(rules.NOT_OPEN, meeting, actor),
        ]
    )
    meeting.state, meeting.opened_at = MeetingState.CONVENED, None
    db.session.flush()
    audit.record(actor, "meeting.not_opened", meeting)


@requires(rules.RUN)
def close_meeting(
    meeting: Meeting,
    *,
    today: date,
    now: datetime,
    actor: Actor,
    reached: Collection[str] | None = None,
) -> int:
    """Close the meeting; seats without a note were absent. Return how many letters were drafted.

    *reached* are the keys of the items that were discussed; None where nobody was asked.
    """
    refuse_if([*pure.obstacles_to_closing(meeting), *plugins.objections(rules.RUN, meeting, actor)])
    sides = side_ids()
    for row in everybody_at(meeting).rows:
        if row.noted is None and row.place is not None and row.place.counts and row.name:
            excused = pure.expected(row.reply) is Presence.EXCUSED
            presence = Presence.EXCUSED if excused else Presence.ABSENT
            _put(meeting, row, presence, None, sides, now)
    meeting.state, meeting.closed_at = MeetingState.HELD, now
    db.session.flush()
    audit.record(actor, "meeting.closed", meeting)
    behind = Entrusted(actor)
    plugins.insist("ntfc_meeting_ended", meeting=meeting, reached=reached, actor=behind, now=now)
    return draft_letters(meeting, today=today, now=now, actor=behind)
