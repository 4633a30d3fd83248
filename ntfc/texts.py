"""Texts as they are kept, compared and searched: one way for every name in the house."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

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


# What firms write before or behind their names, folded and without dots; it tells nobody apart.
FORMS = (
    "ltd limited llc llp lp plc pte pty pvt inc incorporated corp corporation co company cie psc pjsc "
    "gmbh ag kg sa sarl sarlau sas spa srl bv nv ab oy est ets etablissements societe ste and et "
    "شركة مؤسسة ذمم شمم شمل محدودة المحدودة وشركاه وشركاؤه مساهمة عامة"
)
LEGAL_FORMS = frozenset(fold(FORMS).split())
SHORTEST = 3  # letters of a name that can be looked for: two stand in any text
LETTERS = re.compile(r"(?<!\w)(?:\w\.)+\w?(?!\w)")  # a form in letters with dots, such as s.a.r.l.
# Arabic writes "and", "for" and "the" as one with the word that follows.
JOINED = "(?:[وفبكل]{1,2}|[وفبك]?ال|لل)?"


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Return which of *names* a text tells: by whole words, without their legal form.

    A word that is spelt as no other, such as MultiCom, tells a longer name by itself.
    """
    told = " ".join(_words(text))
    return [
        name
        for name in names
        if any(re.search(rf"(?<!\w){JOINED}{re.escape(one)}(?!\w)", told) for one in _told_by(name))
    ]


def is_spelt_apart(word: str) -> bool:
    """Tell whether a word has a capital letter in its middle, as made-up names do."""
    return any(one.islower() and other.isupper() for one, other in pairwise(word))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", LETTERS.sub(lambda found: found[0].replace(".", ""), fold(text)))


def _told_by(name: str) -> set[str]:
    """Return by which words a name is known, as far as they are long enough to be looked for."""
    words = bare = _words(name)
    while bare and bare[-1] in LEGAL_FORMS:
        bare = bare[:-1]
    while len(bare) > 2 and bare[0] in LEGAL_FORMS:  # "Société Générale" is not known as "générale"
        bare = bare[1:]
    known = bare if len("".join(bare)) >= SHORTEST else words
    apart = {fold(word) for word in re.findall(r"\w+", name) if is_spelt_apart(word)}
    return {
        one
        for one in {" ".join(known), *(apart - LEGAL_FORMS)}
        if len(one.replace(" ", "")) >= SHORTEST
    }
