"""What was written down of firms, as plain rows: the log, talks, what was declared about shares."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ntfc.db import db
from ntfc.people.models import Person
from ntfc_client_coordinators.models import Assignment, Contact, Declared, Entry
from ntfc_client_coordinators.rules.log import RESTRICTED

LAST, FEW = 20, 5  # lines of a page; talks that the page of a firm shows at first


def entries(firm_id: int, *, restricted: bool, page: int) -> tuple[Sequence[Any], int]:
    """Return lines of the log, the newest first, and how many pages; signals to who may read them."""
    columns = (Entry.kind, Entry.at, Entry.text, Entry.about, Entry.details)
    query = select(*columns, Person.name.label("by"), func.count().over().label("all"))
    query = query.outerjoin(Person, Entry.by_id == Person.id).where(Entry.firm_id == firm_id)
    if not restricted:
        query = query.where(Entry.kind.not_in(RESTRICTED))
    query = query.order_by(Entry.at.desc(), Entry.id.desc())
    return _page(query, page)


def about(key: str) -> Sequence[Any]:
    """Return what was written down about one thing, the newest first."""
    columns = (Entry.kind, Entry.at, Entry.text, Entry.about, Entry.details)
    query = select(*columns, Person.name.label("by")).outerjoin(Person, Entry.by_id == Person.id)
    query = query.where(Entry.about == key).order_by(Entry.at.desc(), Entry.id.desc())
    return db.session.execute(query).all()


def contacts(firm_id: int, page: int = 1, size: int = FEW) -> tuple[Sequence[Any], int]:
    """Return talks with a firm, the newest first, and how many pages there are."""
    columns = (Contact.on, Contact.talk, Contact.agreed, Contact.topics, Contact.participants)
    query = (
        select(
            *columns,
            Contact.private,
            Contact.by_id,
            Person.name.label("by"),
            func.count().over().label("all"),
        )
        .outerjoin(Person, Contact.by_id == Person.id)
        .where(Contact.firm_id == firm_id)
    )
    return _page(query.order_by(Contact.on.desc(), Contact.id.desc()), page, size)


def _page(query: Any, page: int, size: int = LAST) -> tuple[Sequence[Any], int]:
    rows = db.session.execute(query.limit(size).offset((page - 1) * size)).all()
    return rows, -(-rows[0].all // size) if rows else 1


def last_talk(firm_id: int, talks: frozenset[Any]) -> date | None:
    query = select(func.max(Contact.on)).where(Contact.firm_id == firm_id, Contact.talk.in_(talks))
    return db.session.scalar(query)


def declarations(firm_id: int) -> Sequence[Any]:
    """Return what was declared about shares in a firm, the newest first."""
    query = (
        select(Declared.on, Declared.has_shares, Declared.note, Person.name)
        .join(Assignment, Declared.assignment_id == Assignment.id)
        .join(Person, Declared.person_id == Person.id)
        .where(Assignment.firm_id == firm_id)
    )
    return db.session.execute(query.order_by(Declared.id.desc()).limit(LAST)).all()


def last_declared(assignment_id: int, person_id: int) -> Declared | None:
    mine = (Declared.assignment_id == assignment_id) & (Declared.person_id == person_id)
    query = select(Declared).where(mine).order_by(Declared.id.desc())
    return db.session.scalar(query.limit(1))
