"""What must hold between the facts of one entry, beyond the type of each."""

import re
from functools import singledispatch

from ntfc.library.entry import (
    Cadence,
    Chairing,
    Composition,
    Entry,
    Figure,
    FoundingAct,
    OtherSide,
    SubBody,
    Term,
)
from ntfc.library.tables import Spot
from ntfc.library.vocabulary import CadenceKind, ChairModel, CompositionKind, Side

ENTRY_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CHAIRS = {ChairModel.NONE: 0, ChairModel.ONE: 1, ChairModel.TWO: 2}
COUNTED = frozenset(CadenceKind) - {CadenceKind.FIXED_MONTHS, CadenceKind.AS_NEEDED}


@singledispatch
def check(record: object, spot: Spot) -> None:
    """Refuse a record whose facts contradict each other; most records cannot."""


@check.register
def _(record: Chairing, spot: Spot) -> None:
    wanted = CHAIRS.get(record.model)
    if wanted is None and len(record.sides) < len((Side.PUBLIC, Side.PRIVATE)):
        raise spot.at("sides").wrong("a rotating chair needs the sides in their order, two or more")
    if wanted is not None and len(record.sides) != wanted:
        raise spot.at("sides").wrong(
            f'the model "{record.model.value}" goes with {wanted} sides, not {len(record.sides)}'
        )


@check.register
def _(record: Cadence, spot: Spot) -> None:
    if (record.n is not None) != (record.kind in COUNTED):
        needs = "needs a number" if record.kind in COUNTED else "takes no number"
        raise spot.at("n").wrong(f'the kind "{record.kind.value}" {needs}')
    if bool(record.months) != (record.kind is CadenceKind.FIXED_MONTHS):
        raise spot.at("months").wrong('months go with the kind "fixed_months" and only with it')
    if list(record.months) != sorted(set(record.months)) or max(record.months, default=1) > 12:
        raise spot.at("months").wrong("months are numbers from 1 to 12, each once and in order")


@check.register
def _(record: Composition, spot: Spot) -> None:
    if (record.n is not None) != (record.kind is CompositionKind.PER_SIDE):
        raise spot.at("n").wrong('a number goes with the kind "per_side" and only with it')


@check.register
def _(record: FoundingAct, spot: Spot) -> None:
    if record.kind is None and record.text is None:
        raise spot.at("kind").wrong("say what kind of act it is, or describe it in text")


@check.register
def _(record: Term, spot: Spot) -> None:
    stated = (record.years, record.months, record.weeks, record.start, record.end, record.text)
    if not any(stated):
        raise spot.at("text").wrong("a term needs a length, a date or a text")
    if record.start and record.end and record.end < record.start:
        raise spot.at("end").wrong("the term ends before it starts")


@check.register
def _(record: OtherSide, spot: Spot) -> None:
    if record.side in {Side.PUBLIC, Side.PRIVATE}:
        raise spot.at("side").wrong("public and private participants have fields of their own")
    if not record.who:
        raise spot.at("who").wrong("name at least one participant of this side")


@check.register
def _(record: SubBody, spot: Spot) -> None:
    if record.count is not None and not record.plural:
        raise spot.at("count").wrong("a count goes with plural = true")


@check.register
def _(record: Entry, spot: Spot) -> None:
    if not ENTRY_ID.fullmatch(record.id):
        raise spot.at("id").wrong("an id is made of small letters, digits and single hyphens")
    if not record.source:
        raise spot.at("source").wrong("name at least one paper")
    if record.levels_stated and not record.levels:
        raise spot.at("levels_stated").wrong("no level is given, so none can be stated")
    _check_parts(record, spot)
    for position, figure in enumerate(record.figures, start=1):
        _check_paper(figure, record, spot.at("figures").item(position))


def _check_parts(entry: Entry, spot: Spot) -> None:
    names = [part.name for part in entry.sub_bodies]
    for position, part in enumerate(entry.sub_bodies, start=1):
        here = spot.at("sub_bodies").item(position)
        if names.count(part.name) > 1:
            raise here.at("name").wrong(f'"{part.name}" stands in the list twice')
        if part.under is not None and part.under not in names:
            raise here.at("under").wrong(f'"{part.under}" is no sub-body of this entry')


def _check_paper(figure: Figure, entry: Entry, spot: Spot) -> None:
    papers = {source.paper for source in entry.source}
    if figure.paper is None and len(papers) > 1:
        raise spot.at("paper").wrong(
            "the entry rests on several papers; say which gives the figure"
        )
    if figure.paper is not None and figure.paper not in papers:
        raise spot.at("paper").wrong(f'"{figure.paper}" is no source of this entry')
