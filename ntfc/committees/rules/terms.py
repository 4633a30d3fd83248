"""The terms of a body and the priorities named for them."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Protocol

from ntfc.i18n import _
from ntfc.texts import fold

NO_TERM = _("This body has no term yet: start its first term.")
NOTICE_OF_END = timedelta(days=90)


def ends_soon(last_day: date | None, today: date) -> bool:
    """Tell whether *last_day* is ahead, and near enough to warn."""
    return last_day is not None and today <= last_day <= today + NOTICE_OF_END


def obstacles_to_term(
    starts_on: date, ends_on: date | None, previous_ends_on: date | None, *, is_first: bool
) -> Iterator[str]:
    """Yield what is wrong with the days of a new term."""
    if ends_on is not None and ends_on < starts_on:
        yield _("A term cannot end before it starts.")
    if is_first:
        return
    if previous_ends_on is None:
        yield _("The present term has no end: enter its last day first.")
    elif starts_on <= previous_ends_on:
        yield _("The next term starts after the last day of the present one.")


def obstacles_to_naming_priority(text: str, named: Collection[str]) -> Iterator[str]:
    """Yield why a priority is not named: it is one of those *named* for the term."""
    if fold(text) in {fold(known) for known in named}:
        yield _("This is named as a priority already.")


class Named(Protocol):
    """A priority, with its end if it has one."""

    delivered_on: date | None
    withdrawn_on: date | None


def obstacles_to_settling_priority(priority: Named) -> Iterator[str]:
    """Yield why a priority is neither delivered nor withdrawn now: it was before."""
    if priority.delivered_on is not None:
        yield _("This priority was delivered already.")
    if priority.withdrawn_on is not None:
        yield _("This priority was withdrawn.")


def obstacles_to_confirming(*, is_withdrawn: bool, has_confirmed: bool) -> Iterator[str]:
    if is_withdrawn:
        yield _("This priority was withdrawn.")
    if has_confirmed:
        yield _("You have confirmed this priority already.")
