"""Bodies for tests: people with seats, and bodies made by the services as those people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from ntfc.committees import queries, service
from ntfc.committees.models import Body, BodyKind
from ntfc.db import db
from ntfc.organisations.models import Camp, Organisation, OrganisationKind, Side
from ntfc.people.models import Person
from ntfc.permissions import SITE, Insider, Role
from ntfc.seats.models import Appointment, Seat
from ntfc.seats.queries import bodies_apart, standing_of
from ntfc.transaction import unit_of_work

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ADMINISTRATOR = Insider(person_id=0, name="Root", token="", is_administrator=True)


def actor(person_id):
    """The person as signed in, with the roles that the seats in the database give."""
    person = db.session.get_one(Person, person_id)
    return Insider(
        person_id=person_id,
        name=person.name,
        token="",
        is_administrator=person.is_administrator,
        apart=bodies_apart(TODAY),
        **vars(standing_of(person_id, TODAY)),
    )


def holding(role, *body_ids, person_id=1):
    """Someone with one role in the bodies, without rows behind it."""
    return Insider(
        person_id=person_id,
        name="Someone",
        token="",
        roles={body_id: frozenset({role}) for body_id in body_ids},
    )


def kind(code):
    return db.session.scalars(select(BodyKind).where(BodyKind.code == code)).one()


def start(parent=None, code="committee", name="Trade Committee", **facts):
    """Start a body as an administrator; call it inside a unit of work."""
    body = service.start(
        parent or SITE, kind=kind(code), name=name, now=NOW, actor=ADMINISTRATOR, **facts
    )
    return queries.get_body(body.id)


@pytest.fixture
def work(app):
    """Give a test the application and one transaction that is committed at its end."""
    with app.app_context(), unit_of_work():
        yield


@pytest.fixture
def make_body(app) -> Callable[..., int]:
    def make_body(name="National Trade Committee", *, parent=None, code="committee", **facts):
        with app.app_context(), unit_of_work():
            above = queries.get_body(parent) if parent else None
            return start(above, code, name, **facts).id

    return make_body


@pytest.fixture
def seat(app) -> Callable[..., None]:
    """Return a function that puts a person in a seat."""

    def seat(person_id, body_id, role):
        with app.app_context(), unit_of_work():
            chair = Seat(body_id=body_id, role=role, created_on=date(2020, 1, 1))
            db.session.add(chair)
            db.session.flush()
            db.session.add(
                Appointment(
                    body_id=body_id,
                    seat_id=chair.id,
                    person_id=person_id,
                    starts_on=date(2020, 1, 1),
                    created_at=NOW,
                )
            )

    return seat


@pytest.fixture
def seated(make_person, seat) -> Callable[..., int]:
    """Return a function that makes a person and a seat for it in one go."""

    def seated(role: Role, body_id: int, name="Amal Haddad") -> int:
        person_id = make_person(name)
        seat(person_id, body_id, role)
        return person_id

    return seated


@pytest.fixture
def make_organisation(app) -> Callable[..., int]:
    def make_organisation(name="Customs"):
        with app.app_context(), unit_of_work():
            side = Side(code=f"side-{name}", name=name, camp=Camp.PUBLIC)
            db.session.add(side)
            db.session.flush()
            sort = OrganisationKind(code=f"kind-{name}", name=name, side_id=side.id)
            db.session.add(sort)
            db.session.flush()
            made = Organisation(
                name=name, name_key=name, kind_id=sort.id, side_id=side.id, created_at=NOW
            )
            db.session.add(made)
            db.session.flush()
            return made.id

    return make_organisation


def living(body_id) -> Body:
    return queries.get_body(body_id)


def without(person, role):
    return replace(person, roles={n: held - {role} for n, held in person.roles.items()})
