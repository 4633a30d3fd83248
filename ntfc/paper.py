"""Paper: one model of a document, drawn as PDF that archives and screen readers can take.

What people typed travels to the typesetter as data and is never read as commands. The PDF names
its language, carries tags and every font it uses (PDF/UA-1 and PDF/A-2a).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar

import typst

from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.paths import bundled

FONTS = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Run:
    """A piece of text in one style. A line break is a run of its own."""

    text: str
    strong: bool = False
    em: bool = False
    link: str = ""


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


def text(said: str) -> tuple[Run, ...]:
    """Return plain text as runs, its line breaks kept."""
    runs: list[Run] = []
    for number, row in enumerate(said.splitlines()):
        runs += [Run("\n"), Run(row)] if number else [Run(row)]
    return tuple(runs)


def paragraphs(said: str) -> list[Block]:
    """Return plain text as paragraphs: an empty line begins a new one."""
    parts = (part.strip() for part in said.replace("\r\n", "\n").split("\n\n"))
    return [Para(text(part)) for part in parts if part]


def pdf(paper: Paper, *, at: datetime, more_fonts: Path | None = None) -> bytes:
    """Draw *paper*. The same paper and moment give the same bytes, wherever they are drawn.

    *more_fonts* is a folder of an instance's own fonts, for scripts beyond those that are shipped.
    """
    fonts = _fonts(more_fonts if more_fonts and more_fonts.is_dir() else None)
    page_of = str(_("Page %(page)s of %(pages)s", page="{page}", pages="{pages}"))
    own = sorted(set(fonts.families()) - {"Noto Sans", "Noto Naskh Arabic"})
    values = {**asdict(paper), "fonts": own, "page_of": page_of}
    told = json.dumps(values, ensure_ascii=False, default=str)  # str: texts are lazy
    try:
        drawn = typst.compile(
            bundled("templates") / "paper" / "sheet.typ",
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"paper": told},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=at,
        )
    except typst.TypstError as error:
        raise _unprintable(error) from error
    return bytes(drawn)


@cache
def _fonts(more: Path | None) -> typst.Fonts:
    folders = [FONTS, *([more] if more else [])]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _unprintable(error: typst.TypstError) -> Exception:
    """Say in words for people which letters no font has; anything else is a fault of ours."""
    if "could not be displayed" not in str(error.message):
        return error
    return Refused(
        _(
            "This text has letters that none of the fonts of the site can draw. "
            "An administrator can add a font to the folder fonts of the instance."
        )
    )


class _Reader(HTMLParser):
    """Turns the HTML that richtext.py let pass into blocks; it knows the same few elements."""

    HEADINGS: ClassVar = {"h1": 3, "h2": 3, "h3": 3, "h4": 3}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, list[Any]]] = [("root", [])]
        self.runs: list[Run] = []
        self.strong = self.em = 0
        self.link = ""

    @property
    def here(self) -> list[Any]:
        return self.stack[-1][1]

    def end_paragraph(self, make: Any = Para) -> None:
        """Close what was running. Space at its ends is layout of the source, not text."""
        runs = _trimmed(self.runs)
        self.runs = []
        if runs:
            self.here.append(make(tuple(runs)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.runs.append(Run("\n"))
        elif tag in ("strong", "b"):
            self.strong += 1
        elif tag in ("em", "i"):
            self.em += 1
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""
        else:
            self.end_paragraph()
            if tag in ("ul", "ol", "li", "blockquote"):
                self.stack.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "b"):
            self.strong = max(0, self.strong - 1)
        elif tag in ("em", "i"):
            self.em = max(0, self.em - 1)
        elif tag == "a":
            self.link = ""
        elif tag in self.HEADINGS:
            level = self.HEADINGS[tag]
            self.end_paragraph(lambda runs: Heading("".join(run.text for run in runs), level))
        elif tag != "br":
            self.end_paragraph()
            self.leave(tag)

    def leave(self, tag: str) -> None:
        """Close the innermost *tag*, and whatever was left open within it."""
        if tag not in [name for name, _inside in self.stack[1:]]:
            return
        name, inside = self.stack.pop()
        if name == "li":
            self.here.append(tuple(inside))
        elif name == "blockquote":
            self.here.append(Quote(tuple(_flat(inside))))
        else:
            items = tuple(part if isinstance(part, tuple) else (part,) for part in inside)
            self.here.append((Numbers if name == "ol" else Bullets)(items))
        if name != tag:
            self.leave(tag)

    def handle_data(self, data: str) -> None:
        said = data.replace("\n", " ")
        if said:
            self.runs.append(Run(said, self.strong > 0, self.em > 0, self.link))


def _flat(parts: Iterable[Any]) -> list[Any]:
    """Take points that stand outside any list for the paragraphs they hold."""
    found: list[Any] = []
    for part in parts:
        found += _flat(part) if isinstance(part, tuple) else [part]
    return found


def _trimmed(runs: Sequence[Run]) -> list[Run]:
    kept = list(runs)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept


def from_html(html: str) -> list[Block]:
    """Return cleaned HTML as blocks of a paper."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    while len(reader.stack) > 1:
        reader.leave(reader.stack[-1][0])
    return _flat(reader.here)


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
