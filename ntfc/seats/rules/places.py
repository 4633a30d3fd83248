"""The seats of a body as lists and figures look at them, and the lists they are narrowed to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.permissions import Role
from ntfc.seats.models import Capacity, Expectation
from ntfc.seats.rules.seating import ends_soon, is_review_overdue, is_suspended
from ntfc.seats.rules.words import MEMBERSHIP, ORDER


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A person in office, as lists show it."""

    id: int
    person_id: int
    name: str
    capacity: Capacity
    starts_on: date
    last_day: date | None = None
    is_champion: bool = False
    accepted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """A seat with all that lists and figures look at, and whoever sits in it on *day*."""

    id: int
    role: Role
    day: date
    body_id: int = 0
    title: str = ""
    position: int = 100
    organisation_id: int | None = None
    owner_id: int | None = None
    owner: str = ""  # the institution, or the one that puts a person forward
    organisation_kind: str = ""
    country: str = ""
    side: str = ""  # its name
    side_code: str = ""
    camp: Camp | None = None
    chain_role_id: int | None = None
    is_sme: bool = False
    is_permanent: bool = True
    is_named: bool = False
    agreement: str = ""
    agreement_ends_on: date | None = None
    expectation: Expectation | None = None
    is_described: bool = False
    awaits_turn: bool = False  # a chair that rotates: empty while another one is taken
    reviewed_on: date | None = None
    sittings: tuple[Sitting, ...] = ()

    @property
    def is_suspended(self) -> bool:
        return is_suspended(self.agreement_ends_on, self.day)

    @property
    def holder(self) -> Sitting | None:
        """Return the representative in office."""
        sitting = (s for s in self.sittings if s.capacity is Capacity.REPRESENTATIVE)
        return next(sitting, None)

    @property
    def alternates(self) -> tuple[Sitting, ...]:
        return tuple(s for s in self.sittings if s.capacity is Capacity.ALTERNATE)

    @property
    def is_filled(self) -> bool:
        return self.holder is not None

    @property
    def counts(self) -> bool:
        """Tell whether the seat is one of a member, does not rest and does not wait."""
        return self.role in MEMBERSHIP and not self.is_suspended and not self.awaits_turn

    @property
    def is_review_overdue(self) -> bool:
        """Tell whether a member's institution owes the yearly review of how it informs others."""
        described = "described" if self.is_described else ""
        return (
            self.counts
            and self.organisation_id is not None
            and is_review_overdue(described, self.reviewed_on, self.day)
        )

    @property
    def falls_vacant_soon(self) -> bool:
        return self.holder is not None and ends_soon(self.holder.last_day, self.day)

    @property
    def lapses_soon(self) -> bool:
        return ends_soon(self.agreement_ends_on, self.day)


def with_holder(place: Place, capacity: Capacity) -> Place:
    """Return the seat as it will be once somebody sits in it in this capacity."""
    if capacity is not Capacity.REPRESENTATIVE or place.is_filled:
        return place
    comes = Sitting(id=0, person_id=0, name="", capacity=capacity, starts_on=place.day)
    return replace(place, sittings=(*place.sittings, comes), awaits_turn=False)


def in_order(places: Iterable[Place]) -> list[Place]:
    """Return the seats as a body lists them: by role, then as arranged, then by name."""
    return sorted(places, key=lambda p: (ORDER[p.role], p.position, p.owner.casefold(), p.id))


def counted(places: Iterable[Place]) -> list[Place]:
    """Return the seats that make up the body: those of members, unless they rest."""
    return [place for place in places if place.counts]


def vacant(places: Iterable[Place]) -> list[Place]:
    """Return the seats of members, chairs and secretaries in which nobody sits."""
    return [
        place
        for place in places
        if (place.counts or (place.role is Role.SECRETARY and not place.is_suspended))
        and not place.is_filled
    ]


NARROWINGS = {
    "vacant": _("Vacant"),
    "ending": _("Ending within 90 days"),
    "resting": _("Resting"),
    "review": _("Review overdue"),
}


def narrowed(places: Sequence[Place], show: str) -> list[Place]:
    """Return the seats of a list narrowed by what is due about them; all for any other word."""
    if show == "vacant":
        return vacant(places)
    wanted = {
        "ending": lambda place: place.falls_vacant_soon,
        "resting": lambda place: place.is_suspended,
        "review": lambda place: place.is_review_overdue,
    }.get(show)
    return [place for place in places if wanted is None or wanted(place)]
