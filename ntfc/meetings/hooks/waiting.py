"""What waits for a person about meetings."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for

from ntfc.i18n import _, ngettext
from ntfc.meetings import queries, rules
from ntfc.meetings.models import MeetingKind
from ntfc.meetings.queries.by_hand import to_tell
from ntfc.meetings.queries.due import Rhythm, rhythms_on
from ntfc.meetings.queries.presence import drafted_in
from ntfc.meetings.queries.waiting import planned_in
from ntfc.permissions import OFFICE, Insider
from ntfc.plugins import Waiting
from ntfc.procedure.rules import notice_deadline

AHEAD = timedelta(days=45)  # so early a due meeting is announced to whoever plans it
SOON = timedelta(days=21)  # before the last day of notice


def of_invited(actor: Insider, now: datetime) -> Iterator[Waiting]:
    """Name the invitations that the person has not answered."""
    for row in queries.unanswered(actor.person_id, now):
        yield Waiting(
            title=rules.name_of(row),
            reason=_("You are invited: %(when)s. Say whether you come.", when=rules.when(row)),
            url=url_for("meetings.reply", invitation_id=row.id),
            button=_("Answer"),
            due=rules.first_day(row),
            body_name=row.body,
        )


def of_office(actor: Insider, today: date) -> Iterator[Waiting]:
    """Name the meetings that are due and not planned, and those planned and not called."""
    served = [number for number, roles in actor.roles.items() if roles & OFFICE]
    if not served:
        return
    rhythms = rhythms_on(served, today)
    for body, rhythm in rhythms.values():
        if rhythm.due and not rhythm.is_in_hand and rhythm.due <= today + AHEAD:
            yield Waiting(
                title=_("The next meeting is due"),
                reason=_("None is planned that keeps it. %(rule)s", rule=rhythm.rule),
                url=url_for("meetings.plan", body_id=body.id),
                button=_("Plan it"),
                due=rhythm.due,
                body_name=body.name,
            )
    yield from _to_call(rhythms, today)
    yield from _to_hand_over(served, actor.person_id)
    for letter in drafted_in(served):
        yield Waiting(
            title=letter.subject,
            reason=_("Nobody came for this seat as often as the rules allow. A letter is drafted."),
            url=url_for("meetings.letter", letter_id=letter.id),
            button=_("Look at it"),
            body_name=next(
                body.name for body in rules.bodies_of(letter.meeting) if body.id == letter.body_id
            ),
        )


def _to_hand_over(served: Collection[int], person_id: int) -> Iterator[Waiting]:
    for row in to_tell(served, person_id):
        yield Waiting(
            title=rules.name_of(row),
            reason=_by_hand(row.people, is_off=row.is_off),
            url=url_for("meetings.notices", meeting_id=row.id),
            button=_("Look at it"),
            due=rules.first_day(row),
            body_name=row.body,
        )


def _by_hand(people: int, *, is_off: bool) -> str:
    if is_off:
        return ngettext(
            "Somebody whom no mail reaches is no longer needed: say so, and note that it was done.",
            "%(num)d people whom no mail reaches are no longer needed: say so, and note that it was "
            "done.",
            people,
        )
    return ngettext(
        "Somebody was invited whom no mail reaches: a link waits to be handed over.",
        "%(num)d people were invited whom no mail reaches: their links wait to be handed over.",
        people,
    )


def _to_call(rhythms: Mapping[int, tuple[Any, Rhythm]], today: date) -> Iterator[Waiting]:
    for row in planned_in(rhythms):
        day = rules.first_day(row)
        body, rhythm = rhythms[row.body_id]
        urgent = row.kind is MeetingKind.URGENT
        working = queries.working_days(body)
        last = notice_deadline(rhythm.procedure, day, working, urgent=urgent) or day
        if last <= today + SOON:
            yield Waiting(
                title=rules.name_of(row),
                reason=_("It is planned for %(when)s; nobody was told yet.", when=rules.when(row)),
                url=url_for("meetings.show", meeting_id=row.id),
                button=_("Call it"),
                due=last,
                body_name=row.body,
            )
