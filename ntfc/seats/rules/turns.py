"""Whose turn it is where the chair rotates: told by who was in the chair, never by chance."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ntfc.i18n import _, ngettext
from ntfc.permissions import Role
from ntfc.procedure.models import ChairModel, Procedure
from ntfc.procedure.rules.sentences import cite
from ntfc.procedure.rules.words import listed
from ntfc.seats.rules.drafts import Remark
from ntfc.seats.rules.places import Place


@dataclass(frozen=True, kw_only=True)
class Chaired:
    """One person's time in the chair, and in whose name: a side and an institution."""

    starts_on: date
    last_day: date | None
    person: str
    side_code: str = ""
    owner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who is in the chair on a day and whose turn is next: several while some never chaired."""

    present: Chaired | None
    next: tuple[str, ...]  # the keys of those whose turn it is
    names: Mapping[str, str]  # of all among whom the chair rotates, by key
    rule: str

    @property
    def told(self) -> str:
        """Return whose turn it is, in words."""
        return listed(self.names[key] for key in self.next)

    @property
    def sentence(self) -> str:
        return ngettext(
            "The chair rotates. Next it is the turn of: %(names)s.",
            "The chair rotates. Next it is the turn of one of: %(names)s.",
            len(self.next),
            names=self.told,
        )


def rotates(procedure: Procedure) -> bool:
    return procedure.chair_model is ChairModel.ROTATING


def _rotates_by_side(procedure: Procedure) -> bool:
    return len(procedure.chair_sides) > 1


def _key(procedure: Procedure, one: Chaired | Place) -> str:
    return one.side_code if _rotates_by_side(procedure) else str(one.owner_id)


def turn(
    procedure: Procedure,
    places: Iterable[Place],
    history: Iterable[Chaired],
    sides: Mapping[str, str],
    day: date,
) -> Turn | None:
    """Return whose turn it is after whoever chairs on *day*; None where the chair does not rotate.

    It rotates among the sides that the rules name, or else among the institutions that have a
    chair's seat. It is the turn of those who came into the chair longest ago, or never did.
    """
    names = _among(procedure, places, sides)
    if not rotates(procedure) or len(names) < 2:
        return None
    past = sorted((one for one in history if one.starts_on <= day), key=lambda one: one.starts_on)
    last = {_key(procedure, one): one.starts_on for one in past}
    longest = min(last.get(key, date.min) for key in names)
    sitting = (one for one in reversed(past) if one.last_day is None or day <= one.last_day)
    return Turn(
        present=next(sitting, None),
        next=tuple(key for key in names if last.get(key, date.min) == longest),
        names=names,
        rule=cite(procedure, "chair_model", sides),
    )


def _among(
    procedure: Procedure, places: Iterable[Place], sides: Mapping[str, str]
) -> dict[str, str]:
    if _rotates_by_side(procedure):
        return {code: sides.get(code, code) for code in procedure.chair_sides}
    chairs = (place for place in places if place.role is Role.CHAIR)
    return {str(place.owner_id): place.owner for place in chairs if place.owner_id is not None}


def turn_remarks(procedure: Procedure, place: Place, expected: Turn | None) -> Iterator[Remark]:
    """Yield the remark that a chair goes to another one than whose turn it is."""
    if expected is None:
        return
    key = _key(procedure, place)
    if key in expected.names and key not in expected.next:
        yield Remark(_("It is the turn of: %(names)s.", names=expected.told), expected.rule)


def awaiting_their_turn(
    places: Sequence[Place], procedures: Mapping[int, Procedure]
) -> list[Place]:
    """Return the seats with a mark on each empty chair that waits while another one is taken."""
    taken = {
        place.body_id
        for place in places
        if place.role is Role.CHAIR
        and place.is_filled
        and rotates(procedures.get(place.body_id, Procedure()))
    }
    return [
        replace(place, awaits_turn=True)
        if place.role is Role.CHAIR and place.body_id in taken and not place.is_filled
        else place
        for place in places
    ]
