"""What whoever is invited may know of the course of a meeting."""

from ntfc import plugins
from ntfc.meetings.models import Meeting
from ntfc.plugins import ProgrammeLine


def programme_of(meeting: Meeting) -> list[ProgrammeLine]:
    """Return the lines of a meeting with their planned times, once they went out."""
    answers = plugins.gather("ntfc_meeting_programme", meeting=meeting)
    return [line for answer in answers for line in answer]
