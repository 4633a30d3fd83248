"""When minutes may be begun and written."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from ntfc.i18n import _
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.minutes.models import MinutesState, RevisionKind

STILL_THERE = timedelta(seconds=40)  # a page says every few seconds that somebody writes
SITTING = timedelta(minutes=10)  # a pause as long begins a new entry in the trail


def obstacles_to_starting(meeting: Meeting) -> Iterator[str]:
    """Say why a meeting gets no minutes. Preparing them before the meeting is usual."""
    if meeting.state is MeetingState.CANCELLED:
        yield _("This meeting was called off, so it has no minutes.")


def obstacles_to_writing(state: MinutesState) -> Iterator[str]:
    """Say why the text cannot change now."""
    if state is MinutesState.APPROVED:
        yield _(
            "These minutes are approved, so their text stays as it is. Correct them by an erratum."
        )


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


def order_after_move(order: Sequence[int], moved: int, step: int) -> list[int]:
    """Return the numbers of sections in their order after one moved up (-1) or down (1)."""
    at = order.index(moved)
    to = max(0, min(len(order) - 1, at + step))
    rest = [number for number in order if number != moved]
    return [*rest[:to], moved, *rest[to:]]
