"""Reading the record: minutes, sections, the texts that were saved, who writes where."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from flask import abort
from sqlalchemy import Select, bindparam, false, func, select
from sqlalchemy.orm import joinedload

from ntfc.agendas.models import AgendaItem, ItemKind
from ntfc.db import db, fill_in
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import Meeting
from ntfc.minutes.models import (
    Minutes,
    MinutesSection,
    RevisionKind,
    SectionRevision,
    SectionWriter,
)
from ntfc.minutes.rules import STILL_THERE, Stage
from ntfc.people.models import Person


@dataclass(frozen=True)
class Beside:
    """A text that waits beside the one that stands."""

    id: int
    person: str
    at: datetime


@dataclass(frozen=True)
class Line:
    """A section as the record shows it."""

    id: int
    item_id: int | None
    title: str
    html: str
    revision_id: int
    is_taken_out: bool
    is_confidential: bool
    is_round: bool  # of concerns
    saved_at: datetime | None
    saved_by: str | None
    writers: Sequence[str] = ()
    besides: Sequence[Beside] = ()


def get_minutes(minutes_id: int) -> Minutes:
    """Return minutes with their meeting, as pages take them; 404 when there are none."""
    found = find_minutes(minutes_id)
    if found is None:
        abort(404)
    return found


def find_minutes(minutes_id: int) -> Minutes | None:
    """Return minutes with their meeting, or None."""
    found = db.session.scalars(_whole(), {"id": minutes_id}).one_or_none()
    if found is not None:
        meetings.complete(found.meeting, "with_bodies", "guests")
        fill_in(found.meeting, body=found.body)
    return found


@cache
def _whole() -> Select[Minutes]:
    """Put together once: making it anew at each page takes longer than the answer."""
    meeting = joinedload(Minutes.meeting, innerjoin=True)
    later = (meeting.lazyload(part) for part in (Meeting.body, Meeting.with_bodies, Meeting.guests))
    query = select(Minutes).where(Minutes.id == bindparam("id"))
    return query.options(meeting.joinedload(Meeting.host), *later)


def find_minutes_of(meeting_id: int) -> Minutes | None:
    """Return the minutes of a meeting, if they were begun."""
    return db.session.scalar(select(Minutes).where(Minutes.meeting_id == meeting_id))


def get_section(section_id: int) -> MinutesSection:
    """Return a section with its minutes; 404 when there is none."""
    found = db.session.scalars(_section(), {"id": section_id}).one_or_none()
    if found is None:
        abort(404)
    return found


# Each save asks these; making them anew takes longer than the answers.


@cache
def _section() -> Select[MinutesSection]:
    query = select(MinutesSection).where(MinutesSection.id == bindparam("id"))
    return query.options(joinedload(MinutesSection.minutes, innerjoin=True))


@cache
def _revision_html() -> Select[str]:
    return select(SectionRevision.html).where(
        SectionRevision.id == bindparam("id"), SectionRevision.section_id == bindparam("section_id")
    )


@cache
def _stage() -> Select[*tuple[Any, ...]]:
    query = select(Minutes.state, Minutes.comments_close_on, Minutes.submitted_at)
    return query.where(Minutes.id == bindparam("id")).with_for_update(read=True)


@cache
def _last_wrote() -> Select[datetime | None]:
    return select(SectionWriter.wrote_at).where(
        SectionWriter.section_id == bindparam("section_id"),
        SectionWriter.person_id == bindparam("person_id"),
    )


def get_revision(section: MinutesSection, revision_id: int) -> SectionRevision:
    """Return a text that was saved in a section, with who saved it."""
    query = select(SectionRevision).where(
        SectionRevision.id == revision_id, SectionRevision.section_id == section.id
    )
    found: SectionRevision = db.one_or_404(query.options(joinedload(SectionRevision.person)))
    return found


def revision_html(section: MinutesSection, revision_id: int) -> str:
    """Return a text that was saved in a section; empty when it is none of its texts."""
    known = {"id": revision_id, "section_id": section.id}
    return db.session.scalar(_revision_html(), known) or ""


def revisions_of(section: MinutesSection) -> Sequence[SectionRevision]:
    """Return every text that was saved in a section, the newest first."""
    query = select(SectionRevision).where(SectionRevision.section_id == section.id)
    newest = query.order_by(SectionRevision.id.desc()).options(joinedload(SectionRevision.person))
    return db.session.scalars(newest).all()


def stage_for_writing(minutes_id: int) -> Stage:
    """Return how far the minutes are, and keep that from changing until this change is over."""
    return Stage(*db.session.execute(_stage(), {"id": minutes_id}).one())


def standing(section: MinutesSection) -> tuple[int, str]:
    """Return the number and text of the revision that stands in a section at this moment."""
    query = select(MinutesSection.revision_id, MinutesSection.html)
    row = db.session.execute(query.where(MinutesSection.id == section.id)).one()
    return row.revision_id, row.html


def sent_before(
    section: MinutesSection, html: str, seen: int, person_id: int | None
) -> SectionRevision | None:
    """Return the text that this person sent already, word for word, from the same beginning."""
    known = {"section_id": section.id, "seen": seen, "by": person_id, "html": html}
    return db.session.scalars(_sent_before(), known).one_or_none()


@cache
def _sent_before() -> Select[SectionRevision]:
    began = SectionRevision.base_id == bindparam("seen")
    same = SectionRevision.html == bindparam("html")
    query = select(SectionRevision).where(began, same)
    query = query.where(SectionRevision.section_id == bindparam("section_id"))
    query = query.where(SectionRevision.person_id.is_not_distinct_from(bindparam("by")))
    return query.order_by(SectionRevision.id.desc()).limit(1)


def arrived(
    section: MinutesSection, tickets: Collection[str], person_id: int | None
) -> SectionRevision | None:
    """Return the last of the texts that this person sent without hearing that they arrived."""
    query = select(SectionRevision).where(
        SectionRevision.section_id == section.id,
        SectionRevision.person_id == person_id,
        SectionRevision.ticket.in_(tickets),
    )
    return db.session.scalars(query.order_by(SectionRevision.id.desc()).limit(1)).one_or_none()


def last_wrote(section: MinutesSection, person_id: int) -> datetime | None:
    """Return when a person last saved something in a section."""
    known = {"section_id": section.id, "person_id": person_id}
    return db.session.scalar(_last_wrote(), known)


def has_words_beside(section: MinutesSection) -> bool:
    query = select(SectionRevision.id).where(
        SectionRevision.section_id == section.id, SectionRevision.kind == RevisionKind.BESIDE
    )
    return db.session.scalar(query.limit(1)) is not None


def last_position(minutes: Minutes) -> int:
    query = select(func.max(MinutesSection.position))
    return db.session.scalar(query.where(MinutesSection.minutes_id == minutes.id)) or 0


def every_section(minutes_id: int) -> list[MinutesSection]:
    """Return the sections in their order, those taken out too, to be brought into line."""
    query = select(MinutesSection).where(MinutesSection.minutes_id == minutes_id)
    return [*db.session.scalars(query.order_by(MinutesSection.position, MinutesSection.id))]


def order_of(minutes_id: int) -> list[MinutesSection]:
    """Return the sections in their order, those taken out left out, to be put in another."""
    query = select(MinutesSection).where(
        MinutesSection.minutes_id == minutes_id, MinutesSection.taken_out_at.is_(None)
    )
    ordered = query.order_by(MinutesSection.position, MinutesSection.id)
    return [*db.session.scalars(ordered.with_for_update())]


def record(
    minutes: Minutes, now: datetime, section_id: int | None = None, *, but: int | None = None
) -> list[Line]:
    """Return all sections, or one, with who writes there *but* one, and what waits beside."""
    writers, besides = presence(minutes, now, but=but), _besides(minutes)
    query = (
        _lines()
        .where(MinutesSection.minutes_id == minutes.id)
        .order_by(MinutesSection.position, MinutesSection.id)
    )
    if section_id is not None:
        query = query.where(MinutesSection.id == section_id)
    return [
        Line(
            **row._asdict(),
            writers=writers.get(row.id, ()),
            besides=besides.get(row.id, ()),
        )
        for row in db.session.execute(query)
    ]


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            MinutesSection.id,
            MinutesSection.item_id,
            MinutesSection.title,
            MinutesSection.html,
            MinutesSection.revision_id,
            MinutesSection.taken_out_at.is_not(None).label("is_taken_out"),
            MinutesSection.is_confidential,
            func.coalesce(AgendaItem.kind == ItemKind.CONCERNS, false()).label("is_round"),
            SectionRevision.at.label("saved_at"),
            Person.name.label("saved_by"),
        )
        .outerjoin(AgendaItem, AgendaItem.id == MinutesSection.item_id)
        .outerjoin(SectionRevision, SectionRevision.id == MinutesSection.revision_id)
        .outerjoin(Person, Person.id == SectionRevision.person_id)
    )


def revisions_standing(minutes: Minutes) -> dict[int, int]:
    """Return by section the number of the text that stands."""
    query = select(MinutesSection.id, MinutesSection.revision_id)
    rows = db.session.execute(query.where(MinutesSection.minutes_id == minutes.id))
    return {row.id: row.revision_id for row in rows}


def presence(minutes: Minutes, now: datetime, *, but: int | None = None) -> Mapping[int, list[str]]:
    """Return by section the names of those who write there now; *but* one person's own."""
    query = (
        select(SectionWriter.section_id, Person.name)
        .join(MinutesSection, MinutesSection.id == SectionWriter.section_id)
        .join(Person, Person.id == SectionWriter.person_id)
        .where(MinutesSection.minutes_id == minutes.id, SectionWriter.seen_at > now - STILL_THERE)
        .order_by(Person.name)
    )
    if but is not None:
        query = query.where(SectionWriter.person_id != but)
    found: dict[int, list[str]] = defaultdict(list)
    for section_id, name in db.session.execute(query):
        found[section_id].append(name)
    return found


def _besides(minutes: Minutes) -> Mapping[int, list[Beside]]:
    query = (
        select(SectionRevision.section_id, SectionRevision.id, Person.name, SectionRevision.at)
        .join(MinutesSection, MinutesSection.id == SectionRevision.section_id)
        .outerjoin(Person, Person.id == SectionRevision.person_id)
        .where(MinutesSection.minutes_id == minutes.id)
        .where(SectionRevision.kind == RevisionKind.BESIDE)
        .order_by(SectionRevision.id)
    )
    found: dict[int, list[Beside]] = defaultdict(list)
    for section_id, number, name, at in db.session.execute(query):
        found[section_id].append(Beside(number, name or "", at))
    return found
