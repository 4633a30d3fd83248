"""Which roles follow from sitting in a seat."""

from datetime import timedelta

import pytest

from ntfc.permissions import Role
from ntfc.seats import queries
from ntfc.seats.models import Capacity
from tests.seats.conftest import TODAY

DAY = timedelta(days=1)


def roles(app, person_id, today=TODAY):
    with app.test_request_context():
        return queries.standing_of(person_id, today).roles


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in (Role.PERSON, Role.ADMINISTRATOR, Role.ALTERNATE)]
)
def test_a_representative_has_the_role_of_the_seat(app, make, role):
    body = make.body()
    person = make.seated(body, role)
    assert roles(app, person) == {body: {role}}


def test_an_alternate_is_an_alternate_whatever_the_seat(app, make):
    body, person = make.body(), make.person()
    make.sits(make.seat(body, Role.CHAIR), person, Capacity.ALTERNATE)
    assert roles(app, person) == {body: {Role.ALTERNATE}}


def test_two_seats_give_both_roles(app, make):
    body, person = make.body(), make.person()
    make.sits(make.seat(body, Role.MEMBER), person)
    make.sits(make.seat(body, Role.SECRETARY), person)
    assert roles(app, person) == {body: {Role.MEMBER, Role.SECRETARY}}


def test_a_secretary_serves_the_bodies_below_and_no_others(app, make):
    top = make.body()
    middle = make.body("Working group", parent_id=top)
    low = make.body("Task force", parent_id=middle)
    beside = make.body("Another committee")
    person = make.seated(middle, Role.SECRETARY)
    assert roles(app, person) == {middle: {Role.SECRETARY}, low: {Role.SECRETARY}}
    assert top not in roles(app, person)
    assert beside not in roles(app, person)


def test_the_alternate_of_a_secretary_does_not_serve_the_bodies_below(app, make):
    top = make.body()
    make.body("Working group", parent_id=top)
    person = make.person()
    make.sits(make.seat(top, Role.SECRETARY), person, Capacity.ALTERNATE)
    assert roles(app, person) == {top: {Role.ALTERNATE}}


def test_a_chair_is_no_chair_below(app, make):
    top = make.body()
    make.body("Working group", parent_id=top)
    person = make.seated(top, Role.CHAIR)
    assert roles(app, person) == {top: {Role.CHAIR}}


def test_bodies_whose_number_begins_alike_are_not_below(app, make):
    first = make.body()
    others = [make.body(f"Body {n}") for n in range(12)]
    person = make.seated(first, Role.SECRETARY)
    assert set(roles(app, person)) == {first}
    assert not set(others) & set(roles(app, person))


def test_first_and_last_day_count(app, make):
    body, person = make.body(), make.person()
    make.sits(make.seat(body), person, starts_on=TODAY, ends_on=TODAY + DAY)
    assert roles(app, person, TODAY - DAY) == {}
    assert roles(app, person, TODAY)
    assert roles(app, person, TODAY + DAY)
    assert roles(app, person, TODAY + 2 * DAY) == {}


def test_who_left_has_no_role_from_that_day_on(app, make):
    body, person = make.body(), make.person()
    make.sits(make.seat(body), person, ended_on=TODAY)
    assert roles(app, person, TODAY - DAY)
    assert roles(app, person, TODAY) == {}


def test_a_nomination_gives_no_role(app, make):
    body, person = make.body(), make.person()
    make.sits(make.seat(body), person, starts_on=None, nominated_on=TODAY)
    assert roles(app, person) == {}


@pytest.mark.rule("R64")
def test_a_seat_rests_the_day_after_its_agreement_and_is_back_when_renewed(app, make):
    body, person = make.body(), make.person()
    seat = make.seat(body, agreement="Memorandum of understanding", agreement_ends_on=TODAY)
    make.sits(seat, person)
    assert roles(app, person, TODAY)
    assert roles(app, person, TODAY + DAY) == {}
    make.renew(seat, TODAY + 365 * DAY)
    assert roles(app, person, TODAY + DAY)


def test_a_closed_seat_gives_no_role(app, make):
    body, person = make.body(), make.person()
    make.sits(make.seat(body, ended_on=TODAY), person)
    assert roles(app, person, TODAY - DAY)
    assert roles(app, person, TODAY) == {}
