"""Items that leave the table while a meeting sits: they keep their numbers in the record."""

from datetime import datetime

from ntfc.agendas.models import AgendaItem
from ntfc.meetings.models import MeetingState


def leave_table(item: AgendaItem, now: datetime) -> None:
    """Note when an item that is gone was last on the table; while a meeting sits, all of them are."""
    agenda = item.agenda
    is_current = agenda.current_item_id == item.id
    if is_current or agenda.meeting.state is MeetingState.UNDER_WAY:
        item.ended_at = now
    if is_current:
        agenda.current_item_id = None
