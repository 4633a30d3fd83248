"""Words of two directions in one sentence: in plain text nothing but signs keeps them apart."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from unicodedata import bidirectional

BEGIN, END = "\u2068", "\u2069"
AGAINST = {"ltr": frozenset({"R", "AL"}), "rtl": frozenset({"L"})}
AS_THEY_ARE = (
    BEGIN,
    "://",
    "@",
)  # kept apart already; or an address, whose end mail programs look for

OPENING = frozenset("\u2066\u2067\u2068")
# They turn what stands around them. Where a name is kept apart, isolates do it.
TURNS = re.compile("[\u202a-\u202e]")
KEPT_APART = re.compile("[\u2066-\u2069]")
PUT_IN = re.compile("\u2068[^\u2069]*\u2069")

# How the letter runs that is being written, such as “ltr”; empty: none is.
_letter: ContextVar[str] = ContextVar("direction of a letter", default="")


def apart(said: str) -> str:
    """Return words to be put into a sentence, kept from turning the words around them.

    A name in another script then stands within the quotation marks and full stops of the sentence.
    """
    return f"{BEGIN}{said}{END}"


def joined(said: str) -> str:
    """Return words without the signs that keep some of them apart."""
    return KEPT_APART.sub("", said)


def settled(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of one typed text so that they turn nothing around them.

    What overrides a direction goes; what is kept apart ends at the latest with its line.
    """
    if not any(TURNS.search(piece) or KEPT_APART.search(piece) for piece in pieces):
        return [*pieces]
    found, is_open = [], 0
    for piece in pieces:
        signs = []
        for sign in TURNS.sub("", piece):
            if sign == END and not is_open:
                continue
            if sign == "\n":
                signs.append(END * is_open)
                is_open = 0
            is_open += (sign in OPENING) - (sign == END)
            signs.append(sign)
        found.append("".join(signs))
    if is_open:
        found[-1] += END * is_open
    return found


def runs_as(said: str) -> str:
    """Return how a line runs: as its first letter does, “ltr” or “rtl”; empty where it has none.

    What was put into it and stands apart does not count.
    """
    letters = (bidirectional(sign) for sign in PUT_IN.sub("", said))
    first = next((one for one in letters if one in {"L", "R", "AL"}), "")
    return {"L": "ltr", "": ""}.get(first, "rtl")


@contextmanager
def writing(direction: str) -> Iterator[None]:
    """Write a letter that runs in a direction, “ltr” or “rtl”; empty: what is said is no letter."""
    before = _letter.set(direction)
    try:
        yield
    finally:
        _letter.reset(before)


def in_letter(values: dict[Any, Any]) -> dict[Any, Any]:
    """Return what is put into a sentence; in a letter, what runs against the sentence is kept apart.

    On a page the marks of HTML do that.
    """
    against = AGAINST.get(_letter.get())
    if against is None:
        return values
    return {name: _from_turning(value, against) for name, value in values.items()}


def _from_turning(value: Any, against: frozenset[str]) -> Any:
    if not isinstance(value, str) or any(sign in value for sign in AS_THEY_ARE):
        return value
    return apart(value) if any(bidirectional(letter) in against for letter in value) else value
