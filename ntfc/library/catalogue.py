"""The library of mechanisms: every entry, one by its id, and what a search finds."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from ntfc.library.checks import check
from ntfc.library.entry import Entry, Figure, Paper, Source
from ntfc.library.tables import LibraryError, Spot, read_record

HERE = Path(__file__).parent
COUNTRY = re.compile(r"[A-Z]{2}")


@cache
def entries() -> tuple[Entry, ...]:
    """Every entry, by country code and name; those of no single country come last.

    What a country is called depends on the reader, so a page brings them into its own order.
    """
    return read_library(HERE)


def get(entry_id: str) -> Entry | None:
    """The entry with this id, or None."""
    return _by_id().get(entry_id)


def countries() -> tuple[str, ...]:
    """The ISO 3166 codes of the countries that have entries, in order."""
    return tuple(sorted({entry.country for entry in entries() if entry.country}))


def regions() -> tuple[str, ...]:
    """The names of the regions and organisations that have entries, in order."""
    return tuple(sorted({entry.region for entry in entries() if entry.region}))


def search(
    words: str = "",
    kind: str | None = None,
    country: str | None = None,
    level: str | None = None,
) -> tuple[Entry, ...]:
    """The entries that hold every word and fit each filter given; *country* may be a region."""
    wanted = _folded(words).split()
    return tuple(
        entry
        for entry in entries()
        if (not kind or entry.kind == kind)
        and (not country or country in (entry.country, entry.region))
        and (not level or level in entry.levels)
        and all(word in _words_of(entry) for word in wanted)
    )


def read_library(folder: Path) -> tuple[Entry, ...]:
    """The entries of the files under *folder*; LibraryError names file, entry and field."""
    papers = _papers(folder / "papers.toml")
    found: dict[str, Entry] = {}
    for file in sorted((folder / "entries").glob("*.toml")):
        for entry in _entries(file, papers):
            if entry.id in found:
                spot = Spot(f'{file.name}, entry "{entry.id}"', "id")
                raise spot.wrong("another entry has this id; give each entry its own")
            found[entry.id] = entry
    if not found:
        raise LibraryError(f"{folder}: no entries were found; restore the files of the library.")
    return tuple(sorted(found.values(), key=_order))


def _order(entry: Entry) -> tuple[bool, str, str, str]:
    home = entry.country or entry.region or ""
    return (entry.country is None, home, _folded(entry.name), entry.id)


def _entries(file: Path, papers: dict[str, Paper]) -> Iterator[Entry]:
    head = _parsed(file)
    tables = head.pop("entry", None)
    country, region = _home(head, file)
    if not isinstance(tables, list) or not tables:
        raise Spot(file.name, "entry").wrong("the file holds no [[entry]]; add one or remove it")
    for position, table in enumerate(tables, start=1):
        name = table.get("id") if isinstance(table, dict) else None
        spot = Spot(f'{file.name}, entry "{name or f"number {position}"}"')
        entry = read_record(Entry, table, spot, check)
        if entry.country or entry.region:
            here = spot.at("country" if entry.country else "region")
            raise here.wrong("this is said once at the top of the file; remove it here")
        yield replace(_with_papers(entry, papers, spot), country=country, region=region)


def _home(head: dict[str, object], file: Path) -> tuple[str | None, str | None]:
    """The country or the region whose entries the file holds."""
    spot = Spot(file.name)
    country, region = head.pop("country", None), head.pop("region", None)
    for name in head:
        raise spot.at(name).wrong("this field is not known; correct its name or remove it")
    if isinstance(region, str) and region and country is None:
        return None, region
    if not isinstance(country, str) or region is not None:
        raise spot.at("country").wrong("the file opens with either a country or a region")
    if not COUNTRY.fullmatch(country) or country.lower() != file.stem:
        raise spot.at("country").wrong(f"{country!r} must be two capitals and name the file")
    return country, None


def _with_papers(entry: Entry, papers: dict[str, Paper], spot: Spot) -> Entry:
    """The entry with titles and dates of papers where its file only has their keys."""
    for position, source in enumerate(entry.source, start=1):
        if source.paper not in papers:
            here = spot.at("source").item(position).at("paper")
            raise here.wrong(f"{source.paper!r} is not known; use one of {', '.join(papers)}")
    return replace(
        entry,
        source=tuple(_titled(source, papers[source.paper]) for source in entry.source),
        figures=tuple(
            _dated(figure, papers[figure.paper or entry.source[0].paper])
            for figure in entry.figures
        ),
    )


def _titled(source: Source, paper: Paper) -> Source:
    return replace(source, paper=paper.title, as_of=paper.as_of, as_of_basis=paper.as_of_basis)


def _dated(figure: Figure, paper: Paper) -> Figure:
    return replace(figure, paper=paper.title, as_of=figure.as_of or paper.as_of)


def _papers(file: Path) -> dict[str, Paper]:
    return {
        key: read_record(Paper, table, Spot(f'{file.name}, paper "{key}"'), check)
        for key, table in _parsed(file).items()
    }


def _parsed(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise LibraryError(f"{file.name}: the file cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise LibraryError(f"{file.name}: the file is not valid TOML ({error}).") from error


@cache
def _by_id() -> dict[str, Entry]:
    return {entry.id: entry for entry in entries()}


@cache
def _words_of(entry: Entry) -> str:
    """All that a search looks at, folded; the id is in it because it spells out the country."""
    texts = [entry.id.replace("-", " "), entry.name, *entry.also_known_as, *entry.objectives]
    texts += [entry.country or "", entry.region or "", entry.native_name or "", entry.acronym or ""]
    texts += [*entry.public_side, *entry.private_side, *entry.formats, *entry.rules]
    texts += [who for side in entry.other_sides for who in side.who]
    texts += [text for part in entry.sub_bodies for text in (part.name, part.purpose or "")]
    texts += [entry.programme or "", entry.place or "", entry.secretariat or "", entry.notes or ""]
    return _folded("\n".join(texts))


def _folded(text: str) -> str:
    """Small letters without accents, so that a search for Comite finds Comité."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
