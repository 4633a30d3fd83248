"""Reading seats: each function loads all that its page shows, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.organisations.models import (
    SME,
    ChainRole,
    Organisation,
    OrganisationKind,
    Side,
)
from ntfc.organisations.rules import choice_name
from ntfc.people.models import Person
from ntfc.permissions import SEATED, Actor, Role
from ntfc.procedure.queries import rules_of
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.seats.queries.office import holds_on
from ntfc.seats.rules import Place, Sitting, Tenure, awaiting_their_turn, in_order

Owner = aliased(Organisation, name="owner")


def visible(actor: Actor) -> Select[Seat]:
    """Select the seats that *actor* may see: the same that VIEW opens one by one."""
    return select(Seat).where(Seat.body_id.in_(visible_bodies(actor)))


def visible_bodies(actor: Actor) -> Select[int]:
    """Select the numbers of the bodies whose seats *actor* may see."""
    restricted = db.session.scalars(select(Body.id).where(Body.is_restricted)).all()
    own = [number for number in restricted if SEATED & actor.roles_in(number)]
    seen: ColumnElement[bool] = Body.id.in_(own)
    if Role.PERSON in actor.roles_in(None):
        seen = or_(seen, Body.is_restricted.is_(False))
    return select(Body.id).where(seen)


def get_body(body_id: int) -> Body:
    """Return a body, whose seats a page is about."""
    query = select(Body).where(Body.id == body_id).options(joinedload(Body.parent))
    body: Body = db.one_or_404(query)
    return body


def get_seat(seat_id: int) -> Seat:
    """Return a seat with its institution, its side and everyone who ever sat in it."""
    owner = joinedload(Seat.organisation)
    sender = joinedload(Seat.nominated_by)
    query = (
        select(Seat)
        .where(Seat.id == seat_id)
        .options(
            owner.selectinload(Organisation.contacts),
            owner.joinedload(Organisation.kind),
            owner.joinedload(Organisation.side),
            sender.selectinload(Organisation.contacts),
            sender.joinedload(Organisation.side),
            sender.joinedload(Organisation.kind),
            joinedload(Seat.side),
            selectinload(Seat.appointments).options(
                joinedload(Appointment.person), joinedload(Appointment.nominated_by)
            ),
        )
    )
    seat: Seat = db.one_or_404(query)
    return seat


def _columns() -> Select[*tuple[Any, ...]]:
    side_id = func.coalesce(Seat.side_id, Owner.side_id)
    return (
        select(
            Seat.id,
            Seat.body_id,
            Seat.role,
            Seat.title,
            Seat.position,
            Seat.organisation_id,
            Owner.id.label("owner_id"),
            Owner.name.label("owner"),
            Owner.country,
            Owner.size,
            Owner.chain_role_id,
            OrganisationKind.code.label("kind"),
            Side,
            Seat.is_permanent,
            Seat.is_named,
            Seat.agreement,
            Seat.agreement_ends_on,
            Seat.expectation,
            (Seat.dissemination != "").label("is_described"),
            Seat.dissemination_reviewed_on.label("reviewed_on"),
        )
        .outerjoin(Owner, Owner.id == func.coalesce(Seat.organisation_id, Seat.nominated_by_id))
        .outerjoin(OrganisationKind, OrganisationKind.id == Owner.kind_id)
        .outerjoin(Side, Side.id == side_id)
    )


def places_of(body_id: int, day: date) -> list[Place]:
    """Return the seats of a body that are there on *day*, in order, with whoever sits in them."""
    there = or_(Seat.ended_on.is_(None), Seat.ended_on > day)
    return places_where(and_(Seat.body_id == body_id, there), day)


def places_where(condition: ColumnElement[bool], day: date) -> list[Place]:
    """Return the seats that fit a condition, in the order in which bodies list them."""
    rows = db.session.execute(_columns().where(condition)).all()
    wanted = select(Seat.id).where(condition)
    sitting = _sitting(wanted, day)
    places = in_order(_place(row, sitting.get(row.id, ()), day) for row in rows)
    empty = {place.body_id for place in places if place.role is Role.CHAIR and not place.is_filled}
    return awaiting_their_turn(places, rules_of(empty, day)) if empty else places


def _place(row: Row[*tuple[Any, ...]], sittings: Sequence[Sitting], day: date) -> Place:
    side: Side | None = row.Side
    same = ("id", "body_id", "role", "title", "position", "organisation_id", "owner_id")
    more = ("chain_role_id", "is_permanent", "is_named", "agreement", "agreement_ends_on")
    return Place(
        **{name: getattr(row, name) for name in (*same, *more, "expectation", "reviewed_on")},
        day=day,
        owner=row.owner or "",
        organisation_kind=(row.kind or "") if row.organisation_id is not None else "",
        country=row.country or "",
        side=choice_name(side) if side else "",
        side_code=side.code if side else "",
        camp=side.camp if side else None,
        is_sme=row.size in SME,
        is_described=bool(row.is_described),
        sittings=tuple(sittings),
    )


def _sitting(seat_ids: Select[int], day: date) -> dict[int, list[Sitting]]:
    query = (
        select(
            Appointment.seat_id,
            Appointment.id,
            Appointment.person_id,
            Person.name,
            Appointment.capacity,
            Appointment.starts_on,
            Appointment.ends_on,
            Appointment.ended_on,
            Person.is_champion,
            Appointment.accepted_on,
        )
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.seat_id.in_(seat_ids), holds_on(day))
        .order_by(Appointment.starts_on, Appointment.id)
    )
    found: dict[int, list[Sitting]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.seat_id].append(_as_sitting(row))
    return found


def _as_sitting(row: Row[*tuple[Any, ...]]) -> Sitting:
    tenure = as_tenure(row)
    return Sitting(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        capacity=row.capacity,
        starts_on=row.starts_on,
        last_day=tenure.last_day,
        is_champion=row.is_champion,
        accepted_on=row.accepted_on,
    )


def as_tenure(row: Any) -> Tenure:
    """Return one person's time in a seat as the rules look at it."""
    return Tenure(
        id=row.id,
        person_id=row.person_id,
        capacity=row.capacity,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        ended_on=row.ended_on,
        name=row.name,
    )


