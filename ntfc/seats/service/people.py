"""Finding the person meant for a seat, adding one not yet known, forgetting one."""

from datetime import datetime

from sqlalchemy import delete, select

from ntfc import audit
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import FieldRefused
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import Actor, requires
from ntfc.seats import queries, rules
from ntfc.seats.models import Appointment, ConductAcceptance, Declaration, Seat


@requires(rules.NOMINATE)
def person_for(_seat: Seat, *, name: str, email: str, now: datetime, actor: Actor) -> Person:
    """Return the person meant, adding one where the e-mail address is new."""
    return _found_or_added(name, email, now=now, actor=actor)


@requires(rules.SET_UP)
def first_officer(_body: Body, *, name: str, email: str, now: datetime, actor: Actor) -> Person:
    """Return the person meant as the first officer of a body, adding one where needed."""
    return _found_or_added(name, email, now=now, actor=actor)


@requires(rules.NOMINATE)
def person_to_invite(_body: Body, *, name: str, email: str, now: datetime, actor: Actor) -> Person:
    """Return the person meant as a guest of a body, adding one where the e-mail address is new."""
    return _found_or_added(name, email, now=now, actor=actor)


def _found_or_added(name: str, email: str, *, now: datetime, actor: Actor) -> Person:
    if not email:
        return _named(name)
    known = queries.person_with(email)
    if known is not None:
        return _same(known, name)
    person = Person(name=name, email=email.lower(), created_at=now)
    db.session.add(person)
    db.session.flush()
    audit.record(actor, "person.added", person)
    return person


def _same(known: Person, name: str) -> Person:
    """A wrong address would put the wrong person in the seat; the name shows it."""
    if known.name.casefold() != name.casefold():
        raise FieldRefused(
            "person_email",
            _(
                "This is the address of %(name)s. Type that name, or another address.",
                name=known.name,
            ),
        )
    return known


def _named(name: str) -> Person:
    found = queries.people_named(name)
    if len(found) == 1:
        return found[0]
    if found:
        reason = _("Several people have this name: give the e-mail address of the one meant.")
        raise FieldRefused("person_email", reason)
    raise FieldRefused(
        "person_email", _("Nobody of this name is known yet: give an e-mail address to add one.")
    )


@requires(ERASE)
def forget(person: Person, *, actor: Actor) -> None:
    """Remove what a person declared, accepted and was said to know; the appointments stay."""
    db.session.execute(delete(Declaration).where(Declaration.person_id == person.id))
    db.session.execute(delete(ConductAcceptance).where(ConductAcceptance.person_id == person.id))
    held = select(Appointment).where(Appointment.person_id == person.id)
    for appointment in db.session.scalars(held):
        appointment.competence = appointment.end_reason = ""
    db.session.flush()
    audit.record(actor, "person.seats_forgotten", person)
