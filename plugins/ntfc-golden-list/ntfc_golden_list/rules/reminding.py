"""Of what people are reminded, and when: only where the programme fixed how many days ahead."""

import enum
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

from ntfc_golden_list.rules.lifecycle import Post


class Occasion(enum.Enum):
    """Of what somebody is reminded, once for each file and day."""

    REVIEW = "review"
    CERTIFICATE = "certificate"
    IMPROVEMENT = "improvement"
    LATE = "late"  # told to the officer in charge


def window(today: date, days: int | None) -> tuple[date, date] | None:
    """Return the first and the last due day of which is reminded today; None: of nothing."""
    return None if days is None else (today, today + timedelta(days=days))


def in_charge(
    coordinator_id: int | None, posts: Iterable[Any], *, own: Collection[int] = ()
) -> list[int]:
    """Return who sees to what is late: the contact, or where none is at work, the desk.

    Who was relieved, or has not accepted the code of conduct, is not told of a file; nor is who
    speaks for the firm, named by *own*.
    """
    at_work = [one for one in posts if one.is_held and one.conduct_on and one.person_id not in own]
    if any(one.person_id == coordinator_id for one in at_work):
        return [one for one in (coordinator_id,) if one is not None]
    return sorted({one.person_id for one in at_work if one.post is Post.DESK})
