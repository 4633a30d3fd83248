"""The minutes as one document, and the versions of it that people were given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ntfc.actions import queries as actions
from ntfc.actions.rules import unfinished
from ntfc.agendas.queries import labels_of
from ntfc.committees.models import Body
from ntfc.committees.queries import holidays_between
from ntfc.committees.rules import is_working_day
from ntfc.db import db
from ntfc.minutes import rules
from ntfc.minutes.models import (
    Erratum,
    Minutes,
    MinutesSection,
    MinutesState,
    MinutesVersion,
    VersionKind,
)
from ntfc.minutes.queries import statements
from ntfc.minutes.queries.interests import interests_in
from ntfc.minutes.queries.outcomes import outcomes_of, parked_in
from ntfc.minutes.queries.positions import positions_in
from ntfc.minutes.queries.table import answered, read_back_in
from ntfc.minutes.rules import Attendee, Day, Document, Outcome, Part, SetAside, Task
from ntfc.minutes.rules.interests import as_sent
from ntfc.minutes.rules.taken_on import as_agreed, is_settled
from ntfc.names import main_names
from ntfc.procedure import queries as procedure
from ntfc.procedure.rules import WorkingDay

YEAR = 400  # days: how far around a day its calendar is looked up


@main_names()
def document_of(minutes: Minutes) -> Document:
    """Return the minutes as they stand at this moment, fresh from the database."""
    meeting = db.session.execute(statements.meeting(), {"id": minutes.meeting_id}).one()
    days = db.session.execute(statements.days(), {"id": meeting.id})
    came_out = came_out_of(minutes, meeting)
    return Document(
        body=minutes.body.name,
        number=meeting.number,
        kind=meeting.kind.value,
        title=meeting.title,
        time_zone=meeting.time_zone,
        place=meeting.place,
        mode=meeting.mode.value,
        days=tuple(_day(*each) for each in days),
        attendees=_attendees(meeting.id),
        parts=_parts(minutes.id, meeting.id, came_out),
        tasks=tuple(one for _item, one in came_out if isinstance(one, Task)),
        outcomes=tuple(one for _item, one in came_out if isinstance(one, Outcome)),
        parked=tuple(one for _item, one in came_out if isinstance(one, SetAside)),
    )


def came_out_of(
    minutes: Minutes, meeting: Any
) -> list[tuple[int | None, Task | Outcome | SetAside]]:
    """Return what came out of a meeting, each with the item at which it did."""
    tasks = [(row.item_id, task) for row, task in taken_on(minutes)]
    return [*tasks, *outcomes_of(meeting.id), *parked_in(meeting)]


def taken_on(minutes: Minutes) -> list[tuple[Any, Task]]:
    """Return what was taken on: each row of the register, and how it stands in the text."""
    rows = actions.of_meeting(minutes.meeting_id)
    text = None
    if rows and minutes.submitted_at is not None:
        text = db.session.scalar(statements.submitted(), {"id": minutes.id})
    before = rules.from_canonical(text).tasks if text else ()
    found = as_agreed([(_task(row), row.state) for row in rows], before)
    return [(row, task) for row, task in zip(rows, found, strict=True) if task is not None]


@dataclass(frozen=True)
class OnTable:
    """A section as it is read back: its words, what came out of its item, and the mark of both."""

    document: Document
    part: Part
    mark: str


@main_names()
def on_table(minutes: Minutes, section: MinutesSection) -> OnTable | None:
    """Return what is read back of a section; None when it was taken out."""
    whole = document_of(minutes)
    part = next((one for one in whole.parts if one.key == section.id), None)
    if part is None:
        return None
    came_out = _of_item(came_out_of(minutes, minutes.meeting), section.item_id)
    document = replace(
        whole,
        parts=(part,),
        tasks=tuple(one for one in came_out if isinstance(one, Task)),
        outcomes=tuple(one for one in came_out if isinstance(one, Outcome)),
        parked=tuple(one for one in came_out if isinstance(one, SetAside)),
    )
    return OnTable(document, part, rules.read_mark(part, came_out))


def _of_item(came_out: Sequence[tuple[int | None, Any]], item_id: int | None) -> list[Any]:
    return [one for of_item, one in came_out if item_id is not None and of_item == item_id]


def _task(row: Any) -> Task:
    return Task(
        number=row.number,
        title=row.title,
        owner=row.owner or "",
        person=row.person or "",
        due_on=row.due_on.isoformat() if row.due_on else "",
        is_date_open=row.is_date_open,
        is_confidential=row.is_confidential,
    )


def _day(starts_at: datetime, ends_at: datetime, place: str) -> Day:
    first, last = (moment.astimezone(UTC).isoformat() for moment in (starts_at, ends_at))
    return Day(starts_at=first, ends_at=last, place=place)


def _attendees(meeting_id: int) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(
            name=person or row.name,
            organisation=organisation or row.organisation_name,
            side=side or "",
            role=row.role.value if row.role else "",
            kind=row.kind.value,
            presence=row.presence.value,
        )
        for row, person, organisation, side in db.session.execute(
            statements.there(), {"id": meeting_id}
        )
    )


def _parts(
    minutes_id: int, meeting_id: int, came_out: Sequence[tuple[int | None, Any]]
) -> tuple[Part, ...]:
    """Return the sections, each with its answers, and when it was read back as it stands now."""
    rows = db.session.execute(statements.sections(), {"id": minutes_id}).all()
    asked, read_back = answered(minutes_id, rows), read_back_in(minutes_id)
    noted, declared = positions_in(minutes_id), interests_in(minutes_id)
    numbers = rules.numbers_of([row.item_id for row in rows], labels_of(meeting_id))
    found = []
    for row, (number, begins) in zip(rows, numbers, strict=True):
        key = row.id
        part = Part(
            key=key,
            number=number,
            begins=begins,
            title=row.title,
            html=row.html,
            is_confidential=row.is_confidential,
            answers=tuple(one.answer for one in asked.get(key, ())),
            positions=tuple(o.position for o in noted.get(key, ()) if not o.is_set_aside),
            interests=tuple(one.interest for one in declared.get(key, ())),
        )
        if key in read_back:
            marks = rules.marks_of(part, _of_item(came_out, row.item_id))
            at = next((one.at for one in read_back[key] if one.mark in marks), None)
            part = replace(part, read_back_at=at.astimezone(UTC).isoformat() if at else "")
        found.append(part)
    return _as_sent(minutes_id, found)


def _as_sent(minutes_id: int, parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the sections without the days that the text which went out does not tell."""
    dated = any(one != one.undated for part in parts for one in part.interests)
    text = db.session.scalar(statements.submitted(), {"id": minutes_id}) if dated else None
    return as_sent(parts, rules.from_canonical(text).parts) if text else tuple(parts)


