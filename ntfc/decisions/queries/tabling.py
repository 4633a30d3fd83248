"""Which drafts stand on which agenda: by a line of their own, or by the item they were written at."""

from collections.abc import Sequence

from sqlalchemy import Row, String, and_, cast, literal, or_, select
from sqlalchemy.orm import aliased

from ntfc.agendas.models import AgendaItem, ItemState
from ntfc.db import db
from ntfc.decisions.models import Decision, DecisionState

ON_TABLE = (ItemState.PLANNED, ItemState.DISCUSSED)
OFF_TABLE = (ItemState.DROPPED, ItemState.POSTPONED)


def moved_with(agenda_id: int) -> Sequence[Row[Decision, AgendaItem]]:
    """Return the drafts that belong to another item than the one by which they stand here.

    A draft has a line of its own where a body below proposed it, or where the seats did not agree
    in writing. Another one goes with its item to the agenda of a later meeting.
    """
    earlier = aliased(AgendaItem)
    own_line = AgendaItem.origin_key == literal("decisions:").concat(cast(Decision.id, String))
    moved = select(earlier.id).where(
        earlier.id == AgendaItem.came_from_id, earlier.state == ItemState.POSTPONED
    )
    comes = and_(
        AgendaItem.state.in_(ON_TABLE),
        or_(own_line, Decision.item_id.in_(moved)),
        or_(Decision.item_id.is_(None), Decision.item_id != AgendaItem.id),
    )
    goes = and_(AgendaItem.state.in_(OFF_TABLE), own_line, Decision.item_id == AgendaItem.id)
    query = (
        select(Decision, AgendaItem)
        .join(AgendaItem, AgendaItem.body_id == Decision.body_id)
        .where(AgendaItem.agenda_id == agenda_id, Decision.state == DecisionState.DRAFT)
        .where(or_(comes, goes))
        .order_by(Decision.id)
    )
    return db.session.execute(query).all()
