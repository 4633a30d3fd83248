"""A chair who is away names who approves these minutes in the seat, and may take that back."""

from collections.abc import Sequence
from datetime import date, datetime

from ntfc import audit
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Minutes, StandIn
from ntfc.minutes.rules import NAME, Held, Place
from ntfc.minutes.service import asking, texts
from ntfc.minutes.service.approval_letters import Code
from ntfc.permissions import SYSTEM, Actor, requires
from ntfc.procedure import queries as procedure


@requires(NAME)
def name(
    minutes: Minutes, *, person_id: int | None, actor: Actor, today: date, now: datetime
) -> list[Code]:
    """Name who approves in one's seat; whoever was named before is so no longer.

    Whoever never signs in gets a link by mail; the chair tells the code that is returned.
    """
    minutes = queries.lock(minutes)
    body, seats = queries.chair_of(minutes, actor.person_id, today)
    own = rules.chairs_of(actor.person_id, seats)
    free = {one.id for one in queries.free_to_name(body, seats, today)}
    settings = procedure.rules_on(body, today)
    refuse_if(rules.obstacles_to_naming(minutes, settings, own, person_id, free))
    _end(minutes, own, now)
    for seat in own:
        db.session.add(
            StandIn(
                body_id=minutes.body_id,
                minutes_id=minutes.id,
                seat_id=seat.seat_id,
                person_id=person_id,
                named_by_id=actor.person_id,
                at=now,
            )
        )
    db.session.flush()
    audit.record(actor, "minutes.stand_in_named", minutes, person=person_id)
    if not rules.is_with_chairs(minutes):
        return []  # those who do not sign in get their codes when the text goes to the chairs
    asked = Place(key="", title="", people=(person_id or 0,))
    return asking.ask(minutes, [asked], actor=SYSTEM, now=now)


@requires(NAME)
def take_back(minutes: Minutes, *, actor: Actor, today: date, now: datetime) -> None:
    """Let nobody approve in one's seat but oneself; what was approved there counts no more."""
    minutes = queries.lock(minutes)
    _body, seats = queries.chair_of(minutes, actor.person_id, today)
    _end(minutes, rules.chairs_of(actor.person_id, seats), now)
    audit.record(actor, "minutes.stand_in_ended", minutes)


def _end(minutes: Minutes, own: Sequence[Held], now: datetime) -> None:
    """End who was named for these seats, with what they approved there; they are told."""
    numbers = {seat.seat_id for seat in own}
    ending = [
        one
        for one in queries.stand_ins_of(minutes)
        if one.seat_id in numbers and one.ended_at is None
    ]
    for one in ending:
        one.ended_at = now
    db.session.flush()
    gone = {(f"seat:{one.seat_id}", one.person_id) for one in ending}
    given = [
        one for one in queries.standing_approvals(minutes) if (one.place, one.person_id) in gone
    ]
    because = _("The chair named somebody else, or approves without a substitute again.")
    texts.void(minutes, given, because=because, actor=SYSTEM, now=now)
