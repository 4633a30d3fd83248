"""What keeps an issue from being set aside, and what is proposed so that one look suffices."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ntfc.agendas.models import AgendaItem, ItemKind
from ntfc.agendas.rules import ON_TABLE, obstacles_to_making_issue
from ntfc.i18n import _, below_each_other
from ntfc.issues.models import EventKind, Issue, IssueState
from ntfc.issues.rules import SETTLED, obstacles_to_moving
from ntfc.meetings.models import CLOSED
from ntfc.parking_lot.models import Cause, Parking, WayOut

NEAR = timedelta(days=7)  # so long before its day the owner is reminded
SEASON = timedelta(days=90)  # proposed where no meeting is planned nor due
# By which way out an issue left that went on in one of these ways.
LEFT_BY = {
    EventKind.PLACED: WayOut.RETURNED,
    EventKind.RETURNED: WayOut.RETURNED,
    EventKind.ACCEPTED: WayOut.RETURNED,
    EventKind.HANDED_OVER: WayOut.HANDED_OVER,
    EventKind.MERGED: WayOut.MERGED,
    EventKind.CLOSED: WayOut.CLOSED,
    EventKind.ONE_CASE: WayOut.ONE_CASE,
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is said when an issue is set aside."""

    cause: Cause
    asked_by_id: int
    owner_id: int
    review_on: date
    reason: str = ""
    next_step: str = ""


def review_proposed(after: date, meetings: Sequence[date], due: date | None) -> date:
    """Return when to look again: at the next meeting planned, else when the next one is due."""
    later = sorted(day for day in [*meetings, *([due] if due else [])] if day > after)
    return later[0] if later else after + SEASON


def obstacles_to_review_date(review_on: date, after: date) -> Iterator[str]:
    if review_on <= after:
        yield _("The review date must lie after this meeting, and in the future.")


def obstacles_to_owner(owner_id: int, circle: Collection[int]) -> Iterator[str]:
    if owner_id not in circle:
        yield _("The owner must sit in the body, so that the reminders reach somebody.")


def obstacles_to_parking(
    issue: Issue, *, review_on: date, after: date, owner_id: int, circle: Collection[int]
) -> Iterator[str]:
    """Say everything that keeps the issue from being set aside."""
    yield from obstacles_to_moving(issue, IssueState.PARKED)
    yield from obstacles_to_review_date(review_on, after)
    yield from obstacles_to_owner(owner_id, circle)


def obstacles_to_parking_item(item: AgendaItem) -> Iterator[str]:
    """Say why what stands behind an item of an agenda cannot be set aside."""
    if item.agenda.meeting.state in CLOSED:
        yield _("The meeting is over. Park the issue from its own page.")
    if item.kind is ItemKind.FORMAL:
        yield _("Opening, breaks and closing are nothing to park.")
    elif item.issue_id is None:
        yield from obstacles_to_making_issue(item)
    elif item.state not in ON_TABLE:
        yield _("This item is no longer on the table.")


def obstacles_to_leaving(parking: Parking) -> Iterator[str]:
    if parking.left_at is not None:
        yield _("This issue has left the parking lot already. Its page says how.")


def obstacles_to_merging(issue: Issue, into: Issue) -> Iterator[str]:
    """Say why the two cannot go on as one."""
    if issue.id == into.id:
        yield _("Choose another issue: this one cannot be merged into itself.")
    if issue.body_id != into.body_id:
        yield _("Only two issues of one body are merged. Hand the issue over first.")
    if into.state in SETTLED:
        yield _("The other issue is settled. Open it again first, or choose another.")


def is_near(parking: Parking, today: date) -> bool:
    """Tell whether the owner is to be reminded that the review date comes near, once for it."""
    return (
        parking.left_at is None
        and today <= parking.review_on <= today + NEAR
        and parking.reminded_for != parking.review_on
    )


def is_missed(parking: Parking, today: date) -> bool:
    """Tell whether the owner is to be told that the review date is past, once for it."""
    return (
        parking.left_at is None
        and parking.review_on < today
        and parking.missed_for != parking.review_on
    )


def record_of_attempts(lines: Sequence[str], typed: str) -> str:
    """Return what a body above is told was tried: what is on record, then what somebody adds."""
    return below_each_other(*lines, typed.strip())
