"""A paper written here: its parts, its words, and how it looks on paper."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ntfc import paper
from ntfc.blocks import Run
from ntfc.documents.models import Document, DocumentVersion
from ntfc.i18n import _, direction, language, tag_of
from ntfc.procedure.rules.words import day
from ntfc.richtext import read, words

# The parts of a committee paper, in their order; its reference is its number.
INTRODUCTION, TEXT, ACTIONS, ANNEXES = "introduction", "text", "actions", "annexes"
TITLES: Mapping[str, str] = {
    INTRODUCTION: _("Introduction"),
    TEXT: _("Text"),
    ACTIONS: _("Action expected"),
    ANNEXES: _("Annexes"),
}


def parts_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of a written paper; what is stored in another shape is left out."""
    return {
        INTRODUCTION: _text(facts.get(INTRODUCTION)),
        TEXT: _text(facts.get(TEXT)),
        ACTIONS: _lines(facts.get(ACTIONS)),
        ANNEXES: _lines(facts.get(ANNEXES)),
    }


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


def _lines(found: object) -> list[str]:
    lines = [found] if isinstance(found, str) and found else found
    several = lines if isinstance(lines, list | tuple) else ()
    return [line for line in several if isinstance(line, str)]


def stored(written: object) -> dict[str, Any]:
    """Return the parts of what the database holds, whatever wrote it."""
    return parts_of(written if isinstance(written, Mapping) else {})


def plain(written: Mapping[str, Any] | None) -> dict[str, str]:
    """Return the bare words of each part, for comparing and finding."""
    given = stored(written)
    return {
        INTRODUCTION: words(given[INTRODUCTION]),
        TEXT: words(given[TEXT]),
        ACTIONS: "\n".join(given[ACTIONS]),
        ANNEXES: "\n".join(given[ANNEXES]),
    }


def reference(document: Document, number: int) -> str:
    """Return how a paper is cited: body, number, version."""
    return f"{document.body.short_name or document.body.main_name} / {document.number} / {number}"


def paper_of(document: Document, version: DocumentVersion, added_on: date) -> paper.Paper:
    """Return a written version in the shape of a committee paper."""
    facts = [paper.Fact(str(_("Version")), f"{version.number}, {day(added_on)}")]
    if document.source:
        facts.append(paper.Fact(str(_("Who wrote it")), document.source))
    return paper.Paper(
        title=document.title,
        language=tag_of(language()),
        direction=direction(),
        letterhead=(document.body.name,),
        reference=reference(document, version.number),
        facts=tuple(facts),
        blocks=tuple(_blocks(stored(version.written))),
    )


def _blocks(written: Mapping[str, Any]) -> Iterator[paper.Block]:
    if written.get(INTRODUCTION):
        yield paper.Heading(str(TITLES[INTRODUCTION]))
        yield from paper.typed(read(written[INTRODUCTION]))
    if written.get(TEXT):
        yield from paper.typed(read(written[TEXT]), number=lambda place: f"{place + 1}.")
    if written.get(ACTIONS):
        yield paper.Heading(str(TITLES[ACTIONS]))
        yield paper.Numbers(_items(written[ACTIONS]))
    if written.get(ANNEXES):
        yield paper.Heading(str(TITLES[ANNEXES]))
        yield paper.Numbers(_items(written[ANNEXES]))


def _items(lines: list[str]) -> tuple[tuple[paper.Block, ...], ...]:
    return tuple((paper.Para((Run(line),)),) for line in lines)
