"""What waits for a person about agendas."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta

from flask import url_for

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.agendas.models import Agenda, AgendaAgreement
from ntfc.agendas.views.common import when
from ntfc.i18n import _
from ntfc.meetings.rules import bodies_of, first_day
from ntfc.meetings.rules.times import local_day
from ntfc.permissions import OFFICE, Actor
from ntfc.plugins import Waiting
from ntfc.procedure import queries as procedure
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import agenda_deadline

AHEAD = timedelta(days=45)  # how long before a meeting its agenda is asked for
ZONES = timedelta(days=1)  # a day begins in one place up to so long before it does in another


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the drafts to remark on and to agree to, and the agendas to prepare."""
    if actor.person_id is None:
        return
    for agenda in queries.drafts_to_remark_on(actor.person_id, today):
        yield Waiting(
            title=_("Draft agenda, %(day)s", day=when(agenda.meeting)),
            reason=_("You were sent it for your remarks."),
            url=_url(agenda.meeting_id),
            button=_("Look at it"),
            due=agenda.remarks_close_on,
            body_name=agenda.body.name,
        )
    yield from _to_agree(actor)
    yield from _to_prepare(actor, today)


def _url(meeting_id: int) -> str:
    return url_for("agendas.show", meeting_id=meeting_id)


def _to_agree(actor: Actor) -> Iterator[Waiting]:
    """Name the drafts to agree to; what it costs grows with the bodies led, not with the drafts."""
    led = procedure.bodies_of(actor, rules.AGREE.roles)
    drafts = queries.drafts_to_agree(led) if led else ()
    given = queries.agreements_on(drafts) if drafts else {}
    bodies = {body.id: body for agenda in drafts for body in bodies_of(agenda.meeting)}
    assents = {
        number: queries.assent_of(body, clock.today(body.time_zone))
        for number, body in bodies.items()
    }
    for agenda in drafts:
        asking = [assents[body.id] for body in bodies_of(agenda.meeting)]
        if not _is_asked_to_agree(actor, agenda, asking, given[agenda.id]):
            continue
        yield Waiting(
            title=_("Agenda, %(day)s", day=when(agenda.meeting)),
            reason=_("It has changed since you agreed to it.")
            if actor.person_id in given[agenda.id]
            else _("It goes out once you have agreed."),
            url=_url(agenda.meeting_id),
            button=_("Read and agree"),
            body_name=agenda.body.name,
            holds_up=True,
            since=_asked_on(agenda),
        )


def _asked_on(agenda: Agenda) -> date | None:
    """Return the day from which an agenda lies with those who agree to it."""
    at = agenda.sent_at or agenda.asked_at
    return local_day(at, agenda.meeting.time_zone) if at else None


def _is_asked_to_agree(
    actor: Actor,
    agenda: Agenda,
    asked: Sequence[rules.Assent],
    given: Mapping[int, AgendaAgreement],
) -> bool:
    asking = [one for one in asked if _names(one, actor)]
    if not asking:
        return False
    mark = queries.mark_of(agenda)
    agreed = {one.person_id for one in given.values() if one.fingerprint == mark}
    return actor.person_id not in agreed and any(
        rules.asks_for_agreement(agenda, one.procedure) and not one.releasers.suffice(agreed)
        for one in asking
    )


def _names(assent: rules.Assent, actor: Actor) -> bool:
    return actor.person_id in assent.releasers.people


def _to_prepare(actor: Actor, today: date) -> Iterator[Waiting]:
    served = procedure.bodies_of(actor, OFFICE)
    midnight = datetime.combine(today, time(), UTC)
    around = (midnight - ZONES, midnight + AHEAD)
    found = queries.meetings_to_prepare(served, *around) if served else ()
    meetings = [one for one in found if first_day(one) >= today]
    rules_held = procedure.rules_of({meeting.body_id for meeting in meetings}, today)
    for meeting in meetings:
        day = first_day(meeting)
        settings = rules_held.get(meeting.body_id, Procedure())
        yield Waiting(
            title=_("Agenda, %(day)s", day=when(meeting)),
            reason=_("It is not released yet; much of it proposes itself."),
            url=_url(meeting.id),
            button=_("Prepare it"),
            due=agenda_deadline(settings, day, queries.working_day(meeting.body, day)),
            body_name=meeting.body.name,
        )
