"""The bodies a paper passes, one after the other, and what each said to which text (R142)."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from ntfc.documents.models import Document, DocumentState, DocumentStep, Outcome
from ntfc.i18n import _

LONGEST_WAY = 12


def open_step(steps: Sequence[DocumentStep]) -> DocumentStep | None:
    """Return the body that has the paper now."""
    return next((step for step in steps if step.is_open), None)


def next_step(steps: Sequence[DocumentStep]) -> DocumentStep | None:
    """Return the next body on the way that has not had the paper."""
    return next((step for step in steps if step.is_planned), None)


def last_said(steps: Sequence[DocumentStep]) -> DocumentStep | None:
    """Return what the last body said that had the paper."""
    said = [step for step in steps if step.outcome is not None]
    return said[-1] if said else None


def was_returned(steps: Sequence[DocumentStep]) -> bool:
    """Tell whether the paper came back and was not sent again."""
    last = last_said(steps)
    return open_step(steps) is None and last is not None and last.outcome is Outcome.RETURNED


def behind(steps: Sequence[DocumentStep], latest_id: int | None) -> Sequence[DocumentStep]:
    """Return what each body said last, of those that have not endorsed the latest version."""
    last = {step.by_body_id: step for step in steps if step.outcome is not None}
    return [
        step
        for step in last.values()
        if step.outcome is not Outcome.ENDORSED or step.version_id != latest_id
    ]


def is_endorsed(steps: Sequence[DocumentStep], latest_id: int | None) -> bool:
    """Tell whether every body on the way endorsed the paper as it reads now."""
    return has_passed(steps) and not behind(steps, latest_id)


def has_passed(steps: Sequence[DocumentStep]) -> bool:
    """Tell whether every body on the way let the paper pass, whatever its text was then."""
    return (
        bool(steps)
        and open_step(steps) is None
        and next_step(steps) is None
        and not was_returned(steps)
    )


def obstacles_to_planning(document: Document, body_ids: Collection[int]) -> Iterator[str]:
    """Yield why the way of a paper cannot be planned so."""
    if document.state is DocumentState.WITHDRAWN:
        yield _("This paper was withdrawn. It stays as it was.")
    if len(body_ids) > LONGEST_WAY:
        yield _("Name at most %(most)s bodies.", most=LONGEST_WAY)
    if len(set(body_ids)) < len(body_ids):
        yield _("Name each body once.")


def obstacles_to_sending(document: Document, latest_id: int | None) -> Iterator[str]:
    """Yield why a paper does not go to the next body now."""
    steps = document.steps
    if document.state is DocumentState.WITHDRAWN:
        yield _("This paper was withdrawn. It stays as it was.")
    here = open_step(steps)
    if here is not None:
        yield _("The paper is with %(body)s now.", body=here.by_body.name)
    elif next_step(steps) is None and not behind(steps, latest_id):
        yield _("Say first which bodies the paper passes.")


def obstacles_to_saying(outcome: Outcome, reason: str, on: date, today: date) -> Iterator[str]:
    """Yield why what a body said cannot be recorded so."""
    if outcome is Outcome.RETURNED and not reason.strip():
        yield _("Say why the paper is returned: whoever wrote it reads it.")
    if on > today:
        yield _("This day lies ahead.")
