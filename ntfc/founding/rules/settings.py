"""Which facts of an entry are settings of a body, and which of its rules is the body's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ntfc.founding.rules.told import lengths, whole_day
from ntfc.library.entry import Cadence, Composition, Entry, FoundingAct, Term
from ntfc.library.vocabulary import CompositionKind, TermOf
from ntfc.procedure.rules import months_later


@dataclass(frozen=True)
class Length:
    """How long a term of the body lasts."""

    months: int
    weeks: int


def is_of_part(entry: Entry, what: str | None) -> bool:
    """Tell whether *what* a rule is about is a part of the entry, which then has the rule."""
    return what is not None and what.casefold() in {p.name.casefold() for p in entry.sub_bodies}


def own_rhythm(entry: Entry) -> Cadence | None:
    """Return the rule of rhythm for the meetings of the body itself."""
    meetings = [one for one in entry.cadence if one.meetings and not is_of_part(entry, one.of)]
    return min(meetings, key=lambda one: one.of is not None, default=None)


def rhythm_of(rule: Cadence | None) -> dict[str, Any]:
    if rule is None:
        return {}
    return {"cadence": rule.kind.value, "cadence_n": rule.n, "cadence_months": rule.months}


def composition_of(rule: Composition | None) -> dict[str, Any]:
    if rule is None:
        return {}
    if rule.kind is CompositionKind.PARITY:
        return {"parity": True}
    if rule.kind is CompositionKind.PER_SIDE and rule.n:
        return {"equal_seats": rule.n}
    if rule.kind is CompositionKind.ASSOCIATIONS_ONLY:
        return {"organisation_kinds": ("business_association",)}
    return {}


def is_whole(act: FoundingAct) -> bool:
    """Tell whether a body has a field for all that is stated of the act."""
    return act.kind is not None and bool(whole_day(act.date)) == bool(act.date)


def length_of(term: Term | None) -> Length | None:
    """Return how long a term of the body lasts, when the entry says so of the body itself."""
    if term is None or term.of is not TermOf.BODY:
        return None
    stated = dict(lengths(term))
    months = stated.get("years", 0) * 12 + stated.get("months", 0)
    return Length(months, stated.get("weeks", 0)) if stated else None


def last_day_of_term(starts_on: date, length: Length | None) -> date | None:
    """Return the last day of a term of this length; None when its length is open."""
    if length is None:
        return None
    return months_later(starts_on, length.months) + timedelta(weeks=length.weeks, days=-1)
