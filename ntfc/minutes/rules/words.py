"""The words in which people are told of minutes."""

from ntfc.i18n import _
from ntfc.meetings.models import Meeting
from ntfc.minutes.models import Erratum, ErratumState, Minutes, MinutesState, Way
from ntfc.procedure.rules.words import day

LONGEST_TEXT = 2_000_000  # characters of one section: some six hundred pages

STATES = {
    MinutesState.LIVE: _("Live record"),
    MinutesState.DRAFT: _("Draft"),
    MinutesState.CIRCULATED: _("Circulated"),
    MinutesState.REVISED: _("Revised"),
    MinutesState.APPROVED: _("Approved"),
}
WAYS = {
    Way.SIGNED_IN: _("signed in"),
    Way.LINK_AND_CODE: _("by link and a code sent separately"),
    Way.SILENCE: _("by silence, as the rules say"),
}
ERRATA = {
    ErratumState.OPEN: _("Waits for approval"),
    ErratumState.APPROVED: _("Approved"),
    ErratumState.RETURNED: _("Returned"),
    ErratumState.WITHDRAWN: _("Withdrawn"),
}
WITH_CHAIRS = _("With the chairs")
MERGED_FOR_YOU = _("Somebody else wrote here meanwhile. Both texts were brought together.")
TYPED_BY_ANOTHER = _(
    "Another person typed this in the same browser, so it was not saved in your name. It is kept "
    "in this browser until that person has signed in again."
)
ALL_MINUTES = _("Minutes")


def stage_in_words(state: MinutesState, *, is_submitted: bool) -> str:
    """Return where minutes are; what waits for approval is with the chairs, whatever came before."""
    return WITH_CHAIRS if is_submitted and state is not MinutesState.APPROVED else STATES[state]


def title_of(meeting: Meeting) -> str:
    """Return what the minutes of a meeting are called."""
    return str(named_after(meeting))


def named_after(meeting: Meeting) -> str:
    """Return the same for a sentence that is kept."""
    if meeting.number is None:
        return meeting.title or _("The minutes")
    return _("Minutes of meeting %(number)s", number=meeting.number)


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


def asked_to_approve(subject: Minutes | Erratum) -> str:
    """Return the sentence with which people are asked for their approval."""
    minutes = subject.minutes if isinstance(subject, Erratum) else subject
    facts = {"body": minutes.body.name, "what": title_of(minutes.meeting)}
    if isinstance(subject, Erratum):
        return _("%(body)s asks you to approve a correction to its minutes (%(what)s).", **facts)
    if minutes.silence_until is not None:
        until = day(minutes.silence_until)
        return _(
            "%(body)s asks you to approve its minutes (%(what)s). By its rules, who says nothing "
            "until %(until)s agrees.",
            **facts,
            until=until,
        )
    return _("%(body)s asks you to approve its minutes (%(what)s).", **facts)
