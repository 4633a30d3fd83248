"""The demonstration fills by the services; a firm stands in each state that one can stand in."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from ntfc_golden_list import demo, models
from ntfc_golden_list.rules.lifecycle import State
from sqlalchemy import select

from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import Insider
from ntfc.transaction import unit_of_work


class Country:
    """What a plugin is given of the demonstration; people come as they are named."""

    def __init__(self, body_id):
        self.body_id, self.today = body_id, now().date()
        self.people = defaultdict(Person)

    def day(self, ago):
        return self.today - timedelta(days=ago)

    def at(self, ago, hour=9):
        return datetime.combine(self.day(ago), datetime.min.time(), UTC) + timedelta(hours=hour)

    def person(self, key):
        if key not in self.people:
            self.people[key] = Person(name=key, email=f"{key}@example.org", created_at=now())
            db.session.add(self.people[key])
            db.session.flush()
        return self.people[key]

    def acting(self, key, _ago):
        runs_it, number = key == "bilal.hariri", self.person(key).id
        return Insider(person_id=number, name=key, token="", is_administrator=runs_it)

    def body(self, _key):
        return db.session.get(Body, self.body_id)


@pytest.mark.database("sqlite")  # what the services write is shown on both by the journey
def test_a_firm_stands_in_each_state(app, make_body):
    country = Country(make_body())
    with app.test_request_context():
        with unit_of_work():
            demo.fill(country)
        stand = set(db.session.scalars(select(models.File.state)))
    assert stand >= {*State} - {State.CERTIFIED}
