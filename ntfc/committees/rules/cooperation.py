"""The agenda of cooperation: each priority has an owner on both sides of the table."""

import enum
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from ntfc.i18n import _
from ntfc.organisations.models import Camp

BOTH = (Camp.PUBLIC, Camp.PRIVATE)


class Course(enum.Enum):
    """How a priority goes."""

    DELIVERED = "delivered"
    OFF_TRACK = "off_track"
    ON_TRACK = "on_track"


def course_of(delivered_on: date | None, progress: Any) -> Course:
    """Tell how a priority goes; *progress* is what its followers say, if any.

    What was delivered is delivered, whatever was said of it before; what nobody follows is on track.
    """
    if delivered_on is not None:
        return Course.DELIVERED
    if progress is not None and progress.off_track_since is not None:
        return Course.OFF_TRACK
    return Course.ON_TRACK


def sides_without_owner(owned: Collection[Camp]) -> list[Camp]:
    """Return the sides of the table on which nobody answers for a priority."""
    return [camp for camp in BOTH if camp not in owned]


def obstacles_to_owning(
    owners: Mapping[Camp, int | None], camps: Mapping[int, Camp]
) -> Iterator[str]:
    """Say whose side does not fit; *camps* gives the side of each institution."""
    for camp, number in owners.items():
        if number is not None and camps.get(number) is not camp:
            yield _("Choose for each side an institution of that side.")
