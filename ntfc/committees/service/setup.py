"""The checklist before the public start of a body."""

from datetime import date

from ntfc import audit
from ntfc.committees import queries, rules
from ntfc.committees.models import Body, SetupStep
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.permissions import Actor, requires


@requires(rules.EDIT)
def begin_checklist(body: Body, *, actor: Actor) -> None:
    """Write down the usual steps before the start of a body, for owners and dates to be added."""
    queries.hold(body)
    if queries.steps_of(body.id):
        raise Refused(_("This body has its checklist already."))
    for position, title in enumerate(rules.USUAL_STEPS, start=1):
        db.session.add(SetupStep(body_id=body.id, position=position, title=str(title)))
    db.session.flush()
    audit.record(actor, "setup.begun", body, steps=len(rules.USUAL_STEPS))


@requires(rules.EDIT)
def add_step(
    body: Body, *, title: str, owner_id: int | None, due_on: date | None, actor: Actor
) -> SetupStep:
    """Add a step at the end of the checklist."""
    queries.hold(body)
    position = len(queries.steps_of(body.id)) + 1
    step = SetupStep(
        body_id=body.id, position=position, title=title, owner_id=owner_id, due_on=due_on
    )
    db.session.add(step)
    db.session.flush()
    audit.record(actor, "setup.step_added", body)
    return step


@requires(rules.EDIT)
def change_step(
    body: Body,
    *,
    step: SetupStep,
    title: str,
    owner_id: int | None,
    due_on: date | None,
    actor: Actor,
) -> None:
    """Give a step of the body another wording, owner or date."""
    step.title, step.owner_id, step.due_on = title, owner_id, due_on
    db.session.flush()
    audit.record(actor, "setup.step_changed", body, step=step.id)


@requires(rules.TAKE_STEP)
def finish_step(step: SetupStep, *, today: date, actor: Actor) -> None:
    """Note that a step is done."""
    reasons = [*rules.obstacles_to_settling(step)]
    if reasons:
        raise Refused(*reasons)
    step.done_on = today
    db.session.flush()
    audit.record(actor, "setup.step_done", step)


@requires(rules.TAKE_STEP)
def skip_step(step: SetupStep, *, reason: str, today: date, actor: Actor) -> None:
    """Leave a step out, with the reason."""
    reasons = [*rules.obstacles_to_settling(step)]
    if not reason.strip():
        reasons.append(_("Give the reason for leaving this step out."))
    if reasons:
        raise Refused(*reasons)
    step.skipped_on, step.skipped_because = today, reason
    db.session.flush()
    audit.record(actor, "setup.step_skipped", step)
