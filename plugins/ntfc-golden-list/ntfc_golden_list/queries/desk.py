"""The files of a programme as the desk lists them, those due first, and what it looks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from ntfc.db import db
from ntfc.people.models import Person
from ntfc_golden_list.models import File, Firm
from ntfc_golden_list.rules.lifecycle import State

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """What somebody at the desk looks for: a state, words of a firm, its contact (0: nobody yet)."""

    state: State | None = None
    words: str = ""
    contact: int | None = None

    def conditions(self, programme_id: int) -> Iterator[ColumnElement[bool]]:
        yield File.programme_id == programme_id
        if self.state:
            yield File.state == self.state
        if self.contact is not None:
            yield File.coordinator_id == (self.contact or None)
        if self.words:
            names = (Firm.name, Firm.registration)
            found = [name.icontains(self.words, autoescape=True) for name in names]
            yield File.firm_id.in_(select(Firm.id).where(or_(*found)))


def desk(programme_id: int, narrowed: Narrowed, page: int) -> tuple[Sequence[Any], int]:
    """Return a page of files, those due first, and how many pages there are.

    What has a day and what has none are two questions: so each is read along an index.
    """
    wanted = [*narrowed.conditions(programme_id)]
    count = select(func.count(File.id), func.count(File.due_on)).where(*wanted)
    number, dated = db.session.execute(count).one()
    columns = (File.id, Firm.name, File.state, File.due_on, File.appeal_until, File.was_taken_over)
    query = select(*columns, Person.name.label("contact"))
    query = query.join(Firm, File.firm_id == Firm.id).where(*wanted)
    query = query.outerjoin(Person, File.coordinator_id == Person.id)
    first = (page - 1) * PAGE
    due = query.where(File.due_on.is_not(None)).order_by(File.due_on, File.id)
    rows = db.session.execute(due.limit(PAGE).offset(first)).all()
    others = query.where(File.due_on.is_(None)).order_by(File.id)
    others = others.limit(PAGE - len(rows)).offset(max(0, first - dated))
    return [*rows, *db.session.execute(others)], max(1, -(-number // PAGE))
