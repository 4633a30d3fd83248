"""Paragraphs of typed text: what they are made of, their one tidy form, and how they are written.

The form is what is stored, compared and given to whoever makes a page or a paper of it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Literal

Kind = Literal["p", "h3", "quote", "bullet", "number"]
ITEMS: dict[Kind, str] = {"bullet": "ul", "number": "ol"}
ORDER = ("strong", "em", "del")
BLANK = re.compile(r"[ \t\n]+")
DOT = re.compile(r"[·•][ \t\u00a0]+")  # how lists arrive from Word


@dataclass(frozen=True)
class Run:
    """Words of one look; a line end within a paragraph is a newline."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, quoted paragraph or entry of a list; *depth* counts lists in lists."""

    kind: Kind
    runs: tuple[Run, ...]
    depth: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


Blocks = tuple[Block, ...]


def tidy(blocks: Iterable[Block]) -> Blocks:
    """Return *blocks* in the one form in which they are stored."""
    tidied: list[Block] = []
    for block in blocks:
        for part in _stripped(block):
            most = tidied[-1].depth + 1 if tidied and tidied[-1].kind in ITEMS else 0
            depth = min(part.depth, most) if part.kind in ITEMS else 0
            tidied.append(replace(part, depth=depth))
    return tuple(tidied)


def write(blocks: Sequence[Block]) -> str:
    """Return paragraphs as the HTML that is stored."""
    parts: list[str] = []
    for in_list, group in groupby(blocks, key=lambda block: block.kind in ITEMS):
        together = list(group)
        parts += [_list(together)] if in_list else _plain(together)
    return "".join(parts)


def _stripped(block: Block) -> Iterator[Block]:
    """Yield a block without blanks at the ends of its lines; an empty line ends a paragraph."""
    paragraphs: list[list[list[Run]]] = [[]]
    for line in _lines(block.runs):
        if line:
            paragraphs[-1].append(line)
        elif block.kind not in ITEMS:
            paragraphs.append([])
    for lines in paragraphs:
        kind = block.kind
        if kind == "p" and lines and DOT.match("".join(run.text for run in lines[0])):
            kind = "bullet"
            lines[0] = _without(lines[0], DOT)
        runs = [run for line in lines if line for run in (Run("\n"), *line)]
        if runs:
            yield replace(block, kind=kind, runs=_merged(runs[1:]))


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        first, *others = run.text.split("\n")
        line.append(replace(run, text=first))
        for other in others:
            yield _trimmed(line)
            line = [replace(run, text=other)]
    yield _trimmed(line)


def _trimmed(line: list[Run]) -> list[Run]:
    """Return a line without blanks at its ends, and no two plain blanks in a row."""
    kept: list[Run] = []
    for run in line:
        text = BLANK.sub(" ", run.text)
        if not kept or kept[-1].text.endswith(" "):
            text = text.lstrip() if not kept else text.removeprefix(" ")
        if text:
            kept.append(replace(run, text=text))
    while kept and not (text := kept[-1].text.rstrip()):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=text)
    return kept


def _without(line: list[Run], opening: re.Pattern[str]) -> list[Run]:
    found = opening.match("".join(run.text for run in line))
    left = found.end() if found else 0
    kept = []
    for run in line:
        kept.append(replace(run, text=run.text[left:]))
        left = max(0, left - len(run.text))
    return _trimmed(kept)


def _merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs so that neighbours differ; a line end takes the look of what is before it."""
    merged: list[Run] = []
    for run in runs:
        before = merged[-1] if merged else None
        if before and (run.text == "\n" or (run.marks, run.href) == (before.marks, before.href)):
            merged[-1] = replace(before, text=before.text + run.text)
        else:
            merged.append(run)
    return tuple(merged)


def _plain(blocks: Iterable[Block]) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        tag = "p" if kind == "quote" else kind
        inner = "".join(f"<{tag}>{inline(block.runs)}</{tag}>" for block in group)
        yield f"<blockquote>{inner}</blockquote>" if kind == "quote" else inner


def _list(items: list[Block]) -> str:
    """Return entries as lists within lists; a change of kind ends a list at its depth."""
    parts: list[str] = []
    opened: list[str] = []
    for item in items:
        tag = ITEMS[item.kind]
        while len(opened) > item.depth + 1 or (len(opened) == item.depth + 1 and opened[-1] != tag):
            parts.append(f"</li></{opened.pop()}>")
        if len(opened) == item.depth + 1:
            parts.append("</li>")
        else:
            opened.append(tag)
            parts.append(f"<{tag}>")
        parts.append(f"<li>{inline(item.runs)}")
    parts += [f"</li></{tag}>" for tag in reversed(opened)]
    return "".join(parts)


def inline(runs: Iterable[Run]) -> str:
    """Return the words of one paragraph as HTML, each with its look."""
    parts = []
    for run in runs:
        text = escape(run.text, quote=False).replace("\n", "<br>")
        for mark in reversed(ORDER):
            if mark in run.marks:
                text = f"<{mark}>{text}</{mark}>"
        parts.append(f'<a href="{escape(run.href)}">{text}</a>' if run.href else text)
    return "".join(parts)
