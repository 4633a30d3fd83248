"""Reading what library entries suggest, and where a body may be started."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ntfc.committees import queries as bodies
from ntfc.committees import rules as bodies_rules
from ntfc.committees.models import Body, BodyKind
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.founding.models import Suggestion
from ntfc.permissions import SITE, Actor, can


def kind_called(code: str) -> BodyKind:
    """Return the kind of body with a code."""
    return db.session.scalars(select(BodyKind).where(BodyKind.code == code)).one()


def places_to_start(actor: Actor) -> list[tuple[int | None, str]]:
    """Return the bodies below which *actor* may start one; None stands for the top of the tree."""
    query = select(Body).where(bodies.visible(actor), Body.state.not_in(FINAL)).order_by(Body.path)
    below: list[tuple[int | None, str]] = [
        (body.id, body.name)
        for body in db.session.scalars(query)
        if can(actor, bodies_rules.START, body)
    ]
    return [(None, ""), *below] if can(actor, bodies_rules.START, SITE) else below


def open_suggestions(body_id: int) -> Sequence[Suggestion]:
    """Return what the body has not decided on yet, in the order of the entry."""
    query = select(Suggestion).where(Suggestion.body_id == body_id, Suggestion.settled_on.is_(None))
    return db.session.scalars(query.order_by(Suggestion.position)).all()


def get_suggestion(suggestion_id: int) -> Suggestion:
    """Return one suggestion with its body."""
    query = select(Suggestion).where(Suggestion.id == suggestion_id)
    suggestion: Suggestion = db.one_or_404(query.options(joinedload(Suggestion.body)))
    return suggestion
