"""Fixtures for bodies and the people who sit in them."""

from collections.abc import Callable
from datetime import date
from itertools import chain, count

import pytest
from flask import Flask
from sqlalchemy import select

from ntfc.clock import now
from ntfc.committees.models import Body, BodyKind
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.seats.models import Appointment, Seat
from ntfc.transaction import unit_of_work

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def make_body(app: Flask) -> Callable[..., int]:
    """Return a function that makes a body and gives back the number; each has its own name."""
    names = (f"National Committee{sign}" for sign in chain([""], (f" {n}" for n in count(2))))

    def make_body(name: str = "", **values: object) -> int:
        name = name or next(names)
        with app.app_context(), unit_of_work():
            kind = db.session.scalars(select(BodyKind).order_by(BodyKind.id).limit(1)).first()
            kind = kind or BodyKind(code="committee", name="Committee")
            body = Body(name=name, kind=kind, created_at=now(), **values)
            db.session.add(body)
            db.session.flush()
            body.path = f"/{body.id}/"
            return body.id

    return make_body


@pytest.fixture
def seat(app: Flask) -> Callable[..., int]:
    """Return a function that makes a person who sits in a body and gives back the number."""

    def seat(
        body_id: int,
        role: Role = Role.MEMBER,
        name: str = "Nadia Mansour",
        *,
        organisation_id: int | None = None,
        email: str | None = None,
    ) -> int:
        with app.app_context(), unit_of_work():
            person = Person(name=name, created_at=now(), email=email)
            place = Seat(
                body_id=body_id, role=role, organisation_id=organisation_id, created_on=NEW_YEAR
            )
            sitting = Appointment(
                body_id=body_id, seat=place, person=person, starts_on=NEW_YEAR, created_at=now()
            )
            db.session.add(sitting)
            db.session.flush()
            return person.id

    return seat
