"""Reading the approval: who must approve on a day, what they said, which text they have."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, lazyload

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.minutes import rules
from ntfc.minutes.models import (
    ApprovalRequest,
    Erratum,
    ErratumState,
    Minutes,
    MinutesApproval,
    MinutesState,
    StandIn,
    Verdict,
)
from ntfc.minutes.queries.consultation import lock, of_circle
from ntfc.minutes.queries.document import document_of
from ntfc.minutes.queries.visibility import of_bodies, visible
from ntfc.minutes.rules import Given, Held, Place
from ntfc.minutes.rules.approval import Named
from ntfc.names import called
from ntfc.organisations.models import Organisation, Side
from ntfc.people.models import Person
from ntfc.permissions import Actor, Role
from ntfc.procedure import queries as procedure
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.seats.queries import in_office

ASKED = (Role.CHAIR, Role.VICE_CHAIR, Role.MODERATOR, Role.COORDINATOR, Role.SECRETARY)
Subject = Minutes | Erratum


def seats_held(body_id: int, day: date) -> list[Held]:
    """Return the seats that approve or act for those who do, with who sits there on *day*."""
    there = or_(Seat.ended_on.is_(None), Seat.ended_on > day)
    owner = func.coalesce(Seat.organisation_id, Seat.nominated_by_id)
    query = (
        select(
            Seat.id,
            Seat.role,
            Side.camp,
            Organisation,
            Appointment.person_id,
            Appointment.capacity,
        )
        .outerjoin(Organisation, Organisation.id == owner)
        .outerjoin(Side, Side.id == func.coalesce(Seat.side_id, Organisation.side_id))
        .outerjoin(Appointment, and_(Appointment.seat_id == Seat.id, in_office(day)))
        .where(Seat.body_id == body_id, there, Seat.role.in_(ASKED))
        .order_by(Seat.position, Seat.id, Appointment.id)
    )
    sitting: dict[int, list[tuple[int, Capacity]]] = defaultdict(list)
    facts: dict[int, tuple[Any, ...]] = {}
    for number, role, camp, organisation, person_id, capacity in db.session.execute(query):
        facts[number] = (role, camp, called(organisation) if organisation else "")
        if person_id is not None:
            sitting[number].append((person_id, capacity))
    return [
        Held(
            seat_id=number,
            role=role,
            camp=camp,
            organisation=name,
            holders=_in(sitting[number], Capacity.REPRESENTATIVE),
            alternates=_in(sitting[number], Capacity.ALTERNATE),
        )
        for number, (role, camp, name) in facts.items()
    ]


def _in(sitting: Collection[tuple[int, Capacity]], capacity: Capacity) -> tuple[int, ...]:
    return tuple(person for person, held in sitting if held is capacity)


def places_of(subject: Subject, today: date) -> list[Place]:
    """Return where approval is needed today; after a joint meeting, in every body that met."""
    minutes = rules.minutes_of(subject)
    bodies, named = rules.bodies_of(minutes), _named_in(minutes)
    found: list[Place] = []
    for body in bodies:
        settings = procedure.rules_on(body, today)
        places = rules.places(body.id, settings, seats_held(body.id, today), named)
        found += places if len(bodies) == 1 else rules.of_body(places, called(body))
    return found


def _named_in(minutes: Minutes) -> list[Named]:
    query = select(StandIn.seat_id, StandIn.person_id, StandIn.named_by_id.label("by")).where(
        StandIn.minutes_id == minutes.id, StandIn.ended_at.is_(None)
    )
    return [Named(**row._asdict()) for row in db.session.execute(query)]


def hold(subject: Subject) -> Subject:
    """Return minutes or an erratum as they are now, and keep everybody else from changing them."""
    minutes = lock(rules.minutes_of(subject))
    if isinstance(subject, Minutes):
        return minutes
    db.session.refresh(subject)
    return subject


def text_of(subject: Subject) -> str:
    """Return the canonical text that is approved, computed anew from what stands now."""
    if isinstance(subject, Erratum):
        return rules.erratum_text(subject, subject.minutes.fingerprint)
    return rules.canonical(document_of(subject))


def _about(subject: Subject, model: Any) -> ColumnElement[bool]:
    if isinstance(subject, Erratum):
        return and_(model.erratum_id == subject.id)
    return and_(model.minutes_id == subject.id, model.erratum_id.is_(None))


def answers_to(subject: Subject) -> Sequence[MinutesApproval]:
    """Return everything that was said to a text, the newest first."""
    query = select(MinutesApproval).where(_about(subject, MinutesApproval))
    newest = query.order_by(MinutesApproval.id.desc()).options(joinedload(MinutesApproval.person))
    return db.session.scalars(newest).all()


def sent_back(minutes: Minutes) -> MinutesApproval | None:
    """Return the return of a text that is with the secretariat since, with its reason."""
    if minutes.submitted_at is not None or minutes.state is MinutesState.APPROVED:
        return None
    last = next(iter(answers_to(minutes)), None)
    return last if last is not None and last.verdict is Verdict.RETURNED else None


def standing_approvals(subject: Subject) -> Sequence[MinutesApproval]:
    """Return the approvals that hold: not voided and, once a text is approved, of just this one."""
    return rules.that_hold(subject, answers_to(subject))


def given_to(subject: Subject) -> list[Given]:
    """Return the approvals that were given and not voided, as rules take them."""
    return [
        Given(place=one.place, person_id=one.person_id, fingerprint=one.fingerprint)
        for one in standing_approvals(subject)
    ]


def missing_in(subject: Subject, needed: Sequence[Place]) -> list[Place]:
    """Return where nobody has approved the text as it stands now."""
    return rules.missing(needed, given_to(subject), rules.fingerprint_of(text_of(subject)))


def asked_to_approve(subject: Subject) -> Sequence[ApprovalRequest]:
    """Return who was asked to approve."""
    query = select(ApprovalRequest).where(_about(subject, ApprovalRequest))
    return db.session.scalars(
        query.order_by(ApprovalRequest.id).options(joinedload(ApprovalRequest.person))
    ).all()


def request_to(subject: Subject, person_id: int | None) -> ApprovalRequest | None:
    """Return the request by which a person was asked to approve."""
    return next((one for one in asked_to_approve(subject) if one.person_id == person_id), None)


def get_request(request_id: int) -> ApprovalRequest:
    found: ApprovalRequest = db.one_or_404(
        select(ApprovalRequest).where(ApprovalRequest.id == request_id)
    )
    return found


def names_in(places: Collection[Place]) -> Mapping[int, str]:
    """Return the names of those who speak in these places."""
    people = {who for place in places for who in (*place.people, *place.stand_ins)}
    query = select(Person.id, Person.name).where(Person.id.in_(people))
    return {row.id: row.name for row in db.session.execute(query)}


def with_chairs() -> Sequence[Minutes]:
    """Return the minutes that those who approve have before them."""
    query = select(Minutes).where(
        Minutes.submitted_at.is_not(None), Minutes.state != MinutesState.APPROVED
    )
    return db.session.scalars(query.options(joinedload(Minutes.meeting, innerjoin=True))).all()


def with_chairs_in(bodies: Collection[int]) -> Sequence[Minutes]:
    """Return the minutes that those who approve have before them, where one of *bodies* met."""
    query = select(Minutes).where(
        Minutes.submitted_at.is_not(None), Minutes.state != MinutesState.APPROVED, of_bodies(bodies)
    )
    return db.session.scalars(query).all()


def waiting_for(person_id: int) -> list[tuple[Minutes, Erratum | None]]:
    """Return what a person was asked to approve and has not answered as it reads now."""
    rows = db.session.execute(_asked_of(person_id)).all()
    return [
        (minutes, erratum)
        for minutes, erratum, answered in rows
        if answered is None
        or (erratum is None and answered != rules.fingerprint_of(text_of(minutes)))
    ]


def _asked_of(person_id: int) -> Select[Minutes, Erratum | None, str | None]:
    """Ask for what lies with a person, each with the fingerprint of the text said yes to already."""
    answered = (
        select(func.max(MinutesApproval.fingerprint))
        .where(
            MinutesApproval.minutes_id == ApprovalRequest.minutes_id,
            MinutesApproval.erratum_id.is_not_distinct_from(ApprovalRequest.erratum_id),
            MinutesApproval.person_id == person_id,
            MinutesApproval.voided_at.is_(None),
        )
        .scalar_subquery()
    )
    is_open = or_(
        and_(
            ApprovalRequest.erratum_id.is_(None),
            Minutes.submitted_at.is_not(None),
            Minutes.state != MinutesState.APPROVED,
        ),
        Erratum.state == ErratumState.OPEN,
    )
    return (
        select(Minutes, Erratum, answered)
        .join(ApprovalRequest, ApprovalRequest.minutes_id == Minutes.id)
        .outerjoin(Erratum, Erratum.id == ApprovalRequest.erratum_id)
        .where(ApprovalRequest.person_id == person_id, is_open)
        .order_by(ApprovalRequest.asked_at)
        # An erratum may be absent, so what always belongs to one must not be joined here.
        .options(joinedload(Minutes.meeting, innerjoin=True), lazyload(Erratum.minutes))
    )


def pending_before(body: Body, starts_at: datetime) -> Sequence[Minutes]:
    """Return the minutes of a body's earlier meetings that are not approved yet, oldest first."""
    query = (
        select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Minutes.body_id == body.id, Minutes.state != MinutesState.APPROVED)
        .where(Meeting.ends_at < starts_at, Meeting.state != MeetingState.CANCELLED)
        .order_by(Meeting.starts_at)
        .options(joinedload(Minutes.meeting, innerjoin=True))
    )
    return db.session.scalars(query).all()


