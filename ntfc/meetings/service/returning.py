"""Guests and experts whose item was taken off, and stands on the agenda again after all."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from ntfc.db import db
from ntfc.links.service import Issued
from ntfc.meetings import queries, rules
from ntfc.meetings.models import Invitation, Meeting
from ntfc.meetings.service.guests import Round, Shift, at_another_hour, noted_at, tell_one
from ntfc.meetings.service.invitations import Comes, invite
from ntfc.permissions import SYSTEM, Actor, requires
from ntfc.plugins import MeetingItem


@requires(rules.EDIT)
def ask_anew(
    meeting: Meeting,
    *,
    keys: Iterable[str],
    today: date,
    now: datetime,
    actor: Actor,
    to_hand_over: list[Issued] | None = None,
) -> None:
    """Invite who was told that items are gone; who comes for others hears that they are back.

    Each hears it once, of however many items. One that is in confidence now takes no guests.
    """
    let_go = {key: found for key in keys if (found := queries.let_go_for(meeting.id, key))}
    items = {one.key: one for one in queries.items_of(meeting, SYSTEM)} if let_go else {}
    one_round = Round(
        meeting=meeting,
        is_out=True,
        noted=noted_at(meeting),
        today=today,
        now=now,
        actor=actor,
        to_hand_over=to_hand_over,
    )
    back: dict[Invitation, list[str]] = {}
    for key in (key for key in let_go if key in items):
        for invitation, row in let_go[key]:
            row.gone_at, row.starts_in = None, items[key].starts_in
            back.setdefault(invitation, []).append(key)
    db.session.flush()
    for invitation, own in back.items():
        _ask(one_round, invitation, own, items)


def _ask(
    one_round: Round, invitation: Invitation, keys: list[str], items: Mapping[str, MeetingItem]
) -> None:
    if invitation.withdrawn_at is not None:
        comes = Comes(
            kind=invitation.kind,
            about=invitation.about,
            organisation_id=invitation.organisation_id,
            items=keys,
        )
        meeting = one_round.meeting
        issued = invite(meeting, person=invitation.person, comes=comes, **one_round.when)
        one_round.hand_over(issued)
        return
    rows = queries.guests_coming(one_round.meeting.id)[invitation]
    left = {one.item_key: items[one.item_key].title for one in rows if one.item_key in items}
    told = [Shift(title=items[key].title, is_back=True) for key in keys]
    tell_one(one_round, invitation, [*told, *at_another_hour(rows, items)], left)
