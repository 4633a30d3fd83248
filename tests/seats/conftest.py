from datetime import date, timedelta

import pytest

from ntfc import clock
from ntfc.clock import now
from ntfc.committees.models import Body, BodyKind, State
from ntfc.db import db
from ntfc.organisations.models import Contact, Organisation, OrganisationKind, Side
from ntfc.organisations.rules import derive
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure, RulesOfProcedure
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.transaction import unit_of_work
from tests.day import that_is

TODAY = date(2027, 3, 10)
LONG_AGO = TODAY - timedelta(days=800)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "datetime", that_is(TODAY))


@pytest.fixture
def make(app):
    """Return a maker of the things that seats are about; each call is committed."""
    return Maker(app)


class Maker:
    def __init__(self, app):
        self.app = app
        self.number = 0

    def body(self, name="National Committee", parent_id=None, **values):
        with self.app.app_context(), unit_of_work():
            kind = db.session.scalars(db.select(BodyKind).limit(1)).first()
            values.setdefault("state", State.ACTIVE)
            body = Body(name=name, kind=kind, parent_id=parent_id, created_at=now(), **values)
            db.session.add(body)
            db.session.flush()
            above = db.session.get(Body, parent_id).path if parent_id else "/"
            body.path = f"{above}{body.id}/"
            return body.id

    def organisation(self, name=None, side="business", kind="business_association", **values):
        self.number += 1
        with self.app.app_context(), unit_of_work():
            organisation = Organisation(
                name=name or f"Association {self.number}",
                kind=db.session.scalar(
                    db.select(OrganisationKind).where(OrganisationKind.code == kind)
                ),
                side=db.session.scalar(db.select(Side).where(Side.code == side)),
                created_at=now(),
                **values,
            )
            derive(organisation)
            db.session.add(organisation)
            db.session.flush()
            return organisation.id

    def contact(self, organisation_id, person_id):
        with self.app.app_context(), unit_of_work():
            db.session.add(Contact(organisation_id=organisation_id, person_id=person_id))

    def person(self, name="Amal Haddad", **values):
        with self.app.app_context(), unit_of_work():
            person = Person(name=name, created_at=now(), **values)
            db.session.add(person)
            db.session.flush()
            return person.id

    def many_seats(self, body_id, organisation_id, number):
        """Make seats, each with somebody in it, in one go."""
        with self.app.app_context(), unit_of_work():
            db.session.add_all(
                Appointment(
                    body_id=body_id,
                    seat=Seat(
                        body_id=body_id,
                        role=Role.MEMBER,
                        organisation_id=organisation_id,
                        created_on=LONG_AGO,
                    ),
                    person=Person(name=f"Member {organisation_id}-{one}", created_at=now()),
                    starts_on=LONG_AGO,
                    created_at=now(),
                )
                for one in range(number)
            )

    def seat(self, body_id, role=Role.MEMBER, organisation_id=None, **values):
        values.setdefault("created_on", LONG_AGO)
        with self.app.app_context(), unit_of_work():
            seat = Seat(body_id=body_id, role=role, organisation_id=organisation_id, **values)
            db.session.add(seat)
            db.session.flush()
            return seat.id

    def renew(self, seat_id, ends_on):
        with self.app.app_context(), unit_of_work():
            db.session.get_one(Seat, seat_id).agreement_ends_on = ends_on

    def sits(self, seat_id, person_id, capacity=Capacity.REPRESENTATIVE, **values):
        values.setdefault("starts_on", LONG_AGO)
        with self.app.app_context(), unit_of_work():
            seat = db.session.get_one(Seat, seat_id)
            appointment = Appointment(
                body_id=seat.body_id,
                seat_id=seat_id,
                person_id=person_id,
                capacity=capacity,
                created_at=now(),
                **values,
            )
            db.session.add(appointment)
            db.session.flush()
            return appointment.id

    def seated(self, body_id, role=Role.SECRETARY, name="Nadia Mansour", **values):
        """Make a person who sits in a body in a role, and return that person."""
        person_id = self.person(name, **values)
        self.sits(self.seat(body_id, role), person_id)
        return person_id

    def rules(self, body_id, **settings):
        with self.app.app_context(), unit_of_work():
            db.session.add(
                RulesOfProcedure(
                    body_id=body_id,
                    number=1,
                    valid_from=date(2020, 1, 1),
                    settings=Procedure(**settings).as_json(),
                    created_at=now(),
                )
            )


@pytest.fixture
def in_app(app):
    """Open the application and a transaction, as a request would."""
    with app.test_request_context(), unit_of_work():
        yield app
