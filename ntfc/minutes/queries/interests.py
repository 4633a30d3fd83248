"""Declarations of interest: who may make one at a meeting, and which are noted, by section."""

from collections import defaultdict
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from ntfc.db import db
from ntfc.meetings.models import Attendance, Meeting
from ntfc.meetings.queries import get_meeting
from ntfc.meetings.queries.presence import attendances_of
from ntfc.meetings.rules import local, local_day
from ntfc.meetings.rules.presence import THERE
from ntfc.minutes.models import Minutes, MinutesSection, SectionInterest
from ntfc.minutes.rules.contents import Interest
from ntfc.minutes.rules.interests import Declared, Present, silent
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person


def present_at(meeting: Meeting) -> list[Present]:
    """Return who is at the table, by the attendance list, by name."""
    there = [row for row in attendances_of(meeting.id) if row.presence in THERE]
    numbers = {row.organisation_id for row in there}
    known = select(Organisation.id, Organisation.name).where(Organisation.id.in_(numbers))
    names = {row.id: row.name for row in db.session.execute(known)}
    found = [_present(row, names) for row in there]
    return sorted((one for one in found if one.name), key=lambda one: one.name.casefold())


def _present(row: Attendance, names: dict[int, str]) -> Present:
    kinds = (("seat", row.seat_id), ("person", row.person_id), ("typed", row.id))
    kind, number = next((kind, number) for kind, number in kinds if number)
    organisation = names.get(row.organisation_id or 0, row.organisation_name)
    return Present(
        who=f"{kind}-{number}",
        name=row.person.name if row.person else row.name or organisation,
        organisation=organisation,
        seat_id=row.seat_id,
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        attendance_id=row.id,
        is_typed=row.person_id is None,
    )


# Put together once: making it anew at each page takes longer than the answer.


@cache
def _declared() -> Select[*tuple[Any, ...]]:
    return (
        select(
            SectionInterest,
            Person.name,
            Organisation.name.label("organisation"),
            Meeting.time_zone,
            Meeting.starts_at,
            Meeting.ends_at,
        )
        .join(Minutes, Minutes.id == SectionInterest.minutes_id)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .outerjoin(Person, Person.id == SectionInterest.about_id)
        .outerjoin(Organisation, Organisation.id == SectionInterest.organisation_id)
        .where(SectionInterest.minutes_id == bindparam("minutes_id"))
        .order_by(SectionInterest.id)
        .execution_options(populate_existing=True)
    )


def interests_in(minutes_id: int) -> dict[int, list[Declared]]:
    """Return by section the declarations that are noted, in the order in which they were."""
    found: dict[int, list[Declared]] = defaultdict(list)
    for row, person, organisation, zone, starts, ends in db.session.execute(
        _declared(), {"minutes_id": minutes_id}
    ):
        left_on, back_on = (_day(at, zone) for at in (row.left_at, row.back_at))
        has_days = local_day(starts, zone) != local_day(ends, zone)
        interest = Interest(
            name=person or row.name,
            organisation=organisation or row.organisation_name,
            text=row.text,
            stepped_out=row.stepped_out,
            left_at=_clock(row.left_at, zone),
            back_at=_clock(row.back_at, zone),
            left_on=left_on.isoformat() if left_on and has_days else "",
            back_on=back_on.isoformat() if back_on and has_days else "",
        )
        days = (left_on or back_on, back_on)
        found[row.section_id].append(Declared(row.who, interest, row.version, row.seat_id, *days))
    return found


def _day(moment: datetime | None, zone: str) -> date | None:
    return local_day(moment, zone) if moment else None


def _clock(moment: datetime | None, zone: str) -> str:
    return f"{local(moment, zone):%H:%M}" if moment else ""


def meeting_of(section: MinutesSection) -> Meeting:
    return db.session.get_one(Minutes, section.minutes_id).meeting


def meeting_with_days(section: MinutesSection) -> Meeting:
    """Return the meeting with the days on which it sits."""
    return get_meeting(db.session.get_one(Minutes, section.minutes_id).meeting_id)


def find_interest(section: MinutesSection, who: str) -> SectionInterest | None:
    """Return the declaration of somebody in a section, if one is noted."""
    query = select(SectionInterest).where(
        SectionInterest.section_id == section.id, SectionInterest.who == who
    )
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(fresh).one_or_none()


def stepped_out_of(item_id: int) -> set[int]:
    """Return the seats that stepped out for an item of an agenda."""
    query = (
        select(SectionInterest.seat_id)
        .join(MinutesSection, MinutesSection.id == SectionInterest.section_id)
        .where(MinutesSection.item_id == item_id, MinutesSection.taken_out_at.is_(None))
        .where(SectionInterest.stepped_out, SectionInterest.seat_id.is_not(None))
    )
    return {number for number in db.session.scalars(query) if number is not None}


def silent_in(section: MinutesSection) -> set[str]:
    """Return by what the positions know those of whom none is noted: they stepped out."""
    noted = interests_in(section.minutes_id).get(section.id, ())
    out = {one.who for one in noted if one.interest.stepped_out}
    return silent(present_at(meeting_of(section)), out) if out else set()
