"""The database and the rule agree on which days two people would hold one seat."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from ntfc import constraints
from ntfc.clock import now
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.seats import queries, rules
from ntfc.seats.models import Appointment, Capacity
from ntfc.seats.service import appointments
from ntfc.seats.service.appointments import Terms
from ntfc.transaction import unit_of_work

FIRST = date(2026, 3, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(3)]
TENURES = [
    (starts, ends, ended)
    for starts, ends, ended in product(DAYS, [None, *DAYS], [None, *DAYS])
    if (ends is None or ends >= starts) and (ended is None or ended >= starts)
]


@pytest.fixture
def table(make):
    class Table:
        body = make.body()
        seat = make.seat(body)
        other = make.seat(body)
        amal, karim = make.person("Amal Haddad"), make.person("Karim Saleh")

        def values(self, person, starts_on, ends_on=None, ended_on=None, **more):
            return {
                "body_id": self.body,
                "seat_id": self.seat,
                "person_id": person,
                "starts_on": starts_on,
                "ends_on": ends_on,
                "ended_on": ended_on,
                "created_at": now(),
                **more,
            }

    return Table()


def stands(values):
    """Tell whether the database takes the appointment; it is there for the rest of the block."""
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Appointment), values)
    except IntegrityError as error:
        return constraints.sentence_of(error) != "Somebody else holds this seat in those days."
    return True


@pytest.mark.parametrize("capacity", Capacity)
def test_two_hold_one_seat_on_no_day_whatever_their_ends(app, table, capacity):
    with app.app_context(), unit_of_work():
        for one, two in product(TENURES, TENURES):
            held = rules.Tenure(1, 1, capacity, *one)
            wished = rules.Tenure(2, 2, capacity, *two)
            expected = not held.overlaps(wished.starts_on, wished.last_day)
            place = db.session.begin_nested()
            assert stands(table.values(table.amal, *one, capacity=capacity))
            assert stands(table.values(table.karim, *two, capacity=capacity)) is expected, (
                one,
                two,
            )
            place.rollback()


def test_neither_another_seat_nor_the_other_capacity_nor_a_nomination_is_in_the_way(app, table):
    with app.app_context(), unit_of_work():
        assert stands(table.values(table.amal, FIRST))
        assert stands(table.values(table.amal, FIRST, seat_id=table.other))
        assert stands(table.values(table.karim, FIRST, capacity=Capacity.ALTERNATE))
        assert stands(table.values(table.karim, None))


def test_nobody_comes_back_into_a_seat_that_is_held_by_a_change(app, table):
    with app.app_context(), unit_of_work():
        assert stands(table.values(table.amal, DAYS[0], ended_on=DAYS[1]))
        assert stands(table.values(table.karim, DAYS[1]))
        changes = ({"ended_on": None}, {"ended_on": DAYS[2]})
        mine = update(Appointment).where(Appointment.person_id == table.amal)
        for change in changes:
            with pytest.raises(IntegrityError), db.session.begin_nested():
                db.session.execute(mine.values(change))
        db.session.execute(mine.values(ended_on=DAYS[0]))


@pytest.mark.parametrize("locked", [True, False], ids=["locked", "constraint alone"])
def test_of_two_appointed_at_one_moment_one_sits(
    app, database, table, press_twice, without_waiting, locked
):
    if not locked:
        without_waiting("ntfc.seats.queries.lock_seat")
    people = iter([table.amal, table.karim])

    def steps():
        place = queries.get_seat(table.seat)
        person = db.session.get_one(Person, next(people))
        yield
        appointments.appoint(
            place, person=person, terms=Terms(starts_on=FIRST), now=now(), actor=SYSTEM
        )

    told = press_twice(steps)
    by_the_rule = locked or database == "sqlite"
    assert told.count(None) == 1
    assert ("holds this seat in those days. Say that" in told[1]) is by_the_rule
    assert by_the_rule or told[1] == "Somebody else holds this seat in those days."
