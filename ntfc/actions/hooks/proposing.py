"""What actions propose for an agenda: each overdue one, and the progress since the last meeting."""

from collections.abc import Iterator

from ntfc import clock
from ntfc.actions import queries
from ntfc.actions.models import ActionStep
from ntfc.committees.models import Body
from ntfc.i18n import _, in_one, on_day
from ntfc.meetings.models import Meeting
from ntfc.plugins import AgendaProposal

OVERDUE_MINUTES, PROGRESS_MINUTES = 5, 10
MOVED = (ActionStep.VERIFIED, ActionStep.CLAIMED, ActionStep.REPORTED)


def proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Yield each overdue action once, and one line on what moved since the body met."""
    today = clock.today(body.time_zone)
    for row in queries.overdue_in(body.id, today):
        if row.is_confidential:
            continue  # an agenda is read by more people than the action
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
            group=_("Overdue actions"),
            minutes=OVERDUE_MINUTES,
            order=30,
        )
    told = progress(body, meeting)
    if told:
        yield AgendaProposal(
            key="actions:progress",
            title=_("Progress on actions since the last meeting"),
            reason=told,
            kind="report",
            minutes=PROGRESS_MINUTES,
            order=31,
        )


def progress(body: Body, meeting: Meeting) -> str:
    """Return in one sentence what moved since the body met last; nothing when nothing did."""
    since = queries.last_met(body.id, meeting.starts_at)
    counts = queries.progress_since(body.id, since)
    verified, claimed, reported = (counts.get(step, 0) for step in MOVED)
    said = (
        (verified, _("verified: %(num)s", num=verified)),
        (claimed, _("reported as done: %(num)s", num=claimed)),
        (reported, _("under way: %(num)s", num=reported)),
    )
    parts = [words for number, words in said if number]
    return _("Since then: %(what)s.", what=in_one(parts)) if parts else ""
