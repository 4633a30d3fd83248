"""Reading for the first page: what waits, and the bodies in which the person sits."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ntfc import plugins
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.permissions import Insider
from ntfc.plugins import Waiting

log = logging.getLogger(__name__)

SHOWN = 8  # bodies beside what waits; a secretary of the national committee serves all of them


@dataclass(frozen=True)
class MyBody:
    """A body as its member sees it on the first page."""

    id: int
    name: str


def waiting(actor: Insider, today: date) -> list[Waiting]:
    """Return all that waits for the person, as every feature tells it."""
    answers = plugins.gather("ntfc_waiting", actor=actor, today=today)
    return [item for answer in answers for item in _usable(answer)]


def _usable(answer: object) -> list[Waiting]:
    """Return the items of an answer that can be shown: one odd plugin must not empty the page."""
    items = list(answer) if isinstance(answer, Iterable) else [answer]
    good = [item for item in items if isinstance(item, Waiting)]
    if len(good) < len(items):
        log.error("ntfc_waiting was answered with something else than Waiting; it is left out")
    return good


def bodies_of(actor: Insider) -> tuple[Sequence[MyBody], int]:
    """Return the topmost bodies in which the person has a role now, and how many there are."""
    condition = (Body.id.in_(actor.roles), Body.state.not_in(FINAL))
    query = select(Body.id, Body.name, func.count().over()).where(*condition)
    rows = db.session.execute(
        query.order_by(func.length(Body.path), func.lower(Body.name), Body.id).limit(SHOWN)
    ).all()
    return [MyBody(row.id, row.name) for row in rows], rows[0][2] if rows else 0


def is_empty_site() -> bool:
    """Tell whether no body was started yet."""
    return db.session.scalar(select(Body.id).limit(1)) is None
