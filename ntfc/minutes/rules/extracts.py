"""What goes out of approved minutes: one page for members' own organisations, and letters.

Both leave the table, so nothing that is in confidence stands in them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten

from ntfc.blocks import Run
from ntfc.directions import apart
from ntfc.i18n import _, ngettext
from ntfc.meetings.rules.times import local
from ntfc.meetings.rules.words import long_day
from ntfc.minutes.models import Minutes, MinutesState
from ntfc.minutes.rules.contents import Document, Outcome, Task
from ntfc.minutes.rules.document import for_outsiders, spoken
from ntfc.minutes.rules.outcomes import action_table, blocks_of, is_adopted, standing, told
from ntfc.minutes.rules.passage import OUTCOME, TASK
from ntfc.minutes.rules.printing import Printing, as_read, corrected, open_errata
from ntfc.paper import (
    Block,
    Bullets,
    Fact,
    Heading,
    Note,
    Paper,
    Para,
    Signature,
    Signatures,
    Table,
    text,
)
from ntfc.procedure.rules.words import day

# How much of each kind one page holds; the rest is told by its number.
MOST_OUTCOMES, MOST_TASKS, MOST_PARKED = 5, 5, 3
LONGEST, NAME = 80, 40  # letters of a title, of a name


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What concerns one institution: addressed to it, or taken on by it."""

    institution: str
    outcomes: tuple[Outcome, ...] = ()
    tasks: tuple[Task, ...] = ()


def held_on(document: Document) -> str:
    """Return the day on which the meeting began."""
    if not document.days:
        return ""
    first = local(datetime.fromisoformat(document.days[0].starts_at), document.time_zone)
    return str(long_day(first))


def letters_of(document: Document) -> list[Letter]:
    """Return a letter for each institution that is addressed or owes something, by name."""
    open_to_all = for_outsiders(document)
    named = {a.organisation for o in open_to_all.outcomes for a in o.addressees}
    named |= {task.owner for task in open_to_all.tasks if task.owner}
    return [_letter(open_to_all, name) for name in sorted(named)]


def _letter(document: Document, name: str) -> Letter:
    mine = [
        replace(one, addressees=tuple(a for a in one.addressees if a.organisation == name))
        for one in document.outcomes
    ]
    return Letter(
        institution=name,
        outcomes=tuple(one for one in mine if one.addressees),
        tasks=tuple(task for task in document.tasks if task.owner == name),
    )


def obstacles_to_letters(minutes: Minutes) -> Iterator[str]:
    """Say why no letter goes out yet."""
    if minutes.state is not MinutesState.APPROVED:
        yield _("Letters quote approved minutes, and these are not approved yet.")


def opening(letter: Letter, document: Document) -> str:
    """Return the sentences with which a letter begins."""
    parts = [
        _(
            "At its meeting on %(day)s, %(body)s came to what follows. It concerns you.",
            day=held_on(document),
            body=document.body,
        )
    ]
    if any(each.due for one in letter.outcomes for each in one.addressees if is_adopted(one)):
        parts.append(_("Please answer by the day that stands with it."))
    if letter.tasks:
        parts.append(_("Please let the secretariat know when what you took on is done."))
    return " ".join(str(part) for part in parts)


def source(document: Document, printing: Printing) -> str:
    """Say of which text a letter is an extract."""
    return str(
        _(
            "Extract of the approved minutes of %(body)s, fingerprint %(mark)s.",
            body=document.body,
            mark=apart(spoken(printing.fingerprint)),
        )
    )


def corrections_to(letter: Letter, document: Document, printing: Printing) -> list[str]:
    """Return in words what was corrected since of what stands in a letter."""
    mine = [(one.number, one.title, one.text) for one in letter.outcomes]
    places = {f"{TASK}:{task.number}" for task in letter.tasks}
    places |= {
        f"{OUTCOME}:{place}"
        for place, one in enumerate(document.outcomes)
        if (one.number, one.title, one.text) in mine
    }
    return [corrected(one) for one in open_errata(printing.errata) if one.place in places]


