"""Forgetting a person in what meetings keep."""

from sqlalchemy import delete, update

from ntfc import audit
from ntfc.db import db
from ntfc.meetings.models import Attendance, CalendarFeed, Invitation
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import Actor, requires


@requires(ERASE)
def forget(person: Person, *, actor: Actor) -> None:
    """Take away the person's calendars, and what was written beside answers and presence."""
    here = Invitation.person_id == person.id
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.person_id == person.id))
    db.session.execute(update(Invitation).where(here).values(note=""))
    db.session.execute(
        update(Attendance).where(Attendance.person_id == person.id).values(note="", name="")
    )
    db.session.flush()
    audit.record(actor, "person.meetings_forgotten", person)
