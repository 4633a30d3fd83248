"""What the library says about one mechanism; whatever its papers leave open is None or empty."""

from dataclasses import dataclass
from typing import NewType

from ntfc.library.vocabulary import (
    ActKind,
    CadenceKind,
    ChairModel,
    CompositionKind,
    Kind,
    Level,
    Mode,
    PartOfYear,
    Qualifier,
    Side,
    Status,
    TermOf,
    Unit,
)

StatedDate = NewType("StatedDate", str)  # 2014, 2014-02 or 2014-02-19, as exact as the paper is


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSide:
    """Participants who are neither the public nor the private side."""

    side: Side
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chairing:
    """Who leads; *of* names the part it holds for, when that is not the whole body."""

    model: ChairModel
    sides: tuple[Side, ...] = ()
    text: str
    of: str | None = None
    moderator: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """One rule of rhythm; *of* names what is counted, *meetings* is false where that is no meeting."""

    kind: CadenceKind
    n: int | None = None
    months: tuple[int, ...] = ()
    of: str | None = None
    meetings: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    kind: CompositionKind
    n: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingAct:
    """The act behind the body; *draft* while it still waits to be passed."""

    kind: ActKind | None = None
    number: str | None = None
    date: StatedDate | None = None
    draft: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """How long it lasts, for whom; start and end are dates or years as stated."""

    of: TermOf
    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    start: StatedDate | None = None
    end: StatedDate | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubBody:
    """A part with its own name; *plural* when several such parts exist and only their sort is named."""

    name: str
    kind: Kind | None = None
    plural: bool = False
    count: int | None = None
    per: str | None = None
    under: str | None = None
    purpose: str | None = None
    members: str | None = None
    place: str | None = None
    ends: str | None = None
    cadence: tuple[Cadence, ...] = ()
    cadence_text: str | None = None
    composition: Composition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it counts, the paper that gives it and the date it holds for."""

    label: str
    number: int | float
    qualifier: Qualifier | None = None
    unit: Unit | None = None
    as_of: StatedDate | None = None
    paper: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated event or period; dates are years, months or days as stated."""

    label: str
    on: StatedDate
    until: StatedDate | None = None
    part: PartOfYear | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the entries were read in; *as_of_basis* says how its date is known."""

    title: str
    publisher: str
    as_of: StatedDate | None = None
    as_of_basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place in a paper, by the paper's title; *as_of* is the date of that paper."""

    paper: str
    place: str
    as_of: StatedDate | None = None
    as_of_basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One mechanism: facts of its papers only, so a body started from it inherits nothing guessed."""

    id: str
    name: str
    kind: Kind
    status: Status
    country: str | None = None
    region: str | None = None
    native_name: str | None = None
    acronym: str | None = None
    also_known_as: tuple[str, ...] = ()
    place: str | None = None
    mode: Mode | None = None
    programme: str | None = None
    levels: tuple[Level, ...] = ()
    levels_stated: bool = False
    objectives: tuple[str, ...] = ()
    public_side: tuple[str, ...] = ()
    private_side: tuple[str, ...] = ()
    other_sides: tuple[OtherSide, ...] = ()
    composition: Composition | None = None
    chairing: Chairing | None = None
    secretariat: str | None = None
    appointed_by: str | None = None
    nominated_by: str | None = None
    founding_act: FoundingAct | None = None
    cadence: tuple[Cadence, ...] = ()
    cadence_text: str | None = None
    term: Term | None = None
    sub_bodies: tuple[SubBody, ...] = ()
    formats: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    source: tuple[Source, ...]
    notes: str | None = None
