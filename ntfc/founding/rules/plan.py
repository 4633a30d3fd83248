"""What a new body takes from a library entry: every stated fact, and nothing the entry leaves open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntfc.founding.models import Matter
from ntfc.i18n import _
from ntfc.library.entry import Cadence, Chairing, Entry, SubBody
from ntfc.library.vocabulary import CompositionKind, TermOf
from ntfc.library.vocabulary import Kind as Mechanism
from ntfc.permissions import CHAIRS, OFFICE, Permission, Role
from ntfc.procedure.rules import months_later

READ = Permission("library.read", _("Read the library"), frozenset({Role.PERSON}))

SETTLE = Permission(
    "suggestion.settle", _("Settle what the library suggests"), CHAIRS | OFFICE, hides=True
)
PERMISSIONS = (READ, SETTLE)

# The kinds of the library under the names that kinds of body have on every site.
BODY_KINDS = {
    Mechanism.COMMITTEE: "committee",
    Mechanism.COUNCIL: "council",
    Mechanism.FORUM: "forum",
    Mechanism.WORKING_GROUP: "working_group",
    Mechanism.ADVISORY_BODY: "advisory_group",
    Mechanism.IT_USER_GROUP: "user_group",
    Mechanism.OTHER: "other",
}


@dataclass(frozen=True)
class Proposal:
    """One fact that waits for a decision of the new body."""

    matter: Matter
    text: str
    side: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A sub-body with a name of its own."""

    name: str
    kind: str
    about: str = ""
    procedure: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What starting from an entry would make."""

    kind: str
    name: str
    facts: dict[str, Any]
    objectives: str
    procedure: dict[str, Any]
    parts: tuple[Part, ...]
    proposals: tuple[Proposal, ...]
    term_months: int | None


def plan_from(entry: Entry) -> Plan:
    """Return what a body started from *entry* has from the first day."""
    return Plan(
        kind=kind_of(entry.kind),
        name=entry.name,
        facts=_facts(entry),
        objectives="\n".join(entry.objectives),
        procedure=procedure_from(entry.cadence, entry.chairing, entry),
        parts=tuple(parts_of(entry)),
        proposals=tuple(proposals_from(entry)),
        term_months=term_months(entry),
    )


def kind_of(kind: Mechanism) -> str:
    """Return the code of the kind of body that a mechanism of the library becomes."""
    return BODY_KINDS.get(kind, kind.value)


def _facts(entry: Entry) -> dict[str, Any]:
    facts: dict[str, Any] = {"library_entry": entry.id}
    if entry.levels:
        facts["levels"] = [level.value for level in entry.levels]
    if entry.mode is not None:
        facts["mode"] = entry.mode.value
    return facts


def procedure_from(
    cadence: Sequence[Cadence], chairing: Chairing | None, entry: Entry | None = None
) -> dict[str, Any]:
    """Return the settings of the rules of procedure that are stated, by their names."""
    settings: dict[str, Any] = {}
    own = [one for one in cadence if one.meetings and one.of is None]
    if own:
        settings["cadence"] = own[0].kind.value
        settings["cadence_n"] = own[0].n
        settings["cadence_months"] = own[0].months
    if chairing is not None and chairing.of is None:
        settings["chair_model"] = chairing.model.value
    if entry is not None and entry.composition is not None:
        settings |= _composition(entry.composition.kind, entry.composition.n)
    return settings


def _composition(kind: CompositionKind, number: int | None) -> dict[str, Any]:
    if kind is CompositionKind.PARITY:
        return {"parity": True}
    if kind is CompositionKind.PER_SIDE and number:
        return {"equal_seats": number}
    if kind is CompositionKind.ASSOCIATIONS_ONLY:
        return {"organisation_kinds": ("business_association",)}
    return {}


def parts_of(entry: Entry) -> Iterator[Part]:
    """Yield the sub-bodies that have names; mere sorts of groups are proposals."""
    for part in entry.sub_bodies:
        if not part.plural:
            yield Part(
                name=part.name,
                kind=kind_of(part.kind) if part.kind else "working_group",
                about="\n".join(text for text in (part.purpose, part.members) if text),
                procedure=procedure_from(part.cadence, None),
            )


def proposals_from(entry: Entry) -> Iterator[Proposal]:
    """Yield who sat there, who led, which groups and habits there were, in the entry's order."""
    yield from _parties(entry)
    if entry.chairing is not None:
        sides = ", ".join(side.value for side in entry.chairing.sides)
        yield Proposal(Matter.CHAIR, entry.chairing.text, sides)
    for part in entry.sub_bodies:
        if part.plural:
            yield Proposal(Matter.GROUP, _group_text(part))
    for text in filter(None, (entry.cadence_text, *entry.rules)):
        yield Proposal(Matter.RULE, text)


def _parties(entry: Entry) -> Iterator[Proposal]:
    sides = [("public", entry.public_side), ("private", entry.private_side)]
    sides += [(other.side.value, other.who) for other in entry.other_sides]
    for side, parties in sides:
        for who in parties:
            yield Proposal(Matter.PARTY, who, side)


def _group_text(part: SubBody) -> str:
    words = [part.name, str(part.count or ""), part.purpose, part.members, part.ends]
    return str(_("; ")).join(word for word in words if word)


def term_months(entry: Entry) -> int | None:
    """Return how long a term of the body lasts, when the entry says so of the body itself."""
    term = entry.term
    if term is None or term.of is not TermOf.BODY:
        return None
    return (term.years or 0) * 12 + (term.months or 0) or None


def last_day_of_term(starts_on: date, months: int | None) -> date | None:
    """Return the last day of a term of so many months; None when its length is open."""
    if months is None:
        return None
    return date.fromordinal(months_later(starts_on, months).toordinal() - 1)


def obstacles_to_starting_from(
    plan: Plan, chosen: Sequence[str], starts_on: date | None
) -> Iterator[str]:
    """Yield every reason why a body cannot be started from the plan as it was filled in."""
    known = {part.name for part in plan.parts}
    for name in chosen:
        if name not in known:
            yield _("The library entry names no part called “%(name)s”.", name=name)
    if plan.term_months and starts_on is None:
        yield _("Say on which day the first term starts: the entry gives its length.")
