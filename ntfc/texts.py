"""Texts as they are kept, compared and searched: one way for every name in the house."""

import re
import unicodedata

from ntfc.directions import settled

SPACE = re.compile(r"\s+")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")
LONGEST_KEY = 400
# Nobody sees a control, a mark of direction or a blank; some blanks pass for letters.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def is_blank(text: str) -> bool:
    """Tell whether *text* shows nothing at all: it is empty or of signs that nobody sees."""
    return all(sign in BLANKS or unicodedata.category(sign) in UNSEEN for sign in text)


def tidy(text: str) -> str:
    """Return *text* as it is kept: one kind of line end, no sign that turns the words around it
    or that only machines know.
    """
    lines = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text)
    kept = settled([CONTROLS.sub("", lines)])[0].strip()
    return "" if is_blank(kept) else kept


def one_line(text: str) -> str:
    """Return *text* as it is kept where one line is meant, such as a name."""
    return SPACE.sub(" ", tidy(text)).strip()


def fold(text: str) -> str:
    """Return *text* as compared and searched: case, spaces, accents and vowel signs do not count."""
    spread = unicodedata.normalize("NFKD", CONTROLS.sub(" ", text)).casefold().replace("ـ", "")
    bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return SPACE.sub(" ", bare).strip()


def folded_key(name: str) -> str:
    """Return *name* folded for a unique column. Folding can lengthen: no two real names share a cut."""
    return fold(name)[:LONGEST_KEY]
