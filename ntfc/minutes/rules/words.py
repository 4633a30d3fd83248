"""The words in which people are told of minutes."""

from ntfc.i18n import _
from ntfc.meetings.models import Meeting
from ntfc.minutes.models import Minutes, MinutesState
from ntfc.procedure.rules.words import day

LONGEST_TEXT = 2_000_000  # characters of one section: some six hundred pages

STATES = {
    MinutesState.LIVE: _("Live record"),
    MinutesState.DRAFT: _("Draft"),
    MinutesState.CIRCULATED: _("Circulated"),
    MinutesState.REVISED: _("Revised"),
    MinutesState.APPROVED: _("Approved"),
}
MERGED_FOR_YOU = _("Somebody else wrote here meanwhile. Both texts were brought together.")
TYPED_BY_ANOTHER = _(
    "Another person typed this in the same browser, so it was not saved in your name. It is kept "
    "in this browser until that person has signed in again."
)
ALL_MINUTES = _("Minutes")


def title_of(meeting: Meeting) -> str:
    """Return what the minutes of a meeting are called."""
    if meeting.number is None:
        return meeting.title or str(_("Minutes"))
    return str(_("Minutes of meeting %(number)s", number=meeting.number))


def asked_to_comment(minutes: Minutes) -> str:
    """Return the sentence with which people are asked for their comments."""
    if minutes.comments_close_on is None:
        raise ValueError("nobody is asked before there is a closing date")
    return _(
        "%(body)s asks for your comments on its draft minutes (%(what)s) until %(until)s.",
        body=minutes.body.name,
        what=title_of(minutes.meeting),
        until=day(minutes.comments_close_on),
    )
