"""What comes up in the next 90 days, in one body or in all: vacancies, ends, lapses, reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from ntfc.committees.models import OVER, Body
from ntfc.db import db
from ntfc.permissions import Actor
from ntfc.seats.models import Seat
from ntfc.seats.queries.places import places_where, visible_bodies
from ntfc.seats.rules import Place, vacant


@dataclass(frozen=True)
class Due:
    """A seat about which something is due, and the body it stands in."""

    body_id: int
    body: str
    place: Place


@dataclass(frozen=True)
class Ahead:
    """What comes up, each list in the order of its days."""

    vacant: Sequence[Due]
    ending: Sequence[Due]
    lapsed: Sequence[Due]
    lapsing: Sequence[Due]
    review: Sequence[Due]

    @property
    def count(self) -> int:
        return sum(
            len(part) for part in (self.vacant, self.ending, self.lapsed, self.lapsing, self.review)
        )


def ahead(actor: Actor, today: date, body_ids: Sequence[int] | None = None) -> Ahead:
    """Return what comes up in the bodies that *actor* may see, or only in those named."""
    wanted = and_(
        or_(Seat.ended_on.is_(None), Seat.ended_on > today),
        Seat.body_id.in_(visible_bodies(actor)),
        Seat.body_id.in_(select(Body.id).where(Body.state.not_in(OVER))),
        *([] if body_ids is None else [Seat.body_id.in_(body_ids)]),
    )
    rows = db.session.execute(
        select(Seat.id, Body.id, Body.name).join(Body, Body.id == Seat.body_id).where(wanted)
    )
    bodies = {seat_id: (body_id, name) for seat_id, body_id, name in rows}
    places = [p for p in places_where(wanted, today) if p.id in bodies]
    return sorted_out([Due(*bodies[place.id], place) for place in places])


def sorted_out(due: Sequence[Due]) -> Ahead:
    """Return seats by what is due about them."""
    empty = {place.id for place in vacant(one.place for one in due)}
    ending = [one for one in due if one.place.falls_vacant_soon]
    lapsing = [one for one in due if one.place.lapses_soon]
    return Ahead(
        vacant=[one for one in due if one.place.id in empty],
        ending=sorted(ending, key=lambda one: _last_day(one.place)),
        lapsed=[one for one in due if one.place.is_suspended],
        lapsing=sorted(lapsing, key=lambda one: one.place.agreement_ends_on or date.max),
        review=[one for one in due if one.place.is_review_overdue],
    )


def _last_day(place: Place) -> date:
    return (place.holder.last_day if place.holder else None) or date.max