def get_erratum(erratum_id: int) -> Erratum:
    """Return a correction with the minutes it corrects; 404 when there is none."""
    found: Erratum = db.one_or_404(select(Erratum).where(Erratum.id == erratum_id))
    return found


def find_erratum(erratum_id: int) -> Erratum | None:
    return db.session.scalar(select(Erratum).where(Erratum.id == erratum_id))


def errata_of(minutes: Minutes) -> Sequence[Erratum]:
    """Return the corrections to minutes: the approved ones by number, then the others."""
    return db.session.scalars(_errata(), {"minutes_id": minutes.id}).all()


@cache
def _errata() -> Select[Erratum]:
    """Put together once: making it anew at each page takes longer than the answer."""
    query = select(Erratum).where(Erratum.minutes_id == bindparam("minutes_id"))
    return query.order_by(Erratum.number.nulls_last(), Erratum.id)


def open_errata() -> Sequence[Erratum]:
    """Return the corrections that those who approve have before them."""
    return db.session.scalars(select(Erratum).where(Erratum.state == ErratumState.OPEN)).all()


def last_number(minutes: Minutes) -> int:
    """Return the number of the last approved correction; 0 for none."""
    query = select(func.max(Erratum.number)).where(Erratum.minutes_id == minutes.id)
    return db.session.scalar(query) or 0


def visible_errata(actor: Actor) -> ColumnElement[bool]:
    """Return the condition under which *actor* may read a correction: as its section."""
    readable = Erratum.minutes_id.in_(select(Minutes.id).where(visible(actor)))
    at_the_table = Erratum.minutes_id.in_(select(Minutes.id).where(of_circle(actor)))
    return or_(at_the_table, and_(readable, Erratum.is_confidential.is_(False)))
