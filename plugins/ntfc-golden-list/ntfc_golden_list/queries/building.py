"""What is planned and done of building a programme, and of the file of a firm."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from ntfc.db import db
from ntfc.permissions import Actor
from ntfc_golden_list.models import Action, FileStep, Officer, Programme
from ntfc_golden_list.rules import building as rules
from ntfc_golden_list.rules.lifecycle import Post


def actions(programme_id: int) -> dict[int, Action]:
    """Return what is planned, by the number of the action."""
    rows = db.session.scalars(select(Action).where(Action.programme_id == programme_id))
    return {row.number: row for row in rows}


def evaluations_late(actor: Actor, today: date) -> list[tuple[Programme, rules.Evaluation]]:
    """Return the evaluations that are late in the programmes whose head is *actor*."""
    led = select(Officer.programme_id).where(
        Officer.person_id == actor.person_id, Officer.is_held, Officer.post == Post.HEAD
    )
    query = select(Programme).where(Programme.id.in_(led), Programme.pilot_on.is_not(None))
    found = db.session.scalars(query.order_by(Programme.id)).all()
    if not found:
        return []
    rows = db.session.scalars(
        select(Action).where(
            Action.programme_id.in_([one.id for one in found]), Action.number > rules.EVALUATIONS
        )
    ).all()
    return [
        (made, one)
        for made in found
        for one in rules.evaluations(
            made.pilot_on, {row.number: row for row in rows if row.programme_id == made.id}, today
        )
        if one.is_late
    ]


def file_steps(file_id: int) -> Sequence[FileStep]:
    query = select(FileStep).where(FileStep.file_id == file_id)
    return db.session.scalars(query.order_by(FileStep.cycle, FileStep.step)).all()
