"""Columns that people type into or the program writes, read in the language of whoever reads them."""

from typing import Any

from sqlalchemy import ColumnElement, Dialect, Text, type_coerce
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.types import TypeDecorator

from ntfc.i18n import Sentence
from ntfc.names import said
from ntfc.sentences import Kept


class AsRead(TypeDecorator[str]):
    """A kept text in a query, put into words when it is read."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else said(Kept().process_result_value(value, dialect))


def as_read(name: str, kept: str) -> hybrid_property[str]:
    """Return the property *name*: the text of the column *kept* in the language of whoever reads it."""

    def read(self: Any) -> str:
        return said(getattr(self, kept))

    def write(self: Any, value: str) -> None:
        before = getattr(self, kept)
        # What a form sends back as it was shown stays a sentence of the program.
        if before is None or isinstance(value, Sentence) or value != said(before):
            setattr(self, kept, value)

    def in_query(cls: Any) -> ColumnElement[str]:
        return type_coerce(getattr(cls, kept), AsRead()).label(name)

    def in_change(cls: Any, value: Any) -> list[tuple[Any, Any]]:
        return [(getattr(cls, kept), value)]

    read.__name__ = name
    return hybrid_property(read, write, expr=in_query, update_expr=in_change)
