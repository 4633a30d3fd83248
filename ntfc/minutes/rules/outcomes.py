"""How what came out of a meeting reads, on the page and on paper: each says whether it binds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntfc.blocks import Run
from ntfc.decisions.models import DecisionKind, DecisionState, HowAgreed
from ntfc.decisions.rules import word as decision_word
from ntfc.directions import apart
from ntfc.i18n import _, labelled
from ntfc.minutes.rules.contents import Addressed, Outcome, SetAside, Task
from ntfc.paper import Block, Heading, Note, Para, Table, paragraphs, text
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.rules import word as parking_word
from ntfc.procedure.rules.words import day

NOTHING = "–"


@dataclass(frozen=True)
class Told:
    """An outcome in words: its heading, whether it binds, and what else is to be known of it."""

    heading: str
    standing: str
    lines: tuple[str, ...]


def named(one: Task | Outcome | SetAside) -> str:
    """Return the number and title of something that came out of an item, in one line."""
    if isinstance(one, Outcome):
        return told(one).heading
    kind = str(_("Action") if isinstance(one, Task) else _("Parked issue"))
    return labelled(f"{kind} {one.number}", one.title)


def told(outcome: Outcome) -> Told:
    """Return an outcome in words, those of its own text apart."""
    kind = str(decision_word(DecisionKind(outcome.kind)))
    name = f"{kind} {outcome.number}" if outcome.number else kind
    return Told(labelled(name, outcome.title), standing(outcome), tuple(_lines(outcome)))


def standing(outcome: Outcome) -> str:
    """Say whether it binds; no reader should have to guess."""
    state = DecisionState(outcome.state)
    if state is DecisionState.PASSED_UP:
        return str(_("A proposal to the body above. Advisory, not binding."))
    if state is DecisionState.NOT_ADOPTED:
        return str(_("Not adopted, so it is not binding."))
    return str(_("Binding") if outcome.is_binding else _("Advisory, not binding"))


def _lines(outcome: Outcome) -> Iterator[str]:
    if outcome.how:
        yield str(decision_word(HowAgreed(outcome.how)))
    facts = (
        (_("Document"), outcome.paper),
        (_("Conditions"), _one_after_another(outcome.conditions)),
        (_("The reason"), outcome.reason),
    )
    yield from (_line(label, value) for label, value in facts if value)
    if outcome.applies_to_all:
        yield str(_("It applies to all traders, not only to members."))
    for one in outcome.reservations:
        yield _line(
            _("Reservation"), str(_(": ")).join(p for p in (one.organisation, one.text) if p)
        )
    if outcome.addressees:
        named = (_addressee(one, is_asked=is_adopted(outcome)) for one in outcome.addressees)
        yield _line(_("Addressed to"), str(_("; ")).join(named))
    if outcome.next_step:
        yield _line(_("Next step"), outcome.next_step)


def _one_after_another(said: str) -> str:
    """Return lines as one sentence: the full stop of each but the last gives way."""
    *first, last = [line.strip() for line in said.splitlines() if line.strip()] or [""]
    return str(_("; ")).join((*(line.removesuffix(".") for line in first), last))


def _line(label: str, value: str) -> str:
    return labelled(label, apart(value))


def is_adopted(outcome: Outcome) -> bool:
    """Tell whether the body adopted it: nobody is asked to answer to what it did not."""
    return DecisionState(outcome.state) is DecisionState.ADOPTED


def _addressee(one: Addressed, *, is_asked: bool) -> str:
    if one.due is None or not is_asked:
        return one.organisation
    return str(_("%(who)s, answer by %(day)s", who=apart(one.organisation), day=day(one.due)))


def why_aside(parked: SetAside) -> str:
    """Return why an issue was set aside: the cause, then what was said of it."""
    cause = str(parking_word(Cause(parked.cause)))
    return f"{cause}. {apart(parked.reason)}" if parked.reason else cause


def blocks_of(outcomes: Sequence[Outcome]) -> Iterator[Block]:
    """Yield what was decided, for a paper."""
    if outcomes:
        yield Heading(str(_("Decisions")))
    for outcome in outcomes:
        words = told(outcome)
        yield Heading(words.heading, 3)
        if outcome.is_confidential:
            yield Note(text(str(_("In confidence: not for anybody outside the table."))))
        yield Para((Run(words.standing, frozenset({"strong"})),))
        yield from paragraphs(outcome.text)
        yield from (Para(text(line)) for line in words.lines)


def parked_table(parked: Sequence[SetAside]) -> Iterator[Block]:
    """Yield what was set aside, each with its next step, for a paper."""
    if not parked:
        return
    head = (_("No."), _("Parked issue"), _("Next step"), _("Owner"), _("Comes up again on"))
    rows = tuple(
        (
            str(one.number),
            f"{one.title}\n{why_aside(one)}",
            one.next_step or str(_("To be looked at again")),
            one.owner or NOTHING,
            str(day(one.review)),
        )
        for one in parked
    )
    yield Heading(str(_("Parked issues")))
    yield Table(tuple(str(each) for each in head), rows, (1, 6, 4, 3, 3))


def action_table(tasks: Sequence[Task]) -> Iterator[Block]:
    """Yield what was taken on: what, who, by when."""
    if not tasks:
        return
    head = (str(_("No.")), str(_("What")), str(_("Who")), str(_("By when")))
    rows = tuple(
        (
            str(one.number),
            one.title,
            "\n".join(part for part in (one.owner, one.person) if part) or NOTHING,
            str(day(one.due)) if one.due else str(_("Date to be set")),
        )
        for one in tasks
    )
    yield Heading(str(_("Actions")))
    yield Table(head, rows, (1, 6, 4, 3))
