"""What agendas say when a meeting opens; what stands on one when its meeting is over."""

from collections.abc import Collection, Iterator
from datetime import datetime

from ntfc.agendas import queries, rules
from ntfc.agendas.models import AgendaState
from ntfc.agendas.service import running
from ntfc.i18n import _, on_day
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.meetings.rules import local_day
from ntfc.permissions import Actor, can
from ntfc.plugins import MeetingItem


def still_open(meeting: Meeting, actor: Actor) -> Iterator[MeetingItem]:
    """Name the items that nobody took up on the screen; with none taken up, all seem reached."""
    agenda = queries.agenda_of(meeting.id)
    items = agenda.items if agenda else ()
    current = agenda.current_item_id if agenda else None
    reached = {item.id for item in items if item.began_at is not None}
    asked = {item.id for item in rules.not_settled(items)} - {current}
    for line in rules.lined_up(items):
        if line.item.id in asked and can(actor, rules.VIEW_ITEM, line.item):
            yield MeetingItem(
                key=f"{queries.KEY}{line.item.id}",
                title=f"{line.label} {line.item.title}",
                likely=not reached or line.item.parent_id in reached,
            )


def settle(
    meeting: Meeting, reached: Collection[str] | None, *, actor: Actor, now: datetime
) -> None:
    """Settle the items: one that was not reached, or whose meeting was called off, waits."""
    agenda = queries.agenda_of(meeting.id)
    if agenda is None:
        return
    keys = {f"{queries.KEY}{item.id}": item.id for item in agenda.items}
    numbers = None if reached is None else {keys[key] for key in reached if key in keys}
    if meeting.state is MeetingState.CANCELLED:
        day = local_day(now, meeting.time_zone)
        reason = _("That meeting was called off on %(day)s.", day=on_day(day))
    else:
        reason = _("It was not reached.")
    running.end(agenda, reached=numbers, reason=reason, actor=actor, now=now)


def unreleased(meeting: Meeting) -> Iterator[str]:
    """Say that a meeting would open with an agenda that nobody was sent."""
    agenda = queries.agenda_of(meeting.id)
    if agenda is not None and agenda.state is not AgendaState.RELEASED:
        yield str(_("Its agenda is not released."))


def begun(meeting: Meeting) -> Iterator[str]:
    """Say why the meeting has begun: an item was taken up since it was opened."""
    agenda, opened = queries.agenda_of(meeting.id), meeting.opened_at
    times = [item.began_at for item in agenda.items if item.began_at] if agenda else []
    if opened is not None and any(one >= opened for one in times):
        yield _("An item was taken up since. Close the meeting instead.")
