"""Who speaks next, and how the sides of the table stand to each other in a meeting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntfc.agendas.models import Agenda
from ntfc.i18n import _
from ntfc.meetings.models import BEGUN, MeetingState
from ntfc.organisations.models import Camp
from ntfc.speaking.models import SpeakingTurn

LEAST_SHARE = 1 / 3  # of what both sides have together; below, a side is hardly heard


def obstacles_to_speaking(agenda: Agenda) -> Iterator[str]:
    """Say why nobody can be put on the list of speakers."""
    if agenda.meeting.state is not MeetingState.UNDER_WAY:
        yield _("People ask to speak while the meeting is under way.")


def obstacles_to_noting_speech(agenda: Agenda) -> Iterator[str]:
    """Say why it cannot be noted that somebody spoke."""
    if agenda.meeting.state not in BEGUN:
        yield _("The meeting has not begun.")


def waiting(turns: Sequence[SpeakingTurn]) -> list[SpeakingTurn]:
    """Return who asked to speak, in the order in which they asked."""
    asked = [turn for turn in turns if turn.began_at is None]
    return sorted(asked, key=lambda turn: (turn.asked_at, turn.id))


def speaking(turns: Sequence[SpeakingTurn]) -> SpeakingTurn | None:
    """Return who has the floor."""
    return next((t for t in turns if t.began_at is not None and t.ended_at is None), None)


def turn_of(turns: Sequence[SpeakingTurn], whom: str) -> SpeakingTurn | None:
    """Return the turn of a seat or a guest who waits or speaks."""
    return next((t for t in turns if t.whom == whom and t.ended_at is None), None)


def have_spoken(turns: Sequence[SpeakingTurn]) -> set[str]:
    """Return which seats and guests have had the floor."""
    return {turn.whom for turn in turns if turn.began_at is not None}


@dataclass(frozen=True)
class Column:
    """One thing that is counted by side, such as seats, with its name."""

    name: str
    counts: Mapping[Camp, int]

    def share(self, camp: Camp) -> int | None:
        """Return how many in a hundred of all that is counted; none where nothing is."""
        whole = sum(self.counts.values())
        return round(100 * self.counts.get(camp, 0) / whole) if whole else None


def weak_sides(columns: Sequence[Column]) -> Iterator[tuple[Camp, str]]:
    """Yield each side that has less than a third of what both sides have, and of what."""
    for column in columns:
        public, private = (column.counts.get(camp, 0) for camp in (Camp.PUBLIC, Camp.PRIVATE))
        if not public + private:
            continue
        for camp, number in ((Camp.PUBLIC, public), (Camp.PRIVATE, private)):
            if number / (public + private) < LEAST_SHARE:
                yield camp, column.name


def by_camp(rows: Sequence[Any]) -> dict[Camp, int]:
    """Return counted rows by camp; who belongs to no side counts among the others."""
    found: dict[Camp, int] = {}
    for camp, number in rows:
        found[camp or Camp.OTHER] = found.get(camp or Camp.OTHER, 0) + number
    return found
