from datetime import timedelta

import pytest

from ntfc.agendas import queries as agendas
from ntfc.db import db
from ntfc.issues import queries as issues
from ntfc.parking_lot import queries
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.rules import Facts
from ntfc.parking_lot.service import leaving, parking
from ntfc.people.models import Person
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import DAY, NOW, Table, acting
from tests.agendas.conftest import make_organisation as make_organisation  # noqa: PLC0414

REVIEW = DAY + timedelta(days=40)


class Lot(Table):
    """A table with its parking lot, and what people do with it on a day of the tests."""

    def said(self, **values):
        given = {
            "cause": Cause.NEEDS_THOUGHT,
            "reason": "Figures differ",
            "asked_by_id": self.chair,
            "owner_id": self.member,
            "review_on": REVIEW,
            "next_step": "",
        }
        return Facts(**{**given, **values})

    def park(self, issue_id, *, by=None, today=DAY, now=NOW, **values):
        with self.within(), unit_of_work():
            return parking.park(
                issues.get_issue(issue_id),
                facts=self.said(**values),
                actor=acting(by or self.chair),
                now=now,
                today=today,
            ).id

    def park_item(self, item_id, *, by=None, **values):
        with self.within(), unit_of_work():
            return parking.park_item(
                agendas.get_item(item_id),
                facts=self.said(**values),
                actor=acting(by or self.secretary),
                now=NOW,
                today=DAY,
            ).id

    def on(self, parking_id, name, *, by=None, **values):
        """Have somebody do one act of `leaving` or `parking` on what is parked."""
        act = getattr(leaving, name, None) or getattr(parking, name)
        with self.within(), unit_of_work():
            actor = acting(by or self.secretary) if not hasattr(by, "roles_in") else by
            given = {name: one() if callable(one) else one for name, one in values.items()}
            return act(queries.get_parking(parking_id), **given, actor=actor)

    def by_mail(self, **addresses):
        """Give people an address by which mail reaches them."""
        with self.within(), unit_of_work():
            for name, address in addresses.items():
                db.session.get_one(Person, getattr(self, name)).email = address

    def look(self, parking_id):
        with self.within():
            return queries.get_parking(parking_id)

    def issue_now(self, issue_id):
        with self.within():
            return issues.get_issue(issue_id)

    def steps(self, issue_id):
        with self.within():
            return [event.kind.value for event in issues.events_of(issues.get_issue(issue_id))]


@pytest.fixture
def lot(app, make_body, seat, make_organisation):
    return Lot(app, make_body, seat, make_organisation)
