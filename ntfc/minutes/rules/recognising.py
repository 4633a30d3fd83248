"""Saying what a file is that was handed out once: minutes, a summary of them, or a letter."""

from ntfc.directions import apart
from ntfc.i18n import _
from ntfc.meetings.rules import local_day
from ntfc.minutes.models import IssuedPaper
from ntfc.minutes.rules.document import spoken
from ntfc.minutes.rules.words import title_of
from ntfc.procedure.rules.words import day

N_ = str  # marks a text for the catalogues
SUMMARY, LETTER = "summary", "letter"  # kinds of issued papers, beside pdf and docx of minutes

UNKNOWN = _(
    "No file with these bytes was issued here. It may have been changed, saved again or printed to a "
    "new file: compare its text with the approved minutes on this site."
)
# Of a draft, of an approved text that was corrected since, and of one that stands; by kind.
OF_MINUTES = (
    N_(
        "Issued here on %(day)s: a draft of %(what)s, %(body)s, with the fingerprint %(mark)s. "
        "It is not the approved text."
    ),
    N_(
        "Issued here on %(day)s: the approved %(what)s, %(body)s, with the fingerprint %(mark)s. "
        "Corrections were approved since: take the file of today."
    ),
    N_(
        "Issued here on %(day)s, and unchanged: the approved %(what)s, %(body)s, with the "
        "fingerprint %(mark)s."
    ),
)
OF_SUMMARIES = (
    N_(
        "Issued here on %(day)s: the summary of a draft of %(what)s, %(body)s, with the "
        "fingerprint %(mark)s. It is not of the approved text."
    ),
    N_(
        "Issued here on %(day)s: the summary of the approved %(what)s, %(body)s, with the "
        "fingerprint %(mark)s. Corrections were approved since: take the summary of today."
    ),
    N_(
        "Issued here on %(day)s, and unchanged: the summary of the approved %(what)s, %(body)s, "
        "with the fingerprint %(mark)s."
    ),
)
OF_LETTERS = (
    "",  # none goes out before
    N_(
        "Issued here on %(day)s: a letter with an extract of the approved %(what)s, %(body)s, "
        "with the fingerprint %(mark)s. Corrections were approved since: take the letter of "
        "today."
    ),
    N_(
        "Issued here on %(day)s, and unchanged: a letter with an extract of the approved %(what)s, "
        "%(body)s, with the fingerprint %(mark)s."
    ),
)
OF_OTHERS = {SUMMARY: OF_SUMMARIES, LETTER: OF_LETTERS}


def recognised(paper: IssuedPaper, *, corrections: int) -> str:
    """Say what a file is that was handed out once."""
    minutes = paper.minutes
    draft, corrected, stands = OF_OTHERS.get(paper.kind, OF_MINUTES)
    said = corrected if corrections > paper.errata else stands
    return _(
        said if paper.is_approved else draft,
        what=title_of(minutes.meeting),
        body=minutes.body.name,
        day=day(local_day(paper.at, minutes.meeting.time_zone)),
        mark=apart(spoken(paper.fingerprint)),
    )
