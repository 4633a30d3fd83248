"""What is planned and done of building a programme, and of the file of a firm."""

from collections.abc import Sequence

from sqlalchemy import select

from ntfc.db import db
from ntfc_golden_list.models import Action, FileStep


def actions(programme_id: int) -> dict[int, Action]:
    """Return what is planned, by the number of the action."""
    rows = db.session.scalars(select(Action).where(Action.programme_id == programme_id))
    return {row.number: row for row in rows}


def file_steps(file_id: int) -> Sequence[FileStep]:
    query = select(FileStep).where(FileStep.file_id == file_id)
    return db.session.scalars(query.order_by(FileStep.cycle, FileStep.step)).all()
