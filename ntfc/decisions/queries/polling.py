"""The seats that are asked about a text, who speaks in each, and what still waits for a reply."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload

from ntfc import plugins
from ntfc.committees.models import Body
from ntfc.committees.models.vocabulary import FINAL
from ntfc.db import db
from ntfc.decisions.models import Decision, DecisionState, Poll, PollState, PollWay, Voice
from ntfc.decisions.queries.tabling import comes_with_issue
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.procedure.models import Procedure
from ntfc.procedure.queries import rules_on
from ntfc.procedure.rules.words import ROLES
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.seats.queries import in_office, places_of
from ntfc.seats.rules import Place


def get_poll(poll_id: int) -> Poll:
    found: Poll = db.one_or_404(select(Poll).where(Poll.id == poll_id))
    return found


def get_voice(voice_id: int) -> Voice:
    found: Voice = db.one_or_404(select(Voice).where(Voice.id == voice_id))
    return found


def find_voice(voice_id: int) -> Voice | None:
    return db.session.scalars(select(Voice).where(Voice.id == voice_id)).one_or_none()


def hold_poll(poll: Poll) -> None:
    """Wait until nobody else answers or counts, and see the poll as it is now."""
    db.session.execute(select(Poll.id).where(Poll.id == poll.id).with_for_update())
    db.session.refresh(poll, ["state", "version", "reminded_at"])


def voices_of(poll: Poll) -> Sequence[Voice]:
    """Return the seats that are asked, as the body lists them, fresh from the database."""
    query = select(Voice).where(Voice.poll_id == poll.id).order_by(Voice.id)
    whole = query.options(joinedload(Voice.person)).execution_options(populate_existing=True)
    return db.session.scalars(whole).all()


@dataclass(frozen=True)
class Asked:
    """One round of asking the seats, with what each said."""

    poll: Poll
    voices: Sequence[Voice]


def polls_of(decision: Decision) -> list[Asked]:
    """Return every round about a text, the newest first."""
    query = select(Poll).where(Poll.decision_id == decision.id).order_by(Poll.id.desc())
    polls = db.session.scalars(query).all()
    wanted = select(Voice).where(Voice.poll_id.in_([poll.id for poll in polls]))
    by_poll: dict[int, list[Voice]] = defaultdict(list)
    for voice in db.session.scalars(wanted.order_by(Voice.id).options(joinedload(Voice.person))):
        by_poll[voice.poll_id].append(voice)
    return [Asked(poll, by_poll[poll.id]) for poll in polls]


@dataclass(frozen=True)
class Electorate:
    """The seats that count in a body on a day, and those of them in which somebody can answer."""

    size: int
    asked: Sequence[Place]


def electorate_of(body: Body, day: date) -> Electorate:
    """Return which seats answer; an alternate does for an empty one, where there are alternates."""
    alternates = rules_on(body, day).alternates
    places = [place for place in places_of(body.id, day) if place.counts]
    asked = [p for p in places if p.is_filled or (alternates and p.alternates)]
    return Electorate(len(places), asked)


def stepped_out(poll: Poll, voices: Iterable[Voice] = ()) -> set[int]:
    """Return the seats that take no part: they have an interest, and left for the item.

    Once it is over, those stay who had stepped out when it was counted or stopped.
    """
    if poll.state is PollState.OPEN:
        return seats_out(poll.decision.item_id)
    return {voice.seat_id for voice in voices if voice.stepped_out}


def seats_out(item_id: int | None) -> set[int]:
    """Return the seats that take no part in an item of an agenda."""
    if item_id is None:
        return set()
    return {n for answer in plugins.gather("ntfc_stepped_out", item_id=item_id) for n in answer}


def called(place: Place) -> str:
    """Return by what name a seat is spoken of: its institution, else what the seat is called."""
    return place.owner or place.title or str(ROLES[place.role])


def speakers_in(poll: Poll, day: date) -> Mapping[int, list[int]]:
    """Return who may answer for each seat of a poll on a day: its holder first, then alternates."""
    rules: Procedure = rules_on(poll.body, day)
    seats = select(Voice.seat_id).where(Voice.poll_id == poll.id)
    query = (
        select(Appointment.seat_id, Appointment.person_id, Appointment.capacity)
        .join(Seat, Seat.id == Appointment.seat_id)
        .where(Seat.id.in_(seats), in_office(day))
        .order_by((Appointment.capacity == Capacity.ALTERNATE), Appointment.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row in db.session.execute(query):
        if row.capacity is Capacity.REPRESENTATIVE or rules.alternates:
            found[row.seat_id].append(row.person_id)
    return found


def open_polls(until: date) -> Sequence[Poll]:
    """Return the rounds in writing whose last day comes by then."""
    query = select(Poll).where(Poll.state == PollState.OPEN, Poll.closes_on <= until)
    return db.session.scalars(query.order_by(Poll.id)).all()


def open_poll_of(decision: Decision) -> Poll | None:
    query = select(Poll).where(Poll.decision_id == decision.id, Poll.state == PollState.OPEN)
    return db.session.scalars(query).one_or_none()


def to_reply_by(person_id: int, today: date) -> Sequence[Any]:
    """Return the seats of a person that have not answered yet: id, title, closes_on and body.

    A seat that stepped out for the item is not asked, nor anybody once the last day is past.
    """
    query = (
        select(
            *(Voice.id, Voice.seat_id, Decision.title, Decision.item_id, Poll.closes_on),
            *(Body.name, Poll.way, Voice.name.label("seat")),
        )
        .join(Poll, Poll.id == Voice.poll_id)
        .join(Decision, Decision.id == Poll.decision_id)
        .join(Body, Body.id == Poll.body_id)
        .join(Appointment, Appointment.seat_id == Voice.seat_id)
        .join(Seat, Seat.id == Voice.seat_id)
        .where(Appointment.person_id == person_id, in_office(today))
        .where(Appointment.capacity == Capacity.REPRESENTATIVE, Body.state.not_in(FINAL))
        .where(Poll.state == PollState.OPEN, Voice.answer.is_(None))
        .where(or_(Poll.closes_on.is_(None), Poll.closes_on >= today))
        .order_by(Poll.closes_on, Voice.id)
    )
    rows = db.session.execute(query).all()
    out = {item_id: seats_out(item_id) for item_id in {row.item_id for row in rows}}
    return [row for row in rows if row.seat_id not in out[row.item_id]]


def not_agreed_in(body_id: int) -> Sequence[Any]:
    """Return the drafts on which the seats did not agree in writing, and why."""
    asked = aliased(Poll)
    newest = select(func.max(asked.id)).where(asked.decision_id == Decision.id).scalar_subquery()
    query = (
        select(
            *(Decision.id, Decision.title, Decision.is_confidential),
            *(Poll.reason, Poll.closed_at),
        )
        .join(Poll, Poll.id == newest)
        .where(Decision.body_id == body_id, Decision.state == DecisionState.DRAFT)
        .where(Poll.way == PollWay.WRITTEN, Poll.state == PollState.LOST, ~comes_with_issue())
        .order_by(Decision.id)
    )
    return db.session.execute(query).all()


def agreed_in_writing(body_id: int, before: datetime) -> Sequence[Decision]:
    """Return what was adopted in writing and stood on the table of no meeting held before then."""
    met = select(Meeting.id).where(
        Meeting.body_id == body_id,
        Meeting.starts_at < before,
        Meeting.starts_at > Poll.closed_at,
        Meeting.state == MeetingState.HELD,
    )
    query = (
        select(Decision)
        .join(Poll, Poll.decision_id == Decision.id)
        .where(Decision.body_id == body_id)
        .where(Poll.way == PollWay.WRITTEN, Poll.state == PollState.CARRIED)
        .where(Poll.closed_at < before, ~met.exists())
        .order_by(Decision.id)
    )
    return db.session.scalars(query).all()
