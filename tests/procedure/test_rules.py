from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc.organisations.models import Camp
from ntfc.permissions import Insider, Role
from ntfc.procedure import rules
from ntfc.procedure.models import (
    AgendaRelease,
    CadenceKind,
    ChairModel,
    LateItems,
    Outcome,
    Procedure,
    Substitution,
)
from ntfc.procedure.rules import SeatFacts
from ntfc.procedure.rules.sentences import BOOK, DEFAULTS, NUMBERS, cite, differences, read_back

PUBLIC, PRIVATE = SeatFacts(camp=Camp.PUBLIC), SeatFacts(camp=Camp.PRIVATE)
MONDAY = date(2026, 7, 13)


def weekday(day):
    return day.weekday() < 5


def said(procedure, names=None):
    return [str(sentence.text) for sentence in read_back(procedure, names or {})]


# The real rules of four countries must be expressible.

BHUTAN = Procedure(
    cadence=CadenceKind.MAX_GAP_MONTHS,
    cadence_n=3,
    conveners=("chair",),
    requesters=("member",),
    agenda_days=7,
    chair_model=ChairModel.ONE,
    substitution=Substitution.VICE_CHAIR,
    quorum_fraction="2/3",
    outcome=Outcome.CONSENSUS,
    guests_by_leave=True,
)
SERBIA = Procedure(
    cadence=CadenceKind.MIN_PER_YEAR,
    cadence_n=2,
    notice_days=3,
    notice_form="in writing, with agenda and date",
    urgent_notice_days=1,
    urgent_form="by telephone, papers by e-mail",
    substitution=Substitution.VICE_CHAIR,
)
INDIA_WORKING_GROUP = Procedure(may_adopt=False)
JORDAN_COUNCIL = Procedure(
    cadence=CadenceKind.FIXED_MONTHS, cadence_months=(3, 6, 9, 12), at_month_end=True
)
JORDAN_TECHNICAL = Procedure(may_adopt=False)


def test_bhutan():
    told = said(BHUTAN)
    assert "The body meets at least once every 3 months." in told
    assert "The agenda goes out 7 days before the meeting." in told
    assert "A further meeting may be asked for in writing, with reasons, by: member." in told
    assert "The vice-chair acts for a chair who is away." in told
    assert "Only the appointed member takes part; there are no alternates." in told
    assert "Others attend only with leave given before the meeting." in told
    assert "The body can decide when these are present: 2/3 of the seats." in told
    assert rules.quorum_met(BHUTAN, {Camp.PUBLIC: 6, Camp.PRIVATE: 4}, 15) is True
    assert rules.quorum_met(BHUTAN, {Camp.PUBLIC: 6, Camp.PRIVATE: 3}, 15) is False
    assert rules.agenda_deadline(BHUTAN, MONDAY, weekday) == date(2026, 7, 6)


def test_serbia():
    told = said(SERBIA)
    assert "The body meets at least 2 times a year." in told
    assert "Notice is sent 3 days before the meeting: in writing, with agenda and date." in told
    assert "An urgent meeting needs notice of 1 day: by telephone, papers by e-mail." in told
    # Monday less three days is Friday; less one is Sunday, so the notice goes on Friday too.
    assert rules.notice_deadline(SERBIA, MONDAY, weekday) == date(2026, 7, 10)
    assert rules.notice_deadline(SERBIA, MONDAY, weekday, urgent=True) == date(2026, 7, 10)


@pytest.mark.rule("R74")
@pytest.mark.parametrize("group", [INDIA_WORKING_GROUP, JORDAN_TECHNICAL])
def test_what_a_group_without_the_right_to_adopt_works_out_is_a_proposal(group):
    assert rules.outputs_are_proposals(group)
    assert "What the body works out is a proposal to the body above it." in said(group)
    assert not rules.outputs_are_proposals(Procedure())


def test_jordan():
    told = said(JORDAN_COUNCIL)
    assert "The body meets each year at the end of March, June, September, and December." in told


# Reading back and citing.


def test_every_setting_belongs_to_exactly_one_rule():
    keys = [key for article in BOOK for key in article.keys]
    assert sorted(keys) == sorted(DEFAULTS)
    assert len(keys) == len(set(keys))


def test_a_rule_keeps_its_number_whatever_is_set():
    assert NUMBERS["notice_days"] == 4
    assert NUMBERS["quorum_fraction"] == 22
    assert str(cite(SERBIA, "notice_days")).startswith("Rule 4: Notice is sent 3 days before")
    assert str(cite(Procedure(), "notice_days")).startswith("Rule 4: No time is set")


