"""What may be done with minutes at which stage, on their way from the record to the chairs."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ntfc.i18n import _, ngettext
from ntfc.mandates.models import Disposition
from ntfc.minutes.models import Minutes, MinutesState
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import cite
from ntfc.procedure.rules.words import day

REMINDER = timedelta(days=2)  # before comments close
BEING_WRITTEN = frozenset({MinutesState.LIVE, MinutesState.DRAFT})


@dataclass(frozen=True)
class Stage:
    """What decides whether the text may change: read fresh, and held, by whoever writes."""

    state: MinutesState
    comments_close_on: date | None
    submitted_at: datetime | None


def stage_of(minutes: Minutes) -> Stage:
    return Stage(minutes.state, minutes.comments_close_on, minutes.submitted_at)


def is_open_for_comments(stage: Stage | Minutes, today: date) -> bool:
    """Tell whether comments are taken today; the closing day itself still counts."""
    closes = stage.comments_close_on
    return stage.state is MinutesState.CIRCULATED and closes is not None and today <= closes


def obstacles_to_writing(stage: Stage, today: date) -> Iterator[str]:
    """Say why the text cannot change now: people speak about, and approve, what they see."""
    if stage.state is MinutesState.APPROVED:
        yield _(
            "These minutes are approved, so their text stays as it is. Correct them by an erratum."
        )
    elif stage.submitted_at is not None:
        yield _("The chairs are asked to approve this text. Take it back first, and say why.")
    elif is_open_for_comments(stage, today):
        yield _(
            "The text stays as it is while people comment on it, until %(day)s. Or take it back, "
            "and say why.",
            day=day(stage.comments_close_on or today),
        )


def obstacles_to_finishing(minutes: Minutes) -> Iterator[str]:
    if minutes.state is not MinutesState.LIVE:
        yield _("The record is finished already.")


def obstacles_to_circulating(
    minutes: Minutes,
    closes_on: date,
    today: date,
    *,
    waiting: int,
    has_words: bool,
    undisposed: int,
) -> Iterator[str]:
    """Say everything that keeps the draft from going out, at once."""
    yield from obstacles_to_sending_out(
        minutes, today, waiting=waiting, has_words=has_words, undisposed=undisposed
    )
    if closes_on <= today:
        yield _("The closing date must lie in the future.")


def obstacles_to_sending_out(
    minutes: Minutes, today: date, *, waiting: int, has_words: bool, undisposed: int
) -> Iterator[str]:
    """Say why the text is not ready for others, be it to comment or to approve."""
    yield from obstacles_to_writing(stage_of(minutes), today)
    if not has_words:
        yield _("Nothing is written yet.")
    yield from texts_wait(waiting)
    yield from without_answer(undisposed)


def texts_wait(texts: int) -> Iterator[str]:
    """Say that texts wait beside others."""
    if texts:
        yield ngettext(
            "%(num)d text waits beside another. Bring both together first.",
            "%(num)d texts wait beside others. Bring them together first.",
            texts,
        )


def without_answer(comments: int) -> Iterator[str]:
    """Say that comments were not disposed of."""
    if comments:
        yield ngettext(
            "%(num)d comment is without an answer. Say what became of it.",
            "%(num)d comments are without an answer. Say what became of each.",
            comments,
        )


def too_short(
    closes_on: date, earliest: date | None, because: str, procedure: Procedure
) -> str | None:
    """Return why a reason is needed for so short a time, with the rule it does not keep."""
    if earliest is None or closes_on >= earliest or because.strip():
        return None
    return _(
        "%(rule)s Choose %(day)s or later, or say why it is shorter this time.",
        rule=cite(procedure, "comment_days"),
        day=day(earliest),
    )


def obstacles_to_commenting(minutes: Minutes, today: date) -> Iterator[str]:
    """Say why a comment cannot be taken now."""
    if minutes.state is not MinutesState.CIRCULATED or minutes.comments_close_on is None:
        yield _(
            "These minutes are not open for comments. Your comment was not stored; it is still "
            "here."
        )
    elif not is_open_for_comments(minutes, today):
        yield _(
            "Comments closed on %(day)s. Yours was not stored; it is still here. Send it to the "
            "secretariat.",
            day=day(minutes.comments_close_on),
        )


def obstacles_to_speaking_for(organisation: int | None, allowed: Collection[int]) -> Iterator[str]:
    """Say why a comment cannot stand in this institution's name."""
    if organisation is not None and organisation not in allowed:
        yield _("You are not known to speak for this institution. Choose another.")


def is_reminder_due(minutes: Minutes, today: date) -> bool:
    """Tell whether those who have not commented are to be reminded of the closing date."""
    closes = minutes.comments_close_on
    return (
        is_open_for_comments(minutes, today) and closes is not None and closes - today <= REMINDER
    )


def obstacles_to_disposing(
    minutes: Minutes, disposition: Disposition, reason: str, today: date
) -> Iterator[str]:
    """Say why it cannot yet be said what became of a comment."""
    if minutes.state is MinutesState.APPROVED:
        yield _("These minutes are approved; what became of the comments stays as it was said.")
    if is_open_for_comments(minutes, today):
        yield _(
            "Comments are answered when all are in, after %(day)s.",
            day=day(minutes.comments_close_on or today),
        )
    if disposition is not Disposition.USED and not reason.strip():
        yield _("Say why. Whoever made the comment reads it.")


def obstacles_to_taking_back(minutes: Minutes, reason: str, today: date) -> Iterator[str]:
    """Say why there is nothing to take back, or what is missing for it."""
    is_out = minutes.submitted_at is not None or is_open_for_comments(minutes, today)
    if minutes.state is MinutesState.APPROVED:
        yield _("These minutes are approved. Correct them by an erratum.")
    elif not is_out:
        yield _("The text is with nobody now; it can be changed at once.")
    if not reason.strip():
        yield _("Say why. All who have the text before them are told.")
