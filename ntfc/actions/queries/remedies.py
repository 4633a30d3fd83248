"""The priorities of a body that are off track, each with its remedy."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, select, true

from ntfc.actions.models import Action, Remedy
from ntfc.actions.queries.reading import visible
from ntfc.committees.models import Priority, Term
from ntfc.committees.queries import latest_term
from ntfc.db import db
from ntfc.permissions import Actor


def off_track_in(body_id: int, actor: Actor | None = None) -> Sequence[Any]:
    """Return what is off track in the latest term, as columns; what was carried over counts on.

    Gives priority_id, text, remedy_id, reason, since_on, action_id, title, state, is_confidential
    and may_read: whether *actor* reads the action.
    """
    term = latest_term(body_id)
    if term is None:
        return ()
    chain = _carried(term)
    may_read: ColumnElement[bool] = visible(actor) if actor is not None else true()
    query = (
        select(
            chain.c.now.label("priority_id"),
            chain.c.text,
            Remedy.id.label("remedy_id"),
            Remedy.reason,
            Remedy.since_on,
            Action.id.label("action_id"),
            Action.title,
            Action.state,
            Action.is_confidential,
            may_read.label("may_read"),
        )
        .join(Remedy, Remedy.priority_id == chain.c.was)
        .join(Action, Action.id == Remedy.action_id)
        .where(Remedy.ended_on.is_(None))
        .order_by(chain.c.position, Remedy.id)
    )
    return db.session.execute(query).all()


def _carried(term: Term) -> CTE:
    """Return the open priorities of a term, each beside those it was carried over from."""
    here = (
        select(
            Priority.id.label("now"),
            Priority.id.label("was"),
            Priority.carried_from_id.label("before"),
            Priority.text,
            Priority.position,
        )
        .where(Priority.term_id == term.id)
        .where(Priority.delivered_on.is_(None), Priority.withdrawn_on.is_(None))
        .cte("carried", recursive=True)
    )
    earlier = select(
        here.c.now, Priority.id, Priority.carried_from_id, here.c.text, here.c.position
    ).join(here, Priority.id == here.c.before)
    return here.union_all(earlier)


def remedied_by(action: Action) -> str | None:
    """Return the priority that has nothing but this action to bring it on track again."""
    rows = off_track_in(action.body_id)
    return next((row.text for row in rows if row.action_id == action.id), None)