def test_what_is_not_regulated_is_said_too():
    sentences = read_back(Procedure(), {})
    assert [sentence.number for sentence in sentences] == list(range(1, len(BOOK) + 1))
    assert not any(sentence.is_set for sentence in sentences)
    assert all(str(sentence.text).endswith(".") for sentence in sentences)


@pytest.mark.parametrize("kind", CadenceKind)
@pytest.mark.parametrize("n", [1, 5])
def test_every_rhythm_has_a_sentence(kind, n):
    text = said(Procedure(cadence=kind, cadence_n=n, cadence_months=(1, 2)))[0]
    assert text.startswith("The body meets")
    assert "%" not in text


def test_every_setting_changes_its_sentence():
    changed = Procedure(
        cadence=CadenceKind.PER_YEAR,
        cadence_n=4,
        conveners=("chair", "secretary"),
        requesters=("member",),
        notice_days=9,
        agenda_days=5,
        urgent_notice_days=2,
        agenda_release=AgendaRelease.ALL_CHAIRS,
        late_items=LateItems.REFUSE,
        chair_model=ChairModel.TWO,
        chair_sides=("customs", "business"),
        substitution=Substitution.NAMED,
        parity=True,
        equal_seats=2,
        min_private=2,
        min_sme=1,
        min_women=1,
        min_women_percent=40,
        seats_per_organisation=1,
        share_percent=30,
        organisation_kinds=("chamber",),
        alternates=True,
        proxies=True,
        guests_by_leave=True,
        absences_limit=3,
        quorum_public=2,
        quorum_private=2,
        outcome=Outcome.VOTE,
        vote_fraction="2/3",
        may_adopt=False,
        silence_days=10,
        written_days=12,
        urgent_written_days=3,
        comment_days=14,
        minutes_target_days=7,
        languages=("fr", "ar"),
        further="Papers are numbered.",
        count_working_days=True,
    )
    pairs = differences(Procedure(), changed, {"chamber": "Chamber of commerce"})
    assert [old.number for old, _new in pairs] == list(range(1, len(BOOK) + 1))
    told = [str(new.text) for _old, new in pairs]
    assert not any("%(" in text for text in told)
    assert "Notice is sent 9 working days before the meeting." in told
    assert "Only these kinds of institution hold seats: Chamber of commerce." in told
    assert "Among those in the seats are at least 1 woman and at least 40 % women." in told
    assert "The body seeks consensus and may vote; 2/3 of the votes carry." in told


def test_settings_survive_the_database():
    assert Procedure.from_json(BHUTAN.as_json()) == BHUTAN
    assert Procedure.from_json(JORDAN_COUNCIL.as_json() | {"gone": 1}) == JORDAN_COUNCIL
    assert Procedure.from_json({}) == Procedure()


# Nothing is invented.


@pytest.mark.rule("R129")
@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 100))
def test_no_quorum_vote_alternates_or_proxies_unless_set(public, private, seats):
    plain = Procedure()
    assert rules.quorum_met(plain, {Camp.PUBLIC: public, Camp.PRIVATE: private}, seats) is None
    assert plain.outcome is Outcome.CONSENSUS
    assert not plain.alternates
    assert not plain.proxies
    assert plain.quorum_fraction == ""


def test_a_quorum_per_side_counts_each_side():
    procedure = Procedure(quorum_public=2, quorum_private=1)
    assert rules.quorum_met(procedure, {Camp.PUBLIC: 2, Camp.PRIVATE: 1}, 20)
    assert not rules.quorum_met(procedure, {Camp.PUBLIC: 9, Camp.PRIVATE: 0}, 20)


@given(st.integers(1, 30), st.integers(0, 30), st.integers(1, 30))
def test_a_share_is_exact(seats, present, below):
    procedure = Procedure(quorum_fraction=f"1/{below}")
    met = rules.quorum_met(procedure, {Camp.OTHER: present}, seats)
    assert met == (present * below >= seats)


@pytest.mark.parametrize("text", ["", "half", "2", "3/2", "0/3", "1/0", "-1/2", "1/2/3", "²/3"])
def test_what_is_no_share_is_none(text):
    assert rules.fraction(text) is None


def test_shares_are_read():
    assert rules.fraction("2/3") * 3 == 2
    assert rules.fraction(" 1 / 1 ") == 1


# Notice.


def test_notice_in_working_days():
    procedure = Procedure(notice_days=5, count_working_days=True)
    assert rules.notice_deadline(procedure, MONDAY, weekday) == date(2026, 7, 6)