def letter_paper(letter: Letter, document: Document, printing: Printing) -> Paper:
    """Return a letter to be printed and signed."""
    document = as_read(document, printing)
    blocks: list[Block] = [Para(text(opening(letter, document)))]
    blocks += [*blocks_of(letter.outcomes), *action_table(letter.tasks)]
    if since := corrections_to(letter, document, printing):
        blocks += [Heading(str(_("Corrections"))), *(Para(text(said)) for said in since)]
    signs = str(_("For the secretariat of %(body)s", body=apart(document.body)))
    blocks.append(Signatures((Signature("", (signs,)),)))  # with room to sign
    return Paper(
        title=str(_("Extract of minutes")),
        subtitle=printing.title,
        language=printing.language,
        direction=printing.direction,
        letterhead=printing.letterhead,
        facts=(Fact(str(_("To")), letter.institution),),
        blocks=tuple(blocks),
        footer=f"{source(document, printing)} {apart(printing.address)}",
        logo=printing.logo,
    )


def letter_text(letter: Letter, document: Document, printing: Printing) -> list[str]:
    """Return the paragraphs of a letter as a mail says them."""
    parts = [opening(letter, document)]
    for outcome in letter.outcomes:
        words = told(outcome)
        parts.append("\n".join([words.heading, words.standing, outcome.text, *words.lines]))
    for task in letter.tasks:
        due = day(task.due) if task.due else _("Date to be set")
        who = ", ".join(part for part in (task.owner, task.person) if part)
        parts.append(
            str(
                _(
                    "Action %(number)s: %(what)s (%(who)s, %(due)s)",
                    number=task.number,
                    what=task.title,
                    who=who,
                    due=due,
                )
            )
        )
    if since := corrections_to(letter, document, printing):
        parts.append("\n".join([str(_("Corrections")), *since]))
    return [*parts, source(document, printing), printing.address]


@dataclass(frozen=True)
class Summary:
    """The one page: what stands on it, and how much there is beside."""

    outcomes: tuple[Outcome, ...]
    tasks: tuple[Task, ...]
    parked: tuple[tuple[str, str], ...]
    more: int


def summary_of(document: Document) -> Summary:
    """Return what members pass on to their own organisations."""
    shown = for_outsiders(document)
    every = len(shown.outcomes) + len(shown.tasks) + len(shown.parked)
    outcomes, tasks = shown.outcomes[:MOST_OUTCOMES], shown.tasks[:MOST_TASKS]
    parked = shown.parked[:MOST_PARKED]
    return Summary(
        tuple(replace(one, title=_short(one.title)) for one in outcomes),
        tuple(
            replace(one, title=_short(one.title), owner=_short(one.owner, NAME), person="")
            for one in tasks
        ),
        tuple((_short(one.title), str(day(one.review))) for one in parked),
        every - len(outcomes) - len(tasks) - len(parked),
    )


def _short(said: str, most: int = LONGEST) -> str:
    return shorten(said, most, placeholder=" …")


def more_words(more: int) -> str:
    """Say how much does not stand on the page."""
    return ngettext(
        "%(num)d more stands in the minutes.", "%(num)d more stand in the minutes.", more
    )


def corrections_since(count: int) -> str:
    """Say that the minutes were corrected since; nothing where they were not."""
    said = ngettext(
        "%(num)d correction was approved since: read it in the minutes.",
        "%(num)d corrections were approved since: read them in the minutes.",
        count,
    )
    return str(said) if count else ""


def summary_paper(document: Document, printing: Printing) -> Paper:
    """Return the one page as a paper."""
    found = summary_of(document)
    return Paper(
        title=str(_("Summary of a meeting")),
        subtitle=f"{printing.title}, {held_on(document)}",
        language=printing.language,
        direction=printing.direction,
        letterhead=printing.letterhead,
        blocks=tuple(_summary_blocks(found, printing)),
        footer=f"{printing.state}. {apart(printing.address)}",
        logo=printing.logo,
    )


def _summary_blocks(found: Summary, printing: Printing) -> Iterator[Block]:
    if not printing.is_approved:
        yield Note(text(str(_("Draft. Not approved, and it may still change."))))
    if since := corrections_since(len(open_errata(printing.errata))):
        yield Note(text(since))
    if found.outcomes:
        yield Heading(str(_("Decisions")))
        yield Bullets(tuple((Para(_line(one)),) for one in found.outcomes))
    yield from action_table(found.tasks)
    if found.parked:
        yield Heading(str(_("Parked issues")))
        head = (str(_("Parked issue")), str(_("Comes up again on")))
        yield Table(head, found.parked, (4, 1))
    if not (found.outcomes or found.tasks or found.parked):
        yield Para(text(str(_("Nothing was decided, taken on or set aside for all to know."))))
    if found.more:
        yield Para(text(str(more_words(found.more))))


def _line(outcome: Outcome) -> tuple[Run, ...]:
    return (Run(f"{told(outcome).heading}. "), Run(standing(outcome), frozenset({"strong"})))
