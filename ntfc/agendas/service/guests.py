"""Who was asked in for an item hears when it is gone, or begins at another hour."""

from collections.abc import Iterable
from datetime import datetime

from ntfc.agendas import queries, rules
from ntfc.agendas.models import Agenda, AgendaItem, AgendaState
from ntfc.links.service import Issued
from ntfc.meetings.models import CLOSED
from ntfc.meetings.queries import guests_coming
from ntfc.meetings.rules import CONVENE, bodies_of, local_day
from ntfc.meetings.service import guests, returning
from ntfc.meetings.service.guests import Gone
from ntfc.permissions import Actor, Entrusted, can, requires
from ntfc.procedure.queries import rules_on


@requires(rules.RUN)
def follow(
    agenda: Agenda, *, actor: Actor, now: datetime, to_hand_over: list[Issued] | None = None
) -> None:
    """Tell guests and experts of the items that stand here no more, and where they stand now.

    Links that no mail carried are added to *to_hand_over*, for whoever may hand them over.
    """
    meeting = agenda.meeting
    if meeting.state in CLOSED or not guests_coming(meeting.id):
        return
    off = queries.off_table(agenda.id)
    onward = queries.taken_up_of([item.id for item in off])
    gone = {}
    for item in off:
        there = onward.get(item.id)
        to = there.agenda.meeting if there is not None else None
        key = f"{queries.KEY}{there.id}" if there is not None else ""
        gone[f"{queries.KEY}{item.id}"] = Gone(title=item.title, to=to, key_there=key)
    guests.follow(
        meeting,
        gone=gone,
        is_out=agenda.state is AgendaState.RELEASED,
        today=local_day(now, agenda.meeting.time_zone),
        now=now,
        actor=Entrusted(actor),
        to_hand_over=to_hand_over if can(actor, CONVENE, meeting) else None,
    )


@requires(rules.RUN)
def ask_anew(
    item: AgendaItem, *, actor: Actor, now: datetime, to_hand_over: list[Issued] | None = None
) -> None:
    """Ask those who heard that an item is gone, now that it is put back.

    Where somebody must agree to it first, they are asked when it goes out.
    """
    agenda = item.agenda
    today = local_day(now, agenda.meeting.time_zone)
    procedures = [rules_on(body, today) for body in bodies_of(agenda.meeting)]
    if not any(rules.asks_for_agreement(agenda, one) for one in procedures):
        are_back(agenda, [item], actor=actor, now=now, to_hand_over=to_hand_over)
    follow(agenda, actor=actor, now=now, to_hand_over=to_hand_over)


@requires(rules.RUN)
def are_back(
    agenda: Agenda,
    items: Iterable[AgendaItem],
    *,
    actor: Actor,
    now: datetime,
    to_hand_over: list[Issued] | None = None,
) -> None:
    """Ask those who heard that items are gone which are taken after all."""
    if agenda.meeting.state in CLOSED:
        return
    returning.ask_anew(
        agenda.meeting,
        keys=[f"{queries.KEY}{item.id}" for item in items],
        today=local_day(now, agenda.meeting.time_zone),
        now=now,
        actor=Entrusted(actor),
        to_hand_over=to_hand_over if can(actor, CONVENE, agenda.meeting) else None,
    )
