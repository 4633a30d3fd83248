"""What is asked for the text of minutes, put together once: to do so at each page takes longer."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from ntfc.agendas.models import AgendaItem
from ntfc.meetings.models import Attendance, Meeting, MeetingDay
from ntfc.minutes.models import MinutesSection, MinutesVersion, VersionKind
from ntfc.organisations.models import Organisation, Side
from ntfc.people.models import Person


@cache
def meeting() -> Select[*tuple[Any, ...]]:
    return select(
        Meeting.id,
        Meeting.number,
        Meeting.kind,
        Meeting.title,
        Meeting.time_zone,
        Meeting.place,
        Meeting.mode,
        Meeting.starts_at,
    ).where(Meeting.id == bindparam("id"))


@cache
def days() -> Select[datetime, datetime, str]:
    query = select(MeetingDay.starts_at, MeetingDay.ends_at, MeetingDay.place)
    return query.where(MeetingDay.meeting_id == bindparam("id")).order_by(MeetingDay.starts_at)


@cache
def there() -> Select[*tuple[Any, ...]]:
    return (
        select(Attendance, Person.name, Organisation.name, Side.code)
        .outerjoin(Person, Person.id == Attendance.person_id)
        .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
        .outerjoin(Side, Side.id == Attendance.side_id)
        .where(Attendance.meeting_id == bindparam("id"))
        .order_by(Attendance.id)
    )


@cache
def sections() -> Select[*tuple[Any, ...]]:
    """Ask for the sections, each with what its item asks of the body, if it has an item."""
    return (
        select(
            MinutesSection.id,
            MinutesSection.item_id,
            MinutesSection.title,
            MinutesSection.html,
            MinutesSection.is_confidential,
            AgendaItem.asked,
            AgendaItem.questions,
        )
        .outerjoin(AgendaItem, AgendaItem.id == MinutesSection.item_id)
        .where(MinutesSection.minutes_id == bindparam("id"))
        .where(MinutesSection.taken_out_at.is_(None))
        .order_by(MinutesSection.position, MinutesSection.id)
    )


@cache
def approved() -> Select[MinutesVersion]:
    return select(MinutesVersion).where(
        MinutesVersion.minutes_id == bindparam("id"),
        MinutesVersion.kind == VersionKind.APPROVED,
        MinutesVersion.fingerprint == bindparam("fingerprint"),
    )


@cache
def submitted() -> Select[str]:
    """Ask for the text that went to those who approve, the last time it did."""
    query = select(MinutesVersion.text).where(
        MinutesVersion.minutes_id == bindparam("id"),
        MinutesVersion.kind == VersionKind.SUBMITTED,
    )
    return query.order_by(MinutesVersion.number.desc()).limit(1)
