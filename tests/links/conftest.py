from datetime import timedelta

import pytest
from sqlalchemy import select
from wtforms import StringField
from wtforms.validators import InputRequired

from ntfc import clock
from ntfc.acts import Act
from ntfc.db import db
from ntfc.errors import FieldRefused, Refused
from ntfc.forms import Form
from ntfc.links import service
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Permission, requires
from ntfc.transaction import unit_of_work

TELEPHONE = Permission("test.telephone", "Tell one's telephone number")


class TelephoneForm(Form):
    phone = StringField("Telephone", [InputRequired()])


def load(person_id):
    return db.session.scalar(select(Person).where(Person.id == person_id))


@requires(TELEPHONE)
def tell(person, *, phone, actor):
    if phone == "taken":
        raise FieldRefused("phone", "Somebody else has this number.")
    if phone == "refused":
        raise Refused("The office is closed.")
    person.phone = phone


def act(name="test.telephone", **changes):
    values = {
        "title": "Tell us your number",
        "permission": TELEPHONE,
        "load": load,
        "describe": lambda person: f"The number of {person.name}",
        "form": TelephoneForm,
        "do": lambda holder, person, values: tell(person, **values, actor=holder),
        "button": "Send the number",
        "after": "Thank you, we have your number.",
    }
    return Act(name=name, **(values | changes))


@pytest.fixture
def acts(app):
    """The acts known to the site; a test adds its own."""
    known = app.extensions["ntfc.acts"]
    known["test.telephone"] = act()
    return known


@pytest.fixture
def issue(app, acts):
    """Return a function that issues a link to a person and gives back the path with its token."""

    def issue(person_id, name="test.telephone", ago=timedelta(0), about=None, **values):
        with app.app_context(), unit_of_work():
            person = db.session.get_one(Person, person_id)
            issued = service.issue(
                person,
                name,
                db.session.get_one(Person, about or person_id),
                actor=SYSTEM,
                now=clock.now() - ago,
                **values,
            )
            return issued.url[issued.url.index("/l/") :]

    return issue
