"""What keeps people from being invited, from answering, and from being taken off the list."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ntfc.i18n import _
from ntfc.meetings.models import CLOSED, Invitation, MeetingState, Reply, ShortWay, TakesPartAs

GUESTS_READ = timedelta(days=7)  # after a meeting that nobody noted as closed
FOR_GUESTS = (TakesPartAs.EXPERT, TakesPartAs.GUEST, TakesPartAs.OBSERVER)


def obstacles_to_inviting(meeting: Any, known: Invitation | None) -> Iterator[str]:
    """Yield why a person without a seat cannot be invited."""
    if meeting.state in CLOSED:
        yield _("This meeting is over.")
    if known is not None and known.withdrawn_at is None:
        yield _("This person is invited already.")


def obstacles_to_withdrawing(invitation: Invitation) -> Iterator[str]:
    """Yield why an invitation cannot be taken back."""
    if invitation.seat_id is not None:
        yield _("Who sits in a seat is invited by it; the invitation stays.")
    if invitation.withdrawn_at is not None:
        yield _("This invitation was taken back already.")


def obstacles_to_choosing_items(meeting: Any, invitation: Invitation) -> Iterator[str]:
    """Yield why it cannot be said for which items somebody comes."""
    if invitation.seat_id is not None:
        yield _("Who sits in a seat takes part in all items.")
    if invitation.withdrawn_at is not None:
        yield _("This invitation was taken back already.")
    if meeting.state in CLOSED:
        yield _("This meeting is over.")


def obstacles_to_replying(
    meeting: Any, invitation: Invitation, answer: Reply, alternates: int, now: datetime
) -> Iterator[str]:
    """Yield why an answer can no longer be given, or not this one."""
    if invitation.withdrawn_at is not None:
        yield _("This invitation was taken back.")
    if meeting.state is MeetingState.CANCELLED:
        yield _("This meeting was called off.")
    elif meeting.state in (MeetingState.PLANNED, MeetingState.HELD) or meeting.ends_at <= now:
        yield _("This meeting takes no answers now.")
    if answer is Reply.ALTERNATE and not alternates:
        yield _("No alternate is appointed for this seat, or the rules of the body know none.")


def obstacles_to_short_way(answer: Reply, short_way: ShortWay | None, note: str) -> Iterator[str]:
    """Yield why a short way to take part does not go with the rest of an answer."""
    if short_way is ShortWay.OWN_ITEMS and answer is Reply.APOLOGY:
        yield _("Who comes for some items comes: say so, or choose another short way.")
    if short_way is ShortWay.IN_WRITING and not note.strip():
        yield _("Write the few lines that the secretary brings to the table.")


def still_invited(meeting: Any, invitation: Invitation) -> str | None:
    """Tell why a link to answer no longer applies; None as long as it does."""
    if invitation.withdrawn_at is not None:
        return _("This link no longer applies, since the invitation was taken back.")
    if meeting.state in CLOSED:
        return _("This link no longer applies, since the meeting is over or was called off.")
    return None


def still_reads(meeting: Any, invitation: Invitation, now: datetime) -> str | None:
    """Tell why a link to read the papers no longer applies; None as long as it does.

    Guests read until the meeting is over, those in a seat also what it worked with.
    """
    if invitation.withdrawn_at is not None:
        return _("This link no longer applies, since the invitation was taken back.")
    if meeting.state is MeetingState.CANCELLED:
        return _("This link no longer applies, since the meeting was called off.")
    is_over = meeting.state in CLOSED or meeting.ends_at + GUESTS_READ <= now
    if invitation.seat_id is None and is_over:
        return _("This link no longer applies, since the meeting is over.")
    return None


def obstacles_to_handing_over(recipient: Any) -> Iterator[str]:
    """Yield why it cannot be noted that somebody was told by hand."""
    if recipient.sent_at is not None:
        yield _("It is noted already that this person was told.")
