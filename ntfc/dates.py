"""A day as people read it in the language of the moment."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from flask_babel import get_locale

# The data of locales know no “1er mai”, although French counts the first of a month.
FIRST_OF_MONTH = re.compile(r"\b1(?=\s(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))")
KEPT = 2000


def as_read(day: str) -> str:
    """Return a written day as people read it in the language of the moment."""
    return FIRST_OF_MONTH.sub("1er", day) if str(get_locale() or "").startswith("fr") else day


def reading(write: Callable[..., str]) -> Callable[..., str]:
    """Return what writes days and hours as they are read. Days are kept: lists repeat them."""
    kept = lru_cache(KEPT)(lambda _language, *words: as_read(write(*words)))

    def read(at: Any, *words: str, **options: Any) -> str:
        if type(at) is date and not options:  # an hour depends on where its reader is
            return kept(str(get_locale()), at, *words)
        return as_read(write(at, *words, **options))

    return read
