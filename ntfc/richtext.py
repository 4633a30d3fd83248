"""Typed text with a look: the one place where HTML from outside is cleaned.

Whatever comes in (the editor, a paste of two hundred pages from Word, a request by hand) leaves as
the same small HTML: paragraphs, headings, quotations, lists, bold, emphasis, struck out, links.
Words are never lost on the way: what has no place here, such as a table, becomes paragraphs.
Cleaning a clean text changes nothing, so texts can be compared and their hash means something.
"""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup

from ntfc.blocks import BLANK, Block, Blocks, Kind, Run, inline, tidy, write
from ntfc.directions import settled
from ntfc.typed import storable

LISTS: dict[str, Kind] = {"ul": "bullet", "ol": "number"}
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em"} | dict.fromkeys(
    ("del", "s", "strike"), "del"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
# Each of these begins a new line; one that is left out would glue its first word to the last one.
BREAKING = (
    frozenset(
        [
            "address",
            "article",
            "aside",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "nav",
            "option",
            "p",
            "pre",
            "section",
            "select",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "blockquote",
            "ul",
            "ol",
        ]
    )
    | HEADINGS
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
KEPT = BREAKING | CELLS | frozenset(MARKS) | {"a", "br"}
# What no person reads. (An island of settings from Word is called xml.)
DROPPED = {"script", "style", "title", "xml", "head"}
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, and the marks that make a line show other than it is stored.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\u202a-\u202e]")
TAGS = re.compile("<(p|h3|blockquote|ul|ol|li)>")
ANY_TAG = re.compile("<(/?)[a-zA-Z][^<>]*>")
DEEPEST = 2000  # nobody nests so deep; the time to make sense of it grows with its square


def clean(html: str) -> str:
    """Return *html*, from wherever it comes, as the small HTML that is stored and shown."""
    return write(read(html))


def read(html: str) -> Blocks:
    """Return the paragraphs of a text."""
    html = LINE_ENDS.sub("\n", storable(html))
    safe = nh3.clean(
        ANY_TAG.sub("<br>", html) if _is_too_deep(html) else html,
        tags=set(KEPT),
        clean_content_tags=DROPPED,
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(safe)
    reader.close()
    return tidy(map(_settled, reader.finished()))


def _settled(block: Block) -> Block:
    """Return a paragraph that turns nothing around it, across the looks of its words."""
    said = settled([run.text for run in block.runs])
    return replace(
        block, runs=tuple(replace(r, text=s) for r, s in zip(block.runs, said, strict=True))
    )


def words(html: str) -> str:
    """Return a text without its look, each paragraph on a line of its own."""
    return "\n".join(block.text for block in read(html))


def shown(html: str) -> Markup:
    """Return a stored text for a page: each paragraph finds its own writing direction."""
    return Markup(TAGS.sub(r'<\1 dir="auto">', html))  # noqa: S704  -- cleaned when it was stored


def as_typed(block: Block) -> Markup:
    """Return one paragraph for a page, within an element of the page's own."""
    return Markup(inline(block.runs))  # noqa: S704  -- read from a clean text, and escaped


def _is_too_deep(html: str) -> bool:
    if html.count("<") < DEEPEST:
        return False
    depth = deepest = 0
    for tag in ANY_TAG.finditer(html):
        depth += -1 if tag.group(1) else 1
        deepest = max(deepest, depth)
    return deepest > DEEPEST


class _Reader(HTMLParser):
    """Turns HTML that nh3 has made safe and well formed into paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.open: list[str] = []
        self.inside: Counter[str] = Counter()  # how many of each tag are open: quick to ask
        self.lists: list[Kind] = []
        self.hrefs: list[str] = []
        self.goes_on = False  # whether the next paragraph belongs to the entry before it
        self.between_cells = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
            return
        if tag in CELLS:
            self.between_cells = bool(self.runs)
        elif tag in BREAKING:
            self._break(goes_on=tag == "p" and self.goes_on)
        if tag in LISTS:
            self.lists.append(LISTS[tag])
        elif tag == "a":
            self.hrefs.append(_address(dict(attrs).get("href") or ""))
        self.open.append(tag)
        self.inside[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if not self.inside[tag]:
            return
        if tag in BREAKING:
            self._break(goes_on=tag == "p" and self._is_in("li"))
        while (closed := self.open.pop()) != tag:
            self.inside[closed] -= 1
        self.inside[tag] -= 1
        if tag in LISTS:
            self.lists.pop()
        elif tag == "a":
            self.hrefs.pop()

    def handle_data(self, data: str) -> None:
        text = UNSEEN.sub("", data)
        if not self._is_in("pre"):
            text = BLANK.sub(" ", text)
        if self._is_in(*CELLS) and not text.strip():
            text = " "  # an empty cell is filled with a blank that does not break
        elif self.between_cells:
            self.between_cells = False
            self.runs.append(Run(" | "))
        self._add(text)

    def finished(self) -> list[Block]:
        self._break(goes_on=False)
        return self.blocks

    def _is_in(self, *tags: str) -> bool:
        return any(self.inside[tag] for tag in tags)

    def _add(self, text: str) -> None:
        marks = frozenset(MARKS[tag] for tag in MARKS if self.inside[tag])
        self.runs.append(Run(text, marks, self.hrefs[-1] if self.hrefs else ""))

    def _break(self, *, goes_on: bool) -> None:
        """End a paragraph; in a cell of a table, whose row is one paragraph, only a word."""
        if self._is_in(*CELLS):
            self.runs.append(Run(" "))
            return
        runs, self.runs = tuple(self.runs), []
        has_words = any(run.text.strip() for run in runs)
        if has_words and self.goes_on:
            before = self.blocks[-1]
            self.blocks[-1] = replace(before, runs=(*before.runs, Run("\n"), *runs))
        elif has_words:
            self.blocks.append(Block(self._kind(), runs, max(0, len(self.lists) - 1)))
        self.goes_on = goes_on and (has_words or self.goes_on)

    def _kind(self) -> Kind:
        if self.lists:
            return self.lists[-1]
        if self._is_in(*HEADINGS):
            return "h3"
        return "quote" if self._is_in("blockquote") else "p"


def _address(href: str) -> str:
    """Return an address that may stand in a text; the words of any other link stay without it."""
    href = UNSEEN.sub("", BLANK.sub("", href))
    try:
        known = urlsplit(href).scheme.lower() in SCHEMES
    except ValueError:
        return ""
    return href if known else ""
