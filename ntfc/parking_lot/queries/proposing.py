"""What is proposed when an issue is set aside or goes on, from all that is known of it."""

from dataclasses import fields
from datetime import date
from typing import cast

from ntfc.agendas import queries as agendas
from ntfc.agendas.models import AgendaItem, ItemState
from ntfc.clock import day_of
from ntfc.committees.models import Body
from ntfc.i18n import _, lines_in
from ntfc.issues import queries as issues
from ntfc.issues.models import EventKind, Issue, Measure
from ntfc.meetings.rules import first_day
from ntfc.parking_lot import rules
from ntfc.parking_lot.models import Cause, Parking
from ntfc.parking_lot.queries.reading import (
    history_of,
    merged_into,
    next_day,
    parked_on,
    people_here,
)
from ntfc.parking_lot.rules import Facts
from ntfc.permissions import Actor
from ntfc.procedure import queries as procedure
from ntfc.procedure.rules.words import day


def after_which(item: AgendaItem | None, today: date) -> date:
    """Return the day after which a review makes sense: today, or that of the meeting if later."""
    if item is None:
        return today
    meeting = item.agenda.meeting
    return max(today, first_day(meeting))


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
    """Return the record of what was tried, here, below, and with what goes on in this issue."""
    lines: dict[str, None] = {}
    together = [issue]
    for one in together:
        together += [other for other in merged_into(one) if other not in together]
        lines |= dict.fromkeys([*_before(one), *_at_meetings(one), *_parked(one)])
    ideas = issues.ideas_of(issue)  # those of what was merged into it came along
    return [*lines | {_("An idea: %(words)s", words=idea.text): None for idea in ideas}]


def _before(issue: Issue) -> list[str]:
    """Return what the body that handed the issue over told of it."""
    told = (event for event in issues.events_of(issue) if event.kind is EventKind.RECEIVED)
    return [cast(str, line) for event in told for line in lines_in(event.text)]


def _at_meetings(issue: Issue) -> list[str]:
    """Return on which days the body discussed the issue."""
    discussed = [one for one in agendas.placements_of(issue) if one.state is ItemState.DISCUSSED]
    meetings = (one.agenda.meeting for one in reversed(discussed))
    days = (first_day(meeting) for meeting in meetings)
    return [_("%(day)s: discussed at a meeting", day=day(on)) for on in days]


def _parked(issue: Issue) -> list[str]:
    """Return each time the issue was parked, with the next step, and how it left."""
    lines = []
    for one in history_of(issue):
        told = _(
            "%(day)s: parked, %(cause)s. %(reason)s",
            day=day(parked_on(one)),
            cause=rules.word(one.cause),
            reason=one.reason,
        )
        lines.append(told)
        if one.next_step:
            lines.append(_("Next step agreed: %(step)s", step=one.next_step))
        if one.left_at is not None and one.way_out is not None:
            left = _(
                "%(day)s: %(how)s. %(reason)s",
                day=day(day_of(one.left_at, issue.body.time_zone)),
                how=rules.word(one.way_out),
                reason=one.way_out_reason,
            )
            lines.append(left)
    return lines
