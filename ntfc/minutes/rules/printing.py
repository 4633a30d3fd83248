"""The minutes as a paper to hand out: for those who take part, or for everybody.

Both are drawn from one text. What is in confidence stands in the first alone, and so does not get
into a file that anybody may be given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from ntfc.blocks import Run
from ntfc.directions import apart
from ntfc.i18n import _, labelled, with_commas
from ntfc.meetings.rules.words import KINDS, WORDS, between
from ntfc.minutes.rules.classes import spelled_out
from ntfc.minutes.rules.contents import Document, Part
from ntfc.minutes.rules.document import for_outsiders, spoken
from ntfc.minutes.rules.interests import interest_lines
from ntfc.minutes.rules.numbers import with_numbers
from ntfc.minutes.rules.outcomes import action_table, blocks_of, parked_table
from ntfc.minutes.rules.positions import position_tables
from ntfc.minutes.rules.table import NO_ANSWER, agreed, in_words
from ntfc.paper import (
    Block,
    Fact,
    Heading,
    Note,
    Paper,
    Para,
    Signature,
    Signatures,
    Table,
    text,
    typed,
)

Audience = Literal["members", "public"]
THERE = ("present", "alternate", "remote")


@dataclass(frozen=True, kw_only=True)
class Approved:
    """Somebody approved the text: in which place, when and how, in words."""

    name: str
    place: str
    when: str
    way: str


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A numbered correction: both readings stay."""

    number: int
    key: int | None  # of the section it corrects
    title: str
    reads: str
    should_read: str
    reason: str
    is_confidential: bool = False
    place: str = ""  # which outcome or action it corrects, if one


@dataclass(frozen=True, kw_only=True)
class Printing:
    """What stands on the paper beside the text itself."""

    title: str
    state: str  # in words, with the day
    is_approved: bool
    fingerprint: str
    address: str  # where the approved text can be compared
    letterhead: tuple[str, ...]
    language: str
    direction: str
    audience: Audience
    approvals: Sequence[Approved] = ()
    errata: Sequence[Corrected] = ()
    logo: bytes = b""
    body: str = ""  # the name of the body as the letterhead has it; none: as the text has it


def as_read(document: Document, printing: Printing) -> Document:
    """Return the text with the body named as in the letterhead: one paper, one name."""
    return replace(document, body=printing.body or document.body)


def name_on_paper(body: Any, document: Document) -> str:
    """Return how a paper names the body: in the reader's language, or as it was called then."""
    is_called_so = body.main_name == document.body
    return str(body.name if is_called_so else document.body)


def paper_of(document: Document, printing: Printing) -> Paper:
    """Return the minutes as a paper."""
    document = with_numbers(as_read(document, printing))
    if printing.audience == "public":
        document = for_outsiders(document)
    return Paper(
        title=printing.title,
        language=printing.language,
        direction=printing.direction,
        letterhead=printing.letterhead,
        subtitle=printing.state,
        facts=tuple(_facts(document)),
        blocks=tuple(_blocks(document, printing)),
        footer=_footer(printing),
        logo=printing.logo,
    )


def _facts(document: Document) -> Iterator[Fact]:
    yield Fact(str(_("Body")), document.body)
    yield Fact(str(_("Meeting")), str(_kind(document)))
    days = [
        between(
            datetime.fromisoformat(day.starts_at),
            datetime.fromisoformat(day.ends_at),
            document.time_zone,
        )
        for day in document.days
    ]
    yield Fact(str(_("Held on")), "\n".join(days))
    places = dict.fromkeys([document.place, *(day.place for day in document.days)])
    if place := with_commas(place for place in places if place):
        yield Fact(str(_("Place")), place)


def _kind(document: Document) -> str:
    kind = next(word for entry, word in KINDS.items() if entry.value == document.kind)
    return kind if not document.title else labelled(kind, document.title)


def _blocks(document: Document, printing: Printing) -> Iterator[Block]:
    if not printing.is_approved:
        yield Note(text(str(_("Draft. Not approved, and it may still change."))))
    if printing.audience == "public":
        yield Note(text(str(_("Public version: what is in confidence is left out."))))
    known = {None, *(part.key for part in document.parts)}
    open_to_all = printing.audience == "public"
    errata = [
        one
        for one in printing.errata
        if one.key in known and not (open_to_all and one.is_confidential)
    ]
    if errata:
        yield Heading(str(_("Corrections")))
        yield from (_correction(erratum) for erratum in errata)
    yield from action_table(document.tasks)
    yield from blocks_of(document.outcomes)
    yield from parked_table(document.parked)
    if document.attendees:
        yield Heading(str(_("Who was there")))
        yield _attendance(document)
    for part in document.parts:
        yield Heading(part.heading)
        yield from _section(part, document.time_zone)
    if printing.approvals:
        yield Heading(str(_("Approved by")))
        yield Signatures(tuple(_signature(approved) for approved in printing.approvals))


def _section(part: Part, zone: str) -> Iterator[Block]:
    if part.is_confidential:
        yield Note(text(str(_("In confidence: not for anybody outside the table."))))
    yield from typed(spelled_out(part.blocks), lambda place: f"{part.cited}.{place + 1}")
    if not part.blocks:
        yield Para(text(str(_("Nothing was recorded."))))
    if part.answers:
        rows = tuple((in_words(a.kind, a.question), a.text or str(NO_ANSWER)) for a in part.answers)
        yield Table((str(_("Asked of the body")), str(_("Answer given"))), rows, (2, 3))
    yield from interest_lines(part.interests)
    yield from position_tables(part.positions)
    if part.read_back_at:
        yield Para((Run(agreed(part.read_back_at, zone), frozenset({"em"})),))


def _attendance(document: Document) -> Table:
    words = {entry.value: str(word) for entry, word in WORDS.items()}
    order = sorted(document.attendees, key=lambda one: one.presence not in THERE)
    rows = tuple(
        (one.name, one.organisation, words.get(one.presence, one.presence)) for one in order
    )
    head = (str(_("Name")), str(_("Institution")), str(_("Attendance")))
    return Table(head, rows, (3, 3, 2))


def _correction(erratum: Corrected) -> Block:
    return Para(text(corrected(erratum)))


def corrected(erratum: Corrected) -> str:
    """Return a correction in words, both readings beside each other."""
    said = _(
        "%(number)s. In “%(title)s”: in place of “%(reads)s” read “%(should_read)s”. %(reason)s",
        number=erratum.number,
        title=apart(erratum.title),
        reads=apart(erratum.reads),
        should_read=apart(erratum.should_read),
        reason=apart(erratum.reason),
    )
    return str(said)


def open_errata(errata: Sequence[Corrected]) -> list[Corrected]:
    """Return the corrections that may be read outside the table."""
    return [one for one in errata if not one.is_confidential]


def _signature(approved: Approved) -> Signature:
    return Signature(approved.name, (approved.place, with_commas([approved.when, approved.way])))


def _footer(printing: Printing) -> str:
    mark = apart(spoken(printing.fingerprint))
    if not printing.is_approved:
        return str(_("Draft %(mark)s", mark=mark))
    return str(
        _(
            "Fingerprint %(mark)s. Compare it with the approved text: %(address)s",
            mark=mark,
            address=apart(printing.address),
        )
    )