def versions_of(minutes: Minutes) -> Sequence[MinutesVersion]:
    """Return the versions that people were given, the newest first."""
    query = select(MinutesVersion).where(MinutesVersion.minutes_id == minutes.id)
    return db.session.scalars(query.order_by(MinutesVersion.number.desc())).all()


def version_with(minutes: Minutes, fingerprint: str) -> MinutesVersion | None:
    """Return the newest version of these minutes with a fingerprint, if people were given one."""
    query = select(MinutesVersion).where(
        MinutesVersion.minutes_id == minutes.id, MinutesVersion.fingerprint == fingerprint
    )
    return db.session.scalars(query.order_by(MinutesVersion.number.desc()).limit(1)).one_or_none()


def was_given(minutes: Minutes, fingerprint: str) -> bool:
    """Tell whether just this text went out, to be commented on or to be approved."""
    return any(
        version.fingerprint == fingerprint and version.kind is not VersionKind.SHOWN
        for version in versions_of(minutes)
    )


def changes_since(subject: Minutes | Erratum, seen: str) -> rules.Changes | None:
    """Return how the text differs from the one somebody saw; None when nobody had that one."""
    if isinstance(subject, Erratum):  # its words never change
        return None
    before = version_with(subject, seen)
    if before is None:
        return None
    return rules.changes_in_words(rules.from_canonical(before.text), document_of(subject))


def revised_since(
    minutes: Minutes, document: Document
) -> tuple[datetime, rules.Changes] | tuple[None, None]:
    """Return when everybody was last given a text that reads otherwise, and what has changed."""
    query = select(MinutesVersion).where(
        MinutesVersion.minutes_id == minutes.id,
        MinutesVersion.kind == VersionKind.CIRCULATED,
        MinutesVersion.fingerprint != rules.fingerprint_of(rules.canonical(document)),
    )
    last = db.session.scalars(query.order_by(MinutesVersion.number.desc()).limit(1)).first()
    if last is None:
        return None, None
    return last.at, rules.changes_in_words(rules.from_canonical(last.text), document)


def approved_version(minutes: Minutes) -> MinutesVersion | None:
    """Return the version that was approved, once there is one: just the text of the fingerprint."""
    if minutes.state is not MinutesState.APPROVED:
        return None
    version = db.session.scalars(
        statements.approved(), {"id": minutes.id, "fingerprint": minutes.fingerprint}
    ).one_or_none()
    is_whole = version and rules.fingerprint_of(version.text) == minutes.fingerprint
    return version if is_whole else None


def approved_document(minutes: Minutes) -> Document:
    """Return the text as it was approved; before that, as it stands."""
    version = approved_version(minutes)
    if version is None:
        return document_of(minutes)
    return rules.with_numbers(rules.from_canonical(version.text))


def unfinished_in(subject: Minutes | Erratum) -> list[str]:
    """Return what actions of the meeting lack, which keeps the minutes from becoming final."""
    if isinstance(subject, Erratum):
        return []
    return [words for _number, words in unfinished_of(subject)]


def unfinished_of(minutes: Minutes) -> list[tuple[int, str]]:
    """Return what actions lack by the text, each with the number of the action."""
    rows = [row for row, task in taken_on(minutes) if not is_settled(task)]
    return [
        (row.id, words)
        for row in rows
        for words in unfinished(
            [(row.number, row.title, row.owner_id, row.due_on, row.is_date_open)]
        )
    ]


def works_around(body: Body, day: date) -> WorkingDay:
    """Return how to tell whether the body works on a day within a year of *day*."""
    first, last = date.fromordinal(day.toordinal() - YEAR), date.fromordinal(day.toordinal() + YEAR)
    holidays = holidays_between(body, first, last)
    return lambda one: is_working_day(body, one, holidays)


def clock_of(minutes: Minutes, today: date) -> rules.Clock | None:
    """Return how long these minutes took, or have taken; None while the meeting goes on."""
    zone = ZoneInfo(minutes.meeting.time_zone)
    ended = minutes.meeting.closed_at or minutes.meeting.ends_at
    ended_on = ended.astimezone(zone).date()
    if ended_on > today:
        return None
    out = minutes.circulated_at
    return rules.clock_of(
        ended_on,
        out.astimezone(zone).date() if out else None,
        today,
        procedure.rules_on(minutes.body, today),
        works_around(minutes.body, today),
    )
