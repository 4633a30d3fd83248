"""What keeps a meeting from being planned or changed, and what is only worth knowing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ntfc.committees.models import Mode
from ntfc.committees.rules import obstacles_to_meeting
from ntfc.i18n import _
from ntfc.meetings.models import CLOSED, Meeting, MeetingKind, MeetingState
from ntfc.meetings.rules.times import DayPlan, obstacles_to_times, remarks_on_times
from ntfc.procedure.rules import WorkingDay
from ntfc.procedure.rules.words import day as in_words


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A meeting as the form has it."""

    days: tuple[DayPlan, ...]
    time_zone: str
    kind: MeetingKind = MeetingKind.ORDINARY
    title: str = ""
    purpose: str = ""
    mode: Mode = Mode.ON_SITE
    place: str = ""
    online_address: str = ""
    how_to_join: str = ""
    host_id: int | None = None
    is_public: bool = False
    with_body_ids: tuple[int, ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """Return what goes into the meeting as it is, without days and bodies."""
        names = (
            *("time_zone", "kind", "title", "purpose", "mode", "place", "online_address"),
            *("how_to_join", "host_id", "is_public"),
        )
        return {name: getattr(self, name) for name in names}


def obstacles_to_planning(body: Any, plan: Plan, joined: Sequence[Any]) -> Iterator[str]:
    """Yield every reason why the body cannot meet like this."""
    yield from obstacles_to_meeting(body)
    yield from obstacles_to_times(plan.days, plan.time_zone)
    if plan.kind is MeetingKind.JOINT and not joined:
        yield _("Say which body meets together with this one.")
    if plan.kind is not MeetingKind.JOINT and joined:
        yield _("Other bodies take part in a joint meeting only: choose that kind.")
    for other in joined:
        yield from (
            _("%(body)s: %(reason)s", body=other.name, reason=reason)
            for reason in obstacles_to_meeting(other)
        )


def obstacles_to_changing(meeting: Meeting) -> Iterator[str]:
    """Yield why nothing about the meeting can be changed any more."""
    if meeting.state is MeetingState.CANCELLED:
        yield _("This meeting was called off. Plan a new one.")
    elif meeting.state in CLOSED:
        yield _("This meeting is over. Only who was there can still be noted.")


def obstacles_to_cancelling(meeting: Meeting, reason: str) -> Iterator[str]:
    """Yield why the meeting cannot be called off."""
    if meeting.state is MeetingState.CANCELLED:
        yield _("This meeting was called off already.")
    elif meeting.state not in (MeetingState.PLANNED, MeetingState.CONVENED):
        yield _("This meeting has begun; it can be closed, not called off.")
    if not reason.strip():
        yield _("Give the reason why the meeting does not take place.")


@dataclass(frozen=True)
class Near:
    """Another meeting of the same people at about the same time."""

    body: str
    day: date
    is_same_body: bool


def remarks_on(
    plan: Plan,
    *,
    today: date,
    is_working_day: WorkingDay,
    holidays: dict[date, str],
    near: Collection[Near],
) -> Iterator[str]:
    """Yield what may be wrong with the days of a meeting; none of it forbids anything."""
    for one in plan.days:
        if one.day < today:
            yield _("%(day)s is past.", day=in_words(one.day))
        if one.day in holidays:
            yield _(
                "%(day)s is a holiday: %(name)s.", day=in_words(one.day), name=holidays[one.day]
            )
        elif not is_working_day(one.day):
            yield _("%(day)s is no working day of this body.", day=in_words(one.day))
    yield from remarks_on_times(plan.days, plan.time_zone)
    for other in near:
        if other.is_same_body:
            yield _("This body also meets on %(day)s.", day=in_words(other.day))
        else:
            yield _(
                "%(body)s meets on %(day)s; some people sit in both.",
                body=other.body,
                day=in_words(other.day),
            )
    yield from _remarks_on_place(plan)


def _remarks_on_place(plan: Plan) -> Iterator[str]:
    if plan.mode is not Mode.ONLINE and not plan.place.strip():
        yield _("No place is named yet.")
    if plan.mode is not Mode.ON_SITE and not (plan.online_address or plan.how_to_join):
        yield _("Nothing says yet how to take part from afar. It can be added at any time.")
