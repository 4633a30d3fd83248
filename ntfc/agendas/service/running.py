"""Leading through the agenda in the meeting: one item after the other, with the clock."""

from collections.abc import Collection
from datetime import datetime

from ntfc import audit, plugins
from ntfc.agendas import rules
from ntfc.agendas.models import Agenda, AgendaItem, ItemState
from ntfc.agendas.service.moving import leave
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.issues import queries as issues
from ntfc.issues.models import EventKind, IssueState
from ntfc.issues.service.moving import carry
from ntfc.permissions import Actor, requires


@requires(rules.RUN)
def take_up(item: AgendaItem, *, actor: Actor, now: datetime) -> None:
    """Begin with an item; the one before it ends."""
    agenda = item.agenda
    refuse_if(rules.obstacles_to_running(agenda))
    if agenda.current_item_id == item.id:
        return
    _end_current(agenda, actor=actor, now=now)
    agenda.current_item_id = item.id
    item.began_at, item.ended_at = item.began_at or now, None
    db.session.flush()
    audit.record(actor, "agenda.item_taken_up", item)


@requires(rules.RUN)
def finish(agenda: Agenda, *, actor: Actor, now: datetime) -> None:
    """End the item that is being discussed, without beginning another."""
    refuse_if(rules.obstacles_to_running(agenda))
    _end_current(agenda, actor=actor, now=now)
    agenda.current_item_id = None
    db.session.flush()
    audit.record(actor, "agenda.item_finished", agenda)


def _end_current(agenda: Agenda, *, actor: Actor, now: datetime) -> None:
    current = next((one for one in agenda.items if one.id == agenda.current_item_id), None)
    if current is None:
        return
    current.ended_at = now
    _discuss(current, actor=actor, now=now)


def _discuss(item: AgendaItem, *, actor: Actor, now: datetime) -> None:
    if item.state is ItemState.PLANNED:
        item.state = ItemState.DISCUSSED
    issue = issues.find_issue(item.issue_id) if item.issue_id else None
    if issue is not None and issue.state is IssueState.ON_AGENDA:
        about = audit.subject_key(item.agenda.meeting)
        carry(issue, IssueState.DISCUSSED, EventKind.DISCUSSED, actor=actor, now=now, about=about)


@requires(rules.RUN)
def end(
    agenda: Agenda,
    *,
    reached: Collection[int] | None,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Settle what stands open when a meeting is over: it was discussed, or it waits for another.

    *reached* are the items that were discussed without being taken up on the screen; None where
    nobody said so.
    """
    _end_current(agenda, actor=actor, now=now)
    agenda.current_item_id = None
    was_led = rules.was_led(agenda.items)
    for item in rules.not_settled(agenda.items):
        if reached is not None and item.id in reached:
            _discuss(item, actor=actor, now=now)
        elif reached is not None or was_led:
            leave(item, reason=reason, actor=actor, now=now)
    db.session.flush()
    plugins.notify("ntfc_agenda_changed", agenda=agenda)
    audit.record(actor, "agenda.settled", agenda)
