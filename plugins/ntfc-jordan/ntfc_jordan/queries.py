"""Reading councils and their partners. Each question is asked once for all rows."""

from collections.abc import Mapping, Sequence

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ntfc.committees.models import Body
from ntfc.committees.queries import visible
from ntfc.db import db
from ntfc.organisations.models import Organisation
from ntfc.permissions import Actor
from ntfc_jordan.data import told
from ntfc_jordan.models import Partner


def councils(actor: Actor) -> Sequence[Body]:
    """Return the councils started so, as far as *actor* may know of them."""
    query = select(Body).where(visible(actor), Body.library_entry == told("council")["entry"])
    return db.session.scalars(query.order_by(Body.id)).all()


def sizes(councils: Sequence[Body]) -> Mapping[int, int]:
    """Return how many partners each council has."""
    numbers = [body.id for body in councils]
    query = select(Partner.body_id, func.count()).where(Partner.body_id.in_(numbers))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Partner.body_id))}


def partners_of(body_id: int) -> Sequence[Partner]:
    """Return the partners of a council by the names of their institutions."""
    query = select(Partner).join(Organisation).options(joinedload(Partner.organisation))
    mine = query.where(Partner.body_id == body_id)
    return db.session.scalars(mine.order_by(Organisation.name, Partner.id)).all()


def get_partner(partner_id: int) -> Partner:
    """Return a partner with its council and its institution."""
    both = (joinedload(Partner.body), joinedload(Partner.organisation))
    partner: Partner = db.one_or_404(select(Partner).where(Partner.id == partner_id).options(*both))
    return partner


def others(body_id: int) -> list[tuple[int, str]]:
    """Return the institutions that are no partner of a council yet."""
    mine = select(Partner.organisation_id).where(Partner.body_id == body_id)
    query = select(Organisation.id, Organisation.name).where(Organisation.id.not_in(mine))
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Organisation.name))]


def has_golden_list() -> bool:
    """Tell whether the plugin for trusted traders is on."""
    return "golden_list" in current_app.blueprints
