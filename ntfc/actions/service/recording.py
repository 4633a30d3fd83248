"""Recording an action, changing it, cancelling it and opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ntfc import audit
from ntfc.actions import queries, rules
from ntfc.actions.models import Action, ActionEvent, ActionState, ActionStep
from ntfc.actions.queries.remedies import remedied_by
from ntfc.actions.rules.remedies import obstacles_to_leaving_without_remedy
from ntfc.actions.service import letters
from ntfc.agendas.models import AgendaItem
from ntfc.clock import day_of
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Overtaken, refuse_if
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.meetings.models import Meeting
from ntfc.permissions import SYSTEM, Actor, requires
from ntfc.texts import fold

LONGEST_SEARCH = 4000
DATES = ("due_on", "is_date_open")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an action came from: keys, and what each was called at that moment."""

    meeting: Meeting | None = None
    item: AgendaItem | None = None
    issue: Issue | None = None
    key: str = ""  # of a thing above, such as decisions:12
    title: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Return the origin as the action keeps it; what is in confidence is not named again."""
        item, issue = self.item, self.issue
        if item is not None and item.is_confidential:
            title = ""
        else:
            title = self.title or (item.title if item else issue.title if issue else "")
        return {
            "meeting_id": self.meeting.id if self.meeting else None,
            "item_id": item.id if item else None,
            "issue_id": issue.id if issue else item.issue_id if item else None,
            "origin_key": self.key,
            "origin_title": title[:300],
        }


NOWHERE = Origin()


@requires(rules.ADD)
def add(
    body: Body,
    *,
    facts: Mapping[str, Any],
    origin: Origin = NOWHERE,
    actor: Actor,
    now: datetime,
    today: date,
) -> tuple[Action, list[Issued]]:
    """Record an action and tell its owner; the links are those that no mail carried."""
    known = _with_institution(body, facts)
    refuse_if(rules.obstacles_to_recording(**_asked(known), today=today))
    queries.lock_body(body.id)
    action = Action(
        body=body,
        number=queries.next_number(body.id),
        added_by_id=actor.person_id,
        added_at=now,
        **known,
        **origin.facts,
    )
    _settle(action)
    db.session.add(action)
    db.session.flush()
    db.session.add(
        ActionEvent.of(action, ActionStep.ADDED, actor=actor, now=now, day=action.due_on)
    )
    db.session.flush()
    audit.record(actor, "action.added", action, number=action.number, owner=action.owner_id)
    return action, letters.tell_owner(queries.get_action(action.id), actor=actor, now=now)


def _with_institution(body: Body, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts; a person who sits for just one institution acts for that one."""
    known = dict(facts)
    if known.get("person_id") and not known.get("owner_id"):
        own = {o for person, o, _name in queries.seated(body) if person == known["person_id"]}
        own.discard(None)
        known["owner_id"] = own.pop() if len(own) == 1 else None
    return known


def _asked(known: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "owner_id": known.get("owner_id"),
        "person_id": known.get("person_id"),
        "due_on": known.get("due_on"),
        "is_date_open": bool(known.get("is_date_open")),
    }


def _settle(action: Action) -> None:
    """Keep what follows from what was typed: the last day in time, and the words to search by."""
    action.until_on = queries.last_day(action.body, action.due_on)
    action.search_text = fold(f"{action.title} {action.details or ''}")[:LONGEST_SEARCH]


@requires(rules.EDIT)
def change(
    action: Action,
    *,
    facts: Mapping[str, Any],
    seen: int,
    actor: Actor,
    now: datetime,
    today: date,
) -> list[Issued]:
    """Change an action; a new owner is told. *seen* is the version that was opened."""
    if action.version != seen:
        raise Overtaken(
            _("Somebody changed this action since you opened it. Look again, then save once more."),
            stands=action,
        )
    known = _with_institution(action.body, facts)
    changed = [name for name, value in known.items() if getattr(action, name) != value]
    past = today if "due_on" in changed else date.min  # a date that is past may stay as it is
    refuse_if(
        [
            *rules.obstacles_to_changing(action),
            *rules.obstacles_to_recording(**_asked(known), today=past),
        ]
    )
    for name in changed:
        setattr(action, name, known[name])
    if set(changed) & set(DATES):
        action.reminded, action.reminded_from = 0, None
    _settle(action)
    if changed:
        db.session.add(
            ActionEvent.of(action, ActionStep.CHANGED, actor=actor, now=now, day=action.due_on)
        )
    db.session.flush()
    audit.record(actor, "action.changed", action, fields=changed)
    if not {"owner_id", "person_id"} & set(changed):
        return []
    links.revoke_all_of(action, actor=SYSTEM, now=now)
    db.session.expire(action, ["owner", "person"])
    return letters.tell_owner(queries.get_action(action.id), actor=actor, now=now)


@requires(rules.EDIT)
def cancel(action: Action, *, reason: str, actor: Actor, now: datetime) -> None:
    """Cancel an action with a reason that its owner is told."""
    refuse_if(
        [
            *rules.obstacles_to_cancelling(action, reason),
            *obstacles_to_leaving_without_remedy(remedied_by(action)),
        ]
    )
    action.state, action.reason, action.closed_at = ActionState.CANCELLED, reason, now
    db.session.add(ActionEvent.of(action, ActionStep.CANCELLED, actor=actor, now=now, text=reason))
    db.session.flush()
    audit.record(actor, "action.cancelled", action)
    links.revoke_all_of(action, actor=SYSTEM, now=now)
    letters.tell_outcome(action, step=ActionStep.CANCELLED, reason=reason, actor=actor, now=now)


@requires(rules.EDIT)
def reopen(action: Action, *, reason: str, actor: Actor, now: datetime) -> None:
    """Open an action again that was verified or cancelled; its history stays."""
    refuse_if(rules.obstacles_to_reopening(action, reason))
    action.state, action.reason = ActionState.OPEN, reason
    action.claimed_by_id = action.claimed_at = action.verified_by_id = action.verified_at = None
    action.closed_at, action.reminded = None, 0
    action.reminded_from = day_of(now, action.body.time_zone)
    db.session.add(ActionEvent.of(action, ActionStep.REOPENED, actor=actor, now=now, text=reason))
    db.session.flush()
    audit.record(actor, "action.reopened", action)
    letters.tell_outcome(action, step=ActionStep.REOPENED, reason=reason, actor=actor, now=now)
