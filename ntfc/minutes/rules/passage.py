"""The places of which minutes consist: what a correction names, and what is compared line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ntfc.blocks import Block, Run
from ntfc.directions import joined
from ntfc.i18n import _, labelled
from ntfc.meetings.models import Presence
from ntfc.meetings.rules.words import KINDS, between, word
from ntfc.minutes.models import Erratum
from ntfc.minutes.rules.contents import Attendee, Document, Outcome, Part, SetAside, Task
from ntfc.minutes.rules.document import Changes, PartChange, changes, for_outsiders
from ntfc.minutes.rules.outcomes import told, why_aside
from ntfc.paragraphs import differences
from ntfc.procedure.rules.words import day

SECTION, TITLE, MEETING, ATTENDANCE = "section", "title", "meeting", "attendance"
TASK, OUTCOME, PARKED = "task", "outcome", "parked"
OF_SECTIONS = (SECTION, TITLE)
NAMES = {
    TITLE: _("Title"),
    MEETING: _("The meeting"),
    ATTENDANCE: _("Who was there"),
    TASK: _("Action"),
    PARKED: _("Parked issue"),
}


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A place in the approved text: *key* finds it again, *title* is what the text calls it."""

    key: str
    title: str = ""
    lines: tuple[str, ...] = ()
    open_lines: tuple[str, ...] = ()  # what is left of them for those who did not sit at the table

    @property
    def name(self) -> str:
        return name_of(self.key, self.title)


def name_of(key: str, title: str) -> str:
    """Return what a place is called, in the reader's language."""
    called = NAMES.get(key.partition(":")[0])
    if called is None:
        return title
    return labelled(called, title) if title else str(called)


def place_in_words(erratum: Erratum) -> str:
    """Return the name of the place that a correction is about."""
    return name_of(erratum.place or SECTION, erratum.title)


def passages(document: Document) -> list[Passage]:
    """Return every place of minutes, in the order in which they are read."""
    known = {part.key: part for part in for_outsiders(document).parts}
    facts, present = tuple(_facts(document)), tuple(map(_attendee, document.attendees))
    found = [Passage(key=MEETING, lines=facts, open_lines=facts)]
    if present:
        found.append(Passage(key=ATTENDANCE, lines=present, open_lines=present))
    found += [_listed(f"{TASK}:{one.number}", one, _task(one)) for one in document.tasks]
    outcomes = enumerate(document.outcomes)
    found += [_listed(f"{OUTCOME}:{number}", one, _outcome(one)) for number, one in outcomes]
    found += [_listed(f"{PARKED}:{one.number}", one, _parked(one)) for one in document.parked]
    for part in document.parts:
        shown = known.get(part.key)
        titles, seen = (part.title,), (part.title,) if shown else ()
        section = f"{SECTION}:{part.key}"
        found += [
            Passage(key=section, title=part.title, lines=_said(part), open_lines=_said(shown)),
            Passage(key=f"{TITLE}:{part.key}", title=part.title, lines=titles, open_lines=seen),
        ]
    return found


def says(lines: Sequence[str], words: str) -> bool:
    """Tell whether these words stand in a place, however lines are broken and names kept apart."""
    return " ".join(joined(words).split()) in " ".join(joined(" ".join(lines)).split())


def _listed(key: str, one: Task | Outcome | SetAside, lines: Iterator[str]) -> Passage:
    whole = tuple(line for line in lines if line)
    shown = () if one.is_confidential else whole
    return Passage(key=key, title=one.title, lines=whole, open_lines=shown)


def _facts(document: Document) -> Iterator[str]:
    yield document.body
    kind = next(str(name) for entry, name in KINDS.items() if entry.value == document.kind)
    yield labelled(kind, document.title) if document.title else kind
    for each in document.days:
        begins, ends = (datetime.fromisoformat(at) for at in (each.starts_at, each.ends_at))
        yield between(begins, ends, document.time_zone)
    yield from dict.fromkeys(
        place for place in (document.place, *(each.place for each in document.days)) if place
    )


def _attendee(one: Attendee) -> str:
    presence = str(word(Presence(one.presence))) if one.presence else ""
    who = str(_(", ")).join(part for part in (one.name, one.organisation) if part)
    return str(_(": ")).join(part for part in (who, presence) if part)


def _task(one: Task) -> Iterator[str]:
    yield from (one.title, one.owner, one.person)
    yield str(day(one.due)) if one.due else str(_("Date to be set")) if one.is_date_open else ""


def _outcome(one: Outcome) -> Iterator[str]:
    words = told(one)
    yield from (words.heading, words.standing, one.text, *words.lines)


def _parked(one: SetAside) -> Iterator[str]:
    yield from (one.title, why_aside(one), one.next_step, one.owner, str(day(one.review)))


def _said(part: Part | None) -> tuple[str, ...]:
    return () if part is None else tuple(block.text for block in part.whole)


def changes_in_words(before: Document, after: Document) -> Changes:
    """Return what is different in *after*, the facts and what came out of the meeting in words too."""
    found = changes(before, after)
    old = {one.key: one for one in passages(before) if one.key.partition(":")[0] not in OF_SECTIONS}
    new = {one.key: one for one in passages(after) if one.key.partition(":")[0] not in OF_SECTIONS}
    parts = [
        _changed(old.get(key), new.get(key))
        for key in {**new, **old}
        if old.get(key) != new.get(key)
    ]
    return replace(found, parts=(*parts, *found.parts))


def _changed(was: Passage | None, now: Passage | None) -> PartChange:
    lines = differences(_blocks(was), _blocks(now))
    if was and now:
        return PartChange("changed", now.name, was.name, lines)
    name = (was or now or Passage(key=MEETING)).name
    return PartChange("removed" if was else "added", name, name if was else "", lines)


def _blocks(passage: Passage | None) -> tuple[Block, ...]:
    lines = passage.lines if passage else ()
    return tuple(Block("p", (Run(line),)) for line in lines)
