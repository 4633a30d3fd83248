"""All that the page of a body shows beside its own record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from ntfc.committees.models import Body, BodyKind, Priority, SetupStep, Succession, Term
from ntfc.committees.models.vocabulary import FINAL, State
from ntfc.committees.queries.bodies import visible
from ntfc.committees.queries.ending import Inherited, handed_over
from ntfc.committees.queries.terms import awaiting_a_term, steps_of, terms_of
from ntfc.db import db
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.permissions import Actor


@dataclass(frozen=True)
class Near:
    """A body as it is named on the page of another."""

    id: int
    name: str
    kind: str
    state: State
    place: str = ""
    sunset_on: date | None = None


@dataclass(frozen=True)
class Followed:
    """A body before or after this one."""

    body: Near
    kind: Any
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class BodyPage:
    """Where a body stands in the tree and in time. Bodies the reader may not see are left out."""

    above: Sequence[Near]
    below: Sequence[Near]
    before: Sequence[Followed]
    after: Sequence[Followed]
    mirrors: Sequence[Near]
    heir: Near | None
    terms: Sequence[Term]
    waiting: Sequence[Priority]
    left: Sequence[Inherited]
    taken: Sequence[Inherited]
    steps: Sequence[SetupStep]


@dataclass(frozen=True)
class Side:
    """One of the bodies that stand opposite each other, as they are compared."""

    id: int
    name: str
    state: State
    started_on: date | None
    coordinator: str | None
    secretariat: str | None
    about: str


def side_by_side(body: Body, mirrors: Sequence[Near]) -> Sequence[Side]:
    """Return the body and those that stand opposite it, as long as they live."""
    living = [near.id for near in mirrors if near.state not in FINAL]
    if body.state in FINAL or not living:
        return ()
    ids = [body.id, *living]
    query = (
        select(
            Body.id,
            Body.name,
            Body.state,
            Body.started_on,
            Person.name.label("coordinator"),
            Organisation.name.label("secretariat"),
            Body.about,
        )
        .outerjoin(Person, Person.id == Body.coordinator_id)
        .outerjoin(Organisation, Organisation.id == Body.secretariat_id)
        .where(Body.id.in_(ids))
    )
    found = {row.id: Side(*row) for row in db.session.execute(query)}
    return [found[number] for number in ids]


NEAR = (Body.id, Body.name, BodyKind.name, Body.state, Body.place, Body.sunset_on)


def page_of(body: Body, actor: Actor) -> BodyPage:
    """Return what stands around the body."""
    ids = [int(part) for part in body.path.strip("/").split("/")]
    related = [*ids, body.mirror_of_id, body.heir_id]
    query = (
        select(*NEAR, Body.parent_id, Body.mirror_of_id)
        .join(BodyKind, BodyKind.id == Body.kind_id)
        .where(visible(actor))
        .where(
            or_(
                Body.id.in_([number for number in related if number]),
                Body.parent_id == body.id,
                Body.mirror_of_id == body.id,
            )
        )
        .order_by(Body.name)
    )
    rows = db.session.execute(query).all()
    near = {row.id: _near(row) for row in rows}
    opposite = [row.id for row in rows if row.mirror_of_id == body.id]
    before, after = _successions(body, actor)
    handed = handed_over(body, actor)
    return BodyPage(
        above=[near[number] for number in ids[:-1] if number in near],
        below=sorted(
            (near[row.id] for row in rows if row.parent_id == body.id),
            key=lambda child: child.state in FINAL,
        ),
        before=before,
        after=after,
        mirrors=[near[number] for number in [body.mirror_of_id, *opposite] if number in near],
        heir=near.get(body.heir_id or 0),
        terms=terms_of(body.id),
        waiting=awaiting_a_term(body.id),
        left=[one for one in handed if one.body_id == body.id],
        taken=[one for one in handed if one.heir_id == body.id],
        steps=steps_of(body.id),
    )


def _near(row: Any) -> Near:
    return Near(*row[:6])


def _successions(body: Body, actor: Actor) -> tuple[list[Followed], list[Followed]]:
    link = aliased(Succession)
    query = (
        select(*NEAR, link.kind.label("how"), link.on, link.reason, link.successor_id)
        .join(BodyKind, BodyKind.id == Body.kind_id)
        .join(link, or_(link.predecessor_id == Body.id, link.successor_id == Body.id))
        .where(or_(link.predecessor_id == body.id, link.successor_id == body.id))
        .where(Body.id != body.id, visible(actor))
        .order_by(link.on, link.id)
    )
    before: list[Followed] = []
    after: list[Followed] = []
    for row in db.session.execute(query):
        followed = Followed(_near(row), row.how, row.on, row.reason)
        (before if row.successor_id == body.id else after).append(followed)
    return before, after
