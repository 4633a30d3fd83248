"""The history of a file: each step is written once, and stays."""

from datetime import date, datetime
from typing import Any

from ntfc.db import db
from ntfc_golden_list.models import File, Moved
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules.lifecycle import State, Step


def write_down(
    file: File, start: State | None, step: Step, now: datetime, since: date | None, **details: Any
) -> None:
    """Add a step to the history; *since* the file had stood where it left from."""
    number = len(queries.history(file.id)) + 1
    db.session.add(
        Moved(
            file_id=file.id,
            number=number,
            start=start,
            to=step.to,
            on=step.on,
            at=now,
            by_id=step.by,
            reasons=step.reasons,
            details=details,
            days=(step.on - since).days if since else None,
        )
    )
    db.session.flush()
