"""What modules add to the demonstration: each fills its part, or is named and leaves nothing."""

from dataclasses import dataclass

import pytest

from ntfc.clock import now
from ntfc.db import db
from ntfc.demo import making
from ntfc.people.models import Person
from ntfc.plugins import Plugin


@dataclass
class Asked:
    country: object = None


@pytest.mark.database("sqlite")
def test_a_module_fills_its_part_and_one_that_fails_leaves_nothing(app, config, monkeypatch):
    asked = Asked()

    def fill(country):
        asked.country = country
        db.session.add(Person(name="Filled", created_at=now()))

    def fail(_country):
        db.session.add(Person(name="By halves", created_at=now()))
        db.session.flush()
        raise LookupError("no such body")

    added = (
        Plugin(name="seals", title="Seals", demo=fail),
        Plugin(name="stamps", title="Stamps", demo=fill),
    )
    monkeypatch.setitem(app.extensions, "ntfc.declared", added)
    monkeypatch.setattr(making, "create_app", lambda _config: app)
    told = []
    making.fill_modules(config, "Qadria", told.append)
    with app.app_context():
        assert db.session.scalars(db.select(Person.name)).all() == ["Filled"]
    assert asked.country == "Qadria"
    assert "LookupError: no such body" in told[1]
    assert told[2] == "Filling the module “Stamps”"
