"""What actions propose for an agenda: each overdue one, and the progress since the last meeting."""

from collections.abc import Iterator

from ntfc import clock
from ntfc.actions import queries
from ntfc.actions.models import ActionStep
from ntfc.agendas.rules import FOLLOW_UP_KEY, FOLLOW_UP_TITLE
from ntfc.committees.models import Body
from ntfc.i18n import _, in_one, on_day
from ntfc.meetings.models import Meeting
from ntfc.plugins import AgendaProposal

OVERDUE_MINUTES, PROGRESS_MINUTES = 5, 10
FIRST = 5  # before all else that proposes itself
MOVED = (ActionStep.VERIFIED, ActionStep.CLAIMED, ActionStep.REPORTED)


def proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Yield one line on what became of what was agreed, and below it each overdue action once."""
    today = clock.today(body.time_zone)
    told = progress(body, meeting)
    if told:
        yield AgendaProposal(
            key=FOLLOW_UP_KEY,
            title=FOLLOW_UP_TITLE,
            reason=told,
            kind="report",
            minutes=PROGRESS_MINUTES,
            order=FIRST,
        )
    for row in queries.overdue_in(body.id, today):
        yield AgendaProposal(
            key=f"actions:{row.id}",
            title=row.title,
            reason=_(
                "Action %(number)s of %(owner)s was due on %(day)s.",
                number=row.number,
                owner=row.owner or "–",
                day=on_day(row.until_on),
            ),
            kind="report",
            group=FOLLOW_UP_TITLE,
            minutes=OVERDUE_MINUTES,
            order=FIRST + 1,
            is_confidential=row.is_confidential,
        )


def progress(body: Body, meeting: Meeting) -> str:
    """Return in one sentence what moved since the body met last, else how much is still open."""
    since = queries.last_met(body.id, meeting.starts_at)
    counts = queries.progress_since(body.id, since)
    verified, claimed, reported = (counts.get(step, 0) for step in MOVED)
    said = (
        (verified, _("verified: %(num)s", num=verified)),
        (claimed, _("reported as done: %(num)s", num=claimed)),
        (reported, _("under way: %(num)s", num=reported)),
    )
    parts = [words for number, words in said if number]
    if parts:
        return _("Since then: %(what)s.", what=in_one(parts))
    still = len(queries.open_in(body.id))
    return _("Nothing was reported since then; still open: %(num)s.", num=still) if still else ""
