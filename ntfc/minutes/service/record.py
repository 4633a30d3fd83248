"""Beginning minutes, and the order and names of their sections."""

from datetime import date, datetime

from ntfc import audit
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import Agenda, AgendaItem, ItemState
from ntfc.agendas.rules import lined_up
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.meetings.models import Meeting
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Minutes, MinutesSection
from ntfc.minutes.rules import START, WRITE
from ntfc.minutes.rules.writing import takes_in
from ntfc.permissions import Actor, requires

OFF = frozenset({ItemState.DROPPED, ItemState.POSTPONED})


@requires(START)
def start(meeting: Meeting, *, actor: Actor, now: datetime) -> Minutes:
    """Begin the minutes of a meeting; whoever presses twice gets the same ones."""
    begun = queries.find_minutes_of(meeting.id)
    if begun is not None:
        return begun
    refuse_if(rules.obstacles_to_starting(meeting))
    minutes = Minutes(body_id=meeting.body_id, meeting_id=meeting.id, started_at=now)
    db.session.add(minutes)
    db.session.flush()
    audit.record(actor, "minutes.started", minutes, meeting=meeting.id)
    _follow(minutes, agendas.agenda_of(meeting.id), now)
    return minutes


@requires(WRITE)
def follow(minutes: Minutes, *, agenda: Agenda, actor: Actor, now: datetime) -> None:
    """Bring the sections into line with the agenda; once the meeting has begun, add new ones only."""
    state = agenda.meeting.state
    if queries.stage_for_writing(minutes.id).state not in rules.BEING_WRITTEN:
        return
    bring = _follow if rules.follows(state) else _take_in if takes_in(state) else None
    if bring is not None and bring(minutes, agenda, now):
        audit.record(actor, "minutes.followed_agenda", minutes)


def _take_in(minutes: Minutes, agenda: Agenda, _now: datetime) -> bool:
    """Give an item that came in at the table its section, behind those that stand."""
    known = queries.every_section(minutes.id)
    there = {section.item_id for section in known}
    items = [line.item for line in lined_up(agenda.items) if line.item.state not in OFF]
    fresh = [item for item in items if item.id not in there]
    last = max((section.position for section in known), default=0)
    for place, item in enumerate(fresh, last + 1):
        section = _section_for(minutes, item)
        section.position, section.is_confidential = place, item.is_confidential
    db.session.flush()
    return bool(fresh)


def _follow(minutes: Minutes, agenda: Agenda | None, now: datetime) -> bool:
    """Give each item its section; tell whether anything changed. Words stay whatever happens."""
    lines = {line.item.id: line for line in lined_up(agenda.items if agenda else ())}
    there = {item_id: line for item_id, line in lines.items() if line.item.state not in OFF}
    known = {section.id: section for section in queries.every_section(minutes.id)}
    sections = [rules.Following(each.id, each.item_id) for each in known.values()]
    for place, (number, item_id) in enumerate(rules.order_following(sections, [*there]), 1):
        item = there[item_id].item if item_id is not None else None
        section = known.get(number or 0) or _section_for(minutes, item)
        section.position = place
        if item is not None:
            _take_over(section, item)
    for section in known.values():
        if section.item_id is not None and section.item_id not in there and not section.html:
            section.taken_out_at = section.taken_out_at or now
    changed = bool(db.session.dirty or db.session.new)
    db.session.flush()
    return changed


def _section_for(minutes: Minutes, item: AgendaItem | None) -> MinutesSection:
    if item is None:
        raise ValueError("a section without item stands already")
    section = MinutesSection(
        body_id=minutes.body_id,
        minutes_id=minutes.id,
        item_id=item.id,
        title=item.title,
        position=0,
    )
    db.session.add(section)
    return section


def _take_over(section: MinutesSection, item: AgendaItem) -> None:
    section.taken_out_at = None
    section.is_confidential = item.is_confidential
    if not section.title_is_own:
        section.title = item.title


@requires(WRITE)
def add_section(minutes: Minutes, *, title: str, actor: Actor, today: date) -> MinutesSection:
    """Add a section of its own at the end."""
    refuse_if(rules.obstacles_to_writing(queries.stage_for_writing(minutes.id), today))
    section = MinutesSection(
        body_id=minutes.body_id,
        minutes=minutes,
        title=title,
        position=queries.last_position(minutes) + 1,
    )
    db.session.add(section)
    db.session.flush()
    audit.record(actor, "minutes.section_added", minutes, section=section.id)
    return section


@requires(WRITE)
def rename(section: MinutesSection, *, title: str, actor: Actor, today: date) -> None:
    """Give a section another title; its text stays untouched."""
    refuse_if(rules.obstacles_to_writing(queries.stage_for_writing(section.minutes_id), today))
    section.title, section.title_is_own = title, True
    db.session.flush()
    audit.record(actor, "minutes.section_renamed", section)


@requires(WRITE)
def move(section: MinutesSection, *, step: int, actor: Actor, today: date) -> None:
    """Move a section up or down by one."""
    refuse_if(rules.obstacles_to_writing(queries.stage_for_writing(section.minutes_id), today))
    ordered = {each.id: each for each in queries.order_of(section.minutes_id)}
    if section.id not in ordered:
        return
    for place, number in enumerate(rules.order_after_move([*ordered], section.id, step), 1):
        ordered[number].position = place
    db.session.flush()
    audit.record(actor, "minutes.section_moved", section, step=step)


@requires(WRITE)
def take_out(section: MinutesSection, *, actor: Actor, today: date, now: datetime) -> None:
    """Take a section out of the minutes; its words stay and can be brought back."""
    refuse_if(
        [
            *rules.obstacles_to_writing(queries.stage_for_writing(section.minutes_id), today),
            *rules.obstacles_to_taking_out(has_words_beside=queries.has_words_beside(section)),
        ]
    )
    section.taken_out_at = section.taken_out_at or now
    db.session.flush()
    audit.record(actor, "minutes.section_taken_out", section)


@requires(WRITE)
def bring_back(section: MinutesSection, *, actor: Actor, today: date) -> None:
    """Bring a section back that was taken out."""
    refuse_if(rules.obstacles_to_writing(queries.stage_for_writing(section.minutes_id), today))
    section.taken_out_at = None
    db.session.flush()
    audit.record(actor, "minutes.section_brought_back", section)
