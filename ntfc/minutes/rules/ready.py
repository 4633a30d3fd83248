"""What is still to be done before those who approve are asked, each with the place to do it."""

import enum
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ntfc.i18n import _, ngettext
from ntfc.minutes.models import Minutes
from ntfc.minutes.rules.approval import Place, nobody_approves, not_circulated, not_over
from ntfc.minutes.rules.contents import Part
from ntfc.minutes.rules.stages import texts_wait, without_answer
from ntfc.procedure.models import Procedure


class Where(enum.Enum):
    """The page on which something is mended; all but the first six are about one thing there."""

    RECORD = "record"
    COMMENTS = "comments"
    CIRCULATE = "circulate"
    MEETING = "meeting"
    SEATS = "seats"
    ACTION = "action"
    DECISION = "decision"
    ANSWERS = "answers"
    READ_BACK = "read_back"


@dataclass(frozen=True)
class Lacking:
    """Something that is open; *stops* says that the text does not go out before it is mended."""

    words: str
    where: Where
    number: int | None = None
    stops: bool = True


@dataclass(frozen=True, kw_only=True)
class Stand:
    """What the way to those who approve depends on."""

    is_over: bool
    needed: Sequence[Place]
    procedure: Procedure


def lacking_in_text(*, has_words: bool, texts_beside: int, undisposed: int) -> Iterator[Lacking]:
    """Name what the text itself lacks."""
    if not has_words:
        yield Lacking(_("Nothing is written yet."), Where.RECORD)
    for words in texts_wait(texts_beside):
        yield Lacking(words, Where.RECORD)
    for words in without_answer(undisposed):
        yield Lacking(words, Where.COMMENTS)


def lacking_on_the_way(minutes: Minutes, stand: Stand) -> Iterator[Lacking]:
    """Name what else keeps a written text from going to those who approve it."""
    for words in not_over(is_over=stand.is_over):
        yield Lacking(words, Where.MEETING)
    for words in not_circulated(minutes, stand.procedure):
        yield Lacking(words, Where.CIRCULATE)
    for words in nobody_approves(stand.needed):
        yield Lacking(words, Where.SEATS)


def lacking_in_parts(
    parts: Sequence[Part], with_outcome: Collection[int], *, is_live: bool
) -> Iterator[Lacking]:
    """Name the sections in which something asked has no answer, or what came out was not agreed.

    What was not read back can be read back only at the table; afterwards it is told, no more.
    """
    for part in parts:
        silent = sum(not one.text for one in part.answers)
        if silent:
            words = ngettext(
                "%(title)s: %(num)d thing that was asked has no answer.",
                "%(title)s: %(num)d things that were asked have no answer.",
                silent,
                title=part.title,
            )
            yield Lacking(words, Where.ANSWERS, part.key, stops=False)
        if part.key in with_outcome and not part.read_back_at:
            words = _("%(title)s: what came out was not read back.", title=part.title)
            where = Where.READ_BACK if is_live else Where.RECORD
            yield Lacking(words, where, part.key if is_live else None, stops=False)


def draft_without_outcome(number: int, title: str) -> Lacking:
    """Name a draft of which nobody recorded what came out, so that it is not in the minutes."""
    words = _("“%(title)s” stands without an outcome, so it is not in the minutes.", title=title)
    return Lacking(words, Where.DECISION, number, stops=False)
