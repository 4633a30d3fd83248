"""Taking an erased person out of the bodies."""

from datetime import date

from ntfc import audit
from ntfc.committees.queries import personal
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import Actor, requires


@requires(ERASE)
def forget(person: Person, *, on: date, actor: Actor) -> None:
    """End what the person still had to do for bodies; what was confirmed and done stays."""
    for body in personal.bodies_in_charge_of(person.id):
        if body.sponsor_id == person.id:
            body.sponsor_id = None
        if body.coordinator_id == person.id:
            body.coordinator_id = None
        audit.record(actor, "body.person_forgotten", body, person=person.id)
    for contact in personal.contacts_of_person(person.id):
        contact.ended_on, contact.note = contact.ended_on or on, ""
    for step in personal.steps_owned_by(person.id):
        step.owner_id = None
    db.session.flush()
