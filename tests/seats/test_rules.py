"""The rules for seats, with plain facts."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc.organisations.models import Camp
from ntfc.people.models import Gender
from ntfc.permissions import Insider, Role
from ntfc.procedure.models import ChairModel, Procedure
from ntfc.seats import rules
from ntfc.seats.models import Capacity, Expectation
from ntfc.seats.rules import Place, Sitting, Tally, Tenure, Wish
from ntfc.sentences import packed

DAY = timedelta(days=1)
D = date(2026, 6, 15)
REPRESENTATIVE, ALTERNATE = Capacity.REPRESENTATIVE, Capacity.ALTERNATE


def place(number=1, camp=Camp.PRIVATE, role=Role.MEMBER, filled=True, **more):
    sitting = Sitting(
        id=number, person_id=number, name=f"P {number}", capacity=REPRESENTATIVE, starts_on=D
    )
    return Place(
        id=number, role=role, day=D, camp=camp, sittings=(sitting,) if filled else (), **more
    )


def seat(**more):
    facts = {"ended_on": None, "is_named": False, "role": Role.MEMBER, "created_on": D - DAY}
    return SimpleNamespace(**{**facts, **more})


def held(number=1, person_id=1, starts_on=D, capacity=REPRESENTATIVE, **more):
    return Tenure(number, person_id, capacity, starts_on, name=f"P {person_id}", **more)


def wish(person_id=2, capacity=REPRESENTATIVE, starts_on=D, **more):
    return Wish(person_id=person_id, capacity=capacity, starts_on=starts_on, **more)


def test_members_take_part_in_decisions_and_guests_do_not():
    members = {Role.CHAIR, Role.VICE_CHAIR, Role.MODERATOR, Role.COORDINATOR, Role.MEMBER}
    for role in rules.ROLES:
        assert rules.is_member(role) is (role in members)
        assert rules.may_decide(role) is (role in members)


@pytest.mark.rule("R27")
def test_a_facilitator_has_a_seat_and_a_role_but_no_membership():
    assert Role.FACILITATOR in rules.ROLES
    assert not rules.is_member(Role.FACILITATOR)
    table = [place(1, Camp.PUBLIC), place(2, Camp.PRIVATE), place(3, Camp.PUBLIC, Role.FACILITATOR)]
    assert rules.tally(table) == Tally(1, 1, 0, {})


def test_a_seat_rests_from_the_day_after_its_agreement():
    assert not rules.is_suspended(None, D)
    assert not rules.is_suspended(D, D)
    assert rules.is_suspended(D, D + DAY)


@pytest.mark.rule("R48")
def test_a_seat_is_permanent_or_proposes_the_end_of_its_term():
    assert rules.proposed_end(D, is_permanent=True, term_months=None) is None
    assert rules.proposed_end(D, is_permanent=False, term_months=24) == date(2028, 6, 14)
    assert rules.proposed_end(date(2026, 1, 31), is_permanent=False, term_months=1) == date(
        2026, 2, 27
    )
    wanted = {"role": Role.GUEST, "organisation_id": 1, "is_permanent": False}
    assert any("how many months" in r for r in rules.obstacles_to_seat(wanted))
    assert not [*rules.obstacles_to_seat({**wanted, "term_months": 12})]
    assert not [*rules.obstacles_to_seat({**wanted, "is_permanent": True})]


def test_a_seat_of_a_member_belongs_to_one_institution():
    wanted = {"role": Role.MEMBER, "is_permanent": True}
    assert any("to which institution" in r for r in rules.obstacles_to_seat(wanted))
    both = {**wanted, "organisation_id": 1, "nominated_by_id": 2}
    assert any("one of the two" in r for r in rules.obstacles_to_seat(both))
    assert not [*rules.obstacles_to_seat({**wanted, "nominated_by_id": 2})]
    assert not [*rules.obstacles_to_seat({**wanted, "role": Role.EXPERT})]


def test_the_last_day_of_an_agreement_needs_its_name():
    wanted = {"role": Role.GUEST, "is_permanent": True, "agreement_ends_on": D}
    assert [*rules.obstacles_to_seat(wanted)]
    assert not [*rules.obstacles_to_seat({**wanted, "agreement": "MoU"})]


@pytest.mark.rule("R43")
def test_passing_information_on_is_described_and_reviewed_each_year():
    assert rules.is_review_overdue("", None, D)
    assert rules.is_review_overdue("", D, D)
    assert rules.is_review_overdue("letters", None, D)
    assert not rules.is_review_overdue("letters", D, D + timedelta(days=365))
    assert rules.is_review_overdue("letters", D, D + timedelta(days=366))
    member = place(organisation_id=1, is_described=True, reviewed_on=D - timedelta(days=366))
    assert member.is_review_overdue
    assert not replace(member, reviewed_on=D).is_review_overdue
    assert not replace(member, role=Role.OBSERVER).is_review_overdue


def test_an_end_is_announced_90_days_ahead():
    assert rules.ends_soon(D, D)
    assert rules.ends_soon(D + 90 * DAY, D)
    assert not rules.ends_soon(D + 91 * DAY, D)
    assert not rules.ends_soon(D - DAY, D)
    assert not rules.ends_soon(None, D)


days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 3, 1))


@given(days, st.none() | days, st.none() | days, days, st.none() | days)
def test_two_times_overlap_just_when_they_share_a_day(starts, ends, ended, other, last):
    tenure = held(starts_on=starts, ends_on=ends, ended_on=ended)
    span = [date(2025, 12, 1) + n * DAY for n in range(200)]
    shared = [d for d in span if tenure.holds_on(d) and other <= d and (last is None or d <= last)]
    assert tenure.overlaps(other, last) is bool(shared)


def test_nobody_else_sits_in_the_same_days_unless_relieved():
    told = [*rules.obstacles_to_appointing(seat(), [held()], wish())]
    assert len(told) == 1
    assert "P 1 holds this seat" in told[0]
    assert not [*rules.obstacles_to_appointing(seat(), [held()], wish(relieves=frozenset({1})))]
    assert not [*rules.obstacles_to_appointing(seat(), [held(ends_on=D - DAY)], wish())]
    assert not [*rules.obstacles_to_appointing(seat(), [held()], wish(capacity=ALTERNATE))]


def test_who_comes_later_cannot_be_relieved_before():
    later = held(starts_on=D + DAY)
    told = rules.obstacles_to_appointing(seat(), [later], wish(relieves=frozenset({1})))
    assert "starts only after that day" in next(iter(told))


def test_nobody_is_their_own_alternate():
    told = rules.obstacles_to_appointing(seat(), [held()], wish(person_id=1, capacity=ALTERNATE))
    assert "their own alternate" in next(iter(told))


def test_days_and_closed_seats_and_erased_people():
    assert [*rules.obstacles_to_appointing(seat(), [], wish(ends_on=D - DAY))]
    assert [*rules.obstacles_to_appointing(seat(ended_on=D), [], wish())]
    assert not [*rules.obstacles_to_appointing(seat(ended_on=D + DAY), [], wish())]
    assert [*rules.obstacles_to_appointing(seat(), [], wish(), is_erased=True)]


@pytest.mark.rule("R50")
def test_the_holder_of_a_named_seat_changes_only_with_a_reason():
    named, before = seat(is_named=True), [held(starts_on=D - 9 * DAY, ends_on=D - DAY)]
    assert "stay the same person" in next(
        iter(rules.obstacles_to_appointing(named, before, wish()))
    )
    assert not [*rules.obstacles_to_appointing(named, before, wish(reason="Retired"))]
    assert not [*rules.obstacles_to_appointing(named, before, wish(person_id=1))]
    assert not [*rules.obstacles_to_appointing(named, [], wish())]
    assert not [*rules.obstacles_to_appointing(seat(), before, wish())]


@pytest.mark.rule("R44", "R46")
def test_a_nomination_names_who_nominates_and_what_the_person_knows():
    told = [*rules.obstacles_to_nominating(seat(), competence=" ", nominated_by_id=None)]
    assert any("which institution puts the person forward" in reason for reason in told)
    assert any("what the person knows" in reason for reason in told)
    assert not [*rules.obstacles_to_nominating(seat(), competence="Tariffs", nominated_by_id=3)]
    assert [*rules.obstacles_to_nominating(seat(ended_on=D), competence="x", nominated_by_id=3)]


@pytest.mark.rule("R66")
def test_leaving_needs_no_reason_and_is_possible_once():
    one = SimpleNamespace(ended_on=None, starts_on=D)
    assert not [*rules.obstacles_to_ending(one, D)]
    assert [*rules.obstacles_to_ending(one, D - DAY)]
    assert [*rules.obstacles_to_ending(SimpleNamespace(ended_on=D, starts_on=D), D)]
    nominated = SimpleNamespace(ended_on=None, starts_on=None)
    assert not [*rules.obstacles_to_ending(nominated, D)]


def test_closing_needs_a_reason_and_a_day_on_which_the_seat_was_there():
    assert not [*rules.obstacles_to_closing(seat(), D, "Merged")]
    assert [*rules.obstacles_to_closing(seat(), D, " ")]
    assert [*rules.obstacles_to_closing(seat(), D - 2 * DAY, "Merged")]
    assert [*rules.obstacles_to_closing(seat(ended_on=D), D, "Merged")]


@pytest.mark.parametrize(
    ("role", "held_roles", "may"),
    [
        (Role.SECRETARY, set(), True),
        (Role.CHAIR, set(), True),
        (Role.SECRETARY, {Role.CHAIR}, True),
        (Role.CHAIR, {Role.CHAIR}, False),
        (Role.CHAIR, {Role.SECRETARY}, False),
        (Role.MODERATOR, set(), True),
        (Role.MODERATOR, {Role.CHAIR}, False),
        (Role.CHAIR, {Role.MODERATOR}, False),
        (Role.SECRETARY, {Role.SECRETARY}, False),
        (Role.MEMBER, set(), False),
    ],
)
def test_the_first_officer_is_named_only_where_nobody_serves(role, held_roles, may):
    assert (not [*rules.obstacles_to_setting_up(role, held_roles)]) is may


def told(procedure, before, after, role=Role.MEMBER, kind="", chairs=()):
    found = rules.remarks(procedure, seat(role=role), kind, before, after, chairs, {})
    return [*found]


def test_parity_warns_only_when_the_gap_widens_beyond_one():
    parity = Procedure(parity=True)
    assert not told(parity, Tally(0, 0), Tally(1, 0))
    assert not told(parity, Tally(1, 0), Tally(1, 1))
    assert told(parity, Tally(1, 0), Tally(2, 0))
    assert not told(parity, Tally(5, 1), Tally(5, 2))
    assert not told(Procedure(), Tally(1, 0), Tally(2, 0))
    assert not told(parity, Tally(1, 0), Tally(2, 0), role=Role.EXPERT)


def test_fixed_numbers_of_seats_warn_when_exceeded():
    two = Procedure(equal_seats=2)
    assert not told(two, Tally(1, 0), Tally(2, 0))
    assert told(two, Tally(2, 0), Tally(3, 0))
    assert not told(two, Tally(3, 0), Tally(3, 0))


@pytest.mark.rule("R41")
def test_a_body_of_associations_takes_no_other_institution():
    only = Procedure(organisation_kinds=("business_association",))
    found = told(only, Tally(), Tally(0, 1), kind="firm")
    assert [remark.is_strict for remark in found] == [True]
    assert [*rules.obstacles_from(found, "because")]
    assert not told(only, Tally(), Tally(0, 1), kind="business_association")
    assert [r.is_strict for r in rules.seat_remarks(only, "firm", 1, {})] == [True]
    assert not [*rules.seat_remarks(only, "business_association", 1, {})]


@pytest.mark.rule("R40")
def test_companies_and_associations_have_seats_together_unless_the_rules_say_otherwise():
    for kind in ("firm", "business_association"):
        assert not [*rules.seat_remarks(Procedure(), kind, 1, {})]
    only = Procedure(organisation_kinds=("business_association",))
    assert [*rules.seat_remarks(only, "firm", 1, {})]


def test_more_seats_than_allowed_are_told_and_go_on_with_a_reason():
    two = Procedure(seats_per_organisation=2)
    assert not [*rules.seat_remarks(two, "firm", 2, {})]
    found = [*rules.seat_remarks(two, "firm", 3, {})]
    assert [*rules.obstacles_from(found, " ")]
    assert not [*rules.obstacles_from(found, "The decree names them")]


@pytest.mark.rule("R128")
def test_two_chairs_may_come_from_one_side():
    two = Procedure(chair_model=ChairModel.TWO)
    assert not told(two, Tally(), Tally(), Role.CHAIR, chairs=("customs", "customs"))
    assert not told(two, Tally(), Tally(), Role.CHAIR, chairs=("customs", "government"))
    assert told(two, Tally(), Tally(), Role.CHAIR, chairs=("customs",) * 3)
    sides = Procedure(chair_model=ChairModel.TWO, chair_sides=("customs",))
    assert told(sides, Tally(), Tally(), Role.CHAIR, chairs=("business",))


def test_where_chairs_are_not_regulated_any_number_sits_without_remark():
    assert not told(Procedure(), Tally(), Tally(), Role.CHAIR, chairs=("customs",) * 3)


@pytest.mark.parametrize(
    ("model", "most"),
    [(ChairModel.NONE, 0), (ChairModel.ONE, 1), (ChairModel.TWO, 2), (ChairModel.ROTATING, 1)],
)
def test_each_chair_model_says_how_many_chair(model, most):
    procedure = Procedure(chair_model=model)
    assert not told(procedure, Tally(), Tally(), Role.CHAIR, chairs=("customs",) * most)
    assert told(procedure, Tally(), Tally(), Role.CHAIR, chairs=("customs",) * (most + 1))


def test_balance_counts_seats_and_filled_ones_of_members_that_do_not_rest():
    table = [
        place(1, Camp.PUBLIC),
        place(2, Camp.PUBLIC, filled=False),
        place(3, Camp.PRIVATE),
        place(4, Camp.PRIVATE, agreement_ends_on=D - DAY),
        place(5, None),
        place(6, Camp.PRIVATE, Role.SECRETARY),
    ]
    found = rules.balance(table)
    assert {c: (s.part, s.whole) for c, s in found.items()} == {
        Camp.PUBLIC: (1, 2),
        Camp.PRIVATE: (1, 1),
        Camp.OTHER: (1, 1),
    }
    assert len(rules.counted(table)) == 4
    assert [p.id for p in rules.vacant(table)] == [2]


def test_shares_say_nothing_of_nothing():
    assert rules.Share(0, 0).percent is None
    assert rules.Share(1, 3).percent == 33


def test_sme_share_is_of_the_private_seats():
    table = [
        place(1, Camp.PRIVATE, is_sme=True),
        place(2, Camp.PRIVATE),
        place(3, Camp.PUBLIC, is_sme=True),
    ]
    assert rules.sme_share(table) == rules.Share(1, 2)


@pytest.mark.rule("R30")
def test_the_chart_of_the_supply_chain_shows_the_empty_roles():
    roles = [(1, "Makers"), (2, "Movers"), (3, "Regulators")]
    table = [place(1, chain_role_id=1), place(2, chain_role_id=1, filled=False), place(3)]
    found = rules.chain(table, roles)
    assert [(row.name, row.seats, row.filled) for row in found] == [
        ("Makers", 2, 1),
        ("Movers", 0, 0),
        ("Regulators", 0, 0),
    ]


@pytest.mark.rule("R49")
def test_continuity_stands_beside_newcomers():
    found = rules.continuity({1, 2, 3, 4}, {1, 2, 9})
    assert found.stayed == rules.Share(2, 4)
    assert found.newcomers == rules.Share(2, 4)
    assert rules.continuity({1}, set()) is None
    assert rules.continuity(set(), {1}) is None


def test_gender_is_told_only_when_five_said_so():
    assert rules.gender_balance({Gender.WOMAN: 4}) is None
    found = rules.gender_balance({Gender.WOMAN: 2, Gender.MAN: 2, Gender.OTHER: 1})
    assert found.women == rules.Share(2, 5)
    assert found.men == rules.Share(2, 5)


def test_rules_on_women_are_not_checked_aloud_for_a_few():
    asked = Procedure(min_women=1, min_women_percent=30, min_sme=2)
    assert rules.tellable(asked, None) == Procedure(min_sme=2)
    enough = rules.gender_balance({Gender.WOMAN: 5})
    assert rules.tellable(asked, enough) == asked


def test_only_the_number_of_women_goes_to_the_rules():
    table = [place(n) for n in range(1, 5)]
    assert [fact.is_woman for fact in rules.facts(table, 2)] == [True, True, False, False]
    assert {fact.is_woman for fact in rules.facts(table, None)} == {None}


def test_institutions_with_many_seats_are_pointed_out():
    table = [place(n, organisation_id=1, owner="Big") for n in range(1, 4)]
    table += [place(4, organisation_id=2, owner="Small"), place(5)]
    rows = rules.by_organisation(table)
    assert [(row.name, row.seats) for row in rows] == [("Big", 3), ("Small", 1)]
    assert [row.name for row in rules.above(rows, 2)] == ["Big"]
    assert rules.above(rows, None) == []
    assert [row.name for row in rules.dominant(rows, 5, 50)] == ["Big"]
    assert rules.dominant(rows, 5, 60) == []
    assert rules.dominant(rows, 0, 10) == []


def test_lists_are_narrowed_to_what_is_due():
    ending = Sitting(
        id=2, person_id=2, name="B", capacity=REPRESENTATIVE, starts_on=D, last_day=D + DAY
    )
    table = [
        place(1, filled=False),
        replace(place(2), sittings=(ending,)),
        place(3, agreement_ends_on=D - DAY),
        place(4, organisation_id=1),
    ]
    assert [p.id for p in rules.narrowed(table, "")] == [1, 2, 3, 4]
    assert [p.id for p in rules.narrowed(table, "vacant")] == [1]
    assert [p.id for p in rules.narrowed(table, "ending")] == [2]
    assert [p.id for p in rules.narrowed(table, "resting")] == [3]
    assert [p.id for p in rules.narrowed(table, "review")] == [4]
    assert [p.id for p in rules.narrowed(table, "nonsense")] == [1, 2, 3, 4]


def test_seats_stand_in_the_order_of_their_roles():
    table = [
        place(1),
        place(2, role=Role.SECRETARY),
        place(3, role=Role.CHAIR),
        place(4, position=1),
    ]
    assert [p.id for p in rules.in_order(table)] == [3, 2, 4, 1]


def test_a_seat_is_called_by_its_name_or_by_whose_it_is():
    owner = SimpleNamespace(name="Chamber")
    base = {"title": "", "role": Role.MEMBER, "organisation": None, "nominated_by": None}
    assert rules.seat_name(SimpleNamespace(**{**base, "title": "Speaker"})) == "Speaker"
    bare = SimpleNamespace(**base)
    assert rules.seat_name(bare) is rules.ROLES[Role.MEMBER]
    owned = rules.seat_name(SimpleNamespace(**{**base, "organisation": owner}))
    assert str(owned) == "Member, Chamber"
    owner = SimpleNamespace(main_name="Chamber", names_by_language={"ar": "الغرفة"})
    kept = rules.seat_called(SimpleNamespace(**{**base, "organisation": owner}))
    assert str(kept) == "Member, Chamber"
    assert "الغرفة" in str(packed(kept))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "in_office"),
        ({"starts_on": D + DAY}, "coming"),
        ({"ends_on": D - DAY}, "over"),
        ({"ends_on": D}, "in_office"),
        ({"ended_on": D}, "over"),
        ({"ended_on": D + DAY}, "in_office"),
        ({"starts_on": None}, "nominated"),
        ({"starts_on": None, "ended_on": D}, "withdrawn"),
    ],
)
def test_where_an_appointment_is(facts, state):
    base = {"starts_on": D, "ends_on": None, "ended_on": None}
    assert rules.state_of(SimpleNamespace(**{**base, **facts}), D).value == state


def insider(person_id=1, **roles):
    return Insider(
        person_id=person_id, name="x", token="x", roles={1: frozenset(roles.get("roles", ()))}
    )


def test_a_coordinator_above_brings_a_new_body_on_its_way():
    body = SimpleNamespace(body_id=2, parent_id=1, coordinator_id=7)
    assert rules.SET_UP.holds(insider(roles={Role.CHAIR}), body)
    assert rules.SET_UP.holds(insider(7), body)
    assert not rules.SET_UP.holds(insider(8, roles={Role.MEMBER}), body)


@pytest.mark.rule("R54")
def test_what_each_member_expects_is_measured_against_what_the_body_offers():
    told = {"is_described": True, "reviewed_on": D, "organisation_id": 1}
    table = [
        place(1, Camp.PUBLIC, expectation=Expectation.INFORMATION, **told),
        place(2, Camp.PRIVATE, expectation=Expectation.INFORMATION, organisation_id=2),
        place(3, Camp.PRIVATE, expectation=Expectation.ESCALATION),
        place(4, Camp.PRIVATE, expectation=Expectation.OPEN_FORUM),
        place(5, Camp.PUBLIC),
        place(6, role=Role.OBSERVER, expectation=Expectation.OPEN_FORUM),
    ]
    found = rules.expectations(table, has_body_above=False)
    assert found.silent == 1
    assert [(row.expectation.value, row.members, row.served.part) for row in found.rows] == [
        ("information", 2, 1),
        ("escalation", 1, 0),
        ("open_forum", 1, 1),
    ]
    below = rules.expectations(table[1:4], has_body_above=True)
    assert [row.served.part for row in below.rows] == [0, 1, 0]  # nobody of the public side


def test_the_card_has_the_points_of_the_body_else_those_of_the_site():
    assert rules.guidance_points(" - Read the papers\n\nSpeak for all ") == [
        "Read the papers",
        "Speak for all",
    ]
    assert rules.guidance_points("") == []
    assert len(rules.guidance_points(None)) > 1
