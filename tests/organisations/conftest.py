"""Institutions and people at work, for the tests of this folder."""

import pytest

from ntfc.clock import now
from ntfc.committees.models import Body, BodyKind
from ntfc.db import db
from ntfc.organisations import rules
from ntfc.organisations.models import Organisation, OrganisationKind, Side
from ntfc.permissions import Role
from ntfc.seats.models import Appointment, Seat
from ntfc.transaction import unit_of_work


def kind(code):
    return db.session.query(OrganisationKind).filter_by(code=code).one()


@pytest.fixture
def make_organisation(app):
    """Return a function that puts an institution in the directory and gives back its number."""

    def make_organisation(name="Chamber of Commerce", kind_code="chamber", **values):
        with app.app_context(), unit_of_work():
            of_kind = kind(kind_code)
            side_id = of_kind.side_id
            if "side" in values:
                side_id = db.session.query(Side).filter_by(code=values.pop("side")).one().id
            organisation = Organisation(
                name=name,
                short_name=values.pop("short_name", ""),
                other_name=values.pop("other_name", ""),
                kind_id=of_kind.id,
                side_id=side_id,
                created_at=now(),
                **values,
            )
            rules.derive(organisation)
            db.session.add(organisation)
            db.session.flush()
            return organisation.id

    return make_organisation


@pytest.fixture
def give_role(app):
    """Return a function that seats a person in a body with a role."""

    def give_role(person_id, role):
        with app.app_context(), unit_of_work():
            of_kind = BodyKind(code=f"test_{role.value}_{person_id}", name="Committee")
            db.session.add(of_kind)
            db.session.flush()
            body = Body(name=f"Committee of {role.value}", kind_id=of_kind.id, created_at=now())
            db.session.add(body)
            db.session.flush()
            body.path = f"/{body.id}/"
            seat = Seat(body_id=body.id, role=role, created_on=now().date())
            db.session.add(seat)
            db.session.flush()
            db.session.add(
                Appointment(
                    body_id=body.id,
                    seat_id=seat.id,
                    person_id=person_id,
                    starts_on=now().date(),
                    created_at=now(),
                )
            )

    return give_role


@pytest.fixture
def secretary(make_person, give_role):
    """The number of a person who is secretary of a body."""
    person_id = make_person("Salma Nasser")
    give_role(person_id, Role.SECRETARY)
    return person_id
