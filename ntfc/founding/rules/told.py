"""What an entry states, in words: for its page, and for whoever forms a body from it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from ntfc.founding.rules.words import SPANS, TERMS, word
from ntfc.i18n import _, labelled
from ntfc.library.entry import (
    Cadence,
    Chairing,
    Composition,
    Entry,
    Figure,
    FoundingAct,
    Milestone,
    SubBody,
    Term,
)


def joined(*facts: object) -> str:
    """Return the facts that are stated, one after the other."""
    return str(_("; ")).join(str(fact) for fact in facts if fact)


def _cadence(rule: Cadence) -> str:
    number = rule.n or ", ".join(str(month) for month in rule.months)
    said = labelled(word(rule.kind), number) if number else str(word(rule.kind))
    return joined(rule.of, said)


def _chairing(chairing: Chairing) -> str:
    return joined(chairing.of, chairing.text)


def _composition(rule: Composition) -> str:
    return labelled(word(rule.kind), rule.n) if rule.n else str(word(rule.kind))


def _term(term: Term) -> str:
    spans = [labelled(SPANS[name], number) for name, number in lengths(term)]
    return joined(TERMS[term.of], *spans, period(term), term.text)


def lengths(term: Term) -> Iterator[tuple[str, int]]:
    """Yield how long the term lasts, by the unit in which it is stated."""
    for name in SPANS:
        number = getattr(term, name)
        if number:
            yield name, number


def period(term: Term) -> str:
    """Return the days or years between which the term lay, as stated."""
    return " – ".join(str(day) for day in (term.start, term.end) if day)


def _act(act: FoundingAct) -> str:
    draft = _("not passed yet") if act.draft else None
    return joined(act.kind and word(act.kind), act.number, act.date, act.text, draft)


def _milestone(event: Milestone) -> str:
    days = " – ".join(str(day) for day in (event.on, event.until) if day)
    return labelled(event.label, joined(days, event.part and word(event.part)))


def _figure(figure: Figure) -> str:
    words = (figure.qualifier and word(figure.qualifier), figure.number)
    said = (*words, figure.unit and word(figure.unit))
    number = " ".join(str(part) for part in said if part is not None)
    return labelled(figure.label, joined(number, figure.as_of))


def _part(part: SubBody) -> str:
    return joined(part.name, part.kind and word(part.kind), part.count, *particulars(part))


TOLD: dict[type, Callable[[Any], str]] = {
    Cadence: _cadence,
    Chairing: _chairing,
    Composition: _composition,
    Term: _term,
    FoundingAct: _act,
    Milestone: _milestone,
    Figure: _figure,
    SubBody: _part,
}


def told(fact: object) -> str:
    """Return a fact of the library in words, with nothing of it left out."""
    return TOLD[type(fact)](fact)


def particulars(part: SubBody) -> Iterator[str]:
    """Yield what is said of a part beside its name, its kind and how many there are."""
    yield from filter(None, (part.purpose, part.members))
    pairs = (
        (_("one for each"), part.per),
        (_("below"), part.under),
        (_("Place"), part.place),
        (_("ends"), part.ends),
    )
    yield from (labelled(label, text) for label, text in pairs if text)
    yield from (told(rule) for rule in part.cadence)
    if part.cadence_text:
        yield part.cadence_text
    if part.composition:
        yield told(part.composition)


def whole_day(stated: str | None) -> date | None:
    """Return the day, when the paper gives more than the year or the month."""
    return date.fromisoformat(stated) if stated and len(stated) == len("2014-02-19") else None


def levels(entry: Entry) -> str:
    """Return the levels; whoever reads them learns when the paper does not say them itself."""
    words = str(_(", ")).join(str(word(level)) for level in entry.levels)
    return words if entry.levels_stated or not words else joined(words, _("as we read the paper"))
