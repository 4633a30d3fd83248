"""Reading councils and their partners. Each question is asked once for all rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ntfc.committees.models import Body
from ntfc.committees.queries import visible
from ntfc.db import db
from ntfc.organisations.models import Organisation
from ntfc.organisations.rules import name_key
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


def by_name() -> Mapping[str, int]:
    """Return all institutions by what they are called; a full name goes before a short one."""
    names = (Organisation.short_name, Organisation.other_name, Organisation.main_name)
    rows = db.session.execute(select(Organisation.id, *names).order_by(Organisation.id)).all()
    return {name_key(str(row[n])): row.id for n in (1, 2, 3) for row in rows if row[n]}


def golden_list() -> Mapping[str, Any] | None:
    """Return the Golden List as it was begun: its number and its names; None where it was not."""
    if not has_golden_list():
        return None
    # Only while it is on: this plugin is tried alone, too, and tables of others are not its own.
    from ntfc_golden_list.models import Programme  # noqa: PLC0415

    told_of = told("golden_list")
    query = select(Programme.id, Programme.name).where(
        Programme.country == told_of["country"], Programme.key == told_of["profile"]
    )
    found = db.session.execute(query).first()
    return None if found is None else {"id": found.id, "name": found.name}


def has_golden_list() -> bool:
    """Tell whether the plugin for trusted traders is on."""
    return "golden_list" in current_app.blueprints
