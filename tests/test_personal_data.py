"""Whatever points at a person is told in the person's own copy, and goes or stays with a reason."""

from datetime import date

import pytest
from sqlalchemy import select

from ntfc.app import FEATURES
from ntfc.clock import now
from ntfc.committees.models import (
    Body,
    BodyContact,
    BodyKind,
    Confirmation,
    Priority,
    SetupStep,
    Term,
)
from ntfc.db import Base, db
from ntfc.organisations.models import Camp
from ntfc.people import queries, service
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work

DAY = date(2026, 3, 2)


def pointing_at_people():
    return {
        table.name
        for table in Base.metadata.tables.values()
        if not table.name.startswith("plugin_")
        and any(key.column.table.name == "people" for key in table.foreign_keys)
    }


def told_by(feature, person):
    return [*feature.ntfc_personal_data(person=person)]


@pytest.fixture
def answering(app):
    return [feature for feature in FEATURES if hasattr(feature, "ntfc_personal_data")]


def test_every_table_that_points_at_people_is_told(app, make_person, answering):
    number = make_person()
    with app.test_request_context(), unit_of_work():
        person = db.session.get_one(Person, number)
        sections = [one for feature in answering for one in told_by(feature, person)]
        told = [table for section in sections for table in section.tables]
    assert len(pointing_at_people()) > 10
    assert set(told) >= pointing_at_people()
    assert len(told) == len(set(told))
    assert set(told) <= set(Base.metadata.tables)


def test_what_has_no_reason_to_stay_is_taken_away(app, make_person, answering):
    number = make_person()
    with app.test_request_context(), unit_of_work():
        person = db.session.get_one(Person, number)
        for feature in answering:
            goes = [s.name for s in told_by(feature, person) if s.tables and not s.stays]
            own = any(s.name == "person" for s in told_by(feature, person))
            assert own or not goes or hasattr(feature, "ntfc_person_erased"), feature.__name__


def test_an_erased_person_has_nothing_left_to_do_in_bodies(app, make_person):
    number = make_person("Amal Haddad")
    with app.test_request_context(), unit_of_work():
        person, body = db.session.get_one(Person, number), _busy_with(number)
        kept = {section.name: section for section in queries.kept_of(person)}
        names = {"in_charge", "body_contacts", "setup_steps", "confirmations"}
        assert names <= set(kept)
        assert kept["setup_steps"].rows[0]["title"] == "Find a room"
        service.erase(person, actor=SYSTEM, now=now())
        db.session.expire_all()
        left = {section.name for section in queries.kept_of(person)}
        assert names & left == {"body_contacts", "confirmations"}
        assert (body.sponsor_id, body.coordinator_id) == (None, None)
        assert db.session.scalars(select(SetupStep.owner_id)).all() == [None]
        (contact,) = db.session.scalars(select(BodyContact))
        assert (contact.note, contact.ended_on is None) == ("", False)


def _busy_with(person_id):
    kind = db.session.scalars(select(BodyKind).limit(1)).one()
    body = Body(name="Committee", kind_id=kind.id, created_at=now())
    body.sponsor_id = body.coordinator_id = person_id
    db.session.add(body)
    db.session.flush()
    term = Term(body_id=body.id, number=1, starts_on=DAY)
    db.session.add(term)
    db.session.flush()
    priority = Priority(
        body_id=body.id, term_id=term.id, text="One window", position=1, named_on=DAY
    )
    db.session.add_all(
        [
            BodyContact(body_id=body.id, person_id=person_id, camp=Camp.PUBLIC, note="mornings"),
            SetupStep(body_id=body.id, position=1, title="Find a room", owner_id=person_id),
            priority,
        ]
    )
    db.session.flush()
    db.session.add(Confirmation(priority_id=priority.id, person_id=person_id, at=now()))
    db.session.flush()
    return body
