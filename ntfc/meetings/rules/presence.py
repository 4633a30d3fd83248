"""Who counts as there, whether enough are, and when a seat stayed empty too often."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ntfc.i18n import _
from ntfc.meetings.models import LetterState, MeetingState, Presence, Reply
from ntfc.organisations.models import Camp
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import cite, quorum_met
from ntfc.seats.rules import MEMBERSHIP

# Taking part from afar counts in full, and so does the alternate who came.
THERE = frozenset({Presence.PRESENT, Presence.ALTERNATE, Presence.REMOTE})
EXPECTED = {
    Reply.COMING: Presence.PRESENT,
    Reply.REMOTE: Presence.REMOTE,
    Reply.ALTERNATE: Presence.ALTERNATE,
    Reply.APOLOGY: Presence.EXCUSED,
}
NOTED_IN = frozenset({MeetingState.CONVENED, MeetingState.UNDER_WAY, MeetingState.HELD})


@dataclass(frozen=True)
class There:
    """A seat as a quorum looks at it."""

    role: Role | None
    camp: Camp | None
    presence: Presence | None
    is_in_the_room: bool = True

    @property
    def counts(self) -> bool:
        return self.role in MEMBERSHIP


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


def is_in(spans: Sequence[Any]) -> bool:
    """Tell whether somebody is there now: without any note of coming and going, all the time."""
    return not spans or spans[-1].left_at is None


def expected(reply: Reply | None) -> Presence | None:
    """Return how a seat will be there by what was answered."""
    return EXPECTED.get(reply) if reply else None


def absences_in_a_row(presences: Sequence[Presence]) -> int:
    """Return at how many meetings up to now nobody came for a seat; the newest stands first."""
    count = 0
    for presence in presences:
        if presence in THERE:
            break
        count += 1
    return count


def obstacles_to_noting(meeting: Any) -> Iterator[str]:
    """Yield why nobody can be noted as there."""
    if meeting.state not in NOTED_IN:
        yield _("Who is there is noted once the meeting is called.")


def obstacles_to_opening(meeting: Any) -> Iterator[str]:
    """Yield why the meeting cannot be opened."""
    if meeting.state is not MeetingState.CONVENED:
        yield _("Only a meeting that is called can be opened.")


def obstacles_to_closing(meeting: Any) -> Iterator[str]:
    """Yield why the meeting cannot be closed."""
    if meeting.state is not MeetingState.UNDER_WAY:
        yield _("Only a meeting that is under way can be closed.")


def obstacles_to_moving(attendance: Any, at: datetime, *, comes: bool) -> Iterator[str]:
    """Yield why it cannot be noted that somebody comes or goes at this moment."""
    spans = attendance.spans
    if attendance.presence not in THERE:
        yield _("Note first that the seat is there.")
    if comes and (not spans or spans[-1].left_at is None):
        yield _("Nobody who is there can come in.")
    if not comes and not is_in(spans):
        yield _("Who has left cannot leave again.")
    last = (spans[-1].left_at or spans[-1].came_at) if spans else None
    if last is not None and at < last:
        yield _("This lies before the last coming or going that was noted.")


def names_in(text: str) -> list[tuple[str, str]]:
    """Return name and institution of each line of a paper list: “Name; institution”."""
    found = []
    for line in text.splitlines():
        name, _mark, institution = line.partition(";")
        if name.strip():
            found.append((name.strip()[:200], institution.strip()[:200]))
    return found


def obstacles_to_names(names: Collection[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with a typed list of names."""
    if not names:
        yield _("Type at least one name.")


def letter_of(seat: str, body: str, absences: int, rule: str) -> Mapping[str, str]:
    """Return what a letter to an institution says at first; the secretary words it."""
    return {
        "subject": str(_("The seat of %(seat)s in %(body)s", seat=seat, body=body)),
        "text": str(
            _(
                "Nobody came for the seat of %(seat)s to the last %(absences)s meetings of "
                "%(body)s.\n\n%(rule)s\n\nPlease say who will represent you, or whether you wish "
                "to give the seat up.",
                seat=seat,
                body=body,
                absences=absences,
                rule=rule,
            )
        ),
    }


def obstacles_to_settling(letter: Any, text: str) -> Iterator[str]:
    """Yield why nothing more can be decided about a letter, or what is missing."""
    if letter.state is not LetterState.DRAFT:
        yield _("This letter was sent or put away already.")
    if not text.strip():
        yield _("The letter needs its words, or the reason why it is not sent.")
