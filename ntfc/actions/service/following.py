"""What happens to actions by itself: reminding, and handing them on when a body is over."""

from datetime import date, datetime

from ntfc import audit
from ntfc.actions import queries, rules
from ntfc.actions.models import Action, ActionEvent, ActionState, ActionStep
from ntfc.actions.service import letters
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.links import service as links
from ntfc.permissions import SYSTEM, Actor, requires

STEPS = {
    rules.BEFORE: ActionStep.REMINDED,
    rules.AFTER: ActionStep.REMINDED,
    rules.COORDINATOR: ActionStep.COORDINATOR_TOLD,
    rules.CHAIR: ActionStep.CHAIR_TOLD,
}
# What goes along to the body that takes the work over.
CARRIED = (
    *("title", "details", "search_text", "owner_id", "person_id", "due_on", "is_date_open"),
    *("is_confidential", "issue_id", "origin_key", "origin_title", "state", "reason"),
    *("reported_at", "claimed_by_id", "claimed_at", "reminded", "reminded_from"),
)


@requires(rules.EDIT)
def remind(action: Action, *, actor: Actor, now: datetime, today: date) -> None:
    """Take the steps of reminding that are due: the owner, its coordinator, the chair."""
    if action.state is not ActionState.OPEN:
        return
    since = action.reminded_from
    for step in rules.reminders_due(action.until_on, action.reminded, today, since):
        action.reminded = step
        letters.remind(action, step=step, actor=actor, now=now)
        db.session.add(ActionEvent.of(action, STEPS[step], actor=actor, now=now))
        db.session.flush()
        audit.record(actor, "action.reminded", action, step=step)


@requires(rules.EDIT)
def pass_on(action: Action, *, to: Body, reason: str, actor: Actor, now: datetime) -> Action:
    """Give an action to the body that takes the work over; the trace stays in both."""
    refuse_if(rules.obstacles_to_changing(action))
    queries.lock_body(to.id)
    received = Action(
        body=to,
        number=queries.next_number(to.id),
        came_from_id=action.id,
        added_by_id=actor.person_id,
        added_at=now,
        until_on=queries.last_day(to, action.due_on),
        **{name: getattr(action, name) for name in CARRIED},
    )
    db.session.add(received)
    db.session.flush()
    action.state, action.reason, action.closed_at = ActionState.PASSED_ON, reason, now
    for one, step in ((action, ActionStep.PASSED_ON), (received, ActionStep.RECEIVED)):
        db.session.add(ActionEvent.of(one, step, actor=actor, now=now, text=reason))
    db.session.flush()
    links.revoke_all_of(action, actor=SYSTEM, now=now)
    audit.record(actor, "action.passed_on", action, to=received.id)
    return received
