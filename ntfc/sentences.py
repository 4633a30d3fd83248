"""Sentences of the program, kept so that each reader has them in the own language."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Dialect, String, Text, type_coerce
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.types import TypeDecorator, TypeEngine

from ntfc.i18n import WAYS, Sentence
from ntfc.names import said

# Before a sentence that is kept in its parts. Texts that people type hold no such sign.
MARK = "\x02"


class Kept(TypeDecorator[str]):
    """A text: what people typed as it is, and a sentence of the program in its parts.

    What a column of a certain *length* cannot hold in parts is kept as it reads at that moment.
    """

    impl = Text
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__()
        self.length = length

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if self.length is None:
            return super().load_dialect_impl(dialect)
        return dialect.type_descriptor(String(self.length))

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        if isinstance(value, Sentence):
            parts = MARK + json.dumps(_packed(value), ensure_ascii=False, separators=(",", ":"))
            if self.length is None or len(parts) <= self.length:
                return parts
            return str(value)[: self.length]
        return None if value is None else str(value).replace(MARK, "")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        if value is not None and value.startswith(MARK):
            return _unpacked(json.loads(value[len(MARK) :]))
        return value


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


def _packed(value: Any) -> Any:
    if isinstance(value, Sentence):
        parts, words = _packed(value.parts), {k: _packed(v) for k, v in value.values.items()}
        return {"way": value.way, "parts": parts, "values": words}
    if isinstance(value, date | datetime):
        return {"on": value.isoformat()}
    if isinstance(value, dict):
        return {"by": value}
    if isinstance(value, list | tuple):
        return [_packed(one) for one in value]
    return value if value is None or isinstance(value, str | int) else str(value)


def _unpacked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpacked(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "way" in value:
        if value["way"] not in WAYS:
            return ""
        words = {name: _unpacked(one) for name, one in value["values"].items()}
        return Sentence(value["way"], *_unpacked(value["parts"]), **words)
    return value["by"] if "by" in value else date.fromisoformat(value["on"][:10])
