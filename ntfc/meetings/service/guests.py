"""Guests and experts whose item is gone, or begins at another hour: they are told, once."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from ntfc import audit
from ntfc.db import db
from ntfc.i18n import _, labelled
from ntfc.links.service import Issued
from ntfc.meetings import queries, rules
from ntfc.meetings.models import (
    Invitation,
    InvitationItem,
    Meeting,
    MeetingState,
    NoticeKind,
)
from ntfc.meetings.queries.presence import attendances_of
from ntfc.meetings.rules.words import hour_of, moment_of
from ntfc.meetings.service import letters
from ntfc.meetings.service.invitations import Comes, choose_items, invite, tell_few, withdraw
from ntfc.meetings.service.letters import Letter, Write
from ntfc.meetings.service.telling import gets_mail
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, requires
from ntfc.plugins import MeetingItem

MATERIAL = 15  # minutes: by less an agenda is never kept


@dataclass(frozen=True, kw_only=True)
class Gone:
    """An item that a meeting does not take, and where it stands instead, if it does."""

    title: str
    to: Meeting | None = None
    key_there: str = ""


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What became of one item for which somebody comes."""

    title: str
    before: int | None = None  # minutes after the meeting begins
    after: int | None = None
    gone: Gone | None = None
    is_back: bool = False  # it was taken off, and stands there again
    knows: bool = False  # the person is invited to the other meeting for something else already


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round through those who come to a meeting: after which step, and by whom."""

    meeting: Meeting
    is_out: bool  # whether its agenda went out
    noted: Collection[int]  # the people of whom it is noted already how they are there
    today: date
    now: datetime
    actor: Actor
    to_hand_over: list[Issued] | None  # None where no page shows links

    @property
    def has_begun(self) -> bool:
        return self.meeting.state is MeetingState.UNDER_WAY

    @property
    def when(self) -> dict[str, Any]:
        return {"today": self.today, "now": self.now, "actor": self.actor}

    def hand_over(self, issued: Sequence[Issued]) -> None:
        """Keep links for the page of whoever pressed."""
        if self.to_hand_over is not None:
            self.to_hand_over.extend(issued)


@requires(rules.EDIT)
def follow(
    meeting: Meeting,
    *,
    gone: Mapping[str, Gone],
    is_out: bool,
    today: date,
    now: datetime,
    actor: Actor,
    to_hand_over: list[Issued] | None = None,
) -> None:
    """Tell who comes for an item that it is gone, or begins at another hour; each thing once.

    Whoever was never told of the meeting hears nothing, nor anybody while the agenda is not out.
    Links that no mail carried go into *to_hand_over*; where there is none, no link is replaced.
    """
    coming = queries.guests_coming(meeting.id)
    items = {one.key: one for one in queries.items_of(meeting, SYSTEM)} if coming else {}
    one_round = Round(
        meeting=meeting,
        is_out=is_out,
        noted=noted_at(meeting) if coming else (),
        today=today,
        now=now,
        actor=actor,
        to_hand_over=to_hand_over,
    )
    for invitation, rows in coming.items():
        if invitation.told_at is not None and not is_out:
            continue
        lost = _lost(one_round, rows, gone)
        shifts = _let_go(one_round, invitation, rows, lost)
        shifts += () if one_round.has_begun else at_another_hour(rows, items)
        db.session.flush()
        if shifts:
            kept = [row.item_key for row in rows if row.item_key not in lost]
            left = {key: items[key].title for key in kept if key in items}
            if (
                left or is_out or not kept
            ):  # what is off a draft, but may be put back, is waited for
                tell_one(one_round, invitation, shifts, left)


def at_another_hour(
    rows: Sequence[InvitationItem], items: Mapping[str, MeetingItem]
) -> Iterator[Shift]:
    """Keep when the items begin that somebody comes for; yield those for which it is new."""
    for row in [one for one in rows if one.item_key in items]:
        now_at, before = items[row.item_key].starts_in, row.starts_in
        row.starts_in = now_at if _is_material(before, now_at) else before
        if before is not None and row.starts_in != before:
            yield Shift(title=items[row.item_key].title, before=before, after=now_at)


def noted_at(meeting: Meeting) -> frozenset[int]:
    """Return the people without a seat who are noted in the attendance list."""
    noted = attendances_of(meeting.id)
    return frozenset(one.person_id for one in noted if one.person_id and not one.seat_id)


def _is_material(before: int | None, after: int | None) -> bool:
    return after is not None and (before is None or abs(after - before) >= MATERIAL)


def _lost(
    one_round: Round, rows: Sequence[InvitationItem], gone: Mapping[str, Gone]
) -> Mapping[str, Gone]:
    """Return the items for which somebody comes that are gone for good.

    What is off a draft may be put back; in the meeting whoever came hears at the table of it.
    """
    waits = one_round.has_begun or not one_round.is_out
    found = {row.item_key: gone[row.item_key] for row in rows if row.item_key in gone}
    return {key: one for key, one in found.items() if one.to is not None or not waits}


def _let_go(
    one_round: Round,
    invitation: Invitation,
    rows: Sequence[InvitationItem],
    lost: Mapping[str, Gone],
) -> list[Shift]:
    """Let go of what the meeting does not take; who comes for it is asked where it stands now."""
    shifts = []
    for row in [one for one in rows if one.item_key in lost]:
        item = lost[row.item_key]
        if item.to is None:
            row.gone_at = one_round.now
        else:
            db.session.delete(row)
        knows = item.to is not None and _ask_there(one_round, invitation, item, item.to)
        shifts.append(Shift(title=item.title, gone=item, knows=knows))
    return shifts


def _ask_there(one_round: Round, invitation: Invitation, lost: Gone, to: Meeting) -> bool:
    """Invite somebody for the item where it stands now; tell whether the meeting was known."""
    known = queries.find_guest(to.id, invitation.person_id)
    if known is not None and known.withdrawn_at is None:
        keys = {*queries.keys_of([known.id]).get(known.id, ()), lost.key_there}
        choose_items(known, meeting=to, items=keys, actor=one_round.actor)
        return True
    comes = Comes(
        kind=invitation.kind,
        about=invitation.about,
        organisation_id=invitation.organisation_id,
        items=[lost.key_there],
    )
    whole = queries.get_meeting(to.id)  # its letter tells all of it
    one_round.hand_over(invite(whole, person=invitation.person, comes=comes, **one_round.when))
    return False


def tell_one(
    one_round: Round, invitation: Invitation, shifts: Sequence[Shift], left: Mapping[str, str]
) -> None:
    """Write one mail on all that changed; who comes for nothing more is not needed.

    Whoever is noted as there hears it at the table, and stays among those who came.
    """
    issued = _written(one_round, invitation, shifts, list(left.values()))
    one_round.hand_over(issued or ())
    if issued is not None and (issued or gets_mail(invitation.person)):
        audit.record(one_round.actor, "meeting.guest_items_moved", invitation, items=len(shifts))
    elif invitation.withdrawn_at is None and any(one.gone for one in shifts):
        audit.record(one_round.actor, "meeting.guest_items_chosen", invitation, items=sorted(left))


def _written(
    one_round: Round, invitation: Invitation, shifts: Sequence[Shift], left: Sequence[str]
) -> list[Issued] | None:
    """Write to somebody; return the links that no mail carried, and None to whom nothing is said."""
    if invitation.person_id in one_round.noted:
        return None
    was_told, write = invitation.told_at is not None, _letter(one_round, shifts, left)
    if left and not was_told:
        return None
    told: dict[str, Any] = {"write": write, **one_round.when}
    if not left:
        issued = withdraw(invitation, meeting=one_round.meeting, **told)
        return issued if was_told else None
    return tell_few(one_round.meeting, [invitation], kind=NoticeKind.CHANGED, **told)


def _letter(one_round: Round, shifts: Sequence[Shift], left: Sequence[str]) -> Write:
    meeting = one_round.meeting

    def write(person: Person, invitations: Sequence[Invitation]) -> Letter:
        lines = "\n".join(str(_line(one, meeting)) for one in shifts)
        if not left:
            letter = letters.not_needed(meeting)(person, invitations)
            return Letter(letter.subject, [*letter.parts, lines], method=letter.method, asks=False)
        name = letters.headline(meeting)
        opening = _("This has changed: %(meeting)s.", meeting=name)
        still = labelled(_("You come for"), "; ".join(left))
        parts = [opening, lines, still, letters.facts(meeting, person)]
        asks = one_round.to_hand_over is not None or gets_mail(person)
        return Letter(_("Changed – %(meeting)s", meeting=name), parts, asks=asks)

    return write


def _line(shift: Shift, meeting: Meeting) -> str:
    if shift.is_back:
        return _("“%(title)s” is taken at this meeting after all.", title=shift.title)
    if shift.gone is None:
        return _shifted(shift, meeting)
    to = shift.gone.to
    if to is None:
        return _("“%(title)s” is not taken at this meeting.", title=shift.title)
    if not rules.was_called(to):
        return _(
            "“%(title)s” goes to a later meeting. You are invited once that is called.",
            title=shift.title,
        )
    said = {"title": shift.title, "meeting": letters.headline(to)}
    if shift.knows:
        return _("“%(title)s” is taken at a meeting you know: %(meeting)s.", **said)
    return _(
        "“%(title)s” is taken at another meeting, to which you are invited in a mail of its own: "
        "%(meeting)s.",
        **said,
    )


def _shifted(shift: Shift, meeting: Meeting) -> str:
    """Say when an item begins now, by the hour, or where the meeting has several days by these."""
    zone = meeting.time_zone
    before, after = (
        meeting.starts_at + timedelta(minutes=at or 0) for at in (shift.before, shift.after)
    )
    if len(meeting.days) > 1:
        return _(
            "“%(title)s” is to begin on %(after)s instead of %(before)s.",
            title=shift.title,
            after=moment_of(after, zone),
            before=moment_of(before, zone),
        )
    return _(
        "“%(title)s” is to begin at %(after)s instead of %(before)s.",
        title=shift.title,
        after=hour_of(after, zone),
        before=hour_of(before, zone),
    )