def test_no_rule_no_deadline():
    assert rules.notice_deadline(Procedure(), MONDAY, weekday) is None
    assert rules.agenda_deadline(Procedure(), MONDAY, weekday) is None
    assert not [*rules.notice_problems(Procedure(), MONDAY, MONDAY, weekday)]


def test_the_agenda_follows_the_notice_unless_it_has_days_of_its_own():
    assert rules.agenda_deadline(SERBIA, MONDAY, weekday) == date(2026, 7, 10)


def test_late_notice_cites_the_rule():
    (problem,) = rules.notice_problems(SERBIA, MONDAY, date(2026, 7, 11), weekday)
    assert "Rule 4" in str(problem)
    (urgent,) = rules.notice_problems(SERBIA, MONDAY, date(2026, 7, 11), weekday, urgent=True)
    assert "Rule 6" in str(urgent)
    assert not [*rules.notice_problems(SERBIA, MONDAY, date(2026, 7, 10), weekday)]


# Convening, releasing, chairing.


def test_who_convenes():
    assert rules.may_convene(BHUTAN, {Role.CHAIR})
    assert not rules.may_convene(BHUTAN, {Role.MEMBER})
    assert rules.may_convene(Procedure(), {Role.MEMBER})


def test_who_releases_the_agenda():
    one = rules.releasers_needed(Procedure(), {1, 2}, {3})
    assert one.suffice({2})
    assert not one.suffice({3})
    every = rules.releasers_needed(Procedure(agenda_release=AgendaRelease.ALL_CHAIRS), {1, 2}, {3})
    assert not every.suffice({2})
    assert every.suffice({1, 2, 9})
    coordinators = rules.releasers_needed(
        Procedure(agenda_release=AgendaRelease.COORDINATORS), {1}, {3, 4}
    )
    assert not coordinators.suffice({1, 3})
    assert coordinators.suffice({3, 4})
    assert not rules.releasers_needed(Procedure(), (), ()).suffice({1})


@pytest.mark.rule("R128")
@pytest.mark.parametrize("sides", [("customs", "business"), ("customs", "customs")])
def test_two_chairs_may_come_from_any_side(sides):
    assert rules.chair_problems(Procedure(chair_model=ChairModel.TWO), sides, {}) == []


def test_chairs_are_counted_and_their_sides_checked():
    two = Procedure(chair_model=ChairModel.TWO, chair_sides=("customs",))
    assert len(rules.chair_problems(two, ["business"], {})) == 2
    assert rules.chair_problems(Procedure(chair_model=ChairModel.NONE), [], {}) == []
    assert rules.chair_problems(Procedure(chair_model=ChairModel.NONE), ["customs"], {})
    assert rules.chair_problems(Procedure(chair_model=ChairModel.ROTATING), ["customs"], {}) == []


@pytest.mark.parametrize("sides", [(), ("customs",), ("customs", "business", "business")])
def test_where_chairs_are_not_regulated_no_number_of_them_is_wrong(sides):
    assert rules.chairs_asked(Procedure()) is None
    assert rules.chair_problems(Procedure(), sides, {}) == []
    of_academia = Procedure(chair_sides=("academia",))
    assert len(rules.chair_problems(of_academia, sides, {})) == bool(sides)


@pytest.mark.parametrize("procedure", [Procedure(), Procedure(cadence=CadenceKind.AS_NEEDED)])
def test_only_what_was_decided_counts_as_decided(procedure):
    kept = Procedure.from_json(procedure.as_json())
    assert kept == procedure
    assert not [*rules.faults(kept)]
    first = read_back(kept, {})[0]
    assert first.is_set == (kept.cadence is not None)
    assert first.text == (
        "The body meets as needed."
        if first.is_set
        else "How often the body meets is not regulated."
    )


# Composition.


def test_a_body_without_composition_rules_has_no_problems():
    assert rules.composition_problems([PUBLIC] * 7, Procedure(), {}) == []


def test_two_and_two():
    procedure = Procedure(equal_seats=2)
    assert rules.composition_problems([PUBLIC, PUBLIC, PRIVATE, PRIVATE], procedure, {}) == []
    (problem,) = rules.composition_problems([PUBLIC, PRIVATE, PRIVATE], procedure, {})
    assert problem.startswith("Rule 12: The body has 2 public and 2 private seats (2+2).")
    assert "Now: 1 public, 2 private" in problem


