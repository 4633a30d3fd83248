"""Who approves minutes, which text they approved, and when it is locked for ever.

An approval counts for one exact text, known by its fingerprint, and for whoever may speak in that
place on the day. Nothing is counted up: what holds is computed anew each time it matters.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ntfc import tokens
from ntfc.i18n import _, in_one
from ntfc.minutes.models import (
    ApprovalRequest,
    Erratum,
    ErratumState,
    Minutes,
    MinutesApproval,
    MinutesState,
    Verdict,
)
from ntfc.organisations.models import Camp
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure, Substitution
from ntfc.procedure.rules import chairs_asked, cite

TRIES = 5  # wrong codes, before a new one is needed
PLACES = {
    Role.CHAIR: _("Chair"),
    Role.MODERATOR: _("Moderator"),
    Camp.PUBLIC: _("A coordinator of the public side"),
    Camp.PRIVATE: _("A coordinator of the private side"),
}
OVERTAKEN = _("What the minutes say of the meeting was changed after you approved them.")


@dataclass(frozen=True, kw_only=True)
class Held:
    """A seat, and who sits in it on the day; no holder: it is vacant."""

    seat_id: int
    role: Role
    camp: Camp | None = None
    organisation: str = ""
    holders: tuple[int, ...] = ()
    alternates: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an approval is needed: one of *people* gives it, or one of *stand_ins* for them."""

    key: str
    title: str
    people: tuple[int, ...]
    stand_ins: tuple[int, ...] = ()
    is_named: bool = False  # a chair named the stand-in, for this text alone

    @property
    def asked(self) -> tuple[int, ...]:
        """Return who is asked: whom a chair named is asked beside the chair."""
        return (*self.people, *self.stand_ins) if self.is_named else self.people


@dataclass(frozen=True, kw_only=True)
class Given:
    """An approval that was given and not voided."""

    place: str
    person_id: int
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class Named:
    """A chair who sat in this seat named a person to approve one text."""

    seat_id: int
    person_id: int
    by: int


def named_for(seat: Held, named: Collection[Named]) -> tuple[int, ...]:
    """Return whom those named who sit in a seat today; what a predecessor said counts no more."""
    return tuple(
        one.person_id for one in named if one.seat_id == seat.seat_id and one.by in seat.holders
    )


def places(
    body_id: int, procedure: Procedure, seats: Sequence[Held], named: Collection[Named] = ()
) -> list[Place]:
    """Return where a body's approval is needed: every chair seat, else whom the rules name."""
    office = {who for seat in seats if seat.role is Role.SECRETARY for who in seat.holders}
    chairs = [seat for seat in seats if seat.role is Role.CHAIR]
    found = [_chair_place(seat, procedure, seats, office, named) for seat in chairs]
    filled = [place for place in found if place.people]
    if filled and len(filled) >= max(chairs_asked(procedure) or 0, len(chairs)):
        return filled
    return [*filled, *_without_chair(body_id, seats, office)]


def _chair_place(
    seat: Held,
    procedure: Procedure,
    seats: Sequence[Held],
    office: Collection[int],
    named: Collection[Named],
) -> Place:
    by_chair = procedure.substitution is Substitution.NAMED
    chosen = named_for(seat, named) if by_chair else _acting(seat, procedure, seats)
    acting = tuple(who for who in chosen if who not in office)
    title = in_one(filter(None, [PLACES[Role.CHAIR], seat.organisation]))
    key = f"seat:{seat.seat_id}"
    if not seat.holders:  # whoever acts for a chair by the rules speaks in the vacant seat
        return Place(key=key, title=title, people=acting)
    return Place(key=key, title=title, people=seat.holders, stand_ins=acting, is_named=by_chair)


def _acting(seat: Held, procedure: Procedure, seats: Sequence[Held]) -> tuple[int, ...]:
    if procedure.substitution is Substitution.ALTERNATE:
        return seat.alternates
    if procedure.substitution is Substitution.VICE_CHAIR:
        return tuple(who for one in seats if one.role is Role.VICE_CHAIR for who in one.holders)
    return ()


def _without_chair(body_id: int, seats: Sequence[Held], office: Collection[int]) -> Iterator[Place]:
    """Yield who approves where a chair is missing: the moderator, else one coordinator a side."""

    def holding(role: Role, camp: Camp | None = None) -> tuple[int, ...]:
        fitting = [s for s in seats if s.role is role and (camp is None or s.camp is camp)]
        return tuple(who for seat in fitting for who in seat.holders if who not in office)

    if moderators := holding(Role.MODERATOR):
        yield Place(
            key=f"body:{body_id}:moderator", title=PLACES[Role.MODERATOR], people=moderators
        )
        return
    for camp in (Camp.PUBLIC, Camp.PRIVATE):
        yield Place(
            key=f"body:{body_id}:{camp.value}",
            title=PLACES[camp],
            people=holding(Role.COORDINATOR, camp),
        )


