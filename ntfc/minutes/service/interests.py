"""Noting who declared an interest at an item, who stepped out for it, and when he came back."""

from datetime import date, datetime, time

from ntfc import audit
from ntfc.db import db
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.meetings.queries.presence import get_attendance
from ntfc.meetings.rules import ATTENDANCE, local
from ntfc.meetings.rules.presence import moment_of, obstacles_to_moment, obstacles_to_moving
from ntfc.meetings.service import presence
from ntfc.minutes import queries, rules
from ntfc.minutes.models import MinutesSection, MinutesState, SectionInterest
from ntfc.minutes.rules import WRITE, Stage
from ntfc.minutes.rules.interests import AsTyped, Declaring, Present, obstacles_to_declaring
from ntfc.minutes.service import writing
from ntfc.permissions import Actor, can, requires

Times = tuple[datetime | None, datetime | None]  # of leaving and of coming back


@requires(WRITE)
def note_interest(
    section: MinutesSection,
    *,
    present: Present,
    said: AsTyped,
    seen: int,
    actor: Actor,
    now: datetime,
    today: date,
) -> None:
    """Keep who declared which interest. *seen* is the note that the writer had before; 0: none.

    Who steps out while the meeting goes on, without a time, steps out now.
    """
    stage = _stage(section, today)
    kept, meeting = _unchanged(section, present.who, seen), queries.meeting_with_days(section)
    declaring = Declaring(
        text=said.text,
        stepped_out=said.stepped_out,
        left_at=_left(meeting, kept, said, now),
        back_at=_moment(meeting, kept.back_at if kept else None, said.back, said.back_on, now),
    )
    refuse_if(obstacles_to_declaring(declaring, now))
    was = (kept.left_at, kept.back_at) if kept else (None, None)
    kept = kept or _begun(section, present)
    kept.text, kept.stepped_out = declaring.text, declaring.stepped_out
    kept.left_at, kept.back_at = declaring.left_at, declaring.back_at
    kept.person_id, kept.at = actor.person_id, now
    db.session.add(kept)
    _move(present, was, declaring, actor, now)
    _changed(section, stage, actor)
    audit.record(actor, "minutes.interest_noted", section)


def _begun(section: MinutesSection, present: Present) -> SectionInterest:
    return SectionInterest(
        minutes_id=section.minutes_id,
        section_id=section.id,
        who=present.who,
        seat_id=present.seat_id,
        about_id=present.person_id,
        organisation_id=present.organisation_id,
        name=present.name if present.is_typed else "",
        organisation_name="" if present.organisation_id else present.organisation,
    )


def _left(
    meeting: Meeting, kept: SectionInterest | None, said: AsTyped, now: datetime
) -> datetime | None:
    is_new = said.stepped_out and said.left is None and not (kept and kept.stepped_out)
    goes_on = meeting.state is MeetingState.UNDER_WAY
    if is_new and (goes_on or said.day):  # a day alone says no moment
        refuse_if(obstacles_to_moment(meeting, said.day, None, now))
    if is_new and goes_on:
        return now
    return _moment(meeting, kept.left_at if kept else None, said.left, said.day, now)


def _moment(
    meeting: Meeting,
    was: datetime | None,
    clock: time | None,
    day: date | None,
    now: datetime,
) -> datetime | None:
    """Return the instant that is meant: the one that stands, where it shows the same hour."""
    if clock is None:
        return None
    if was is not None:
        shown = local(was, meeting.time_zone)
        is_same_hour = (shown.hour, shown.minute) == (clock.hour, clock.minute)
        if is_same_hour and day in (None, shown.date()):
            return was
    refuse_if(obstacles_to_moment(meeting, day, clock, now))
    return moment_of(meeting, clock, now, day)


def _move(present: Present, was: Times, to: Declaring, actor: Actor, now: datetime) -> None:
    """Note the leaving and coming back in the attendance list too, where it is not there yet."""
    new = ((to.left_at, False), (to.back_at, True))
    for before, (moment, comes) in zip(was, new, strict=True):
        if moment is None or moment == before or not present.attendance_id:
            continue
        noted = get_attendance(present.attendance_id)
        is_free = not [*obstacles_to_moving(noted, moment, comes=comes, now=now)]
        if is_free and can(actor, ATTENDANCE, noted.meeting):
            there = local(moment, noted.meeting.time_zone)
            at, day = (None, None) if moment == now else (there.time(), there.date())
            presence.move(noted, at=at, day=day, comes=comes, now=now, actor=actor)


@requires(WRITE)
def take_off_interest(
    section: MinutesSection, *, who: str, seen: int, actor: Actor, today: date
) -> None:
    """Take off a declaration that was noted in error."""
    stage = _stage(section, today)
    kept = _unchanged(section, who, seen)
    if kept is not None:
        db.session.delete(kept)
        _changed(section, stage, actor)
        audit.record(actor, "minutes.interest_taken_off", section)


def _stage(section: MinutesSection, today: date) -> Stage:
    stage = queries.stage_for_writing(section.minutes_id)
    refuse_if(rules.obstacles_to_writing(stage, today))
    return stage


def _unchanged(section: MinutesSection, who: str, seen: int) -> SectionInterest | None:
    kept = queries.find_interest(section, who)
    if (kept.version if kept else 0) != seen:
        raise Overtaken(
            _(
                "Somebody else noted this declaration since you opened the page. It reads now: "
                "“%(now)s”. Yours is still here.",
                now=kept.text if kept else "–",
            )
        )
    return kept


def _changed(section: MinutesSection, stage: Stage, actor: Actor) -> None:
    db.session.flush()
    quiet = queries.silent_in(section)
    for position in queries.all_positions_in(section):
        position.set_aside = position.who in quiet
    db.session.flush()
    if stage.state is MinutesState.CIRCULATED:
        writing.begin_revision(section, actor=actor)
