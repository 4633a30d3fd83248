"""What was handed over when bodies ended, as each reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from ntfc.committees.models import Body, HandedOver
from ntfc.committees.queries.bodies import readable
from ntfc.db import db
from ntfc.permissions import CIRCLE, SYSTEM, Actor, Insider


@dataclass(frozen=True)
class Inherited:
    """A thing that was open when a body ended, and who has it now."""

    title: str
    kind: str
    on: date
    body_id: int
    body_name: str
    heir_id: int | None


def handed_over(body: Body, actor: Actor) -> Sequence[Inherited]:
    """Return what the body left open and what it took over, as far as *actor* reads there.

    What only the circle of a body knew, such as a proposal nobody had decided on, stays there.
    """
    query = (
        select(
            HandedOver.title,
            HandedOver.kind,
            HandedOver.on,
            HandedOver.body_id,
            Body.name,
            HandedOver.heir_id,
        )
        .join(Body, Body.id == HandedOver.body_id)
        .where(or_(HandedOver.body_id == body.id, HandedOver.heir_id == body.id))
        .where(readable(actor))
        .order_by(HandedOver.on.desc(), HandedOver.body_id, HandedOver.id)
    )
    if actor is not SYSTEM:
        works = _works_in(actor)
        ours = or_(HandedOver.body_id.in_(works), HandedOver.heir_id.in_(works))
        query = query.where(or_(HandedOver.for_circle.is_(False), ours))
    return [Inherited(*row) for row in db.session.execute(query)]


def _works_in(actor: Actor) -> list[int]:
    roles = actor.roles if isinstance(actor, Insider) else {}
    return [body_id for body_id, held in roles.items() if not held.isdisjoint(CIRCLE)]


def handed_over_as(keys: Sequence[str]) -> Sequence[HandedOver]:
    """Return what was handed over under one of these keys."""
    query = select(HandedOver).where(HandedOver.key.in_(keys))
    return db.session.scalars(query.order_by(HandedOver.id)).all()
