"""Who speaks for a firm: people come and leave, one of them signs, and the history keeps all."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ntfc.i18n import _


class Change(enum.Enum):
    """What became of somebody's place in a firm."""

    JOINED = "joined"
    LEADS = "leads"
    LEFT = "left"


@dataclass(frozen=True)
class Place:
    """Somebody's place in a firm."""

    person: int
    signs: bool = False
    is_held: bool = True


def joining_faults(
    places: Iterable[Place], person: int, *, is_officer: bool = False
) -> Iterator[str]:
    """Yield why somebody cannot be added.

    Nobody else makes an officer one of a firm's own: its file would be closed to the officer.
    """
    if any(one.person == person and one.is_held for one in places):
        yield _("This person speaks for the firm already.")
    if is_officer:
        yield OFFICER


def leaving_faults(places: Iterable[Place], person: int, *, for_customs: bool) -> Iterator[str]:
    """Yield why somebody cannot be taken off: a firm does not leave itself without a signature.

    Customs may: where the one who signs is gone, and nobody else is known yet.
    """
    held = {one.person: one for one in places if one.is_held}
    if person not in held:
        yield NOT_ANY_MORE
    elif held[person].signs and not for_customs:
        yield _("First name somebody else who signs for the firm.")


def leading_faults(places: Iterable[Place], person: int) -> Iterator[str]:
    """Yield why somebody cannot sign for the firm from now on."""
    held = {one.person: one for one in places if one.is_held}
    if person not in held:
        yield NOT_ANY_MORE
    elif held[person].signs:
        yield _("This person signs for the firm already.")


OFFICER = _("This person holds a post in the programme, and cannot be added to a firm in it.")
NOT_ANY_MORE = _("This person does not speak for the firm any more.")
NOT_SIGNING = _("This person does not sign for the firm any more.")
