"""Sentences of the program, kept so that each reader has them in the own language."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Dialect, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from ntfc.i18n import WAYS, Sentence

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
            parts = MARK + json.dumps(packed(value), ensure_ascii=False, separators=(",", ":"))
            if self.length is None or len(parts) <= self.length:
                return parts
            return str(value)[: self.length]
        return None if value is None else str(value).replace(MARK, "")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        if value is not None and value.startswith(MARK):
            return unpacked(json.loads(value[len(MARK) :]))
        return value


class KeptList(TypeDecorator[list[str]]):
    """Several texts, each as what people typed or as a sentence of the program in its parts."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> Any:
        return packed(value)

    def process_result_value(self, value: Any, _dialect: Dialect) -> Any:
        return unpacked(value)


def packed(value: Any) -> Any:
    """Return a sentence in its parts, as JSON can keep them; anything else as it is."""
    if isinstance(value, Sentence):
        parts, words = packed(value.parts), {k: packed(v) for k, v in value.values.items()}
        return {"way": value.way, "parts": parts, "values": words}
    if isinstance(value, date | datetime):
        return {"on": value.isoformat()}
    if isinstance(value, dict):
        return {"by": value}
    if isinstance(value, list | tuple):
        return [packed(one) for one in value]
    return value if value is None or isinstance(value, str | int) else str(value)


def unpacked(value: Any) -> Any:
    """Return what was packed, as sentences again; what never was one stays as it is."""
    if isinstance(value, list):
        return [unpacked(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "way" in value:
        if value["way"] not in WAYS:
            return ""
        words = {name: unpacked(one) for name, one in value["values"].items()}
        return Sentence(value["way"], *unpacked(value["parts"]), **words)
    return value["by"] if "by" in value else date.fromisoformat(value["on"][:10])
