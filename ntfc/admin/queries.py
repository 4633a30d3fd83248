"""Reading the state of the site: its jobs, its trail, the mails of a demonstration."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, case, func, or_, select

from ntfc import mail
from ntfc.admin.rules import CHECK
from ntfc.audit import AuditEntry
from ntfc.db import db
from ntfc.jobs import Job, JobState
from ntfc.people.models import Person
from ntfc.sentences import unpacked

PAGE = 50
CHECKED = "trail.checked"
OPEN = (JobState.WAITING, JobState.FAILED)


@dataclass(frozen=True)
class JobCounts:
    """How the work stands, in numbers."""

    waiting: int
    failed: int
    last_done_at: datetime | None
    oldest_due: datetime | None  # of those that any worker could take now


@dataclass(frozen=True)
class Checked:
    """What the last check of the trail found."""

    at: datetime
    faults: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which entries of the trail are asked for; what is empty asks for all."""

    action: str = ""
    who: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Entry:
    """One act of the trail, with the people in it named where they still exist."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, Any]
    actor_name: str = ""
    subject_name: str = ""


def job_counts(now: datetime, kinds: Collection[str]) -> JobCounts:
    """Return how the work stands; *kinds* are those that the workers of this site know."""
    free = Job.kind.in_(kinds) & or_(Job.lease_until.is_(None), Job.lease_until < now)
    takeable = case((Job.state == JobState.WAITING, case((free, Job.due))))
    query = select(
        func.count(case((Job.state == JobState.WAITING, 1))),
        func.count(case((Job.state == JobState.FAILED, 1))),
        func.max(case((Job.state == JobState.DONE, Job.done_at))),
        func.min(takeable),
    )
    return JobCounts(*db.session.execute(query).one())


def count_failed() -> int:
    """Return how many jobs wait for an administrator."""
    query = select(func.count()).select_from(Job).where(Job.state == JobState.FAILED)
    return db.session.scalar(query) or 0


def open_jobs(*, failed: bool, after: int = 0) -> tuple[Sequence[Row[Any]], int]:
    """Return failed or waiting jobs, the oldest first, and the number where the next page starts.

    Of what a job carries only the recipient of a mail is read: the rest may be restricted.
    """
    recipient = case((Job.kind == mail.KIND, Job.payload["to"].as_string()), else_="")
    query = (
        select(Job.id, Job.kind, Job.tries, Job.due, Job.error, recipient.label("recipient"))
        .where(Job.state == (JobState.FAILED if failed else JobState.WAITING), Job.id > after)
        .order_by(Job.id)
        .limit(PAGE + 1)
    )
    rows = db.session.execute(query).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else 0


def get_job(job_id: int) -> Job:
    """Return a job to repeat or drop, held against the worker, or answer 404."""
    job: Job = db.one_or_404(select(Job).where(Job.id == job_id).with_for_update())
    return job


def last_check() -> Checked | None:
    query = select(AuditEntry.at, AuditEntry.text).where(AuditEntry.action == CHECKED)
    row = db.session.execute(query.order_by(AuditEntry.number.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    faults = unpacked(json.loads(row.text)["details"]["faults"])
    return Checked(datetime.fromisoformat(row.at), faults)


def is_check_waiting() -> bool:
    query = select(Job.id).where(Job.kind == CHECK, Job.state.in_(OPEN)).limit(1)
    return db.session.scalar(query) is not None


def actions() -> Sequence[str]:
    """Return every action that stands in the trail."""
    return db.session.scalars(select(AuditEntry.action).distinct()).all()


def trail(filters: Filters, zone: str, *, before: int | None = None) -> tuple[list[Entry], int]:
    """Return a page of acts, the newest first, and the number where the next page starts."""
    query = _entries(filters, zone).limit(PAGE + 1)
    if before is not None:
        query = query.where(AuditEntry.number < before)
    rows = db.session.execute(query).all()
    entries = [_entry(row) for row in rows[:PAGE]]
    return _named(entries), entries[-1].number if len(rows) > PAGE else 0


def whole_trail(filters: Filters, zone: str) -> Iterator[Entry]:
    """Yield all acts asked for, the newest first, without holding them all at once."""
    names = _names(None)
    for row in db.session.execute(_entries(filters, zone).execution_options(yield_per=1000)):
        yield _with_names(_entry(row), names)


def _entries(filters: Filters, zone: str) -> Any:
    query = select(
        AuditEntry.number,
        AuditEntry.at,
        AuditEntry.actor,
        AuditEntry.action,
        AuditEntry.subject,
        AuditEntry.text,
    )
    return query.where(*_conditions(filters, zone)).order_by(AuditEntry.number.desc())


def _conditions(filters: Filters, zone: str) -> Iterator[ColumnElement[bool]]:
    if filters.action:
        yield AuditEntry.action == filters.action
    if filters.who:
        yield AuditEntry.actor.in_(_keys_of(filters.who))
    if ":" in filters.subject or filters.subject == "site":
        yield AuditEntry.subject == filters.subject
    elif filters.subject:
        yield AuditEntry.subject.startswith(f"{filters.subject}:", autoescape=True)
    if filters.since:
        yield AuditEntry.at >= _start_of(filters.since, zone)
    if filters.until:
        yield AuditEntry.at < _start_of(filters.until + timedelta(days=1), zone)


def _start_of(day: date, zone: str) -> str:
    """Return the first moment of a day as the trail writes moments: in UTC, and comparable."""
    start = datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))
    return start.isoformat(timespec="microseconds")


def _keys_of(who: str) -> Sequence[str]:
    """Return under which keys someone stands in the trail: by number, by name, or the site."""
    if who in ("system", "visitor"):
        return [who]
    ids = [int(who)] if who.isdecimal() and len(who) < 10 else _people_called(who)
    return [f"{kind}:{person_id}" for person_id in ids for kind in ("person", "link")]


def _people_called(name: str) -> Sequence[int]:
    query = select(Person.id).where(Person.name.icontains(name, autoescape=True))
    return db.session.scalars(query.order_by(Person.id).limit(200)).all()


def _entry(row: Row[Any]) -> Entry:
    at = datetime.fromisoformat(row.at)
    details = json.loads(row.text)["details"]
    if row.action == CHECKED:
        details = {"faults": unpacked(details["faults"])}
    return Entry(row.number, at, row.actor, row.action, row.subject, details)


def person_in(key: str) -> int | None:
    """Return the number of the person whom a key of the trail names, if it names one."""
    kind, _colon, number = key.partition(":")
    return int(number) if kind in ("person", "link", "people") and number.isdecimal() else None


def _named(entries: list[Entry]) -> list[Entry]:
    found = {person_in(key) for entry in entries for key in (entry.actor, entry.subject)}
    names = _names({number for number in found if number is not None})
    return [_with_names(entry, names) for entry in entries]


def _names(ids: set[int] | None) -> Mapping[int, str]:
    query = select(Person.id, Person.name).where(Person.erased_at.is_(None))
    rows = db.session.execute(query if ids is None else query.where(Person.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _with_names(entry: Entry, names: Mapping[int, str]) -> Entry:
    who, whom = person_in(entry.actor), person_in(entry.subject)
    told = {**vars(entry), "actor_name": names.get(who or 0, "")}
    return Entry(**{**told, "subject_name": names.get(whom or 0, "")})


def mails(before: int | None = None) -> tuple[Sequence[Row[Any]], int]:
    """Return a page of the mails kept, the newest first, and where the next page starts."""
    told = [Job.payload[name].as_string().label(name) for name in ("to", "name", "subject")]
    query = select(Job.id, Job.created_at, *told).where(Job.kind == mail.KIND)
    if before is not None:
        query = query.where(Job.id < before)
    rows = db.session.execute(query.order_by(Job.id.desc()).limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else 0


def get_mail(job_id: int) -> Job:
    """Return a mail as it was written, or answer 404."""
    job: Job = db.one_or_404(select(Job).where(Job.id == job_id, Job.kind == mail.KIND))
    return job
