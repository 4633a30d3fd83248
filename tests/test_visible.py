"""What lists show is what pages open: for everyone in the demonstration, of every readable thing.

Each feature names what can be read in VISIBLE of tests/<feature>/access.py.
"""

import runpy
from pathlib import Path

import pytest
from qadria import everybody
from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import lazyload

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.mandates.models import TermsOfReference
from ntfc.permissions import SYSTEM, LinkHolder, Nobody, can
from ntfc.procedure.models import RulesOfProcedure
from ntfc.seats.models import Appointment, Seat

READABLE = [
    pytest.param(*entry, id=f"{path.parent.name}-{entry[2].__name__}")
    for path in sorted(Path(__file__).parent.glob("*/access.py"))
    for entry in runpy.run_path(path).get("VISIBLE", ())
]


@pytest.fixture
def people(qadria):
    """Everyone who may come, in a context that may load whatever a rule looks at."""
    with qadria.app.test_request_context():
        yield everybody()
        db.session.rollback()


def loaded(model):
    """Return all of a kind, so that a rule may look at what hangs on each, two steps far."""
    steps = [lazyload(each.class_attribute) for each in inspect(model).relationships]
    query = select(model).options(lazyload("*"), *(step.lazyload("*") for step in steps))
    return db.session.scalars(query).all()


def shown(visible, model, actor):
    found = visible(actor)
    query = select(model).where(found) if isinstance(found, ColumnElement) else found
    return set(db.session.scalars(query.with_only_columns(model.id)))


def test_features_name_what_can_be_read():
    assert {param.values[2].__name__ for param in READABLE} >= {
        *("Body", "Organisation", "Person", "Link", "Seat", "Declaration"),
        *("TermsOfReference", "TermsComment", "RulesOfProcedure"),
    }


@pytest.mark.parametrize(("visible", "view", "model"), READABLE)
def test_lists_show_just_what_may_be_seen(people, visible, view, model):
    subjects = loaded(model)
    assert subjects, "the demonstration has none of these, so nothing is compared"
    stranger = LinkHolder(person_id=1, name="L", permission=view, subject=object())
    for actor in (*people, stranger, Nobody(), SYSTEM):
        opened = {subject.id for subject in subjects if can(actor, view, subject)}
        if actor is SYSTEM:
            assert opened == {subject.id for subject in subjects}
        else:
            assert shown(visible, model, actor) == opened, actor.name


@pytest.mark.parametrize(("visible", "view", "model"), READABLE)
def test_nobody_sees_what_is_kept_for_those_who_signed_in(people, visible, view, model):
    assert shown(visible, model, Nobody()) == set()


# A refused answer says nothing of what it refuses.

TELLING = {
    Body: ("/bodies/{id}/", lambda body: (body.name, body.about)),
    TermsOfReference: (
        "/terms-of-reference/{id}/",
        lambda terms: (terms.objectives, terms.activities, terms.body.name),
    ),
    RulesOfProcedure: ("/procedure/{id}", lambda rules: (rules.body.name,)),
    Seat: ("/seats/{id}", lambda seat: (seat.title, seat.body.name, *names_in(seat))),
}


def names_in(seat):
    held = select(Appointment).where(Appointment.seat_id == seat.id).options(lazyload("*"))
    return [appointment.person.name for appointment in db.session.scalars(held)]


@pytest.mark.parametrize("model", TELLING, ids=lambda model: model.__name__)
def test_a_refused_answer_contains_no_word_of_the_subject(qadria, model):
    address, words = TELLING[model]
    view = next(param.values[1] for param in READABLE if param.values[2] is model)
    refused = 0
    for name, number in qadria.accounts.items():
        with qadria.app.test_request_context():
            (actor,) = everybody(number)
            subjects = loaded(model)
            hidden = [
                (subject.id, [word for word in words(subject) if word])
                for subject in subjects
                if not can(actor, view, subject)
            ]
        client = qadria.browser(name)
        for subject_id, secrets in hidden:
            answer = client.get(address.format(id=subject_id))
            refused += 1
            assert answer.status_code == 404
            for secret in secrets:
                if secret != name:  # one's own name stands on every page
                    assert secret not in answer.text, f"{name} reads of {model.__name__}"
    assert refused, "nobody is refused anything, so nothing is shown"
