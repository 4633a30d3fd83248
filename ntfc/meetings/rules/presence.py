"""Who counts as there, whether enough are, and who may come and go."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.meetings.models import CALLED, MeetingState, Presence, Reply
from ntfc.meetings.rules.times import first_day, instant, local_day, sitting_days
from ntfc.organisations.models import Camp
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import cite, quorum_met
from ntfc.procedure.rules.words import day as in_words
from ntfc.procedure.rules.words import listed
from ntfc.texts import is_blank

# Taking part from afar counts in full, and so does the alternate who came.
THERE = frozenset({Presence.PRESENT, Presence.ALTERNATE, Presence.REMOTE})
EXPECTED = {
    Reply.COMING: Presence.PRESENT,
    Reply.REMOTE: Presence.REMOTE,
    Reply.ALTERNATE: Presence.ALTERNATE,
    Reply.APOLOGY: Presence.EXCUSED,
}
LONGEST_NAME = 200


@dataclass(frozen=True)
class There:
    """A seat as a quorum looks at it."""

    camp: Camp | None
    presence: Presence | None
    counts: bool = True  # a seat of a member that neither rests nor waits for its turn
    is_in_the_room: bool = True


@dataclass(frozen=True)
class Quorum:
    """Whether enough are there; *met* is None where the body asks for no quorum."""

    met: bool | None
    present: int
    seats: int
    rule: str


def quorum_of(procedure: Procedure, rows: Collection[There]) -> Quorum:
    """Return whether enough members are in the room or take part from afar."""
    counted = [row for row in rows if row.counts]
    present = [row for row in counted if row.presence in THERE and row.is_in_the_room]
    by_camp: Counter[Camp] = Counter(row.camp or Camp.OTHER for row in present)
    met = quorum_met(procedure, by_camp, len(counted))
    rule = "" if met is None else str(cite(procedure, "quorum_fraction"))
    return Quorum(met, len(present), len(counted), rule)


def unevenness(procedure: Procedure, rows: Collection[There]) -> Iterator[str]:
    """Yield which rule on equal numbers those who are there do not keep; it blocks nothing."""
    present = [r for r in rows if r.counts and r.presence in THERE and r.is_in_the_room]
    if not present:
        return
    sides = Counter(row.camp for row in present)
    public, private, equal = sides[Camp.PUBLIC], sides[Camp.PRIVATE], procedure.equal_seats
    there = _("There now: %(public)s public, %(private)s private.", public=public, private=private)
    if procedure.parity and public != private:
        yield f"{cite(procedure, 'parity')} {there}"
    if equal is not None and (public, private) != (equal, equal):
        yield f"{cite(procedure, 'equal_seats')} {there}"


def is_in(spans: Sequence[Any]) -> bool:
    """Tell whether somebody is there now: without any note of coming and going, all the time."""
    return not spans or spans[-1].left_at is None


def expected(reply: Reply | None) -> Presence | None:
    """Return how a seat will be there by what was answered."""
    return EXPECTED.get(reply) if reply else None


def obstacles_to_noting(meeting: Any) -> Iterator[str]:
    """Yield why nobody can be noted as there."""
    if meeting.state not in CALLED:
        yield _("Who is there is noted once the meeting is called.")


def obstacles_to_opening(meeting: Any) -> Iterator[str]:
    """Yield why the meeting cannot be opened."""
    if meeting.state is not MeetingState.CONVENED:
        yield _("Only a meeting that is called can be opened.")


def too_early(meeting: Any, today: date) -> Iterator[str]:
    """Yield that the day of the meeting is still to come; it may be opened all the same."""
    day = first_day(meeting)
    if today < day:
        yield _("The meeting is called for %(day)s, which is still to come.", day=in_words(day))


def obstacles_to_not_opening(meeting: Any, *, is_untouched: bool) -> Iterator[str]:
    """Yield why the meeting cannot be taken as not opened."""
    if meeting.state is not MeetingState.UNDER_WAY:
        yield _("This meeting is not under way.")
    elif not is_untouched:
        yield _("It was noted since who is there. Close the meeting instead.")


def obstacles_to_closing(meeting: Any) -> Iterator[str]:
    """Yield why the meeting cannot be closed."""
    if meeting.state is not MeetingState.UNDER_WAY:
        yield _("Only a meeting that is under way can be closed.")


def days_to_move_on(meeting: Any, now: datetime) -> list[date]:
    """Return on which days somebody may have come or gone: one needs no asking."""
    today = local_day(now, meeting.time_zone)
    if meeting.state is MeetingState.HELD:
        return sitting_days(meeting)
    return sorted({today, *(day for day in sitting_days(meeting) if day < today)})


def obstacles_to_moment(
    meeting: Any, day: date | None, clock: time | None, now: datetime
) -> Iterator[str]:
    """Yield what is missing or wrong about when somebody came or went."""
    days, is_over = days_to_move_on(meeting, now), meeting.state is MeetingState.HELD
    if is_over and clock is None:
        yield _("The meeting is over: type the time.")
    if day is None:
        if is_over and len(days) > 1:
            yield _("The meeting sat on several days: choose the day.")
    elif day not in days:
        yield _(
            "The meeting did not sit on %(day)s. Choose one of these: %(days)s.",
            day=in_words(day),
            days=listed([in_words(one) for one in days]),
        )
    elif clock is None and not is_over and day != local_day(now, meeting.time_zone):
        yield _("Type the time, too: %(day)s is not today.", day=in_words(day))


def moment_of(meeting: Any, clock: time | None, now: datetime, day: date | None = None) -> datetime:
    """Return when somebody came or went: at the time that was typed, on *day*; else now."""
    if clock is None:
        return now
    over = meeting.state is MeetingState.HELD
    day = day or local_day(meeting.starts_at if over else now, meeting.time_zone)
    moment = instant(day, clock, meeting.time_zone)
    if moment is None:
        raise Refused(
            _(
                "On %(day)s the clocks in %(zone)s are put forward over %(time)s: "
                "that time does not exist.",
                day=in_words(day),
                zone=meeting.time_zone,
                time=f"{clock:%H:%M}",
            )
        )
    return moment


def obstacles_to_moving(
    attendance: Any, at: datetime, *, comes: bool, now: datetime
) -> Iterator[str]:
    """Yield why it cannot be noted that somebody comes or goes at this moment."""
    spans = attendance.spans
    if attendance.presence not in THERE:
        yield _("Note first who is there; then who leaves.")
        return
    if comes and is_in(spans):
        yield _("Who is there already cannot come back.")
    if not comes and not is_in(spans):
        yield _("Who has left cannot leave again.")
    if at > now:
        yield _("This time is still to come.")
    last = (spans[-1].left_at or spans[-1].came_at) if spans else None
    if last is not None and at < last:
        yield _("This lies before the last coming or going that was noted.")


def names_in(text: str) -> list[tuple[str, str]]:
    """Return name and institution of each line of a paper list: “Name; institution”."""
    found = []
    for line in text.splitlines():
        name, _mark, institution = line.partition(";")
        if not is_blank(name):
            found.append((name.strip(), institution.strip()))
    return found


def obstacles_to_names(names: Collection[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with a typed list of names."""
    if not names:
        yield _("Type at least one name.")
    for part in (part for line in names for part in line if len(part) > LONGEST_NAME):
        yield _(
            "“%(name)s…” is longer than %(most)s characters.", name=part[:40], most=LONGEST_NAME
        )


def obstacles_to_taking_off(attendance: Any) -> Iterator[str]:
    """Yield why a name does not leave the list."""
    if not attendance.name:
        yield _("Only names that were typed can be taken off; note others as absent.")
