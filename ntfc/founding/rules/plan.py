"""What a new body takes from a library entry: every stated fact, and nothing the entry leaves open.

A fact for which a body has a field goes there, as a draft; every other one is a proposal that waits
for whoever forms the body.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ntfc.committees.models.vocabulary import ActKind, State
from ntfc.founding.models import Matter
from ntfc.founding.rules.proposals import Proposal, chairing_of, proposals_from
from ntfc.founding.rules.settings import (
    Length,
    composition_of,
    is_whole,
    length_of,
    own_rhythm,
    rhythm_of,
)
from ntfc.founding.rules.told import particulars, told, whole_day
from ntfc.i18n import _
from ntfc.library.entry import Entry, FoundingAct, SubBody
from ntfc.library.vocabulary import Kind as Mechanism
from ntfc.library.vocabulary import Status

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
# A part whose kind is left open is of this kind until somebody says more.
LEFT_OPEN = "other"
PILLAR = "pillar"  # no kind of mechanism, but a kind of body; such parts say it in their names
ACTS = {"executive_order": ActKind.ORDER}


@dataclass(frozen=True)
class Local:
    """A fact that is true of a body where the model is; for one elsewhere it is a proposal."""

    columns: dict[str, Any]
    proposal: Proposal | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A sub-body with a name of its own."""

    name: str
    kind: str
    about: str = ""
    procedure: dict[str, Any] = field(default_factory=dict)
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What starting from an entry would make."""

    kind: str
    name: str
    short_name: str
    country: str
    facts: dict[str, Any]
    locals: tuple[Local, ...]
    objectives: str
    procedure: dict[str, Any]
    parts: tuple[Part, ...]
    proposals: tuple[Proposal, ...]
    term: Length | None


def plan_from(entry: Entry) -> Plan:
    """Return what a body started from *entry* has from the first day."""
    return Plan(
        kind=BODY_KINDS.get(entry.kind, entry.kind.value),
        name=entry.name,
        short_name=entry.acronym or "",
        country=entry.country or "",
        facts=_facts(entry),
        locals=tuple(_locals(entry)),
        objectives="\n".join(entry.objectives),
        procedure=_procedure(entry),
        parts=tuple(_part(entry, part) for part in entry.sub_bodies if not part.plural),
        proposals=tuple(proposals_from(entry)),
        term=length_of(entry.term),
    )


def at_home(plan: Plan, country: str) -> bool:
    """Tell whether a body in *country* is where the model is, as far as that is known."""
    return not country or not plan.country or country == plan.country


def _facts(entry: Entry) -> dict[str, Any]:
    facts: dict[str, Any] = {"library_entry": entry.id}
    if entry.levels:
        facts["levels"] = [level.value for level in entry.levels]
    if entry.mode is not None:
        facts["mode"] = entry.mode.value
    if entry.status is Status.AWAITING_LEGAL_ACT or (
        entry.founding_act is not None and entry.founding_act.draft
    ):
        facts["state"] = State.AWAITING_LEGAL_ACT
    return facts


def _locals(entry: Entry) -> Iterator[Local]:
    if entry.country:
        yield Local({"country": entry.country})  # elsewhere the source of the model tells it
    if entry.place:
        yield Local({"place": entry.place}, Proposal(Matter.PLACE, entry.place))
    if entry.programme:
        programme = Proposal(Matter.PROGRAMME, entry.programme)
        yield Local({"parent_programme": entry.programme}, programme)
    if entry.founding_act and is_whole(entry.founding_act):
        act = Proposal(Matter.ACT, told(entry.founding_act))
        yield Local(_act(entry.founding_act), act)


def _act(act: FoundingAct) -> dict[str, Any]:
    code = act.kind.value if act.kind else ""
    return {
        "act_kind": ACTS.get(code) or ActKind(code),
        "act_number": act.number or "",
        "act_title": act.text or "",
        "act_on": whole_day(act.date),
    }


def _procedure(entry: Entry) -> dict[str, Any]:
    """Return the settings of the rules of procedure that are stated, by their names."""
    settings = rhythm_of(own_rhythm(entry)) | composition_of(entry.composition)
    if entry.chairing is not None and entry.chairing.of is None:
        settings["chair_model"] = entry.chairing.model.value
    return settings


def _part(entry: Entry, part: SubBody) -> Part:
    """Return the sub-body that a part with a name of its own becomes."""
    rules = [one for one in entry.cadence if one.meetings and _is_of(one.of, part)]
    settings = rhythm_of(next(iter((*part.cadence, *rules)), None)) | composition_of(
        part.composition
    )
    proposals = [Proposal(Matter.PARTICULARS, text) for text in _further(part)]
    if entry.chairing is not None and _is_of(entry.chairing.of, part):
        settings["chair_model"] = entry.chairing.model.value
        proposals.append(chairing_of(entry.chairing))
    kind = _kind_of(part)
    if kind == LEFT_OPEN and part.kind is None:
        proposals.append(
            Proposal(Matter.KIND, str(_("The entry does not say of which kind it is.")))
        )
    about = "\n".join(text for text in (part.purpose, part.members) if text)
    return Part(
        name=part.name, kind=kind, about=about, procedure=settings, proposals=tuple(proposals)
    )


def _is_of(what: str | None, part: SubBody) -> bool:
    return what is not None and what.casefold() == part.name.casefold()


def _kind_of(part: SubBody) -> str:
    if part.kind is not None:
        return BODY_KINDS.get(part.kind, part.kind.value)
    return PILLAR if part.name.casefold().endswith(f" {PILLAR}") else LEFT_OPEN


def _further(part: SubBody) -> Iterator[str]:
    """Yield what is said of a part and has no field."""
    kept = {part.purpose, part.members}
    kept |= {told(rule) for rule in part.cadence[:1]}
    if part.composition and composition_of(part.composition):
        kept.add(told(part.composition))
    yield from (text for text in particulars(part) if text not in kept)


def obstacles_to_starting_from(
    plan: Plan, chosen: Sequence[str], starts_on: date | None
) -> Iterator[str]:
    """Yield every reason why a body cannot be started from the plan as it was filled in."""
    known = {part.name for part in plan.parts}
    for name in chosen:
        if name not in known:
            yield _("The library entry names no part called “%(name)s”.", name=name)
    if plan.term and starts_on is None:
        yield _("Say on which day the first term starts: the entry gives its length.")
