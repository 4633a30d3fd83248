"""Which institutions bring the items that a body discusses."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, func, select

from ntfc.agendas.models import Agenda, AgendaItem, ItemState
from ntfc.db import db
from ntfc.issues.models import Issue
from ntfc.meetings.models import Meeting
from ntfc.organisations.models import Organisation


def brought_to(body_id: int, since: datetime) -> Sequence[Row[int, str, int]]:
    """Return the institutions with the number of items they brought since: id, name, brought.

    What went out counts, whoever in the institution proposed it; what stands in confidence and
    what was taken off does not.
    """
    owner = func.coalesce(AgendaItem.proposed_for_id, Issue.raised_for_id)
    items = func.count()
    query = (
        select(Organisation.id, Organisation.name, items.label("brought"))
        .select_from(AgendaItem)
        .outerjoin(Issue, Issue.id == AgendaItem.issue_id)
        .join(Organisation, Organisation.id == owner)
        .join(Agenda, Agenda.id == AgendaItem.agenda_id)
        .join(Meeting, Meeting.id == Agenda.meeting_id)
        .where(AgendaItem.body_id == body_id, Meeting.starts_at >= since)
        .where(AgendaItem.released_at.is_not(None), AgendaItem.is_confidential.is_(False))
        .where(AgendaItem.state != ItemState.DROPPED)
        .group_by(Organisation.id)
        .order_by(items.desc(), Organisation.name)
    )
    return db.session.execute(query).all()