def test_parity_leaves_the_number_open():
    procedure = Procedure(parity=True)
    assert rules.composition_problems([PUBLIC, PRIVATE] * 3, procedure, {}) == []
    assert len(rules.composition_problems([PUBLIC, PRIVATE, PUBLIC], procedure, {})) == 1


def test_every_problem_is_told_at_once():
    procedure = Procedure(
        parity=True,
        min_private=3,
        min_sme=1,
        min_women_percent=50,
        seats_per_organisation=1,
        organisation_kinds=("chamber",),
    )
    firm = SeatFacts(
        camp=Camp.PRIVATE, organisation="Acme", organisation_kind="firm", is_woman=True
    )
    chamber = SeatFacts(camp=Camp.PUBLIC, organisation="Chamber", organisation_kind="chamber")
    problems = rules.composition_problems([firm, firm, chamber, PUBLIC, PUBLIC], procedure, {})
    numbers = [problem.split(":")[0] for problem in map(str, problems)]
    assert numbers == ["Rule 11", "Rule 13", "Rule 14", "Rule 15", "Rule 16", "Rule 17"]
    assert "3 did not say" in problems[3]
    assert "Acme holds 2" in problems[4]


def test_enough_is_enough():
    woman = SeatFacts(camp=Camp.PRIVATE, is_sme=True, is_woman=True)
    procedure = Procedure(min_private=2, min_sme=2, min_women=2, min_women_percent=100)
    assert rules.composition_problems([woman, woman], procedure, {}) == []


# Putting in force.


def draft(procedure=None, **values):
    settings = procedure or Procedure()
    return SimpleNamespace(
        **{"valid_from": None, "terms_id": None, "procedure": settings, **values}
    )


def reasons(found, day=MONDAY, latest=None, chair=False):
    return [
        str(reason)
        for reason in rules.obstacles_to_adopting(found, day, latest, led_by_another=chair)
    ]


def test_a_draft_is_put_in_force():
    assert reasons(draft(), latest=date(2026, 7, 12)) == []


def test_all_obstacles_to_putting_in_force_are_told():
    wrong = draft(Procedure(cadence=CadenceKind.PER_YEAR), valid_from=MONDAY, terms_id=4)
    assert len(reasons(wrong, latest=MONDAY, chair=True)) == 5


@pytest.mark.parametrize(
    "procedure",
    [
        Procedure(cadence=CadenceKind.MAX_GAP_DAYS),
        Procedure(cadence=CadenceKind.FIXED_MONTHS),
        Procedure(notice_days=3, urgent_notice_days=3),
        Procedure(notice_days=3, agenda_days=4),
        Procedure(equal_seats=2, min_private=3),
    ],
)
def test_settings_that_contradict_each_other_are_named(procedure):
    assert len([*rules.faults(procedure)]) == 1


@pytest.mark.parametrize(
    "procedure", [Procedure(), BHUTAN, SERBIA, INDIA_WORKING_GROUP, JORDAN_COUNCIL]
)
def test_the_real_rules_do_not_contradict_themselves(procedure):
    assert not [*rules.faults(procedure)]


@pytest.mark.parametrize("subject", [lambda body: body, lambda body: SimpleNamespace(body=body)])
def test_the_coordinator_is_whoever_the_record_of_the_body_names(subject):
    named = subject(SimpleNamespace(id=1, coordinator_id=7))
    assert rules.coordinates(Insider(person_id=7, name="Nadia", token=""), named)
    assert not rules.coordinates(Insider(person_id=8, name="Omar", token=""), named)
    nobody = SimpleNamespace(person_id=None, roles_in=lambda _body: frozenset({Role.PERSON}))
    assert not rules.coordinates(nobody, subject(SimpleNamespace(id=1, coordinator_id=None)))


def test_so_many_days_are_left_until_a_day():
    friday, monday = date(2026, 6, 5), date(2026, 6, 8)

    def monday_to_friday(day):
        return day.weekday() < 5

    assert rules.leaves(3, friday, monday, monday_to_friday, working_only=False)
    assert not rules.leaves(4, friday, monday, monday_to_friday, working_only=False)
    assert rules.leaves(1, friday, monday, monday_to_friday, working_only=True)
    assert not rules.leaves(2, friday, monday, monday_to_friday, working_only=True)


def test_a_share_is_above_the_limit_only_when_it_is_more():
    assert rules.is_above(33, 34, 100)
    assert rules.is_above(33, 1, 3)  # a third is more than 33 in a hundred
    assert not rules.is_above(50, 2, 4)
    assert not rules.is_above(0, 0, 0)
