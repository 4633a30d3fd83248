"""Days and hours of a meeting: from what is typed to instants and back, by a time zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from ntfc.i18n import _
from ntfc.procedure.rules.words import day as in_words

MOST_DAYS = 14


@dataclass(frozen=True)
class DayPlan:
    """One day of a meeting as it is typed: by the clock on the wall where the body sits."""

    day: date
    starts: time
    ends: time
    place: str = ""


@dataclass(frozen=True)
class Stretch:
    """One day of a meeting as instants."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""


def instant(day: date, clock: time, zone: str) -> datetime | None:
    """Return the instant at which the clock in *zone* shows this; None in an hour it skips."""
    local = datetime.combine(day, clock, ZoneInfo(zone))
    moment = local.astimezone(UTC)
    shown = moment.astimezone(local.tzinfo)
    return moment if shown.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def comes_twice(day: date, clock: time, zone: str) -> bool:
    """Tell whether the clock shows this hour twice that day, because it is put back."""
    local = datetime.combine(day, clock, ZoneInfo(zone))
    earlier, later = local.utcoffset(), local.replace(fold=1).utcoffset()
    return instant(day, clock, zone) is not None and earlier != later


def stretches(plans: Sequence[DayPlan], zone: str) -> list[Stretch]:
    """Return the days as instants, in order. Call it for days without obstacles."""
    found = [
        (instant(plan.day, plan.starts, zone), instant(plan.day, plan.ends, zone), plan.place)
        for plan in plans
    ]
    known = [Stretch(start, end, place) for start, end, place in found if start and end]
    return sorted(known, key=lambda stretch: stretch.starts_at)


def plans_of(days: Sequence[Any], zone: str) -> list[DayPlan]:
    """Return days of a meeting as a form shows them."""
    return [
        DayPlan(
            local(day.starts_at, zone).date(),
            local(day.starts_at, zone).time(),
            local(day.ends_at, zone).time(),
            day.place,
        )
        for day in days
    ]


def local(moment: datetime, zone: str) -> datetime:
    """Return the instant by the clock in *zone*."""
    return moment.astimezone(ZoneInfo(zone))


def local_day(moment: datetime, zone: str) -> date:
    """Return the day it is in *zone* at that instant."""
    return local(moment, zone).date()


def first_day(meeting: Any) -> date:
    """Return the day on which a meeting begins, by the calendar where it takes place."""
    return local_day(meeting.starts_at, meeting.time_zone)


def sitting_days(meeting: Any) -> list[date]:
    """Return the days on which a meeting sits, each once, in order."""
    return sorted({local_day(part.starts_at, meeting.time_zone) for part in meeting.days})


def obstacles_to_times(plans: Sequence[DayPlan], zone: str) -> Iterator[str]:
    """Yield what is wrong with the days and hours of a meeting."""
    if zone not in available_timezones():
        yield _("There is no time zone “%(name)s”.", name=zone)
        return
    if not plans:
        yield _("Say on which day the meeting is.")
    if len(plans) > MOST_DAYS:
        yield _("A meeting has at most %(most)s days.", most=MOST_DAYS)
    for plan in plans:
        yield from _faults_of_day(plan, zone)
    for earlier, later in pairwise(stretches(plans, zone)):
        if later.starts_at < earlier.ends_at:
            shown = in_words(local_day(later.starts_at, zone))
            yield _("On %(day)s two parts of the meeting overlap.", day=shown)


def _faults_of_day(plan: DayPlan, zone: str) -> Iterator[str]:
    if plan.ends <= plan.starts:
        yield _("On %(day)s the meeting ends before it begins.", day=in_words(plan.day))
    for clock in (plan.starts, plan.ends):
        if instant(plan.day, clock, zone) is None:
            yield _skipped(plan.day, clock, zone)


def _skipped(day: date, clock: time, zone: str) -> str:
    after = datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    return _(
        "On %(day)s there is no %(time)s in %(zone)s: the clocks are put forward over that hour. "
        "Choose %(after)s or another time.",
        day=in_words(day),
        time=f"{clock:%H:%M}",
        zone=zone,
        after=f"{after:%H:%M}",
    )


def remarks_on_times(plans: Sequence[DayPlan], zone: str) -> Iterator[str]:
    """Yield what to know of hours that are right but may be read in two ways."""
    for plan in plans:
        if comes_twice(plan.day, plan.starts, zone) or comes_twice(plan.day, plan.ends, zone):
            yield _(
                "On %(day)s the clocks in %(zone)s are put back, and that hour comes twice: "
                "the first one is meant.",
                day=in_words(plan.day),
                zone=zone,
            )
