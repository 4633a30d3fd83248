"""The minutes as one document: what is printed, compared, approved, and never changes afterwards.

Its canonical text holds every word of it and nothing else: no words of the program, so that it
means the same in every language, and no numbers of the database but those that tell parts apart.
The fingerprint is computed from that text alone.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from ntfc.blocks import write
from ntfc.minutes.rules.classes import MARK, without_restricted
from ntfc.minutes.rules.contents import (
    DAYS_OF_INTEREST,
    Addressed,
    Answer,
    Attendee,
    Day,
    Document,
    Interest,
    Outcome,
    Part,
    Position,
    Reserved,
    SetAside,
    Task,
)
from ntfc.paragraphs import Difference, differences

KINDS: dict[str, type[Any]] = {
    "days": Day,
    "attendees": Attendee,
    "parts": Part,
    "tasks": Task,
    "outcomes": Outcome,
    "parked": SetAside,
    "reservations": Reserved,
    "addressees": Addressed,
    "answers": Answer,
    "positions": Position,
    "interests": Interest,
}
# Where there are none they are not written down, so that a text keeps the fingerprint it had before
# this release knew of them.
LATER = ("outcomes", "parked")
LATER_IN_PARTS = ("answers", "read_back_at", "number", "begins", "positions", "interests")
LATER_IN_OUTCOMES = ("conditions", "reason")


def canonical(document: Document) -> str:
    """Return every word of a document as one text, always the same for the same words."""
    said = {name: value for name, value in asdict(document).items() if value or name not in LATER}
    for several, later in (("parts", LATER_IN_PARTS), ("outcomes", LATER_IN_OUTCOMES)):
        if several in said:
            said[several] = _without_later(said[several], later)
    for part in said["parts"]:
        if "interests" in part:
            part["interests"] = _without_later(part["interests"], DAYS_OF_INTEREST)
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _without_later(several: Iterable[dict[str, Any]], later: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in one.items() if value or name not in later}
        for one in several
    ]


def from_canonical(text: str) -> Document:
    """Return the document behind a canonical text; what this release does not know is passed over."""
    return Document(**_known(Document, json.loads(text)))


def _known(kind: type[Any], stored: dict[str, Any]) -> dict[str, Any]:
    names = {each.name for each in fields(kind)}
    known = {name: value for name, value in stored.items() if name in names}
    for name, part in KINDS.items():
        if name in known:
            known[name] = tuple(part(**_known(part, each)) for each in known[name])
    return known


def fingerprint_of(text: str) -> str:
    """Return the fingerprint of a canonical text."""
    return hashlib.sha256(text.encode()).hexdigest()


def spoken(fingerprint: str) -> str:
    """Return the beginning of a fingerprint as people read it to each other."""
    return "-".join(fingerprint[at : at + 4] for at in (0, 4, 8)) if fingerprint else ""


def _open(part: Part) -> Part:
    """Return a section without what is restricted in it; the same one when there is nothing."""
    if MARK[0] in part.html:  # to read the paragraphs of every section takes its time
        shown = without_restricted(part.blocks)
        if shown != part.blocks:
            part = replace(part, html=write(shown))
    if any(one.is_confidential for one in part.positions):
        part = replace(part, positions=tuple(o for o in part.positions if not o.is_confidential))
    return part


def for_outsiders(document: Document) -> Document:
    """Return a document without what was said in confidence."""
    return replace(
        document,
        parts=tuple(_open(part) for part in document.parts if not part.is_confidential),
        tasks=tuple(task for task in document.tasks if not task.is_confidential),
        outcomes=tuple(one for one in document.outcomes if not one.is_confidential),
        parked=tuple(one for one in document.parked if not one.is_confidential),
    )


FACTS = (
    "body",
    "number",
    "kind",
    "title",
    "time_zone",
    "place",
    "mode",
    "days",
    "attendees",
    "tasks",
    "outcomes",
    "parked",
)


@dataclass(frozen=True)
class PartChange:
    """A section that reads otherwise, came or went."""

    kind: Literal["changed", "added", "removed"]
    title: str
    was_called: str
    paragraphs: Sequence[Difference]


@dataclass(frozen=True)
class Changes:
    """How one document came from another: which facts changed, and each section that did."""

    facts: tuple[str, ...]
    parts: tuple[PartChange, ...]

    def __bool__(self) -> bool:
        return bool(self.facts or self.parts)


def changes(before: Document, after: Document) -> Changes:
    """Return what is different in *after*."""
    facts = tuple(name for name in FACTS if getattr(before, name) != getattr(after, name))
    if [part.key for part in before.parts] != [p.key for p in after.parts] and not _parts_changed(
        before, after
    ):
        facts = (*facts, "order")
    return Changes(facts, tuple(_part_changes(before, after)))


def _parts_changed(before: Document, after: Document) -> bool:
    return {part.key for part in before.parts} != {part.key for part in after.parts}


def _part_changes(before: Document, after: Document) -> Iterator[PartChange]:
    old = {part.key: part for part in before.parts}
    for part in after.parts:
        was = old.pop(part.key, None)
        if was is None:
            yield PartChange("added", part.title, "", differences((), part.whole))
        elif was != part:
            paragraphs = differences(was.whole, part.whole)
            yield PartChange("changed", part.title, was.title, paragraphs)
    for part in old.values():
        yield PartChange("removed", part.title, part.title, differences(part.whole, ()))
