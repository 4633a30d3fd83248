"""When minutes may be begun and written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ntfc.i18n import _
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.minutes.models import RevisionKind

STILL_THERE = timedelta(seconds=40)  # a page says every few seconds that somebody writes
SITTING = timedelta(minutes=10)  # a pause as long begins a new entry in the trail


@dataclass(frozen=True)
class Sending:
    """How a page names what it sends, and what it sent before without hearing that it arrived."""

    ticket: str = ""
    unheard: tuple[str, ...] = ()


UNNAMED = Sending()


def obstacles_to_starting(meeting: Meeting) -> Iterator[str]:
    """Say why a meeting gets no minutes. Preparing them before the meeting is usual."""
    if meeting.state is MeetingState.CANCELLED:
        yield _("This meeting was called off, so it has no minutes.")


def obstacles_to_taking_out(*, has_words_beside: bool) -> Iterator[str]:
    """Say why a section cannot be taken out yet."""
    if has_words_beside:
        yield _("Two texts of this section wait to be brought together. Do that first.")


def obstacles_to_bringing_together(kind: RevisionKind) -> Iterator[str]:
    """Say why a text no longer waits."""
    if kind is not RevisionKind.BESIDE:
        yield _("This text was brought together with the other already. Look at it again.")


def is_new_sitting(wrote_at: datetime | None, now: datetime) -> bool:
    """Tell whether the trail is to note that a person writes in a section."""
    return wrote_at is None or now - wrote_at > SITTING


def follows(state: MeetingState) -> bool:
    """Tell whether the sections still follow the agenda: until people sit down."""
    return state in (MeetingState.PLANNED, MeetingState.CONVENED)


def takes_in(state: MeetingState) -> bool:
    """Tell whether an item that is added now is spoken about at this very table."""
    return state is MeetingState.UNDER_WAY


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Tell whether people have risen: the meeting was closed, or its time has passed."""
    return meeting.state is MeetingState.HELD or meeting.ends_at <= now


@dataclass(frozen=True)
class Following:
    """A section as it stands, and the item it belongs to, if any."""

    section_id: int
    item_id: int | None


def order_following(
    sections: Sequence[Following], items: Sequence[int]
) -> list[tuple[int | None, int | None]]:
    """Return, in order, the section and the item of each place of the record.

    Sections come in the order of their items; an item without one gets a place for it. A section
    of its own stays behind the item it stood behind, or at the beginning.
    """
    of_item = {each.item_id: each.section_id for each in sections if each.item_id in items}
    behind: dict[int | None, list[int]] = {}
    last = None
    for each in sections:
        if each.item_id in of_item:
            last = each.item_id
        else:
            behind.setdefault(last, []).append(each.section_id)
    places: list[tuple[int | None, int | None]] = [
        (number, None) for number in behind.get(None, ())
    ]
    for item_id in items:
        places.append((of_item.get(item_id), item_id))
        places += [(number, None) for number in behind.get(item_id, ())]
    return places


def order_after_move(order: Sequence[int], moved: int, step: int) -> list[int]:
    """Return the numbers of sections in their order after one moved up (-1) or down (1)."""
    at = order.index(moved)
    to = max(0, min(len(order) - 1, at + step))
    rest = [number for number in order if number != moved]
    return [*rest[:to], moved, *rest[to:]]