def missing(needed: Sequence[Place], given: Collection[Given], mark: str) -> list[Place]:
    """Return where nobody who may speak there today has approved just this text."""
    return [
        place
        for place in needed
        if not any(
            one.place == place.key
            and one.fingerprint == mark
            and one.person_id in (*place.people, *place.stand_ins)
            for one in given
        )
    ]


def is_complete(needed: Sequence[Place], given: Collection[Given], mark: str) -> bool:
    """Tell whether every place has approved just this text; nobody to ask is no approval."""
    return bool(needed) and not missing(needed, given, mark)


def speaks_in(open_places: Sequence[Place], person_id: int | None) -> list[tuple[Place, bool]]:
    """Return where a person may approve now, and whether as a stand-in.

    Who sits in a place approves there. Standing in, one approves in a single place, or one person
    could approve alone for all.
    """
    own = [(place, False) for place in open_places if person_id in place.people]
    acting = [(place, True) for place in open_places if person_id in place.stand_ins]
    return own or acting[:1]


def may_answer(needed: Sequence[Place], person_id: int | None) -> bool:
    return any(person_id in (*place.people, *place.stand_ins) for place in needed)


def obstacles_to_submitting(
    minutes: Minutes,
    needed: Sequence[Place],
    procedure: Procedure,
    *,
    is_over: bool,
    wants_silence: bool,
) -> Iterator[str]:
    """Say what else keeps the text from going to those who approve it."""
    yield from not_over(is_over=is_over)
    yield from not_circulated(minutes, procedure)
    yield from nobody_approves(needed)
    if wants_silence and procedure.silence_days is None:
        yield _("The rules of procedure do not take silence for agreement.")


def not_over(*, is_over: bool) -> Iterator[str]:
    if not is_over:
        yield _("The meeting is not over yet.")


def not_circulated(minutes: Minutes, procedure: Procedure) -> Iterator[str]:
    """Say that the rules ask for comments first."""
    if procedure.comment_days is not None and minutes.circulated_at is None:
        yield _(
            "%(rule)s These minutes were not circulated yet.", rule=cite(procedure, "comment_days")
        )


def nobody_approves(needed: Sequence[Place]) -> Iterator[str]:
    """Say where nobody could approve."""
    if not needed or any(not place.people for place in needed):
        empty = in_one(place.title for place in needed if not place.people)
        yield _(
            "Nobody is there to approve: %(places)s. The secretariat alone never approves.",
            places=empty or PLACES[Role.CHAIR],
        )


def obstacles_to_answering(
    subject: Minutes | Erratum, needed: Sequence[Place], person_id: int | None
) -> Iterator[str]:
    """Say why somebody cannot approve or return a text now."""
    if is_approved(subject):
        yield _("This text is approved already.")
    elif not is_with_chairs(subject):
        yield _("This text is not with you for approval now. The secretariat took it back.")
    if not may_answer(needed, person_id):
        yield _("By the rules of this body others approve its minutes.")


def obstacles_to_approving(
    open_places: Sequence[Place], person_id: int | None, given: Collection[Given], mark: str
) -> Iterator[str]:
    """Say why a person has nothing to approve although among those who do."""
    if any(one.person_id == person_id and one.fingerprint == mark for one in given):
        yield _("You have approved this text already.")
    elif not speaks_in(open_places, person_id):
        yield _("Everybody for whom you may approve has done so.")


def obstacles_to_code(wrong_codes: int) -> Iterator[str]:
    """Say why a code is not worth anything any more."""
    if wrong_codes >= TRIES:
        yield _("The code was typed wrongly too often. Ask the secretariat for a new one.")


def is_silence_over(minutes: Minutes, today: date) -> bool:
    """Tell whether the days are over in which silence could still be broken."""
    return minutes.silence_until is not None and today > minutes.silence_until


def is_approved(subject: Minutes | Erratum) -> bool:
    if isinstance(subject, Erratum):
        return subject.state is ErratumState.APPROVED
    return subject.state is MinutesState.APPROVED


def that_hold(
    subject: Minutes | Erratum, answers: Sequence[MinutesApproval]
) -> list[MinutesApproval]:
    """Return the approvals that hold: not voided and, once a text is approved, of just this one."""
    given = [one for one in answers if one.voided_at is None]
    if not is_approved(subject):
        return given
    return [
        one
        for one in given
        if one.verdict is Verdict.APPROVED and one.fingerprint == subject.fingerprint
    ]


def is_with_chairs(subject: Minutes | Erratum) -> bool:
    """Tell whether those who approve have the text before them."""
    if isinstance(subject, Erratum):
        return subject.state is ErratumState.OPEN
    return subject.submitted_at is not None and subject.state is not MinutesState.APPROVED


def of_body(needed: Sequence[Place], body: str) -> list[Place]:
    """Return the places with the name of their body, for a joint meeting."""
    return [
        replace(place, title=_("%(place)s (%(body)s)", place=place.title, body=body))
        for place in needed
    ]


def code_hash(request: ApprovalRequest, digits: str) -> str:
    """Return what is stored of a code; it is worth nothing without the link."""
    return tokens.hash_of(f"approval request {request.id}: {digits.strip()}")
