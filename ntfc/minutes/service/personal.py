"""Forgetting a person in what minutes keep."""

from sqlalchemy import delete

from ntfc import audit
from ntfc.db import db
from ntfc.minutes.models import SectionWriter
from ntfc.minutes.queries import personal as queries
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import Actor, requires


@requires(ERASE)
def forget(person: Person, *, actor: Actor) -> None:
    """Take away where the person was writing, and the name on what is not approved for ever."""
    db.session.execute(delete(SectionWriter).where(SectionWriter.person_id == person.id))
    for given in queries.given_to_open_texts(person.id):
        given.name = ""
    db.session.flush()
    audit.record(actor, "person.minutes_forgotten", person)
