"""What became of issues that were raised before a meeting, in a few words each, and on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ntfc.actions.models import ActionState
from ntfc.actions.rules.words import LOOKS
from ntfc.blocks import Run
from ntfc.directions import in_letter, writing
from ntfc.i18n import _, labelled, with_commas
from ntfc.issues.models import IssueState
from ntfc.issues.rules.words import STATES
from ntfc.mandates.models import Disposition
from ntfc.mandates.rules.wording import DISPOSITIONS
from ntfc.paper import Block, Fact, Heading, Paper, Para, text
from ntfc.procedure.rules.words import day


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What somebody does about an issue; *look* is how it stands on the day of the report."""

    title: str
    owner: str = ""
    due_on: date | None = None
    look: str = ActionState.OPEN.value


@dataclass(frozen=True, kw_only=True)
class Raised:
    """An issue, where it is, and what came of it so far."""

    issue_id: int
    number: int
    title: str
    by: str
    raised_on: date
    state: IssueState
    since: date
    reason: str = ""
    review_on: date | None = None
    disposition: Disposition | None = None
    decisions: Sequence[tuple[str, str]] = ()
    doing: Sequence[Doing] = ()


def became_in_words(one: Raised) -> Iterator[str]:
    """Say where an issue is since when and why, what was decided, and who does what by when."""
    where = _("%(state)s since %(day)s.", state=STATES[one.state], day=day(one.since))
    why = in_letter({"why": one.reason.strip()})["why"]  # typed: it turns nothing around it
    yield " ".join(part for part in (str(where), why) if part)
    if one.review_on is not None:
        yield str(_("It comes up again on %(day)s.", day=day(one.review_on)))
    if one.disposition is not None:
        yield labelled(_("What became of the proposal"), DISPOSITIONS[one.disposition])
    for label, title in one.decisions:
        yield labelled(label, title)
    for task in one.doing:
        until = _("by %(day)s", day=day(task.due_on)) if task.due_on else ""
        look = str(LOOKS.get(task.look, task.look))
        facts = [str(fact) for fact in (task.owner, until, look) if fact]
        yield labelled(_("Action"), f"{task.title} ({with_commas(facts)})")


def status_paper(
    raised: Sequence[Raised], *, body: str, meeting: str, on: date, language: str, direction: str
) -> Paper:
    """Return the status report as a paper for the meeting."""
    with writing(direction):
        blocks = tuple(_blocks(raised))
    return Paper(
        title=str(_("What became of issues raised before")),
        subtitle=meeting,
        language=language,
        direction=direction,
        letterhead=(body,),
        facts=(Fact(str(_("As it stood on")), str(day(on))),),
        blocks=blocks,
    )


def _blocks(raised: Sequence[Raised]) -> Iterator[Block]:
    if not raised:
        yield Para(text(str(NOTHING)))
    for one in raised:
        yield Heading(f"{one.number}. {one.title}")
        yield Para((Run(str(brought_in_words(one)), frozenset({"em"})),))
        for line in became_in_words(one):
            yield Para(text(line))


def brought_in_words(one: Raised) -> str:
    """Say who brought an issue, and when."""
    return _("Brought by %(name)s on %(day)s.", name=one.by, day=day(one.raised_on))


NOTHING = _("No issue is open, and none was settled since the last meeting.")
