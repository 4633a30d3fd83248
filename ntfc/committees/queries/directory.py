"""The directory: the tree of bodies, narrowed by words and filters, and what sectors they cover."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from ntfc.committees.models import Body, BodyKind, BodyName, BodySector
from ntfc.committees.models.vocabulary import FINAL, Reach, State
from ntfc.committees.queries.bodies import visible
from ntfc.committees.rules import fold
from ntfc.db import db
from ntfc.organisations.models import Sector
from ntfc.permissions import Actor

PER_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the directory is narrowed to."""

    words: str = ""
    kind_id: int | None = None
    level: str = ""
    reach: str = ""
    state: str = ""  # a state, or "all"; empty leaves out what is closed for good
    sector_id: int | None = None
    place: str = ""

    @property
    def are_set(self) -> bool:
        return self != Filters()

    @property
    def number_set(self) -> int:
        """How many are set beside the words."""
        beside = (name for name in vars(self) if name != "words")
        return sum(bool(getattr(self, name)) for name in beside)


@dataclass(frozen=True)
class Entry:
    """One line of the directory; *found_as* is the other name that was searched for."""

    id: int
    name: str
    short_name: str
    kind_id: int
    kind: str
    parent_id: int | None
    state: State
    levels: list[str]
    reach: Reach
    place: str
    sunset_on: date | None
    is_restricted: bool
    depth: int = 0
    above: tuple[str, ...] = ()
    found_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Directory:
    """One page of the directory."""

    entries: Sequence[Entry]
    total: int
    page: int
    last_page: int


def directory(actor: Actor, filters: Filters, page: int) -> Directory:
    """Return a page of the tree, or of what the filters leave of it, in the order of the tree."""
    query = (
        select(
            Body.id,
            Body.name,
            Body.short_name,
            Body.kind_id,
            BodyKind.name.label("kind"),
            Body.parent_id,
            Body.state,
            Body.levels,
            Body.reach,
            Body.place,
            Body.sunset_on,
            Body.is_restricted,
        )
        .join(BodyKind, BodyKind.id == Body.kind_id)
        .where(visible(actor))
    )
    if filters.sector_id:
        covering = select(BodySector.body_id).where(BodySector.sector_id == filters.sector_id)
        covered = frozenset(db.session.scalars(covering))
    else:
        covered = None
    names = _other_names(actor) if filters.words else {}
    found = [
        replace(entry, found_as=found_as)
        for entry in in_order(db.session.execute(query).all())
        if (found_as := _found_as(entry, filters.words, names)) is not None
        and _fits(entry, filters)
        and (covered is None or entry.id in covered)
    ]
    last = max(1, -(-len(found) // PER_PAGE))
    page = min(max(page, 1), last)
    start = (page - 1) * PER_PAGE
    return Directory(
        entries=found[start : start + PER_PAGE], total=len(found), page=page, last_page=last
    )


def in_order(rows: Sequence[Any]) -> Iterator[Entry]:
    """Yield each body after the one above it; where that one is hidden, at the top."""
    known = {row.id for row in rows}
    below: dict[int | None, list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: fold(row.name)):
        below[row.parent_id if row.parent_id in known else None].append(row)
    waiting: list[tuple[Any, tuple[str, ...]]] = [(row, ()) for row in reversed(below[None])]
    while waiting:
        row, above = waiting.pop()
        yield replace(Entry(*row), depth=len(above), above=above)
        trail = (*above, row.name)
        waiting.extend((child, trail) for child in reversed(below[row.id]))


def _other_names(actor: Actor) -> dict[int, list[str]]:
    query = select(BodyName.body_id, BodyName.name).join(Body, Body.id == BodyName.body_id)
    names: dict[int, list[str]] = defaultdict(list)
    for body_id, name in db.session.execute(query.where(visible(actor)).order_by(BodyName.id)):
        names[body_id].append(name)
    return names


def _found_as(entry: Entry, words: str, names: dict[int, list[str]]) -> str | None:
    """Return "" for a body found by its own name, the other name it is found by, or None."""
    wanted = fold(words).split()
    if all(word in fold(f"{entry.name} {entry.short_name}") for word in wanted):
        return ""
    other = (name for name in names.get(entry.id, ()))
    return next((name for name in other if all(word in fold(name) for word in wanted)), None)


def _fits(entry: Entry, filters: Filters) -> bool:
    if filters.state == "":
        # Who searches by name wants the body found, be it closed.
        in_state = bool(filters.words) or entry.state not in FINAL
    else:
        in_state = filters.state in ("all", entry.state.value)
    return (
        in_state
        and filters.kind_id in (None, entry.kind_id)
        and (not filters.level or filters.level in entry.levels)
        and filters.reach in ("", entry.reach.value)
        and fold(filters.place) in fold(entry.place)
    )


@dataclass(frozen=True)
class Coverage:
    """Which bodies cover a sector; none is a gap."""

    sector: str
    bodies: list[tuple[int, str]]


def coverage(actor: Actor) -> tuple[list[Coverage], int]:
    """Return each sector with the living bodies that cover it, and how many bodies cover none."""
    sectors = select(Sector.id, Sector.name).where(Sector.is_retired.is_(False))
    living = select(Body.id, Body.name).where(visible(actor), Body.state.not_in(FINAL))
    links = select(BodySector.sector_id, BodySector.body_id)
    bodies = {row.id: row.name for row in db.session.execute(living.order_by(Body.name))}
    covering: dict[int, list[tuple[int, str]]] = defaultdict(list)
    covered = set()
    for sector_id, body_id in db.session.execute(links):
        if body_id in bodies:
            covering[sector_id].append((body_id, bodies[body_id]))
            covered.add(body_id)
    rows = db.session.execute(sectors.order_by(Sector.position, Sector.name))
    table = [Coverage(row.name, sorted(covering[row.id], key=lambda body: body[1])) for row in rows]
    return table, len(bodies) - len(covered)
