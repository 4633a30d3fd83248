"""The items for which guests and experts may be asked in."""

from collections.abc import Iterator

from ntfc.agendas import queries, rules
from ntfc.agendas.models import AgendaState
from ntfc.meetings.models import Meeting
from ntfc.permissions import Actor, can
from ntfc.plugins import MeetingItem


def items_for_guests(meeting: Meeting, actor: Actor) -> Iterator[MeetingItem]:
    """Name the items that stand, but none in confidence; once the agenda is out, with their time."""
    agenda = queries.agenda_of(meeting.id)
    if agenda is None:
        return
    is_out = agenda.state is AgendaState.RELEASED
    starts = rules.over_days(rules.starts(agenda.items), meeting.days) if is_out else {}
    for line in rules.lined_up(agenda.items):
        item = line.item
        if rules.takes_guests(item) and can(actor, rules.VIEW_ITEM, item):
            key, title = f"{queries.KEY}{item.id}", f"{line.label} {item.title}"
            yield MeetingItem(key=key, title=title, starts_in=starts.get(item.id))
