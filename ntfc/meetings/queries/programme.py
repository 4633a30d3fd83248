"""What whoever is invited may know of the course of a meeting."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from ntfc import plugins
from ntfc.i18n import language
from ntfc.meetings.models import Meeting
from ntfc.plugins import ProgrammeLine

Kept = dict[tuple[int, str], list[ProgrammeLine]]

_kept: ContextVar[Kept | None] = ContextVar("programmes", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it a course is asked for once in each language, to however many is written."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def programme_of(meeting: Meeting) -> list[ProgrammeLine]:
    """Return the lines of a meeting with their planned times, once they went out."""
    kept, key = _kept.get(), (meeting.id, language())
    if kept is not None and key in kept:
        return kept[key]
    answers = plugins.gather("ntfc_meeting_programme", meeting=meeting)
    lines = [line for answer in answers for line in answer]
    if kept is not None:
        kept[key] = lines
    return lines
