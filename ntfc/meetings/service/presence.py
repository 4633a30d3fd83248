"""Noting who is there, from when to when; opening and closing; letters about empty seats."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from ntfc import audit, plugins
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.meetings import rules
from ntfc.meetings.models import (
    AbsenceLetter,
    Attendance,
    AttendanceSpan,
    LetterState,
    Meeting,
    MeetingState,
    Presence,
    TakesPartAs,
)
from ntfc.meetings.queries.calling import side_ids
from ntfc.meetings.queries.presence import (
    PresenceRow,
    attendances_of,
    histories,
    presence_in,
)
from ntfc.meetings.rules import presence as pure
from ntfc.permissions import Actor, requires
from ntfc.procedure.queries import rules_on
from ntfc.procedure.rules import cite


@requires(rules.ATTENDANCE)
def note(
    meeting: Meeting,
    *,
    noted: Mapping[int, tuple[Presence | None, str]],
    now: datetime,
    actor: Actor,
) -> None:
    """Note how seats were there, by their numbers; None takes a note back."""
    refuse_if(pure.obstacles_to_noting(meeting))
    rows = {row.place.id: row for row in presence_in(meeting)}
    known = {row.seat_id: row for row in attendances_of(meeting.id) if row.seat_id}
    sides = side_ids()
    changed = 0
    for seat_id, (presence, said) in noted.items():
        if seat_id not in rows:
            continue
        held = known.get(seat_id)
        if presence is None:
            if held is not None:
                db.session.delete(held)
                changed += 1
            continue
        changed += _put(meeting, rows[seat_id], held, presence, said, sides, now)
    db.session.flush()
    if changed:
        audit.record(actor, "meeting.presence_noted", meeting, seats=changed)


def _put(
    meeting: Meeting,
    row: PresenceRow,
    held: Attendance | None,
    presence: Presence,
    said: str,
    sides: Mapping[str, int],
    now: datetime,
) -> bool:
    """Write one seat; return whether anything is different now."""
    if held is not None and (held.presence, held.note) == (presence, said):
        return False
    place = row.place
    sitting = place.holder
    if presence is Presence.ALTERNATE and place.alternates:
        sitting = place.alternates[0]
    kept = held or Attendance(
        body_id=row.body_id,
        meeting_id=meeting.id,
        seat_id=place.id,
        role=place.role,
        organisation_id=place.organisation_id,
        side_id=sides.get(place.side_code),
        is_sme=place.is_sme,
    )
    kept.presence, kept.note, kept.noted_at = presence, said, now
    kept.person_id = sitting.person_id if sitting else None
    db.session.add(kept)
    return True


@requires(rules.ATTENDANCE)
def sign(meeting: Meeting, *, seat_id: int, now: datetime, actor: Actor) -> None:
    """Note that somebody signed in at the door, on the screen."""
    note(meeting, noted={seat_id: (Presence.PRESENT, "")}, now=now, actor=actor)
    for row in attendances_of(meeting.id):
        if row.seat_id == seat_id:
            row.signed_at = row.signed_at or now
    db.session.flush()


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
def move(attendance: Attendance, *, at: datetime, comes: bool, actor: Actor) -> None:
    """Note that somebody leaves, or comes back."""
    refuse_if(pure.obstacles_to_moving(attendance, at, comes=comes))
    if comes:
        attendance.spans.append(AttendanceSpan(came_at=at))
    elif attendance.spans:
        attendance.spans[-1].left_at = at
    else:
        start = min(attendance.meeting.opened_at or attendance.meeting.starts_at, at)
        attendance.spans.append(AttendanceSpan(came_at=start, left_at=at))
    db.session.flush()
    audit.record(actor, "meeting.moved_in_or_out", attendance, comes=comes)


@requires(rules.RUN)
def open_meeting(meeting: Meeting, *, now: datetime, actor: Actor) -> None:
    """Open the meeting; whoever said so is expected to be there."""
    refuse_if([*pure.obstacles_to_opening(meeting), *plugins.objections(rules.RUN, meeting, actor)])
    meeting.state, meeting.opened_at = MeetingState.UNDER_WAY, now
    db.session.flush()
    audit.record(actor, "meeting.opened", meeting)


@requires(rules.RUN)
def close_meeting(meeting: Meeting, *, today: date, now: datetime, actor: Actor) -> int:
    """Close the meeting; seats without a note were absent. Return how many letters were drafted."""
    refuse_if([*pure.obstacles_to_closing(meeting), *plugins.objections(rules.RUN, meeting, actor)])
    rows, sides = presence_in(meeting), side_ids()
    for row in rows:
        if row.presence is None and row.place.counts and row.place.is_filled:
            guess = pure.expected(row.reply)
            presence = Presence.EXCUSED if guess is Presence.EXCUSED else Presence.ABSENT
            _put(meeting, row, None, presence, "", sides, now)
    meeting.state, meeting.closed_at = MeetingState.HELD, now
    db.session.flush()
    audit.record(actor, "meeting.closed", meeting)
    return _draft_letters(meeting, presence_in(meeting), today, now)


def _draft_letters(
    meeting: Meeting, rows: Collection[PresenceRow], today: date, now: datetime
) -> int:
    """Draft a letter for each seat that stayed empty as often as the rules allow."""
    procedure = rules_on(meeting.body, today)
    limit = procedure.absences_limit
    empty = [row for row in rows if row.place.counts and row.presence not in pure.THERE]
    if not limit or not empty:
        return 0
    past = histories([row.place.id for row in empty])
    rule = str(cite(procedure, "absences_limit"))
    drafted = 0
    for row in empty:
        count = pure.absences_in_a_row(past.get(row.place.id, ()))
        if count < limit:
            continue
        words = pure.letter_of(row.place.owner or row.place.title, meeting.body.name, count, rule)
        db.session.add(
            AbsenceLetter(
                body_id=row.body_id,
                meeting_id=meeting.id,
                seat_id=row.place.id,
                organisation_id=row.place.organisation_id,
                person_id=row.place.holder.person_id if row.place.holder else None,
                absences=count,
                drafted_at=now,
                **words,
            )
        )
        drafted += 1
    db.session.flush()
    return drafted


@requires(rules.LETTERS)
def settle_letter(
    letter: AbsenceLetter, *, subject: str, text: str, send: bool, now: datetime, actor: Actor
) -> None:
    """Note that a letter went to the institution in these words, or that it is not sent and why."""
    refuse_if(pure.obstacles_to_settling(letter, text))
    letter.settled_at, letter.settled_by_id = now, actor.person_id
    if send:
        letter.state, letter.subject, letter.text = LetterState.SENT, subject, text
    else:
        letter.state, letter.reason = LetterState.DROPPED, text
    db.session.flush()
    audit.record(actor, "meeting.letter_settled", letter, sent=send)
