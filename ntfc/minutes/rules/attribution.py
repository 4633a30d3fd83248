"""Sentences that judge a person by name: minutes record the matter, and judgements can wait.

A hint only, and a modest one: a word of judgement close to the name of somebody who was there, with
nothing between them that only reports what that person said.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ntfc.minutes.rules.classes import without_restricted
from ntfc.minutes.rules.contents import Document
from ntfc.richtext import read
from ntfc.texts import fold

REACH = 4  # words between the name and the judgement, at most
SHORTEST = 3  # letters of a family name
WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"(?<=[.!?؟…])\s+(?=\S)|\n+")
TITLES = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|Eng|Mme|M|د|م)\.", re.IGNORECASE)
TAKEN_TOGETHER = "وفبلك"  # letters that Arabic writes together with the name after them


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


JUDGING = (
    _words(
        "criticised criticized criticises criticizes blamed blames accused accuses attacked attacks"
        " scolded mocked insulted lied lies misled failed incompetent incompetence negligent"
        " negligence careless lazy useless irresponsible dishonest unprofessional arrogant stubborn"
        " unacceptable shameful disappointing guilty"
    )
    | _words(
        "critique critiqué critiquée reproche reproché blâme blâmé blâmée accuse accusé accusée menti"
        " échoué incompétent incompétente incompétence négligent négligente négligence paresseux"
        " paresseuse irresponsable malhonnête inacceptable arrogant arrogante honteux décevant coupable"
    )
    | _words(
        "انتقد انتقدت اتهم اتهمت لام لامت وبخ هاجم هاجمت كذب كذبت فشل فشلت قصر قصرت أهمل أهملت مهمل"
        " مهملة متقاعس كسول فاشل فاشلة عاجز مخطئ مخطئة مذنب مقصر مقصرة"
    )
)
JUDGING_PAIRS = frozenset(
    tuple(fold(pair).split())
    for pair in (
        *("at fault", "bad faith", "to blame", "bad work", "poor work"),
        *("en faute", "mauvaise foi", "mauvais travail"),
        *("غير كفء", "غير مسؤول", "غير مسؤولة", "سوء نية", "غير مهني", "ألقى اللوم"),
    )
)
REPORTING = (
    _words(
        "reported reports proposed proposes said says asked asks explained explains noted notes"
        " suggested suggests informed recalled presented thanked thanks announced added that whether"
        " who which because not nobody"
    )
    | _words(
        "rapporte rapporté propose proposé dit demande demandé explique expliqué note noté suggère"
        " suggéré informe informé rappelle rappelé présente présenté remercie remercié annonce annoncé"
        " ajouté que qui si pas"
    )
    | _words(
        "قال قالت أفاد أفادت اقترح اقترحت سأل سألت أوضح أوضحت ذكر ذكرت عرض عرضت شكر شكرت أعلن أعلنت"
        " أضاف أضافت أن بأن إن التي الذي ليس لم"
    )
)


def family_names(document: Document) -> tuple[str, ...]:
    """Return the last names of those who were there, folded; too short ones would be found anywhere."""
    last = (fold(one.name).split()[-1:] for one in document.attendees if one.name.strip())
    return tuple(sorted({name for words in last for name in words if len(name) >= SHORTEST}))


@lru_cache(maxsize=4096)
def attributions(html: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences of a text that judge somebody of *names*; restricted ones left out."""
    if not html or not names:
        return ()
    known = frozenset(names)
    blocks = without_restricted(read(html))
    return tuple(
        sentence
        for block in blocks
        for sentence in sentences_of(block.text)
        if judges(sentence, known)
    )


def judged_in(document: Document) -> dict[int, tuple[str, ...]]:
    """Return by section the sentences that judge somebody who was there; none of those in confidence."""
    names = family_names(document)
    found = {
        part.key: attributions(part.html, names)
        for part in document.parts
        if not part.is_confidential
    }
    return {key: sentences for key, sentences in found.items() if sentences}


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text; the stop of a title such as Mr. ends none."""
    joined = TITLES.sub(r"\1", text)
    return [part.strip() for part in SENTENCE.split(joined) if part.strip()]


def judges(sentence: str, names: frozenset[str]) -> bool:
    """Tell whether a sentence judges somebody of *names*."""
    words = WORD.findall(fold(sentence))
    named = [place for place, word in enumerate(words) if _is_named(word, names)]
    if not named:
        return False
    return any(
        _are_close(words, name, first, last) for name in named for first, last in _judgements(words)
    )


def _is_named(word: str, names: frozenset[str]) -> bool:
    return word in names or (word[:1] in TAKEN_TOGETHER and word[1:] in names)


def _judgements(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each word of judgement begins and ends."""
    for place, word in enumerate(words):
        if word in JUDGING:
            yield place, place
        elif tuple(words[place : place + 2]) in JUDGING_PAIRS:
            yield place, place + 1


def _are_close(words: Sequence[str], name: int, first: int, last: int) -> bool:
    if first <= name <= last:
        return False
    between = words[name + 1 : first] if name < first else words[last + 1 : name]
    return len(between) <= REACH and REPORTING.isdisjoint(between)
