"""Planning the actions by which a programme is built; noting steps of the file of a firm."""

from datetime import date

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import Action, File, FileStep, Programme
from ntfc_golden_list.queries import building as queries
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules import building as rules


@requires(access.MANAGE)
def plan_action(
    made: Programme,
    *,
    number: int,
    owner: str,
    due_on: date | None,
    done_on: date | None,
    note: str,
    actor: Actor,
) -> None:
    """Say who does one of the actions by when, and when it was done."""
    row = queries.actions(made.id).get(number)
    if row is None:
        row = Action(programme_id=made.id, number=number)
        db.session.add(row)
    row.owner, row.due_on, row.done_on, row.note = owner, due_on, done_on, note
    db.session.flush()
    record(actor, "golden_list.action_planned", made, number=number)


@requires(access.WORK)
def note_step(
    file: File,
    *,
    step: int,
    done_on: date,
    product: str,
    next_due: date | None,
    today: date,
    actor: Actor,
) -> None:
    """Note that a step of the file was done in this round."""
    done = {(row.cycle, row.step) for row in queries.file_steps(file.id)}
    refuse_if(rules.step_faults(done, step, done_on, today))
    db.session.add(
        FileStep(
            file_id=file.id,
            cycle=rules.round_of(done),
            step=step,
            done_on=done_on,
            by_id=actor.person_id,
            product=product,
            next_due=next_due,
        )
    )
    db.session.flush()
    record(actor, "golden_list.step_noted", file, step=step)
