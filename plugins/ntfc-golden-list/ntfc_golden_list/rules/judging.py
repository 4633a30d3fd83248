"""Judging a firm: questions and answers, the visit and its sample, what was found."""

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ntfc.i18n import _, on_day


class Weight(enum.Enum):
    """How much a requirement weighs."""

    FUNDAMENTAL = "fundamental"  # met in full
    IMPORTANT = "important"  # met, or planned by a day
    DESIRABLE = "desirable"  # as the firm likes


class Answer(enum.Enum):
    """What a firm says of a requirement."""

    YES = "yes"
    NO = "no"
    PLANNED = "planned"  # by a day


class Result(enum.Enum):
    """What a validator found of a requirement."""

    MET = "met"
    PLANNED = "planned"
    NOT_MET = "not_met"
    INACCURATE = "inaccurate"  # what the firm said is not so


class Size(enum.Enum):
    """How large a firm is, by the country's own measure."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A requirement as far as rules know it. Empty roles or classes: it is asked of all."""

    key: int
    weight: Weight
    roles: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Said:
    """An answer, with the day by which it is to be so."""

    answer: Answer | None
    by_when: date | None = None


def asked_of(
    criteria: Iterable[Asked], roles: Collection[str], classes: Collection[str]
) -> list[Asked]:
    """Return what is asked of a firm that applies in *roles* for *classes*."""
    return [
        one
        for one in criteria
        if (not one.roles or one.roles & set(roles))
        and (not one.classes or one.classes & set(classes))
    ]


def is_answered(said: Said | None) -> bool:
    """Tell whether an answer is complete: a plan has its day."""
    if said is None or said.answer is None:
        return False
    return said.answer is not Answer.PLANNED or said.by_when is not None


def gaps(asked: Iterable[Asked], said: Mapping[int, Said]) -> list[int]:
    """Return the requirements without a complete answer."""
    return [one.key for one in asked if not is_answered(said.get(one.key))]


def text_for(size: Size, text: str, for_small: str) -> str:
    """Return how a requirement reads for a firm of this size (T7)."""
    return for_small if for_small and size is not Size.LARGE else text


def shortcomings(
    asked: Iterable[Asked], found: Mapping[int, Result]
) -> tuple[list[int], list[int]]:
    """Return what must be met and is not, and what is important and neither met nor planned."""
    unmet, unplanned = [], []
    for one in asked:
        result = found.get(one.key)
        if one.weight is Weight.FUNDAMENTAL and result is not Result.MET:
            unmet.append(one.key)
        elif one.weight is Weight.IMPORTANT and result not in (Result.MET, Result.PLANNED):
            unplanned.append(one.key)
    return unmet, unplanned


def is_accurate(found: Iterable[Result]) -> bool:
    """Tell whether nothing that the firm said was found untrue (T27)."""
    return Result.INACCURATE not in set(found)


@dataclass(frozen=True)
class Found:
    """What was found of a requirement, and who noted it."""

    result: Result
    note: str = ""
    due_on: date | None = None
    by: int | None = None


def noted_anew(found: Mapping[int, Found], stands: Mapping[int, Found]) -> dict[int, Found]:
    """Return what is to be noted: what is new, or not as it was noted last."""

    def told(one: Found) -> tuple[Result, str, date | None]:
        return (one.result, one.note, one.due_on)

    return {
        key: one
        for key, one in found.items()
        if key not in stands or told(one) != told(stands[key])
    }


def correction_faults(found: Mapping[int, Found], stands: Mapping[int, Found]) -> Iterator[str]:
    """Yield why a finding cannot be corrected: what was found untrue is not talked away (T27)."""
    cleared = [
        (one, stands[key])
        for key, one in found.items()
        if key in stands
        and stands[key].result is Result.INACCURATE
        and one.result is not Result.INACCURATE
    ]
    if any(old.by != one.by for one, old in cleared):
        yield _("Only whoever found something to be untrue takes that back.")
    if any(not one.note.strip() or one.note == old.note for one, old in cleared):
        yield _("Say what was seen instead, when something is no longer called untrue.")


def noting_faults(
    made_on: date, *, round_from: date | None, today: date, is_decided: bool
) -> Iterator[str]:
    """Yield why a visit cannot be noted, or corrected."""
    if is_decided:
        yield _("This visit was decided upon: it stays as it was noted. Plan another one.")
    if made_on > today:
        yield _("A visit is noted when it was made.")
    if round_from is not None and made_on < round_from:
        yield _("A visit of this round was made since %(day)s.", day=on_day(round_from))


def sample_faults(
    all_sites: Collection[int], chosen: Collection[int], reason: str
) -> Iterator[str]:
    """Yield what is wrong with the choice of premises to visit (T3)."""
    if not chosen:
        yield _("Choose at least one of the firm's premises to visit.")
    if set(chosen) - set(all_sites):
        yield _("A place that does not belong to the firm was chosen.")
    if set(chosen) < set(all_sites) and chosen and not reason.strip():
        yield _("Say why these places stand for all of them.")


@dataclass(frozen=True)
class Proof:
    """An audit report, authorisation or certificate that exists already."""

    criterion: int
    until: date | None = None


def proven(proofs: Iterable[Proof], on: date) -> set[int]:
    """Return which requirements are proven by what exists, so nobody looks twice (T4)."""
    return {one.criterion for one in proofs if one.until is None or one.until >= on}


def third_party_faults(*, is_third_party: bool, method: str, overseer: int | None) -> Iterator[str]:
    """Yield what is missing before somebody outside customs validates (T15)."""
    if not is_third_party:
        return
    if not method.strip():
        yield _("A validator from outside customs needs a written method.")
    if overseer is None:
        yield _("Name the customs officer who oversees a validator from outside.")


def conduct_faults(accepted_on: date | None, today: date) -> Iterator[str]:
    """Yield why an officer may not work on files yet (T16)."""
    if accepted_on is None or accepted_on > today:
        yield _("Accept the code of conduct of the programme first.")


@dataclass(frozen=True)
class Check:
    """One vetting check: by whom, and by whom again."""

    is_clear: bool | None
    reviewer: int | None
    second: int | None


def vetting_faults(checks: Collection[Check]) -> Iterator[str]:
    """Yield what is missing before vetting may end well."""
    if not checks:
        yield _("No check was recorded.")
    if any(check.is_clear is None or check.reviewer is None for check in checks):
        yield _("A check has no result yet.")
    if any(check.second is None for check in checks):
        yield _("Each check is looked at by a second officer.")
    if any(check.second is not None and check.second == check.reviewer for check in checks):
        yield _("The second officer is somebody else than the first.")
