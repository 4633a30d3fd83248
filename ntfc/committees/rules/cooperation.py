"""The agenda of cooperation: each priority has an owner on both sides of the table."""

from collections.abc import Collection, Iterator, Mapping

from ntfc.i18n import _
from ntfc.organisations.models import Camp

BOTH = (Camp.PUBLIC, Camp.PRIVATE)


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
