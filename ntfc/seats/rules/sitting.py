"""Who may be put in a seat, for which days, and how that ends."""

import enum
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntfc.i18n import _
from ntfc.permissions import CHAIRS, Role
from ntfc.seats.models import PUT_FORWARD, Appointment, Capacity
from ntfc.seats.rules.seating import ONE_DAY

FIRST_ROLES = (Role.SECRETARY, Role.CHAIR, Role.MODERATOR)


@dataclass(frozen=True)
class Tenure:
    """One person's time in a seat, as far as the rules need it."""

    id: int
    person_id: int
    capacity: Capacity
    starts_on: date
    ends_on: date | None = None
    ended_on: date | None = None
    name: str = ""

    @property
    def last_day(self) -> date | None:
        """Return the last day in office: as foreseen, or earlier when the person left before."""
        left = self.ended_on - ONE_DAY if self.ended_on else None
        known = [day for day in (self.ends_on, left) if day is not None]
        return min(known) if known else None

    def holds_on(self, day: date) -> bool:
        """Tell whether the person is in office on *day*."""
        return self.starts_on <= day and (self.last_day is None or day <= self.last_day)

    def overlaps(self, starts_on: date, last_day: date | None) -> bool:
        """Tell whether any day from *starts_on* to *last_day* is one in office."""
        if self.last_day is not None and self.last_day < self.starts_on:
            return False  # left before it began
        if last_day is not None and last_day < starts_on:
            return False
        begins_before = last_day is None or self.starts_on <= last_day
        return begins_before and (self.last_day is None or starts_on <= self.last_day)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked for: who, in what capacity, from when to when, and whom it relieves."""

    person_id: int
    capacity: Capacity
    starts_on: date
    ends_on: date | None = None
    reason: str = ""
    relieves: frozenset[int] = field(default_factory=frozenset)  # appointments that end that day


def obstacles_to_appointing(
    seat: Any, tenures: Collection[Tenure], wish: Wish, *, is_erased: bool = False
) -> Iterator[str]:
    """Yield every reason why the person cannot be put in the seat."""
    if seat.ended_on is not None and wish.starts_on >= seat.ended_on:
        yield _("This seat is closed.")
    if is_erased:
        yield _("This person's data were erased; nobody can be appointed in that name.")
    if wish.ends_on is not None and wish.ends_on < wish.starts_on:
        yield _("The last day lies before the first one.")
    yield from _overlaps(tenures, wish)
    if _changes_named(seat, tenures, wish) and not wish.reason.strip():
        yield _("The holder of this seat is to stay the same person. Give the reason for a change.")


def _overlaps(tenures: Collection[Tenure], wish: Wish) -> Iterator[str]:
    for held in tenures:
        if held.id in wish.relieves:
            if held.starts_on > wish.starts_on:
                yield _(
                    "%(name)s starts only after that day and cannot be relieved then.",
                    name=held.name,
                )
            continue
        if not held.overlaps(wish.starts_on, wish.ends_on):
            continue
        if held.capacity is wish.capacity:
            yield _(
                "%(name)s holds this seat in those days. Say that %(name)s leaves, or choose other days.",
                name=held.name,
            )
        elif held.person_id == wish.person_id:
            yield _(
                "Nobody can be their own alternate: %(name)s sits here already.", name=held.name
            )


def _changes_named(seat: Any, tenures: Collection[Tenure], wish: Wish) -> bool:
    before = [t for t in tenures if t.capacity is wish.capacity and t.starts_on < wish.starts_on]
    if not seat.is_named or not before:
        return False
    return max(before, key=lambda held: held.starts_on).person_id != wish.person_id


def obstacles_to_nominating(
    seat: Any, *, competence: str, nominated_by_id: int | None, is_put_forward: bool = False
) -> Iterator[str]:
    """Yield every reason why the person cannot be put forward for the seat."""
    if seat.ended_on is not None:
        yield _("This seat is closed.")
    if is_put_forward:
        yield PUT_FORWARD
    if nominated_by_id is None:
        yield _("Say which institution puts the person forward.")
    if not competence.strip():
        yield _("Say what the person knows and can do for the body.")


def obstacles_to_ending(held: Appointment, on: date) -> Iterator[str]:
    """Yield why the end cannot be noted. A reason is never asked for: taking part is voluntary."""
    if held.ended_on is not None:
        yield _("This has ended already.")
    if held.starts_on is not None and on < held.starts_on:
        yield _("Nobody can leave a seat before taking it.")


def obstacles_to_setting_up(role: Role, held: Collection[Role]) -> Iterator[str]:
    """Yield why an administrator cannot name a first officer: those in office do that themselves."""
    if role not in FIRST_ROLES:
        yield _("Only the first secretary, chair or moderator is named this way.")
    if Role.SECRETARY in held:
        yield _("This body has a secretary, who appoints everybody else.")
    elif role in CHAIRS and not CHAIRS.isdisjoint(held):
        yield _("Somebody chairs or moderates this body already.")


class SittingState(enum.Enum):
    """Where an appointment is."""

    NOMINATED = "nominated"
    WITHDRAWN = "withdrawn"
    COMING = "coming"
    IN_OFFICE = "in_office"
    OVER = "over"


def state_of(appointment: Appointment, today: date) -> SittingState:
    """Return where an appointment is on a day."""
    ended, starts, ends = appointment.ended_on, appointment.starts_on, appointment.ends_on
    if starts is None:
        return SittingState.WITHDRAWN if ended is not None else SittingState.NOMINATED
    if (ended is not None and ended <= today) or (ends is not None and ends < today):
        return SittingState.OVER
    return SittingState.COMING if starts > today else SittingState.IN_OFFICE


STATES = {
    SittingState.NOMINATED: _("Put forward"),
    SittingState.WITHDRAWN: _("Not appointed"),
    SittingState.COMING: _("From a later day"),
    SittingState.IN_OFFICE: _("In office"),
    SittingState.OVER: _("Left"),
}
OPEN = frozenset({SittingState.NOMINATED, SittingState.COMING, SittingState.IN_OFFICE})
