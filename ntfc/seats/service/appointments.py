"""Putting people forward, putting them in seats, replacing them, and noting that they leave."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ntfc import audit, plugins
from ntfc.committees import queries as bodies
from ntfc.committees.models import OVER, Body
from ntfc.committees.rules import obstacles_to_naming_oneself
from ntfc.committees.service import letters
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import Actor, Role, only_as_administrator, requires
from ntfc.procedure.queries import names, rules_on
from ntfc.seats import queries, rules
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.seats.service.seats import BODY_OVER


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On what terms a person is put in a seat."""

    starts_on: date
    ends_on: date | None = None
    capacity: Capacity = Capacity.REPRESENTATIVE
    authorities: tuple[str, ...] = ()
    instrument: str = ""
    instrument_file: str | None = None
    instrument_file_name: str = ""
    nominated_by_id: int | None = None
    competence: str = ""
    reason: str = ""
    replaces: bool = False  # whoever holds the seat in this capacity leaves that day


@requires(rules.NOMINATE)
def nominate(
    seat: Seat,
    *,
    person: Person,
    nominated_by_id: int | None,
    competence: str,
    capacity: Capacity,
    today: date,
    now: datetime,
    actor: Actor,
) -> Appointment:
    """Put a person forward for a seat; appointing comes later, by whoever may."""
    queries.lock_seat(seat.id)
    known = queries.is_put_forward(seat.id, person.id, capacity)
    found = rules.obstacles_to_nominating(
        seat, competence=competence, nominated_by_id=nominated_by_id, is_put_forward=known
    )
    _refuse([*found, *_erased(person)])
    appointment = Appointment(
        body_id=seat.body_id,
        seat_id=seat.id,
        person=person,
        capacity=capacity,
        nominated_by_id=nominated_by_id,
        nominated_on=today,
        competence=competence,
        created_at=now,
    )
    db.session.add(appointment)
    db.session.flush()
    audit.record(actor, "appointment.nominated", appointment, seat=seat.id, person=person.id)
    return appointment


def _erased(person: Person) -> list[str]:
    if person.erased_at is None:
        return []
    return [_("This person's data were erased; nobody can be put forward in that name.")]


@requires(rules.APPOINT)
def appoint(
    seat: Seat,
    *,
    person: Person,
    terms: Terms,
    now: datetime,
    nomination: Appointment | None = None,
    actor: Actor,
) -> Appointment:
    """Put a person in a seat, at once or after a nomination, in place of another if so told."""
    return _appoint(seat, person, terms, now=now, nomination=nomination, actor=actor)


def _appoint(
    seat: Seat,
    person: Person,
    terms: Terms,
    *,
    now: datetime,
    nomination: Appointment | None,
    actor: Actor,
) -> Appointment:
    queries.lock_seat(seat.id)  # two appointments at one moment: the second sees the first
    tenures = queries.tenures_of(seat.id)
    relieved = _relieved(tenures, terms)
    wish = _wish(person, terms, relieved)
    draft, remarks = _draft(seat, person, terms)
    _refuse(
        [
            *([BODY_OVER] if seat.body.state in OVER else []),
            *_nomination_over(nomination),
            *rules.obstacles_to_appointing(
                seat, tenures, wish, is_erased=person.erased_at is not None
            ),
            *rules.obstacles_from(remarks, terms.reason),
            *plugins.objections(rules.APPOINT, draft, actor),
        ]
    )
    _relieve(relieved, terms.starts_on, actor)
    appointment = nomination or Appointment(
        body_id=seat.body_id, seat_id=seat.id, person=person, created_at=now
    )
    _put(appointment, terms, [remark.rule for remark in remarks])
    db.session.add(appointment)
    db.session.flush()
    _record(appointment, despite=len(remarks), actor=actor)
    return appointment


def _wish(person: Person, terms: Terms, relieved: Iterable[rules.Tenure]) -> rules.Wish:
    return rules.Wish(
        person_id=person.id,
        capacity=terms.capacity,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        reason=terms.reason,
        relieves=frozenset(held.id for held in relieved),
    )


def _record(appointment: Appointment, *, despite: int, actor: Actor) -> None:
    audit.record(
        actor,
        "appointment.made",
        appointment,
        seat=appointment.seat_id,
        person=appointment.person_id,
        capacity=appointment.capacity.value,
        starts_on=appointment.starts_on,
        ends_on=appointment.ends_on,
        despite=despite,
    )


def _nomination_over(nomination: Appointment | None) -> list[str]:
    if nomination is None or (nomination.starts_on is None and nomination.ended_on is None):
        return []
    return [_("This nomination was dealt with already.")]


def _relieved(tenures: Iterable[rules.Tenure], terms: Terms) -> list[rules.Tenure]:
    """Return who leaves for the new holder: everyone in office that day in the same capacity."""
    if not terms.replaces:
        return []
    return [
        held
        for held in tenures
        if held.capacity is terms.capacity and held.overlaps(terms.starts_on, terms.ends_on)
    ]


