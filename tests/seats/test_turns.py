"""The chair that rotates: whose turn it is, from the rule to the page."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure.models import ChairModel, Procedure
from ntfc.seats import queries, rules
from ntfc.seats.models import Capacity
from ntfc.seats.rules import Chaired, Place, Sitting
from ntfc.seats.service import appointments
from ntfc.seats.service.appointments import Terms
from tests.seats.conftest import LONG_AGO, TODAY

DAY, YEAR = timedelta(days=1), timedelta(days=365)
D = date(2026, 6, 15)
SIDES = {"customs": "Customs", "business": "Business", "academia": "Academia"}
ROTATING = ChairModel.ROTATING
BY_SIDE = Procedure(chair_model=ROTATING, chair_sides=("customs", "business"))
BY_INSTITUTION = Procedure(chair_model=ROTATING)


def chair(number, *, filled=False, side="", role=Role.CHAIR, owner_id=None):
    sitting = Sitting(
        id=number, person_id=number, name="", capacity=Capacity.REPRESENTATIVE, starts_on=D
    )
    return Place(
        id=number,
        body_id=1,
        role=role,
        day=D,
        owner_id=owner_id or number,
        owner=f"Institution {owner_id or number}",
        side_code=side,
        sittings=(sitting,) if filled else (),
    )


def chaired(side, starts_on, last_day=None, owner_id=None):
    return Chaired(
        starts_on=starts_on, last_day=last_day, person="P", side_code=side, owner_id=owner_id
    )


def turn(procedure, *history, places=(), day=D):
    return rules.turn(procedure, places, history, SIDES, day)


def test_after_one_side_comes_the_other():
    found = turn(
        BY_SIDE, chaired("business", D - 3 * YEAR, D - YEAR - DAY), chaired("customs", D - YEAR)
    )
    assert found.next == ("business",)
    assert found.present.side_code == "customs"
    assert found.told == "Business"
    assert str(found.rule).startswith("Rule 9: The chair of the body rotates.")


def test_who_never_chaired_comes_before_who_did_and_several_share_the_turn():
    three = Procedure(chair_model=ROTATING, chair_sides=("customs", "business", "academia"))
    assert turn(three).next == ("customs", "business", "academia")
    assert turn(three, chaired("business", D - YEAR)).next == ("customs", "academia")
    both = turn(three, chaired("business", D - YEAR), chaired("customs", D))
    assert (both.next, both.told) == (("academia",), "Academia")


def test_a_chair_yet_to_come_and_one_who_left_are_not_in_the_chair():
    found = turn(BY_SIDE, chaired("customs", D - YEAR, D - DAY), chaired("business", D + DAY))
    assert found.present is None
    assert found.next == ("business",)


def test_without_sides_it_rotates_among_the_institutions_with_a_chair():
    seats = [chair(1), chair(2), chair(3, role=Role.MEMBER)]
    found = turn(BY_INSTITUTION, chaired("", D - YEAR, owner_id=1), places=seats)
    assert (found.next, found.told) == (("2",), "Institution 2")
    assert turn(BY_INSTITUTION, places=seats[:1]) is None  # nobody to rotate with


@pytest.mark.parametrize("model", [None, ChairModel.NONE, ChairModel.ONE, ChairModel.TWO])
def test_a_chair_that_does_not_rotate_has_no_turns(model):
    assert turn(Procedure(chair_model=model, chair_sides=("customs", "business"))) is None


@given(st.lists(st.sampled_from(["customs", "business", "academia"]), max_size=9))
def test_whoever_has_just_come_is_never_next(order):
    three = Procedure(chair_model=ROTATING, chair_sides=("customs", "business", "academia"))
    history = [chaired(side, D + n * DAY) for n, side in enumerate(order)]
    found = turn(three, *history, day=D + len(order) * DAY)
    assert not order or order[-1] not in found.next
    never = [side for side in three.chair_sides if side not in order]
    assert not never or list(found.next) == never


def remarks(procedure, place, expected):
    return [str(remark.text) for remark in rules.turn_remarks(procedure, place, expected)]


def test_another_than_whose_turn_it_is_is_remarked_on():
    expected = turn(BY_SIDE, chaired("customs", D - YEAR))
    told = ["It is the turn of: Business."]
    assert remarks(BY_SIDE, chair(1, side="customs"), expected) == told
    assert remarks(BY_SIDE, chair(1, side="business"), expected) == []
    assert remarks(BY_SIDE, chair(1, side="customs"), None) == []
    # From a side that is not among them, which the rules remark on themselves.
    assert remarks(BY_SIDE, chair(1, side="academia"), expected) == []


def test_an_empty_chair_waits_for_its_turn_only_while_another_one_is_taken():
    def marked(procedure, *places):
        found = rules.awaiting_their_turn(places, {1: procedure})
        return [place.awaits_turn for place in found]

    taken, empty, member = chair(1, filled=True), chair(2), chair(3, role=Role.MEMBER)
    assert marked(BY_SIDE, taken, empty, member) == [False, True, False]
    assert marked(BY_SIDE, chair(1), empty) == [False, False]
    assert marked(Procedure(chair_model=ChairModel.TWO), taken, empty) == [False, False]
    (_taken, waits) = rules.awaiting_their_turn([taken, empty], {1: BY_SIDE})
    assert rules.vacant([waits]) == []
    assert rules.counted([taken, waits]) == [taken]


# In the database, and on the pages.


@pytest.fixture
def table(make):
    """Return a body whose chair rotates, with a chair of each side; customs is in the chair."""

    class Table:
        body = make.body()
        customs = make.organisation("Customs", side="customs", kind="customs_administration")
        traders = make.organisation("Chamber of Trade", kind="chamber")
        public = make.seat(body, Role.CHAIR, organisation_id=customs)
        private = make.seat(body, Role.CHAIR, organisation_id=traders)
        amal = make.person("Amal Haddad")
        karim = make.person("Karim Saleh")
        secretary = make.seated(body)

    make.rules(Table.body, chair_model=ROTATING, chair_sides=("customs", "business"))
    make.sits(Table.public, Table.amal, starts_on=LONG_AGO, ends_on=TODAY - DAY)
    make.sits(Table.private, Table.karim, starts_on=LONG_AGO - YEAR, ends_on=LONG_AGO - DAY)
    return Table()


def appoint(seat_id, person_id, **terms):
    return appointments.appoint(
        queries.get_seat(seat_id),
        person=db.session.get_one(Person, person_id),
        terms=Terms(starts_on=TODAY, **terms),
        now=now(),
        actor=SYSTEM,
    )


def seen(body, day):
    return queries.turn_in(body, queries.places_of(body.id, day), day)


def test_the_turn_follows_from_the_seats(in_app, table):
    body = db.session.get_one(Body, table.body)
    found = seen(body, TODAY)
    assert (found.present, found.next) == (None, ("business",))
    assert seen(body, TODAY - DAY).present.person == "Amal Haddad"


def test_a_chair_out_of_turn_needs_a_reason_which_is_kept(in_app, table):
    with pytest.raises(Refused, match="It is the turn of: Business") as refused:
        appoint(table.public, table.amal)
    assert "Rule 9" in str(refused.value)
    made = appoint(table.public, table.amal, reason="The chamber asked for another year.")
    assert made.change_reason == "The chamber asked for another year."
    assert made.despite[0].startswith("Rule 9")


def test_whose_turn_it_is_takes_the_chair_without_a_word(in_app, table):
    assert appoint(table.private, table.karim).despite == []
    places = {place.id: place for place in queries.places_of(table.body, TODAY)}
    assert places[table.public].awaits_turn
    assert queries.ahead(SYSTEM, TODAY, [table.body]).vacant == []


def test_alternates_and_other_seats_do_not_turn(in_app, table, make):
    appoint(table.private, table.karim)
    assert appoint(table.private, table.amal, capacity=Capacity.ALTERNATE).despite == []
    found = seen(db.session.get_one(Body, table.body), TODAY)
    assert found.next == ("customs",)


def test_the_pages_say_whose_turn_it_is(table, client_for, make):
    client = client_for(table.secretary)
    for page in (f"/bodies/{table.body}/who", f"/bodies/{table.body}/seats"):
        assert "Next it is the turn of: Business." in client.get(page).text
    form = client.get(f"/seats/{table.public}/appoint").text
    assert "The chair rotates. Next it is the turn of: Business." in form
    assert "turn of" not in client.get(f"/seats/{make.seat(table.body)}/appoint").text
    make.sits(table.private, table.karim, starts_on=TODAY)
    shown = client.get(f"/bodies/{table.body}/who").text
    assert "In the chair: Karim Saleh" in shown
    assert "Not its turn" in shown
