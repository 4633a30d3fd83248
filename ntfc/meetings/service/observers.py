"""Registering public observers, and noting who of them came."""

from collections.abc import Collection
from datetime import datetime

from ntfc import audit
from ntfc.db import db, one_at_a_time
from ntfc.errors import refuse_if
from ntfc.meetings import rules
from ntfc.meetings.models import Attendance, Meeting, Presence, PublicObserver, TakesPartAs
from ntfc.meetings.queries.observers import find_observer, observers_of
from ntfc.meetings.rules import observers as pure
from ntfc.meetings.rules.presence import obstacles_to_names
from ntfc.permissions import Actor, requires


@requires(rules.ATTENDANCE)
def register(
    meeting: Meeting, *, names: Collection[tuple[str, str]], now: datetime, actor: Actor
) -> None:
    """Put people on the list of those who come to listen; nobody stands there twice."""
    refuse_if([*pure.obstacles_to_registering(meeting), *obstacles_to_names(names)])
    one_at_a_time(f"observers of meeting {meeting.id}")
    listed = [(one.name, one.institution) for one in observers_of(meeting.id)]
    for name, institution in pure.not_listed(names, listed):
        one = PublicObserver(body_id=meeting.body_id, meeting_id=meeting.id, registered_at=now)
        one.name, one.institution = name, institution
        db.session.add(one)
    db.session.flush()
    audit.record(actor, "meeting.observers_registered", meeting, names=len(names))


@requires(rules.ATTENDANCE)
def take_off(meeting: Meeting, *, number: int, actor: Actor) -> None:
    """Take somebody off the list who does not come after all."""
    one = find_observer(meeting.id, number)
    if one is not None and one.came_at is None:
        db.session.delete(one)
        db.session.flush()
        audit.record(actor, "meeting.observer_taken_off", meeting)


@requires(rules.ATTENDANCE)
def note_came(meeting: Meeting, *, number: int, now: datetime, actor: Actor) -> None:
    """Note that somebody of the list came; from then on the name stands in the attendance."""
    refuse_if(pure.obstacles_to_coming(meeting))
    one_at_a_time(f"observers of meeting {meeting.id}")
    one = find_observer(meeting.id, number)
    if one is None or one.came_at is not None:
        return
    one.came_at = now
    db.session.add(
        Attendance(
            body_id=meeting.body_id,
            meeting_id=meeting.id,
            kind=TakesPartAs.PUBLIC,
            name=one.name,
            organisation_name=one.institution,
            presence=Presence.PRESENT,
            noted_at=now,
        )
    )
    db.session.flush()
    audit.record(actor, "meeting.observer_came", meeting)
