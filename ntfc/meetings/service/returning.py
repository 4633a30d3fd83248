"""Guests and experts whose item was taken off, and stands on the agenda again after all."""

from datetime import date, datetime

from ntfc.db import db
from ntfc.links.service import Issued
from ntfc.meetings import queries, rules
from ntfc.meetings.models import Meeting
from ntfc.meetings.service.guests import Round, Shift, at_another_hour, noted_at, tell_one
from ntfc.meetings.service.invitations import Comes, invite
from ntfc.permissions import SYSTEM, Actor, requires


@requires(rules.EDIT)
def ask_anew(
    meeting: Meeting,
    *,
    key: str,
    today: date,
    now: datetime,
    actor: Actor,
    to_hand_over: list[Issued] | None = None,
) -> None:
    """Invite who was told that the item is gone; who comes for others hears that it is back."""
    let_go = queries.let_go_for(meeting.id, key)
    items = {one.key: one for one in queries.items_of(meeting, SYSTEM)} if let_go else {}
    if key not in items:  # it is in confidence now, and takes no guests
        return
    one_round = Round(
        meeting=meeting,
        is_out=True,
        noted=noted_at(meeting),
        today=today,
        now=now,
        actor=actor,
        to_hand_over=to_hand_over,
    )
    for invitation, row in let_go:
        row.gone_at, row.starts_in = None, items[key].starts_in
        db.session.flush()
        if invitation.withdrawn_at is not None:
            comes = Comes(
                kind=invitation.kind,
                about=invitation.about,
                organisation_id=invitation.organisation_id,
                items=[key],
            )
            issued = invite(meeting, person=invitation.person, comes=comes, **one_round.when)
            one_round.hand_over(issued)
            continue
        rows = queries.guests_coming(meeting.id)[invitation]
        left = {one.item_key: items[one.item_key].title for one in rows if one.item_key in items}
        back = Shift(title=items[key].title, is_back=True)
        tell_one(one_round, invitation, [back, *at_another_hour(rows, items)], left)
