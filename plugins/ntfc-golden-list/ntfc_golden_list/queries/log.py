"""Reading what customs noted of a firm."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from ntfc.db import db
from ntfc.people.models import Person
from ntfc_golden_list.models import Noted

AT_MOST = 500


def entries(file_id: int) -> Sequence[Any]:
    """Return the notes on a firm, the newest first, and who wrote each."""
    query = (
        select(Noted.kind, Noted.on, Noted.text, Noted.risk, Person.name.label("by"))
        .outerjoin(Person, Noted.by_id == Person.id)
        .where(Noted.file_id == file_id)
        .order_by(Noted.on.desc(), Noted.id.desc())
        .limit(AT_MOST)
    )
    return db.session.execute(query).all()
