"""Texts that a country types in several languages, said in that of the reader."""

from collections.abc import Mapping

from flask_babel import get_locale


def said(texts: Mapping[str, str] | None) -> str:
    """Return a text in the reader's language, or else in the first one that has it."""
    if not texts:
        return ""
    here = str(get_locale() or "")
    return texts.get(here) or texts.get(here[:2]) or next(filter(None, texts.values()), "")
