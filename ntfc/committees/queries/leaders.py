"""Who leads a body, as the features that know of seats tell it."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from ntfc import clock, plugins
from ntfc.accounts.models import Credential
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import CHAIRS, LEADERS, OFFICE, Role


def to_be_told(body: Body, *, also: Collection[int | None], but: int | None) -> Sequence[Person]:
    """Return who is told by mail of what an outsider changed in the body.

    Those who lead and serve it, and stand behind it; where nobody leads it yet, those above it.
    Of a restricted body only the secretaries above know, for they serve it, too.
    """
    named = {body.sponsor_id, body.coordinator_id, *also}
    found = _seated(body, LEADERS | OFFICE) or _nearest(body)
    wanted = {number for number in named | found if number is not None and number != but}
    query = select(Person).where(
        Person.id.in_(wanted), Person.email.is_not(None), Person.erased_at.is_(None)
    )
    return db.session.scalars(query.order_by(Person.id)).all()


def chairs_of(body: Body) -> set[int | None]:
    """Return who chairs the body now."""
    return _seated(body, CHAIRS)


def silent_chairs(body: Body) -> Sequence[Person]:
    """Return the chairs who never sign in: they confirm by a link."""
    query = select(Person).where(
        Person.id.in_(chairs_of(body)),
        Person.id.not_in(select(Credential.person_id)),
        Person.erased_at.is_(None),
    )
    return db.session.scalars(query.order_by(Person.name, Person.id)).all()


def _nearest(body: Body) -> set[int | None]:
    roles = OFFICE if body.is_restricted else LEADERS | OFFICE
    ids = [int(part) for part in body.path.strip("/").split("/")[:-1]]
    above = select(Body).where(Body.id.in_(ids)).order_by(func.length(Body.path).desc())
    for parent in db.session.scalars(above):
        found = _seated(parent, roles)
        if found:
            return found
    return set()


def _seated(body: Body, roles: Collection[Role]) -> set[int | None]:
    today = clock.today(body.time_zone)
    answers = plugins.gather("ntfc_people_of_body", body=body, today=today)
    return {one.person_id for answer in answers for one in answer if one.role in roles}
