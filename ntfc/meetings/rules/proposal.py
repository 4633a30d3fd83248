"""What the next meeting would look like: its day by the rhythm, its host by rotation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import WorkingDay, notice_deadline

LOOK_AHEAD = 200  # days; a calendar without any working day must not hang the page
OPPOSITE = {Camp.PUBLIC: Camp.PRIVATE, Camp.PRIVATE: Camp.PUBLIC}
USUAL_START, USUAL_END = time(10), time(12, 30)


@dataclass(frozen=True)
class Before:
    """A meeting that was, or is already called, as far as the next one takes after it."""

    day: date
    starts: time = USUAL_START
    ends: time = USUAL_END
    host_id: int | None = None
    camp: Camp | None = None
    place: str = ""


@dataclass(frozen=True)
class HostChoice:
    """An institution with a seat in the body, in the order of the seats."""

    id: int
    name: str
    camp: Camp | None
    address: str = ""


@dataclass(frozen=True)
class Proposal:
    """What the form is filled with, and why; the day is empty where no rule asks for one."""

    day: date | None
    why_day: str
    starts: time
    ends: time
    host_id: int | None
    why_host: str
    place: str


def earliest_in_time(procedure: Procedure, today: date, is_working_day: WorkingDay) -> date:
    """Return the first working day for which notice sent today would keep the rule."""
    for count in range(1, LOOK_AHEAD):
        day = today + timedelta(days=count)
        last = notice_deadline(procedure, day, is_working_day)
        if is_working_day(day) and (last is None or last >= today):
            return day
    return today + timedelta(days=1)


def proposed_day(
    due: date | None, before: Before | None, earliest: date, is_working_day: WorkingDay
) -> date | None:
    """Return the last fitting day that keeps the rhythm, on the weekday of the meeting before."""
    if due is None:
        return None
    weekday = before.day.weekday() if before else None
    back = [due - timedelta(days=n) for n in range(max((due - earliest).days + 1, 0))]
    open_ = [day for day in back if is_working_day(day)]
    usual = [day for day in open_ if day.weekday() == weekday and (due - day).days < 14]
    if usual or open_:
        return (usual or open_)[0]
    late = [earliest + timedelta(days=n) for n in range(LOOK_AHEAD)]
    return next((day for day in late if is_working_day(day)), earliest)


def next_host(
    before: Sequence[Before], choices: Sequence[HostChoice]
) -> tuple[HostChoice | None, str]:
    """Return who hosts next: of the other side, whoever did so longest ago; and why.

    *before* begins with the newest meeting. Without a history nobody is proposed.
    """
    last = next((past for past in before if past.camp in OPPOSITE), None)
    if last is None or last.camp is None:
        return None, ""
    wanted = OPPOSITE[last.camp]
    there = [choice for choice in choices if choice.camp is wanted]
    turns = {past.host_id: turn for turn, past in reversed(list(enumerate(before)))}
    found = max(there, key=lambda choice: turns.get(choice.id, len(before)), default=None)
    if found is None:
        return None, ""
    sides = {Camp.PUBLIC: _("the public side"), Camp.PRIVATE: _("the private side")}
    return found, _(
        "Host and place change sides: last time it was %(side)s.", side=sides[last.camp]
    )


def place_at(before: Iterable[Before], host_id: int | None) -> str:
    """Return where the body met when this institution was its host the last time."""
    places = (past.place for past in before if past.host_id == host_id and past.place)
    return next(places, "")


def propose(
    procedure: Procedure,
    before: Sequence[Before],
    *,
    due: date | None,
    rule: str,
    today: date,
    hosts: Sequence[HostChoice],
    is_working_day: WorkingDay,
) -> Proposal:
    """Return what the next meeting would be; *before* begins with the newest."""
    last = before[0] if before else None
    earliest = earliest_in_time(procedure, today, is_working_day)
    day = proposed_day(due, last, earliest, is_working_day)
    host, why_host = next_host(before, hosts)
    host_id = host.id if host else None
    return Proposal(
        day=day,
        why_day=rule if day else "",
        starts=last.starts if last else USUAL_START,
        ends=last.ends if last else USUAL_END,
        host_id=host_id,
        why_host=why_host,
        place=place_at(before, host_id) if host_id else (last.place if last else ""),
    )
