"""Who was there: the seats of a meeting with what was noted, typed names, and absences in a row."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ntfc.db import db
from ntfc.meetings.models import (
    AbsenceLetter,
    Attendance,
    AttendanceSpan,
    Invitation,
    LetterState,
    Meeting,
    MeetingState,
    Presence,
    Reply,
)
from ntfc.meetings.rules import bodies_of, local_day
from ntfc.meetings.rules.presence import There, is_in
from ntfc.seats.models import Capacity
from ntfc.seats.queries import places_of
from ntfc.seats.rules import Place


@dataclass(frozen=True, kw_only=True)
class PresenceRow:
    """A seat of the meeting: who holds it, what was answered, how it was there."""

    place: Place
    body_id: int
    reply: Reply | None
    attendance_id: int | None
    presence: Presence | None
    note: str
    signed_at: datetime | None
    spans: Sequence[AttendanceSpan]

    @property
    def there(self) -> There:
        return There(self.place.role, self.place.camp, self.presence, is_in(self.spans))


def presence_in(meeting: Meeting) -> list[PresenceRow]:
    """Return every seat that was there on the day of the meeting, with what was noted."""
    noted = {row.seat_id: row for row in attendances_of(meeting.id) if row.seat_id}
    replies = _replies(meeting.id)
    day = local_day(meeting.starts_at, meeting.time_zone)
    found = []
    for body in bodies_of(meeting):
        for place in places_of(body.id, day):
            row = noted.get(place.id)
            found.append(
                PresenceRow(
                    place=place,
                    body_id=body.id,
                    reply=replies.get(place.id),
                    attendance_id=row.id if row else None,
                    presence=row.presence if row else None,
                    note=row.note if row else "",
                    signed_at=row.signed_at if row else None,
                    spans=row.spans if row else (),
                )
            )
    return found


def _replies(meeting_id: int) -> Mapping[int, Reply]:
    query = select(Invitation.seat_id, Invitation.reply).where(
        Invitation.meeting_id == meeting_id,
        Invitation.seat_id.is_not(None),
        Invitation.capacity == Capacity.REPRESENTATIVE,
        Invitation.reply.is_not(None),
    )
    return {row.seat_id: row.reply for row in db.session.execute(query)}


def attendances_of(meeting_id: int) -> Sequence[Attendance]:
    """Return all that was noted of a meeting, with comings and goings."""
    query = (
        select(Attendance)
        .where(Attendance.meeting_id == meeting_id)
        .options(selectinload(Attendance.spans), joinedload(Attendance.person))
    )
    return db.session.scalars(query.order_by(Attendance.id)).all()


def get_attendance(attendance_id: int) -> Attendance:
    """Return one note of presence with its meeting; 404 when there is none."""
    found: Attendance = db.one_or_404(
        select(Attendance)
        .where(Attendance.id == attendance_id)
        .options(selectinload(Attendance.spans), joinedload(Attendance.meeting))
    )
    return found


def histories(seat_ids: Collection[int]) -> Mapping[int, Sequence[Presence]]:
    """Return how each seat was there at the meetings held so far, the newest first."""
    query = (
        select(Attendance.seat_id, Attendance.presence)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.seat_id.in_(seat_ids), Meeting.state == MeetingState.HELD)
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    found: dict[int, list[Presence]] = defaultdict(list)
    for seat_id, presence in db.session.execute(query):
        found[seat_id or 0].append(presence)
    return found


def _letters() -> Any:
    return select(AbsenceLetter).options(
        joinedload(AbsenceLetter.organisation),
        joinedload(AbsenceLetter.person),
        joinedload(AbsenceLetter.meeting),
    )


def letters_after(meeting_id: int) -> Sequence[AbsenceLetter]:
    """Return the letters that were drafted after a meeting."""
    query = _letters().where(AbsenceLetter.meeting_id == meeting_id)
    found: Sequence[AbsenceLetter] = db.session.scalars(query.order_by(AbsenceLetter.id)).all()
    return found


def get_letter(letter_id: int) -> AbsenceLetter:
    """Return one letter; 404 when there is none."""
    found: AbsenceLetter = db.one_or_404(_letters().where(AbsenceLetter.id == letter_id))
    return found


def drafted_in(body_ids: Collection[int]) -> Sequence[AbsenceLetter]:
    """Return the letters that wait for the secretaries of the bodies."""
    query = _letters().where(
        AbsenceLetter.body_id.in_(body_ids), AbsenceLetter.state == LetterState.DRAFT
    )
    found: Sequence[AbsenceLetter] = db.session.scalars(query.order_by(AbsenceLetter.id)).all()
    return found
