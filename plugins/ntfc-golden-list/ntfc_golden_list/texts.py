"""Texts that a country types in several languages, said in that of the reader."""

from collections.abc import Mapping

from flask_babel import get_locale

from ntfc.names import of_each_reader


def said(texts: Mapping[str, str] | None) -> str:
    """Return a text in the reader's language, or else in the first one that has it."""
    if not texts:
        return ""
    here = str(get_locale() or "")
    return texts.get(here) or texts.get(here[:2]) or next(filter(None, texts.values()), "")


def kept(texts: Mapping[str, str] | None) -> str:
    """Return a name for a sentence that is kept: each reader has it in the own language."""
    return of_each_reader(next(filter(None, (texts or {}).values()), ""), texts or {})
