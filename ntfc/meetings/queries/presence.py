"""Who was there: seats and guests of a meeting with what was noted, typed names, absences."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ntfc.committees.models import Body
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
from ntfc.meetings.queries.calling import invitations_of
from ntfc.meetings.rules import bodies_of
from ntfc.meetings.rules.presence import Quorum, There, is_in, quorum_of, unevenness
from ntfc.meetings.rules.times import first_day
from ntfc.organisations.models import Contact
from ntfc.people.models import Person
from ntfc.procedure.queries import rules_on
from ntfc.seats.models import Capacity
from ntfc.seats.queries import places_of
from ntfc.seats.rules import Place


@dataclass(frozen=True, kw_only=True)
class PresenceRow:
    """Somebody who is expected, for a seat or as a guest: what was answered, what was noted."""

    body_id: int
    place: Place | None = None
    invitation: Invitation | None = None  # of the representative, or of the guest
    noted: Attendance | None = None

    @property
    def key(self) -> str:
        if self.place is not None:
            return f"seat-{self.place.id}"
        return f"guest-{self.invitation.id if self.invitation else 0}"

    @property
    def name(self) -> str:
        """Return who is expected; empty where nobody sits."""
        if self.place is None:
            return self.invitation.person.name if self.invitation else ""
        sitting = self.place.holder or next(iter(self.place.alternates), None)
        return sitting.name if sitting else ""

    @property
    def organisation(self) -> str:
        if self.place is not None:
            return self.place.owner
        found = self.invitation.organisation if self.invitation else None
        return found.name if found else ""

    @property
    def reply(self) -> Reply | None:
        return self.invitation.reply if self.invitation else None

    @property
    def presence(self) -> Presence | None:
        return self.noted.presence if self.noted else None

    @property
    def spans(self) -> Sequence[AttendanceSpan]:
        return self.noted.spans if self.noted else ()

    @property
    def there(self) -> There:
        place = self.place
        counts = place is not None and place.counts
        return There(place.camp if place else None, self.presence, counts, is_in(self.spans))


@dataclass(frozen=True)
class Hall:
    """The seats of one of the bodies that meet, and whether enough are there."""

    body: Body
    rows: Sequence[PresenceRow]
    quorum: Quorum
    uneven: Sequence[str] = ()  # rules on equal numbers that those who are there do not keep


@dataclass(frozen=True)
class Everybody:
    """All who are expected at a meeting or were there."""

    halls: Sequence[Hall]
    guests: Sequence[PresenceRow]
    typed: Sequence[Attendance]

    @property
    def rows(self) -> list[PresenceRow]:
        return [row for hall in self.halls for row in hall.rows] + list(self.guests)

    def find(self, key: str) -> PresenceRow | None:
        return next((row for row in self.rows if row.key == key), None)


def everybody_at(meeting: Meeting) -> Everybody:
    """Return the seats of each body on the day of the meeting, its guests, and typed names."""
    noted = attendances_of(meeting.id)
    by_seat = {row.seat_id: row for row in noted if row.seat_id}
    by_person = {row.person_id: row for row in noted if row.person_id and not row.seat_id}
    invited = invitations_of(meeting.id)
    asked = {
        one.seat_id: one
        for one in invited
        if one.seat_id and one.capacity is Capacity.REPRESENTATIVE
    }
    day = first_day(meeting)
    halls = []
    for body in bodies_of(meeting):
        rows = [
            PresenceRow(
                body_id=body.id,
                place=place,
                invitation=asked.get(place.id),
                noted=by_seat.get(place.id),
            )
            for place in places_of(body.id, day)
        ]
        settings, there = rules_on(body, day), [row.there for row in rows]
        uneven = list(unevenness(settings, there))
        halls.append(Hall(body, rows, quorum_of(settings, there), uneven))
    guests = [
        PresenceRow(body_id=one.body_id, invitation=one, noted=by_person.get(one.person_id))
        for one in invited
        if one.seat_id is None
    ]
    return Everybody(halls, guests, [row for row in noted if row.name])


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
        .options(
            selectinload(Attendance.spans),
            joinedload(Attendance.meeting).selectinload(Meeting.days),
        )
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


def receivers_of(letter: AbsenceLetter) -> Sequence[Person]:
    """Return to whom a letter goes by mail: the contacts of the institution, the first one first."""
    query = (
        select(Person)
        .join(Contact, Contact.person_id == Person.id)
        .where(Contact.organisation_id == letter.organisation_id, Contact.ended_on.is_(None))
        .where(Person.email.is_not(None), Person.erased_at.is_(None))
        .order_by(Contact.position, Contact.id)
    )
    found: Sequence[Person] = db.session.scalars(query).all()
    return found


def drafts_about(seat_ids: Collection[int]) -> Sequence[AbsenceLetter]:
    """Return the letters about these seats that wait."""
    query = _letters().where(
        AbsenceLetter.seat_id.in_(seat_ids), AbsenceLetter.state == LetterState.DRAFT
    )
    found: Sequence[AbsenceLetter] = db.session.scalars(query).all()
    return found


def drafted_in(body_ids: Collection[int]) -> Sequence[AbsenceLetter]:
    """Return the letters that wait for the secretaries of the bodies."""
    query = _letters().where(
        AbsenceLetter.body_id.in_(body_ids), AbsenceLetter.state == LetterState.DRAFT
    )
    found: Sequence[AbsenceLetter] = db.session.scalars(query.order_by(AbsenceLetter.id)).all()
    return found
