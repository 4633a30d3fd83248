"""What the database refuses whatever the code forgot, and how the person is told.

A rule says no first, with every reason. A constraint says no last: when two people act at one
moment, or when a service forgot to ask. It carries the sentence that is then told.
"""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Index, Table, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError

from ntfc.db import Base
from ntfc.i18n import _

SENTENCE = "sentence"
BY_HAND: dict[str, str] = {}
OUT_OF_ORDER = _("The last day lies before the first one.")

# What SQLite says instead of giving the name of a constraint: its columns.
COLUMNS = re.compile(r"UNIQUE constraint failed: (\w+)\.(.+)")
NAMED = re.compile(r"(?:CHECK constraint failed: )?(\w+)")


def holds(name: str, condition: str, sentence: str) -> CheckConstraint:
    """Return a condition that every row keeps; *sentence* tells whoever would break it."""
    return CheckConstraint(condition, name=name, info={SENTENCE: sentence})


def in_order(first: str, last: str) -> CheckConstraint:
    """Return that the day *last*, where there is one, is no earlier than the day *first*."""
    return holds(f"{last}_after_{first}", f"{last} >= {first}", OUT_OF_ORDER)


def only_one(name: str, *columns: str, where: str = "", sentence: str) -> Index:
    """Return that no two rows, of those *where*, are alike in *columns*."""
    condition = text(where) if where else None
    return Index(
        name,
        *columns,
        unique=True,
        sqlite_where=condition,
        postgresql_where=condition,
        info={SENTENCE: sentence},
    )


def by_hand(*names: str, sentence: str) -> None:
    """Say what is told when a constraint or trigger refuses that only a migration makes."""
    BY_HAND.update(dict.fromkeys(names, sentence))


def sentence_of(error: IntegrityError) -> str | None:
    """Return what to tell the person whose change the database refused; None: nothing special."""
    told = getattr(error.orig, "diag", None)
    if told is not None:  # PostgreSQL names table and constraint
        named = told.constraint_name
        return _sentences(told.table_name).get(named) or BY_HAND.get(named)
    said = str(error.orig)
    if found := COLUMNS.fullmatch(said):
        return _of_columns(found[1], frozenset(re.findall(r"(\w+)(?:,|$)", found[2])))
    name = found[1] if (found := NAMED.fullmatch(said)) else ""
    every = (_sentences(table).get(name) for table in Base.metadata.tables)
    return next((sentence for sentence in every if sentence), BY_HAND.get(name))


def _sentences(table_name: str | None) -> dict[Any, str]:
    table = Base.metadata.tables.get(table_name or "")
    if table is None:
        return {}
    return {each.name: told for each, told in _told_by(table)}


def _told_by(table: Table) -> Iterator[tuple[Any, str]]:
    for each in (*table.constraints, *table.indexes):
        if SENTENCE in each.info:
            yield each, each.info[SENTENCE]


def _of_columns(table_name: str, columns: frozenset[str]) -> str | None:
    table = Base.metadata.tables.get(table_name)
    for each, sentence in () if table is None else _told_by(table):
        is_unique = isinstance(each, UniqueConstraint) or (isinstance(each, Index) and each.unique)
        if is_unique and {column.name for column in each.columns} == columns:
            return sentence
    return None
