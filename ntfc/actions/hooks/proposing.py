"""What actions propose for an agenda: each overdue one, and the progress since the last meeting."""

from collections.abc import Iterator

from ntfc import clock
from ntfc.actions import queries
from ntfc.actions.models import ActionStep
from ntfc.committees.models import Body
from ntfc.i18n import _
from ntfc.meetings.models import Meeting
from ntfc.plugins import AgendaProposal
from ntfc.procedure.rules.words import day, listed

OVERDUE_MINUTES, PROGRESS_MINUTES = 5, 10


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
                day=day(row.until_on),
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
    said = (
        (ActionStep.VERIFIED, _("verified: %(num)s")),
        (ActionStep.CLAIMED, _("reported as done: %(num)s")),
        (ActionStep.REPORTED, _("under way: %(num)s")),
    )
    parts = [words % {"num": counts[step]} for step, words in said if counts.get(step)]
    return str(_("Since then: %(what)s.", what=listed(parts))) if parts else ""
