"""Putting a priority off track, together with what is done about it, and on track again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ntfc import audit
from ntfc.actions import queries, rules
from ntfc.actions.models import Action, Remedy
from ntfc.actions.queries.remedies import off_track_in
from ntfc.actions.rules.remedies import obstacles_to_off_track
from ntfc.actions.service import recording
from ntfc.actions.service.recording import Origin
from ntfc.committees import queries as committees
from ntfc.committees.models import Body, Priority
from ntfc.committees.rules import obstacles_to_settling_priority
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.links.service import Issued
from ntfc.permissions import Actor, requires


@requires(rules.ADD)
def put_off_track(
    body: Body,
    *,
    priority_id: int,
    reason: str,
    action_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
    today: date,
) -> list[Issued]:
    """Say that a priority is off track, with an open action as its remedy or a new one at once."""
    committees.hold(body)
    priority = committees.get_priority(priority_id, body)
    open_ones = {one.id: one for one in queries.open_in(body.id)}
    chosen = open_ones.get(action_id) if action_id else None
    refuse_if(
        [
            *obstacles_to_settling_priority(priority),
            *obstacles_to_off_track(reason, remedy=chosen.state if chosen else None, new=facts),
        ]
    )
    issued: list[Issued] = []
    if chosen is None:
        origin = Origin(key=audit.subject_key(priority), title=priority.text)
        chosen, issued = recording.add(
            body, facts=facts or {}, origin=origin, actor=actor, now=now, today=today
        )
    _end(body, priority, today)
    _begin(priority, chosen, reason=reason, today=today)
    audit.record(actor, "priority.off_track", priority, remedy=chosen.id)
    return issued


def _begin(priority: Priority, action: Action, *, reason: str, today: date) -> None:
    facts = {"priority_id": priority.id, "action_id": action.id}
    db.session.add(Remedy(**facts, reason=reason.strip(), since_on=today))
    db.session.flush()


def _end(body: Body, priority: Priority, today: date) -> bool:
    """End the remedy that stands; tell whether there was one."""
    ended = [row for row in off_track_in(body.id) if row.priority_id == priority.id]
    for row in ended:
        remedy = db.session.get_one(Remedy, row.remedy_id)
        remedy.ended_on = max(today, remedy.since_on)
    db.session.flush()
    return bool(ended)


@requires(rules.ADD)
def put_on_track(body: Body, *, priority_id: int, actor: Actor, today: date) -> None:
    """Say that a priority is on track again; its remedies stay in the record."""
    committees.hold(body)
    priority = committees.get_priority(priority_id, body)
    if _end(body, priority, today):
        audit.record(actor, "priority.on_track", priority)
