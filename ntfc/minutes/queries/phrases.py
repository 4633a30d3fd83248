"""The phrases that a body keeps of its own, and those for all bodies."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.minutes.models import OwnPhrase


def phrases_kept(body_id: int | None, *, with_site: bool = False) -> Sequence[OwnPhrase]:
    """Return the phrases of a body that are in use; None: those for all bodies."""
    here = OwnPhrase.body_id == body_id if body_id else OwnPhrase.body_id.is_(None)
    wanted = or_(here, OwnPhrase.body_id.is_(None)) if with_site else here
    query = select(OwnPhrase).where(wanted, OwnPhrase.retired_at.is_(None))
    order = (OwnPhrase.body_id.is_(None), OwnPhrase.id)  # its own come first
    return db.session.scalars(query.order_by(*order)).all()


def get_phrase(phrase_id: int) -> OwnPhrase:
    found: OwnPhrase = db.one_or_404(select(OwnPhrase).where(OwnPhrase.id == phrase_id))
    return found


def body_with_phrases(body_id: int) -> Body:
    found: Body = db.one_or_404(select(Body).where(Body.id == body_id))
    return found
