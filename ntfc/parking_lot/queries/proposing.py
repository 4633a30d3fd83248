"""What is proposed when an issue is set aside or goes on, from all that is known of it."""

from dataclasses import fields
from datetime import date
from zoneinfo import ZoneInfo

from ntfc.agendas import queries as agendas
from ntfc.agendas.models import AgendaItem
from ntfc.committees.models import Body
from ntfc.i18n import _
from ntfc.issues import queries as issues
from ntfc.issues.models import Issue, Measure
from ntfc.parking_lot import rules
from ntfc.parking_lot.models import Cause, Parking
from ntfc.parking_lot.queries.reading import history_of, next_day, people_here
from ntfc.parking_lot.rules import Facts
from ntfc.permissions import Actor
from ntfc.procedure import queries as procedure
from ntfc.procedure.rules.words import day


def after_which(item: AgendaItem | None, today: date) -> date:
    """Return the day after which a review makes sense: today, or that of the meeting if later."""
    if item is None:
        return today
    meeting = item.agenda.meeting
    return max(today, meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone)).date())


def proposed(
    body: Body, *, issue: Issue | None, item: AgendaItem | None, actor: Actor, today: date
) -> Facts:
    """Return what is proposed for an issue, or for what stands behind an item without one.

    Asked by whoever leads; owned by whoever raised it and sits here, else by who parks it; to be
    looked at again at the next meeting.
    """
    if item is None and issue is not None:
        item = next(iter(agendas.open_items_of(issue.id)), None)
    me = actor.person_id or 0
    _people, circle = people_here(body)
    raised_by = issue.raised_by_id if issue is not None else item and item.proposed_by_id
    owner = next((one for one in (raised_by, me) if one in circle), min(circle, default=me))
    leading = issues.releasers(body, procedure.rules_on(body, today), today)
    after = after_which(item, today)
    days, due = next_day(body, after)
    contentious = issue is not None and issue.contention is Measure.LARGE
    return Facts(
        cause=Cause.TOO_EARLY if contentious else Cause.NEEDS_THOUGHT,
        asked_by_id=me if me in leading or not leading else min(leading),
        owner_id=owner or me,
        review_on=rules.review_proposed(after, days, due),
    )


def said_of(parking: Parking) -> Facts:
    """Return what was said when an issue was set aside, and since."""
    return Facts(**{one.name: getattr(parking, one.name) for one in fields(Facts)})


def attempts_of(issue: Issue) -> list[str]:
    """Return the record of what was tried: each time it was parked and how it left, and ideas."""
    lines = []
    for one in history_of(issue):
        told = _(
            "%(day)s: parked, %(cause)s. %(reason)s",
            day=day(one.parked_at.date()),
            cause=rules.word(one.cause),
            reason=one.reason,
        )
        lines.append(str(told).strip())
        if one.next_step:
            lines.append(str(_("Next step agreed: %(step)s", step=one.next_step)))
        if one.left_at is not None and one.way_out is not None:
            left = _(
                "%(day)s: %(how)s. %(reason)s",
                day=day(one.left_at.date()),
                how=rules.word(one.way_out),
                reason=one.way_out_reason,
            )
            lines.append(str(left).strip())
    lines += [str(_("An idea: %(words)s", words=idea.text)) for idea in issues.ideas_of(issue)]
    return lines
