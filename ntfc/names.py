"""Names in the reader's language: here it is decided, and nowhere else.

What has names in several languages is shown by its `name`: a page says it in the reader's language,
a mail in that of the person it goes to, and where that language has no name, the main one is said.
What is kept, compared or signed takes `main_name`, or is read within `main_names()`.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, cast

from flask_babel import get_locale
from sqlalchemy import JSON, ColumnElement, bindparam, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from ntfc.i18n import WAYS, Sentence, speaking

_as_kept: ContextVar[bool] = ContextVar("as_kept", default=False)


@contextmanager
def main_names() -> Iterator[None]:
    """Say main names whoever reads: for what is kept, compared, or signed by several people."""
    token = _as_kept.set(True)
    try:
        yield
    finally:
        _as_kept.reset(token)


def of_language(code: str) -> str:
    """Return a code of a language as names are looked up by it: pt-BR and pt_br are one."""
    return code.strip().replace("-", "_").lower()


def by_language(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return names by their languages; of two in one language the first counts."""
    found: dict[str, str] = {}
    for code, name in names:
        if code and name:
            found.setdefault(of_language(code), name)
    return found


def _reader() -> str:
    """Return the language in which names are said at this moment; empty: main names."""
    return "" if _as_kept.get() else of_language(str(get_locale() or ""))


def called(named: "Named") -> str:
    """Return the name of something for a sentence that is kept: each reader has it in the own language."""
    return of_each_reader(named.main_name, named.names_by_language or {})


def of_each_reader(main: str, by_language: Mapping[str, str]) -> str:
    """Return a name for a sentence that is kept, where what has it is no `Named`."""
    return cast(str, Sentence("name", main, dict(by_language)))


def said(text: str) -> str:
    """Return a kept text in the reader's language; what several people sign has that of the site."""
    if isinstance(text, Sentence) and _as_kept.get():
        with speaking("", is_letter=False):
            return str(text)
    return str(text)


def _said(main: str, others: dict[str, str]) -> str:
    return others.get(_reader()) or main


WAYS["name"] = _said

READER = bindparam("reads_in", callable_=_reader, type_=JSON.JSONStrIndexType())


class Named:
    """Something with a main name and names in other languages."""

    names_by_language: Mapped[dict[str, Any]] = mapped_column(default=dict)

    main_name: Mapped[str]

    @hybrid_property
    def name(self) -> str:
        """The name in the language of whoever reads it."""
        return _said(self.main_name, self.names_by_language or {})

    @name.inplace.setter
    def _set_name(self, name: str) -> None:
        self.main_name = name

    @name.inplace.expression
    @classmethod
    def _name_in_query(cls) -> ColumnElement[str]:
        # A page asks for names in forty questions. An alias is made for one of them, and goes with it.
        named: Any = cls
        return _in_query_once(named) if isinstance(cls, type) else _in_query(named)


def _in_query(named: Any) -> ColumnElement[str]:
    other: ColumnElement[str] = named.names_by_language[READER].as_string()
    return func.coalesce(other, named.main_name)


_in_query_once = cache(_in_query)