def tenures_of(seat_id: int) -> list[Tenure]:
    """Return everyone who sits, sat or will sit in a seat; always fresh from the database."""
    query = (
        select(
            Appointment.id,
            Appointment.person_id,
            Appointment.capacity,
            Appointment.starts_on,
            Appointment.ends_on,
            Appointment.ended_on,
            Person.name,
        )
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.seat_id == seat_id, Appointment.starts_on.is_not(None))
        .order_by(Appointment.starts_on, Appointment.id)
    )
    return [as_tenure(row) for row in db.session.execute(query)]


def lock_seat(seat_id: int) -> None:
    """Wait until nobody else is changing who sits in this seat, and keep others waiting."""
    mine = select(Seat.id).where(Seat.id == seat_id)
    db.session.execute(mine.with_for_update(key_share=True))


def is_put_forward(seat_id: int, person_id: int, capacity: Capacity) -> bool:
    """Tell whether the person is put forward for the seat and nothing came of it yet."""
    query = select(Appointment.id).where(
        Appointment.seat_id == seat_id,
        Appointment.person_id == person_id,
        Appointment.capacity == capacity,
        Appointment.starts_on.is_(None),
        Appointment.ended_on.is_(None),
    )
    return db.session.scalars(query).first() is not None


def seats_held(body_id: int, organisation_id: int) -> int:
    """Return how many seats of members an institution has in a body."""
    query = (
        select(func.count())
        .select_from(Seat)
        .where(
            Seat.body_id == body_id,
            Seat.organisation_id == organisation_id,
            Seat.ended_on.is_(None),
        )
    )
    return db.session.scalar(query) or 0


def chain_roles() -> list[tuple[int, str]]:
    """Return the roles of the supply chain that are in use on this site, in their order."""
    query = select(ChainRole).where(ChainRole.is_retired.is_(False))
    rows = db.session.scalars(query.order_by(ChainRole.position, ChainRole.id))
    return [(role.id, choice_name(role)) for role in rows]


def open_organisations() -> Sequence[Row[int, str]]:
    """Return the institutions a seat can be given to."""
    query = select(Organisation.id, Organisation.name).where(Organisation.closed_on.is_(None))
    return db.session.execute(query.order_by(Organisation.name_key)).all()


def organisations(numbers: Collection[int]) -> Sequence[Organisation]:
    """Return the open institutions of these numbers, each with its kind."""
    query = select(Organisation).where(
        Organisation.id.in_(numbers), Organisation.closed_on.is_(None)
    )
    return db.session.scalars(
        query.options(joinedload(Organisation.kind)).order_by(Organisation.name_key)
    ).all()


def sides() -> Sequence[Side]:
    """Return the sides a seat can be counted on."""
    query = select(Side).where(Side.is_retired.is_(False))
    return db.session.scalars(query.order_by(Side.position, Side.id)).all()
