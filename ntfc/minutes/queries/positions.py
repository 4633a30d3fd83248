"""Positions: who may have one at a meeting, and which are noted, section by section."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, false, func, select
from sqlalchemy.orm import joinedload

from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc.meetings.models import Attendance, Meeting
from ntfc.meetings.rules import bodies_of, first_day
from ntfc.minutes import rules
from ntfc.minutes.models import Minutes, MinutesSection, SectionPosition
from ntfc.minutes.queries.visibility import visible
from ntfc.minutes.rules.contents import Position
from ntfc.minutes.rules.positions import Noted, Voice, in_order, sides
from ntfc.organisations.models import Camp, Organisation, Side
from ntfc.permissions import Actor
from ntfc.seats.queries import places_of

_POSITION = (
    SectionPosition.who,
    SectionPosition.name,
    SectionPosition.camp,
    SectionPosition.stance,
    SectionPosition.text,
    SectionPosition.is_confidential,
    SectionPosition.version,
    SectionPosition.set_aside,
)


def voices_at(meeting: Meeting) -> list[Voice]:
    """Return who may take a position at a meeting: the two sides, then the institutions by name."""
    day = first_day(meeting)
    found: dict[str, Voice] = {}
    for body in bodies_of(meeting):
        for place in places_of(body.id, day):
            if place.owner_id is not None:
                one = Voice(f"org-{place.owner_id}", place.owner, place.camp, place.owner_id)
                found.setdefault(one.who, one)
    for one in _who_came(meeting.id):
        found.setdefault(one.who, one)
    return [*sides(), *sorted(found.values(), key=lambda one: one.name.casefold())]


def _who_came(meeting_id: int) -> list[Voice]:
    """Return the institutions of the attendance list, and who is only typed there."""
    query = (
        select(
            Attendance.id,
            Organisation.id.label("organisation_id"),
            func.coalesce(Organisation.name, Attendance.organisation_name).label("institution"),
            Attendance.name,
            Side.camp,
        )
        .outerjoin(Organisation, Organisation.id == Attendance.organisation_id)
        .outerjoin(Side, Side.id == func.coalesce(Attendance.side_id, Organisation.side_id))
        .where(Attendance.meeting_id == meeting_id)
    )
    return [
        Voice(
            f"org-{row.organisation_id}" if row.organisation_id else f"typed-{row.id}",
            row.institution or row.name,
            row.camp,
            row.organisation_id,
        )
        for row in db.session.execute(query)
        if row.institution or row.name
    ]


def _noted(row: Any) -> Noted:
    position = Position(
        name=row.name,
        camp=row.camp.value if row.camp else "",
        stance=row.stance.value,
        text=row.text,
        is_confidential=row.is_confidential,
    )
    return Noted(row.who, position, row.version, row.set_aside)


def positions_in(minutes_id: int) -> dict[int, list[Noted]]:
    """Return by section the positions that are noted, in their order; those set aside, too."""
    found: dict[int, list[Noted]] = defaultdict(list)
    for row in db.session.execute(_positions(), {"minutes_id": minutes_id}):
        found[row.section_id].append(_noted(row))
    return {section_id: in_order(noted) for section_id, noted in found.items()}


@cache
def _positions() -> Select[*tuple[Any, ...]]:
    """Put together once: making it anew at each page takes longer than the answer."""
    of_minutes = SectionPosition.minutes_id == bindparam("minutes_id")
    return select(SectionPosition.section_id, *_POSITION).where(of_minutes)


def took_position_at(meeting_ids: Collection[int]) -> list[tuple[int, Camp | None]]:
    """Return the institutions that have a position in the record of meetings, but in confidence."""
    open_ones = ~(SectionPosition.is_confidential | MinutesSection.is_confidential)
    query = (
        select(SectionPosition.organisation_id, SectionPosition.camp)
        .join(MinutesSection, MinutesSection.id == SectionPosition.section_id)
        .join(Minutes, Minutes.id == SectionPosition.minutes_id)
        .outerjoin(AgendaItem, AgendaItem.id == MinutesSection.item_id)
        .where(Minutes.meeting_id.in_(meeting_ids), SectionPosition.organisation_id.is_not(None))
        .where(open_ones, func.coalesce(AgendaItem.is_confidential, false()).is_(False))
        .where(SectionPosition.set_aside.is_(False), MinutesSection.taken_out_at.is_(None))
        .distinct()
    )
    rows = db.session.execute(query)
    return [(number, camp) for number, camp in rows if number is not None]


def all_positions_in(section: MinutesSection) -> Sequence[SectionPosition]:
    """Return the positions of a section, to set them aside or let them count again."""
    return db.session.scalars(
        select(SectionPosition).where(SectionPosition.section_id == section.id).with_for_update()
    ).all()


def find_position(section: MinutesSection, who: str) -> SectionPosition | None:
    """Return the position of somebody in a section, if one is noted."""
    query = select(SectionPosition).where(
        SectionPosition.section_id == section.id, SectionPosition.who == who
    )
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(fresh).one_or_none()


@dataclass(frozen=True)
class OnIssue:
    """The positions on an issue at one meeting."""

    minutes_id: int
    title: str
    positions: list[Position]


def positions_on(issue: Issue, actor: Actor) -> list[OnIssue]:
    """Return the positions on an issue that *actor* may read, meeting by meeting, newest first."""
    query = (
        select(Minutes.id, *_POSITION, AgendaItem.is_confidential.label("of_item"))
        .add_columns(MinutesSection.is_confidential.label("of_section"))
        .select_from(SectionPosition)
        .join(MinutesSection, MinutesSection.id == SectionPosition.section_id)
        .join(AgendaItem, AgendaItem.id == MinutesSection.item_id)
        .join(Minutes, Minutes.id == SectionPosition.minutes_id)
        .where(AgendaItem.issue_id == issue.id, MinutesSection.taken_out_at.is_(None))
        .where(visible(actor), SectionPosition.set_aside.is_(False))
    )
    by_minutes: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        by_minutes[row.id].append(row)
    known = select(Minutes).where(Minutes.id.in_(by_minutes)).options(joinedload(Minutes.meeting))
    found = [
        _on_issue(minutes, by_minutes[minutes.id], trusted=rules.reads_confidential(actor, minutes))
        for minutes in db.session.scalars(known.order_by(Minutes.id.desc()))
    ]
    return [one for one in found if one.positions]


def _on_issue(minutes: Minutes, rows: list[Any], *, trusted: bool) -> OnIssue:
    shown = [
        _noted(row)
        for row in rows
        if trusted or not (row.is_confidential or row.of_item or row.of_section)
    ]
    return OnIssue(
        minutes.id,
        rules.title_of(minutes.meeting),
        [one.position for one in in_order(shown)],
    )


def sections_by_item(agenda: Agenda) -> dict[int, int]:
    """Return the section of each item of an agenda, once minutes are begun."""
    query = (
        select(MinutesSection.item_id, MinutesSection.id)
        .join(Minutes, Minutes.id == MinutesSection.minutes_id)
        .where(Minutes.meeting_id == agenda.meeting_id, MinutesSection.taken_out_at.is_(None))
    )
    return {row.item_id: row.id for row in db.session.execute(query) if row.item_id is not None}
