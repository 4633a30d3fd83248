"""Beginning minutes, and the order and names of their sections."""

from datetime import datetime

from ntfc import audit
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.meetings.models import Meeting
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Minutes, MinutesSection
from ntfc.minutes.rules import START, WRITE
from ntfc.permissions import Actor, requires


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
    return minutes


@requires(WRITE)
def add_section(minutes: Minutes, *, title: str, actor: Actor) -> MinutesSection:
    """Add a section of its own at the end."""
    refuse_if(rules.obstacles_to_writing(minutes.state))
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
def rename(section: MinutesSection, *, title: str, actor: Actor) -> None:
    """Give a section another title; its text stays untouched."""
    refuse_if(rules.obstacles_to_writing(queries.state_for_writing(section)))
    section.title = title
    db.session.flush()
    audit.record(actor, "minutes.section_renamed", section)


@requires(WRITE)
def move(section: MinutesSection, *, step: int, actor: Actor) -> None:
    """Move a section up or down by one."""
    refuse_if(rules.obstacles_to_writing(queries.state_for_writing(section)))
    ordered = {each.id: each for each in queries.order_of(section.minutes_id)}
    if section.id not in ordered:
        return
    for place, number in enumerate(rules.order_after_move([*ordered], section.id, step), 1):
        ordered[number].position = place
    db.session.flush()
    audit.record(actor, "minutes.section_moved", section, step=step)


@requires(WRITE)
def take_out(section: MinutesSection, *, actor: Actor, now: datetime) -> None:
    """Take a section out of the minutes; its words stay and can be brought back."""
    refuse_if(
        [
            *rules.obstacles_to_writing(queries.state_for_writing(section)),
            *rules.obstacles_to_taking_out(has_words_beside=queries.has_words_beside(section)),
        ]
    )
    section.taken_out_at = section.taken_out_at or now
    db.session.flush()
    audit.record(actor, "minutes.section_taken_out", section)


@requires(WRITE)
def bring_back(section: MinutesSection, *, actor: Actor) -> None:
    """Bring a section back that was taken out."""
    refuse_if(rules.obstacles_to_writing(queries.state_for_writing(section)))
    section.taken_out_at = None
    db.session.flush()
    audit.record(actor, "minutes.section_brought_back", section)