def _relieve(relieved: Iterable[rules.Tenure], on: date, actor: Actor) -> None:
    for held in relieved:
        predecessor = db.session.get_one(Appointment, held.id)
        predecessor.ended_on = on
        predecessor.end_reason = ""
        audit.record(actor, "appointment.ended", predecessor, on=on, replaced=True)
    db.session.flush()  # the one leaves before the other comes


def _draft(
    seat: Seat, person: Person, terms: Terms
) -> tuple[rules.AppointmentDraft, list[rules.Remark]]:
    places = queries.places_of(seat.body_id, terms.starts_on)
    after = [rules.with_holder(p, terms.capacity) if p.id == seat.id else p for p in places]
    draft = rules.AppointmentDraft(
        body=seat.body,
        seat=seat,
        person=person,
        capacity=terms.capacity,
        starts_on=terms.starts_on,
        before=rules.tally(places),
        after=rules.tally(after),
    )
    if terms.capacity is Capacity.ALTERNATE:
        return draft, []
    return draft, [*_remarks(draft, places, after)]


def _remarks(
    draft: rules.AppointmentDraft, places: Sequence[rules.Place], after: Sequence[rules.Place]
) -> Iterator[rules.Remark]:
    """Yield the rules of procedure that the appointment would not keep."""
    seat, procedure = draft.seat, rules_on(draft.body, draft.starts_on)
    place = next((place for place in places if place.id == seat.id), None)
    kind = place.organisation_kind if place else ""
    chairs = [p.side_code for p in after if p.role is Role.CHAIR and p.is_filled]
    yield from rules.remarks(procedure, seat, kind, draft.before, draft.after, chairs, names())
    if place is not None and place.role is Role.CHAIR:
        # Seen from the day before: whoever comes has not had the turn yet.
        expected = queries.turn_in(draft.body, places, draft.starts_on - rules.ONE_DAY)
        yield from rules.turn_remarks(procedure, place, expected)


def _put(appointment: Appointment, terms: Terms, despite: list[str]) -> None:
    appointment.capacity = terms.capacity
    appointment.starts_on, appointment.ends_on = terms.starts_on, terms.ends_on
    appointment.authorities = list(terms.authorities)
    appointment.instrument = terms.instrument
    if terms.instrument_file:
        appointment.instrument_file = terms.instrument_file
        appointment.instrument_file_name = terms.instrument_file_name
    appointment.nominated_by_id = terms.nominated_by_id or appointment.nominated_by_id
    appointment.competence = terms.competence or appointment.competence or ""
    appointment.change_reason = terms.reason
    appointment.despite = despite


@requires(rules.SET_UP)
def set_up_office(
    body: Body,
    *,
    role: Role,
    organisation_id: int | None,
    person: Person,
    terms: Terms,
    now: datetime,
    today: date,
    actor: Actor,
) -> Appointment:
    """Name the first secretary or chair of a body that has none, seat and person in one step.

    When an administrator of the site does so, those who lead or stand behind the body are told.
    """
    is_foreign = only_as_administrator(actor, rules.SET_UP, body)
    bodies.hold(body)  # two administrators at one moment: the second sees the first
    _refuse(
        [
            *([BODY_OVER] if body.state in OVER else []),
            *rules.obstacles_to_setting_up(role, queries.officers_in(body.id, today)),
            *(_no_owner(organisation_id) if role in rules.MEMBERSHIP else []),
            *obstacles_to_naming_oneself(
                [person.id], actor.person_id, only_as_administrator=is_foreign
            ),
        ]
    )
    seat = Seat(body=body, role=role, organisation_id=organisation_id, created_on=today)
    db.session.add(seat)
    db.session.flush()
    audit.record(actor, "seat.added", seat, role=role.value)
    made = _appoint(seat, person, terms, now=now, nomination=None, actor=actor)
    if is_foreign:
        office = rules.ROLES[role]
        letters.tell_of_officer(body, name=person.name, office=office, number=made.id, actor=actor)
    return made


def _no_owner(organisation_id: int | None) -> list[str]:
    return [] if organisation_id else [_("Say for which institution the chair sits.")]


@requires(rules.END)
def end(appointment: Appointment, *, on: date, reason: str, actor: Actor) -> None:
    """Note that a person leaves a seat, or that a nomination is taken back; a reason is optional."""
    _refuse(rules.obstacles_to_ending(appointment, on))
    appointment.ended_on, appointment.end_reason = on, reason
    db.session.flush()
    by_self = actor.person_id == appointment.person_id
    audit.record(actor, "appointment.ended", appointment, on=on, by_self=by_self)


@requires(rules.ACCEPT)
def accept(appointment: Appointment, *, today: date, actor: Actor) -> None:
    """Accept the seat one was put in."""
    if appointment.ended_on is not None or appointment.starts_on is None:
        raise Refused(_("This appointment is over or was never made; nothing is left to accept."))
    if appointment.accepted_on is None:
        appointment.accepted_on = today
        db.session.flush()
        audit.record(actor, "appointment.accepted", appointment)


def _refuse(reasons: Iterable[Any]) -> None:
    found = list(dict.fromkeys(reasons))
    if found:
        raise Refused(*found)
