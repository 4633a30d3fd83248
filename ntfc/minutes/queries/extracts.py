"""Letters with an extract of minutes: whom they reach, and which went out."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ntfc.db import db
from ntfc.mandates.queries import people_named
from ntfc.minutes import rules
from ntfc.minutes.models import Minutes, MinutesLetter
from ntfc.organisations.models import Contact, Organisation
from ntfc.people.models import Person
from ntfc.procedure import queries as procedure


def sits_for(minutes: Minutes, institution: str) -> Sequence[Person]:
    """Return who sits for an institution in a body that met, else its contacts; with an address."""
    found = {
        *db.session.scalars(select(Organisation.id).where(Organisation.main_name == institution))
    }
    people = {
        seat.person_id
        for body in rules.bodies_of(minutes)
        for seat in procedure.people_now(body)
        if seat.organisation_id in found
    }
    sitting = [one for one in people_named(sorted(people)) if one.email]
    return sitting or _contacts_of(found)


def _contacts_of(organisations: Collection[int]) -> Sequence[Person]:
    query = select(Contact.person_id).where(
        Contact.organisation_id.in_(organisations), Contact.ended_on.is_(None)
    )
    people = people_named(sorted(set(db.session.scalars(query))))
    return [one for one in people if one.email]


def letters_sent(minutes: Minutes) -> Sequence[MinutesLetter]:
    """Return which letters went out, the last one first."""
    query = select(MinutesLetter).where(MinutesLetter.minutes_id == minutes.id)
    whole = query.order_by(MinutesLetter.id.desc()).options(joinedload(MinutesLetter.person))
    return db.session.scalars(whole).all()
