"""Paper: one model of a document, drawn as PDF that archives and screen readers can take.

What people typed travels to the typesetter as data and is never read as commands. The PDF names
its language, carries tags and every font it uses (PDF/UA-1 and PDF/A-2a).
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntfc.blocks import ITEMS, Blocks, Run
from ntfc.blocks import Block as TypedBlock
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.paths import bundled

if TYPE_CHECKING:
    import typst

UNSEEN = "\u200d\ufe0e\ufe0f"  # they only say how pictures look
FONTS = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 2
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Para:
    runs: tuple[Run, ...]
    number: str = ""
    kind: str = field(default="para", init=False)


@dataclass(frozen=True)
class Note:
    """A paragraph that stands out: what kind of paper this is, what binds and what does not."""

    runs: tuple[Run, ...]
    kind: str = field(default="note", init=False)


@dataclass(frozen=True)
class Bullets:
    items: tuple[tuple["Block", ...], ...]
    kind: str = field(default="bullets", init=False)


@dataclass(frozen=True)
class Numbers:
    items: tuple[tuple["Block", ...], ...]
    kind: str = field(default="numbers", init=False)


@dataclass(frozen=True)
class Quote:
    parts: tuple["Block", ...]
    kind: str = field(default="quote", init=False)


@dataclass(frozen=True)
class Table:
    """Rows under headings; *widths* are shares of the line."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Signature:
    """Who stands for the paper, and in a few lines as what, when and how."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Signatures:
    people: tuple[Signature, ...]
    kind: str = field(default="signatures", init=False)


@dataclass(frozen=True)
class NewPage:
    kind: str = field(default="page", init=False)


Block = Heading | Para | Note | Bullets | Numbers | Quote | Table | Signatures | NewPage


@dataclass(frozen=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper of a body: what stands above, what it says, what stands at the foot of each page."""

    title: str
    language: str
    direction: str
    letterhead: tuple[str, ...] = ()
    subtitle: str = ""
    reference: str = ""
    facts: tuple[Fact, ...] = ()
    blocks: tuple[Block, ...] = ()
    footer: str = ""
    logo: bytes = b""  # a PNG, JPEG or SVG beside the letterhead


def text(said: str) -> tuple[Run, ...]:
    """Return plain text as the words of a paragraph, its line ends kept."""
    return (Run("\n".join(said.splitlines())),) if said else ()


def paragraphs(said: str) -> list[Block]:
    """Return plain text as paragraphs: an empty line begins a new one."""
    parts = (part.strip() for part in said.replace("\r\n", "\n").split("\n\n"))
    return [Para(text(part)) for part in parts if part]


def pdf(paper: Paper, *, at: datetime, more_fonts: Path | None = None) -> bytes:
    """Draw *paper*. The same paper and moment give the same bytes, wherever they are drawn.

    *more_fonts* is a folder of an instance's own fonts, for scripts beyond those that are shipped.
    """
    import typst  # noqa: PLC0415  -- heavy, and most workers draw nothing

    fonts = _fonts(more_fonts if more_fonts and more_fonts.is_dir() else None)
    page_of = str(_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"))
    own = sorted(set(fonts.families()) - {"Noto Sans", "Noto Naskh Arabic"})
    values = {**asdict(paper), "fonts": own, "page_of": page_of}
    told = json.dumps(values, ensure_ascii=False, default=_told)
    try:
        return _drawn(told, fonts, at)
    except typst.TypstError as error:
        return _drawn(_in_words(told, error), fonts, at)


def _drawn(told: str, fonts: "typst.Fonts", at: datetime) -> bytes:
    import typst  # noqa: PLC0415  -- as above

    return bytes(
        typst.compile(
            bundled("templates") / "paper" / "sheet.typ",
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"paper": told},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=at.replace(microsecond=0),
        )
    )


def _told(value: Any) -> Any:
    """Put into words what JSON has no form for: marks of text, an image, texts that are lazy."""
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, bytes) else str(value)


@cache
def _fonts(more: Path | None) -> "typst.Fonts":
    import typst  # noqa: PLC0415  -- as above

    folders = [FONTS, *([more] if more else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _in_words(told: str, error: "typst.TypstError") -> str:
    """Return the paper with each sign that no font has named in words; no word may be lost.

    A picture in a text is named well enough. Letters are not: a language needs its font.
    """
    missing = _missing_in(str(error.diagnostic))
    if not missing:
        raise error
    if any(unicodedata.category(sign)[0] in "LM" for sign in missing - set(UNSEEN)):
        raise Refused(
            _(
                "This text has letters that none of the fonts of the site can draw. "
                "An administrator can add a font to the folder fonts of the instance."
            )
        ) from error
    for sign in missing:
        name = unicodedata.name(sign, f"sign {ord(sign):x}").lower()
        told = told.replace(sign, "" if sign in UNSEEN else f"[{name}]")
    return told


def _missing_in(diagnostic: str) -> set[str]:
    """Return the signs of which the typesetter says that no font has them."""
    clusters = re.findall(r'the text `"(.+?)"` could not be displayed', diagnostic)
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), "".join(clusters))
    return set(plain)


def typed(blocks: Blocks, number: Callable[[int], str] | None = None) -> list[Block]:
    """Return paragraphs that people typed as parts of a paper.

    *number* names each paragraph, counted from nought as comments count them; an entry of a list
    carries its number within the list.
    """
    found: list[Block] = []
    counted = list(enumerate(blocks))
    for in_list, group in groupby(counted, key=lambda pair: pair[1].kind in ITEMS):
        together = list(group)
        if in_list:
            found += _lists([block for _place, block in together])
        else:
            found += [
                _paragraph(block, number(place) if number else "") for place, block in together
            ]
    return found


def _paragraph(block: TypedBlock, number: str) -> Block:
    if block.kind == "h3":
        return Heading(block.text, 3)
    if block.kind == "quote":
        return Quote((Para(block.runs, number),))
    return Para(block.runs, number)


def _lists(entries: Sequence[TypedBlock]) -> list[Block]:
    """Return entries as lists within lists: what is deeper belongs to the entry before it."""
    found: list[Block] = []
    for kind, group in groupby(_nested(entries), key=lambda pair: pair[0].kind):
        items = tuple((Para(entry.runs), *_lists(inner)) for entry, inner in group)
        found.append(Bullets(items) if kind == "bullet" else Numbers(items))
    return found


def _nested(entries: Sequence[TypedBlock]) -> list[tuple[TypedBlock, list[TypedBlock]]]:
    nested: list[tuple[TypedBlock, list[TypedBlock]]] = []
    for entry in entries:
        if nested and entry.depth > nested[0][0].depth:
            nested[-1][1].append(entry)
        else:
            nested.append((entry, []))
    return nested


def plain(blocks: Iterable[Block]) -> str:
    """Return the bare words of *blocks*, for searching and comparing."""
    said = []
    for block in blocks:
        if isinstance(block, Heading):
            said.append(block.text)
        elif isinstance(block, Para | Note):
            said.append("".join(run.text for run in block.runs))
        elif isinstance(block, Bullets | Numbers):
            said += [plain(item) for item in block.items]
        elif isinstance(block, Quote):
            said.append(plain(block.parts))
        elif isinstance(block, Table):
            said += [" ".join(row) for row in (block.head, *block.rows)]
    return "\n".join(said)
