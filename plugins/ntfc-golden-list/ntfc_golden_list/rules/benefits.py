"""Benefits: promised, delivered and used; what was saved; the measures of the agreement."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ntfc.i18n import _

TFA_LEAST = 3  # article 7.7.3 of the agreement: at least three of the seven


class Group(enum.Enum):
    """The four groups of the start catalogue; the last tells effects, which nobody can grant."""

    LEAD_TIME = "lead_time"
    DATA = "data"
    RELATIONS = "relations"
    RESULTS = "results"


GRANTED = frozenset(Group) - {Group.RESULTS}


class Measure(enum.Enum):
    """The seven measures of article 7.7.3 of the agreement."""

    FEW_DOCUMENTS = "few_documents"
    FEW_INSPECTIONS = "few_inspections"
    RAPID_RELEASE = "rapid_release"
    DEFERRED_PAYMENT = "deferred_payment"
    GUARANTEES = "guarantees"
    SINGLE_DECLARATION = "single_declaration"
    AT_PREMISES = "at_premises"


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """A benefit as far as rules know it."""

    key: int
    group: Group
    measure: Measure | None = None
    promised_on: date | None = None
    delivered_on: date | None = None
    uses: int = 0


def promise_faults(benefit: Benefit) -> Iterator[str]:
    """Yield why something cannot be promised."""
    if benefit.group not in GRANTED:
        yield _("This is an effect of the programme: it is measured, not granted.")


def delivery_faults(benefit: Benefit, on: date) -> Iterator[str]:
    """Yield why something cannot be called delivered."""
    yield from promise_faults(benefit)
    if benefit.promised_on is None or benefit.promised_on > on:
        yield _("Only what was promised can be delivered.")


def measure_faults(benefit: Benefit, on: date, today: date) -> Iterator[str]:
    """Yield why an effect cannot be noted as measured."""
    if benefit.group in GRANTED:
        yield _("This is granted, and its uses are counted: only effects are measured.")
    if on > today:
        yield _("What lies ahead is not measured yet.")


def covered(benefits: Iterable[Benefit], on: date) -> frozenset[Measure]:
    """Return which of the seven measures firms really get."""
    return frozenset(
        one.measure
        for one in benefits
        if one.measure is not None and one.delivered_on is not None and one.delivered_on <= on
    )


def falls_short(benefits: Iterable[Benefit], on: date) -> bool:
    """Tell whether fewer measures are delivered than the agreement asks for."""
    return len(covered(benefits, on)) < TFA_LEAST


@dataclass(frozen=True)
class Kept:
    """How many benefits were promised, of them delivered, and of them ever used."""

    promised: int
    delivered: int
    used: int

    @property
    def share(self) -> int | None:
        """Return the share of promises that are kept, in percent."""
        return round(100 * self.delivered / self.promised) if self.promised else None


def kept(benefits: Iterable[Benefit], on: date) -> Kept:
    """Return how far promises are kept on a day (T10)."""
    promised = [b for b in benefits if b.promised_on is not None and b.promised_on <= on]
    delivered = [b for b in promised if b.delivered_on is not None and b.delivered_on <= on]
    return Kept(len(promised), len(delivered), sum(1 for b in delivered if b.uses))


def unused_first(benefits: Iterable[Benefit]) -> list[Benefit]:
    """Return benefits by how often they are used, those that nobody uses first."""
    return sorted(benefits, key=lambda one: (one.uses, one.key))


@dataclass(frozen=True, kw_only=True)
class Use:
    """How often a benefit was used in a month, and what each use took and would have taken."""

    times: int
    minutes_without: Decimal | None = None
    minutes_with: Decimal | None = None
    money_saved: Decimal | None = None


def use_faults(use: Use, benefit: Benefit) -> Iterator[str]:
    """Yield why a use cannot be recorded."""
    if benefit.group not in GRANTED:
        yield _("This is an effect of the programme: it is measured, not granted.")
    if use.times < 1:
        yield _("A use is recorded when there was one.")
    if (use.minutes_without is None) != (use.minutes_with is None):
        yield _("Time is saved against a baseline: give both times, or none.")


def minutes_saved(uses: Iterable[Use]) -> Decimal:
    """Return the time that was saved against the baseline (T11). It may be less than nothing."""
    return sum(
        (
            use.times * (use.minutes_without - use.minutes_with)
            for use in uses
            if use.minutes_without is not None and use.minutes_with is not None
        ),
        Decimal(),
    )


class Disposition(enum.Enum):
    """What became of a proposal for a benefit."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"


def disposition_faults(disposition: Disposition, reason: str) -> Iterator[str]:
    """Yield what is missing in the answer to a proposal (T22)."""
    if disposition is not Disposition.ACCEPTED and not reason.strip():
        yield _("Whoever proposed it is told why not.")
