from datetime import UTC, date, datetime

import pytest

from ntfc.db import db
from ntfc.issues import queries
from ntfc.issues.service import proposing
from ntfc.organisations.models import Camp, Organisation, OrganisationKind, Side
from ntfc.people.models import Person
from ntfc.permissions import Insider
from ntfc.seats.queries import standing_of
from ntfc.transaction import unit_of_work

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FACTS = {
    "title": "Containers are opened twice",
    "problem": "Two agencies unload the same container on one day.",
    "expected_result": "One joint inspection.",
}


def acting(person_id):
    """Return a person as signed in, with the roles held on the day of the tests; in a context."""
    person = db.session.get_one(Person, person_id)
    return Insider(
        person_id=person.id, name=person.name, token="", **vars(standing_of(person.id, DAY))
    )


@pytest.fixture
def within(app):
    """One unit of work that is rolled back by nobody: what happens in a test stays there."""
    with app.test_request_context(), unit_of_work():
        yield


@pytest.fixture
def make_organisation(app):
    def make_organisation(name="Chamber of Commerce"):
        with app.app_context(), unit_of_work():
            side = Side(code=f"s_{name}"[:60], name="Business", camp=Camp.PRIVATE)
            kind = OrganisationKind(code=f"k_{name}"[:60], name="Chamber", side=side)
            made = Organisation(
                name=name, name_key=name.casefold(), side=side, kind=kind, created_at=NOW
            )
            db.session.add(made)
            db.session.flush()
            return made.id

    return make_organisation


@pytest.fixture
def raise_issue(app):
    """Return a function by which somebody in a seat brings an issue; it gives the number back."""

    def raise_issue(body_id, person_id, **facts):
        with app.test_request_context(), unit_of_work():
            issue = proposing.propose(
                queries.get_body(body_id),
                facts={**FACTS, **facts},
                actor=acting(person_id),
                now=NOW,
                today=DAY,
            )
            return issue.id

    return raise_issue
