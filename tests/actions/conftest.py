from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ntfc import clock
from ntfc.actions import queries
from ntfc.actions.service import recording
from ntfc.actions.service.recording import Origin
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.issues.queries import find_issue
from ntfc.organisations.models import Camp, Organisation, OrganisationKind, Side
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, LinkHolder, Role
from ntfc.seats.queries import standing_of
from ntfc.transaction import unit_of_work

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)  # a Monday
DAY = NOW.date()


def acting(person_id):
    """Return a person as signed in, with the roles held on the day of the tests; in a context."""
    person = db.session.get_one(Person, person_id)
    return Insider(
        person_id=person.id, name=person.name, token="", **vars(standing_of(person.id, DAY))
    )


class Table:
    """A body with a chair, a secretary, an institution of each side, and what they take on."""

    def __init__(self, app, make_body, seat):
        self.app = app
        self.body_id = make_body(time_zone="UTC")
        self.customs = self.institution("Customs", Camp.PUBLIC)
        self.chamber = self.institution("Chamber of Commerce", Camp.PRIVATE)
        self.chair = seat(self.body_id, Role.CHAIR, "Samer Khatib", email="samer@example.org")
        self.secretary = seat(self.body_id, Role.SECRETARY, "Rana Odeh")
        self.member = seat(self.body_id, name="Mariam Tesfaye", organisation_id=self.chamber)
        self.officer = seat(self.body_id, name="Omar Said", organisation_id=self.customs)
        self.coordinator = seat(
            self.body_id, Role.COORDINATOR, "Grace Mwangi", organisation_id=self.chamber
        )

    def institution(self, name, camp):
        with self.app.app_context(), unit_of_work():
            query = select(OrganisationKind).join(Side).where(Side.camp == camp).limit(1)
            kind = db.session.scalars(query).one()
            made = Organisation(
                name=name,
                name_key=name.casefold(),
                kind_id=kind.id,
                side_id=kind.side_id,
                created_at=clock.now(),
            )
            db.session.add(made)
            db.session.flush()
            return made.id

    def take(
        self, title="Write to the port", *, days=10, body_id=None, today=DAY, issue_id=None, **facts
    ):
        """Have the secretary record an action of the chamber; return its number."""
        with self.within(), unit_of_work():
            made, _links = recording.add(
                get_body(body_id or self.body_id),
                facts={
                    "title": title,
                    "owner_id": self.chamber,
                    "due_on": today + timedelta(days=days) if days is not None else None,
                    **facts,
                },
                origin=Origin(issue=find_issue(issue_id)) if issue_id else Origin(),
                actor=acting(self.secretary) if body_id is None else SYSTEM,
                now=NOW,
                today=today,
            )
            return made.id

    def within(self):
        return self.app.test_request_context()

    def do(self, who, function, action_id, **values):
        """Have somebody do one act on an action, in a unit of work of its own."""
        with self.within(), unit_of_work():
            actor = acting(who) if isinstance(who, int) else who
            return function(queries.get_action(action_id), **{"now": NOW, **values}, actor=actor)

    def by_link(self, person_id, permission, function, action_id, **values):
        with self.within(), unit_of_work():
            action = queries.get_action(action_id)
            holder = LinkHolder(
                person_id=person_id, name="L", permission=permission, subject=action
            )
            function(action, **{"now": NOW, **values}, actor=holder)

    def action(self, action_id):
        """Return the plain columns of an action."""
        with self.within():
            found = queries.get_action(action_id)
            return {c.key: getattr(found, c.key) for c in found.__mapper__.columns}

    def steps(self, action_id):
        with self.within():
            return [e.kind.value for e in queries.events_of(queries.get_action(action_id))]


@pytest.fixture
def table(app, make_body, seat):
    return Table(app, make_body, seat)
