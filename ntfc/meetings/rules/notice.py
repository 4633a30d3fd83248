"""How long before a meeting people are told, against what the rules of procedure ask."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ntfc.i18n import _, ngettext
from ntfc.meetings.models import AT_HAND, MeetingState
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import (
    WorkingDay,
    cite,
    may_convene,
    notice_deadline,
    notice_problems,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How long before a meeting notice goes out, in the days that the rules count."""

    sent_on: date
    days_before: int
    in_working_days: bool
    rule: str = ""  # as it reads that day; empty: none asks
    due_on: date | None = None  # until when the rule asks for it

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.sent_on > self.due_on


def clock_of(
    procedure: Procedure,
    meeting_on: date,
    sent_on: date,
    is_working_day: WorkingDay,
    *,
    urgent: bool,
) -> Clock:
    """Return how long before the meeting notice goes out that is sent on a day."""
    due_on = notice_deadline(procedure, meeting_on, is_working_day, urgent=urgent)
    asked = "urgent_notice_days" if urgent else "notice_days"
    return Clock(
        sent_on=sent_on,
        days_before=days_between(
            sent_on, meeting_on, is_working_day if procedure.count_working_days else None
        ),
        in_working_days=procedure.count_working_days,
        rule=cite(procedure, asked) if due_on else "",
        due_on=due_on,
    )


def days_between(sent_on: date, meeting_on: date, is_working_day: WorkingDay | None) -> int:
    """Return how many days lie before the meeting, the day of sending counted, its own not."""
    whole = (meeting_on - sent_on).days
    if is_working_day is None or whole <= 0:
        return whole
    return sum(1 for n in range(whole) if is_working_day(sent_on + n * ONE_DAY))


def clock_sentence(clock: Any) -> str:
    """Return in words how long before the meeting people were told, and the rule it answers."""
    days = clock.days_before
    if days < 0:
        sent = _("Sent after the meeting.")
    elif days == 0:
        sent = _("Sent on the day of the meeting.")
    elif clock.in_working_days:
        sent = ngettext(
            "Sent %(num)d working day before.", "Sent %(num)d working days before.", days
        )
    else:
        sent = ngettext("Sent %(num)d day before.", "Sent %(num)d days before.", days)
    return f"{sent} {clock.rule}".strip()


def obstacles_to_convening(meeting: Any, people: int, *, is_past: bool) -> Iterator[str]:
    """Yield every reason why the meeting cannot be called."""
    if meeting.state is not MeetingState.PLANNED:
        yield _("Only a planned meeting can be called.")
    if is_past:
        yield _("Its day is past. Choose another day, or note it as held.")
    if not people:
        yield _("Nobody would be told: no seat of the body is filled, and no guest is invited.")


def obstacles_to_telling(meeting: Any, changes: int) -> Iterator[str]:
    """Yield why nobody can be told of changes."""
    if meeting.state not in AT_HAND:
        yield _("Only of a meeting that is called and not over can people be told what changed.")
    elif not changes:
        yield _("Nothing has changed since people were told.")


def obstacles_to_reminding(meeting: Any, silent: int, *, is_past: bool) -> Iterator[str]:
    """Yield why nobody can be reminded."""
    if meeting.state is not MeetingState.CONVENED or is_past:
        yield _("Only for a meeting that is called and still ahead are people reminded.")
    elif not silent:
        yield _("Everybody has answered.")


def warnings_before_telling(
    procedure: Procedure,
    meeting_on: date,
    today: date,
    is_working_day: WorkingDay,
    *,
    urgent: bool,
    roles: Collection[Role] | None = None,
) -> list[str]:
    """Return each rule that would not be kept; whoever sends it all the same says why.

    *roles* are those of the person in whose name the meeting is called; None: it is called already.
    """
    found = [*notice_problems(procedure, meeting_on, today, is_working_day, urgent=urgent)]
    if roles is not None and not may_convene(procedure, roles):
        found.append(
            _(
                "The person named does not call meetings of this body. %(rule)s",
                rule=cite(procedure, "conveners"),
            )
        )
    return found


def obstacles_despite(warnings: Collection[str], because: str) -> Iterator[str]:
    """Yield the rules that are not kept as long as no reason is given for that."""
    if warnings and not because.strip():
        yield from warnings
        yield _("To send it all the same, give the reason; it is kept beside the notice.")
