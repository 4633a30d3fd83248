"""Bodies as the service changes them, and who may see which."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, false, func, inspect, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from ntfc import plugins
from ntfc.committees.models import Body, BodyContact, BodyName, Term
from ntfc.committees.models.vocabulary import FINAL, PREPARING, NameKind
from ntfc.committees.queries.calendars import holidays_of
from ntfc.db import db, one_at_a_time
from ntfc.permissions import CHAIRS, SYSTEM, Actor, Insider, Role
from ntfc.plugins import DueMeeting, OpenWork
from ntfc.texts import folded_key


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* may see a body; `rules.VIEW` says the same."""
    return true() if Role.ADMINISTRATOR in actor.roles_in(None) else readable(actor)


def readable(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* reads a body's papers; `rules.READ` says the same."""
    if actor is SYSTEM:
        return true()
    if not isinstance(actor, Insider):
        return false()
    return _read_by(**reader_of_bodies(actor))


def reader_of_bodies(actor: Insider) -> dict[str, Any]:
    """Return what `readable_by_name` leaves open: who asks, and what that person is where."""
    return {
        "person_id": actor.person_id,
        "seated": [body_id for body_id, roles in actor.roles.items() if roles],
        "led": [body_id for body_id, roles in actor.roles.items() if roles & CHAIRS],
    }


def readable_by_name() -> ColumnElement[bool]:
    """Return the condition for an `Insider`, for a question that is put together once.

    Who asks is filled in at each asking, by `reader_of_bodies`.
    """
    places: dict[str, Any] = {name: bindparam(name, expanding=True) for name in ("seated", "led")}
    return _read_by(person_id=bindparam("person_id"), **places)


def _read_by(person_id: Any, seated: Any, led: Any) -> ColumnElement[bool]:
    return or_(
        Body.is_restricted.is_(False),
        Body.id.in_(seated),
        Body.coordinator_id == person_id,
        Body.sponsor_id == person_id,
        and_(Body.parent_id.in_(led), Body.state.in_(PREPARING)),
    )


def get_body(body_id: int) -> Body:
    """Return the body with all that its own record says."""
    query = (
        select(Body)
        .where(Body.id == body_id)
        .options(
            joinedload(Body.kind),
            joinedload(Body.sponsor),
            joinedload(Body.coordinator),
            joinedload(Body.secretariat),
            selectinload(Body.names),
            selectinload(Body.sectors),
            selectinload(Body.contacts).joinedload(BodyContact.person),
        )
    )
    body: Body = db.one_or_404(query)
    return body


def former_contacts(body: Body) -> Sequence[BodyContact]:
    """Return who was to be called about the body before, the latest first."""
    query = select(BodyContact).where(
        BodyContact.body_id == body.id, BodyContact.ended_on.is_not(None)
    )
    query = query.order_by(BodyContact.ended_on.desc(), BodyContact.id)
    return db.session.scalars(query.options(joinedload(BodyContact.person))).all()


def hold(body: Body, *parts: str) -> None:
    """Let nobody else change what belongs to the body before this is done.

    The body is then seen as it is now, with the *parts* that are named.
    """
    db.session.execute(select(Body.id).where(Body.id == body.id).with_for_update(key_share=True))
    db.session.refresh(body, [*inspect(Body).column_attrs.keys(), *parts])


def hold_tree(*bodies: Body | None) -> None:
    """Let nobody else move, name, start or end a body before this is done; see these as they are.

    Names are compared with those beside them, and a path is made of those above: both hold only
    while the whole tree stands still.
    """
    one_at_a_time("the tree of bodies")
    for body in bodies:
        if body is not None:
            db.session.refresh(body, ["main_name", "parent_id", "path", "state", "version"])


def former_name(body_id: int, name: str) -> BodyName | None:
    """Return this name among those that a body had before."""
    query = select(BodyName).where(
        BodyName.body_id == body_id,
        BodyName.kind == NameKind.FORMER,
        BodyName.name_key == folded_key(name),
    )
    return db.session.scalars(query).one_or_none()


def names_below(parent: Body | None) -> Sequence[str]:
    """Return the names of the bodies right below *parent* that are not closed for good."""
    here = Body.parent_id.is_(None) if parent is None else Body.parent_id == parent.id
    return db.session.scalars(select(Body.main_name).where(here, Body.state.not_in(FINAL))).all()


def names_beside(body: Body) -> Sequence[str]:
    """Return the names of the other bodies at the same place of the tree that are not closed."""
    here = Body.parent_id.is_(None) if body.parent_id is None else Body.parent_id == body.parent_id
    others = select(Body.main_name).where(here, Body.id != body.id, Body.state.not_in(FINAL))
    return db.session.scalars(others).all()


def children_of(body: Body) -> Sequence[Body]:
    return db.session.scalars(select(Body).where(Body.parent_id == body.id).order_by(Body.id)).all()


def ending_with(body: Body) -> Sequence[Body]:
    """Return the bodies right below that end with the term of *body*."""
    query = select(Body).where(
        Body.parent_id == body.id, Body.ends_with_parent, Body.state.not_in(FINAL)
    )
    return db.session.scalars(query.order_by(Body.name)).all()


def subtree(body: Body) -> Sequence[Body]:
    """Return the body and all below it."""
    return db.session.scalars(select(Body).where(Body.path.startswith(body.path))).all()


def count_living_below(body: Body) -> int:
    query = select(func.count()).where(
        Body.path.startswith(body.path), Body.id != body.id, Body.state.not_in(FINAL)
    )
    return db.session.scalars(query).one()


def heir_of(body: Body) -> Body | None:
    """Return the nearest body above that still lives: it takes over what is open."""
    ids = [int(part) for part in body.path.strip("/").split("/")[:-1]]
    query = select(Body).where(Body.id.in_(ids), Body.state.not_in(FINAL))
    return db.session.scalars(query.order_by(func.length(Body.path).desc()).limit(1)).one_or_none()


def open_work(body: Body) -> list[OpenWork]:
    """Return what the body has not finished, as every feature tells it."""
    return [item for answer in plugins.gather("ntfc_open_work", body=body) for item in answer]


def next_due(body_ids: Collection[int]) -> Mapping[int, DueMeeting]:
    """Return by which day each of the bodies is to meet next, the earliest day that is told."""
    answers = plugins.gather("ntfc_next_due", body_ids=body_ids)
    told = [due for answer in answers for due in answer]
    return {due.body_id: due for due in sorted(told, key=lambda due: due.on, reverse=True)}


def days_met(body_ids: Collection[int]) -> Mapping[int, Sequence[date]]:
    """Return on which days the bodies met, as the features that know of meetings tell it."""
    found: dict[int, list[date]] = defaultdict(list)
    for answer in plugins.gather("ntfc_days_met", body_ids=body_ids):
        for body_id, days in answer.items():
            found[body_id].extend(days)
    return found


def meets_next(body_ids: Collection[int], actor: Actor) -> Mapping[int, date]:
    """Return on which day each of the bodies meets next, the earliest that is told."""
    found: dict[int, date] = {}
    for answer in plugins.gather("ntfc_next_meetings", body_ids=body_ids, actor=actor):
        for body_id, day in answer.items():
            found[body_id] = min(day, found.get(body_id, day))
    return found


def with_an_end() -> Sequence[int]:
    """Return the numbers of the bodies that a date may end, those far below first."""
    has_term = select(Term.id).where(Term.body_id == Body.id, Term.ends_on.is_not(None)).exists()
    query = (
        select(Body.id)
        .where(Body.state.not_in(FINAL))
        .where(or_(Body.sunset_on.is_not(None), Body.ends_with_parent, has_term))
    )
    return db.session.scalars(query.order_by(func.length(Body.path).desc(), Body.id)).all()


def holidays_between(body: Body, first: date, last: date) -> frozenset[date]:
    """Return the holidays of the body's country and region in the years of the span."""
    years = range(first.year, last.year + 1)
    return frozenset(
        day
        for year in years
        for day in holidays_of(body.holiday_country, body.holiday_region, year)
    )
