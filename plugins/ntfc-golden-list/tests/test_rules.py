"""The rules of programmes, T3 to T26; the others are about single steps: test_lifecycle.py."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from ntfc_golden_list.rules import benefits, building, judging, lines, programme, status, terms
from ntfc_golden_list.rules.benefits import Benefit, Group, Measure, Use
from ntfc_golden_list.rules.judging import Answer, Asked, Check, Proof, Result, Said, Size, Weight
from ntfc_golden_list.rules.lifecycle import Case, State, Step, obstacles
from ntfc_golden_list.rules.lines import Line
from ntfc_golden_list.rules.programme import (
    Exempt,
    Holder,
    Notice,
    Pilot,
    Ruling,
    Stage,
)
from ntfc_golden_list.rules.terms import Terms

DAY = date(2030, 3, 1)


def words(sentences):
    return " ".join(str(sentence) for sentence in sentences)


@pytest.mark.rule("T3")
def test_three_places_of_twenty_five_can_do_with_a_reason():
    sites = range(25)
    assert words(judging.sample_faults(sites, {1, 2, 3}, "One of each kind.")) == ""
    assert "Say why" in words(judging.sample_faults(sites, {1, 2, 3}, " "))
    assert words(judging.sample_faults({1}, {1}, "")) == ""
    assert "at least one" in words(judging.sample_faults(sites, (), "x"))
    assert "not belong" in words(judging.sample_faults({1, 2}, {3}, "x"))


@pytest.mark.rule("T4")
def test_what_is_proven_already_is_not_looked_at_twice_while_it_holds():
    proofs = [Proof(1, DAY), Proof(2), Proof(3, date(2030, 2, 28))]
    assert judging.proven(proofs, DAY) == {1, 2}


def test_vetting_ends_when_a_second_officer_looked_at_each_check():
    good = Check(is_clear=True, reviewer=1, second=2)
    assert words(judging.vetting_faults([good])) == ""
    assert "No check" in words(judging.vetting_faults([]))
    assert "no result" in words(
        judging.vetting_faults([Check(is_clear=None, reviewer=1, second=2)])
    )
    assert "second officer" in words(
        judging.vetting_faults([Check(is_clear=True, reviewer=1, second=None)])
    )
    assert "somebody else" in words(
        judging.vetting_faults([Check(is_clear=True, reviewer=1, second=1)])
    )


@pytest.mark.rule("T6")
def test_rules_are_public_in_full_or_not_at_all():
    full = {name: {"en": "Words"} for name in programme.IN_PUBLIC}
    assert words(programme.publication_faults(full)) == ""
    for name in programme.IN_PUBLIC:
        assert words(programme.publication_faults(full | {name: {}})) != ""


@pytest.mark.rule("T7")
def test_a_requirement_may_read_otherwise_for_smaller_firms():
    for size, reads in ((Size.SMALL, "easy"), (Size.MEDIUM, "easy"), (Size.LARGE, "hard")):
        assert judging.text_for(size, "hard", "easy") == reads
        assert judging.text_for(size, "hard", "") == "hard"


@pytest.mark.rule("T8")
def test_a_pilot_is_small_mixed_and_voluntary_and_only_warned_about():
    mixed = [Pilot(Size.SMALL, "food"), Pilot(Size.LARGE, "steel")]
    assert words(programme.pilot_warnings(mixed)) == ""
    assert words(programme.pilot_warnings(mixed * 5)) == ""
    assert "10 firms" in words(programme.pilot_warnings([*mixed * 5, mixed[0]]))
    assert "volunteers" in words(programme.pilot_warnings([Pilot(Size.SMALL, "x", False)]))
    alike = [Pilot(Size.SMALL, "food")] * 2
    assert "one size" in words(programme.pilot_warnings(alike))
    assert "deal in the same" in words(programme.pilot_warnings(alike))


@pytest.mark.rule("T9")
def test_importers_and_exporters_come_first_and_others_when_it_is_open_to_them():
    opens = {"importer": DAY, "broker": date(2031, 1, 1), "carrier": None}
    assert words(programme.opening_faults(opens, {"importer"}, DAY)) == ""
    for roles in ({"broker"}, {"carrier"}, {"importer", "broker"}, {"nobody"}, set()):
        assert words(programme.opening_faults(opens, roles, DAY)) != ""
    assert words(programme.opening_faults(opens, {"broker"}, date(2031, 1, 1))) == ""
    assert words(programme.order_warnings(opens)) == ""
    assert words(programme.order_warnings({"importer": DAY, "broker": date(2030, 2, 1)})) != ""
    assert words(programme.order_warnings({"importer": None, "broker": DAY})) != ""


CATALOGUE = [
    Benefit(key=1, group=Group.LEAD_TIME, measure=Measure.RAPID_RELEASE, promised_on=DAY, uses=3),
    Benefit(
        key=2, group=Group.DATA, measure=Measure.FEW_DOCUMENTS, promised_on=DAY, delivered_on=DAY
    ),
    Benefit(key=3, group=Group.RESULTS),
    Benefit(key=4, group=Group.RELATIONS, promised_on=DAY, delivered_on=DAY, uses=9),
]


@pytest.mark.rule("T10")
def test_promises_are_held_against_what_is_delivered_and_used():
    kept = benefits.kept(CATALOGUE, DAY)
    assert (kept.promised, kept.delivered, kept.used, kept.share) == (3, 2, 1, 67)
    assert benefits.kept([], DAY).share is None
    assert "measured, not granted" in words(benefits.promise_faults(CATALOGUE[2]))
    assert words(benefits.delivery_faults(CATALOGUE[0], DAY)) == ""
    assert words(benefits.delivery_faults(CATALOGUE[0], date(2030, 2, 1))) != ""


@pytest.mark.rule("T11")
def test_uses_are_recorded_with_the_time_they_saved_and_the_unused_stand_first():
    uses = [
        Use(times=3, minutes_without=Decimal(90), minutes_with=Decimal(20)),
        Use(times=5),
        Use(times=1, minutes_without=Decimal(10), minutes_with=Decimal(25)),
    ]
    assert benefits.minutes_saved(uses) == 195
    assert [one.key for one in benefits.unused_first(CATALOGUE)] == [2, 3, 1, 4]
    assert words(benefits.use_faults(uses[0], CATALOGUE[0])) == ""
    assert words(benefits.use_faults(uses[0], CATALOGUE[2])) != ""
    assert words(benefits.use_faults(Use(times=0), CATALOGUE[0])) != ""
    assert words(benefits.measure_faults(CATALOGUE[2], DAY, DAY)) == ""
    assert words(benefits.measure_faults(CATALOGUE[0], DAY, DAY)) != ""
    assert words(benefits.measure_faults(CATALOGUE[2], date(2031, 1, 1), DAY)) != ""
    lone = Use(times=1, minutes_without=Decimal(4))
    assert "baseline" in words(benefits.use_faults(lone, CATALOGUE[0]))


def test_the_agreement_asks_for_three_of_seven_measures_that_are_delivered():
    assert len(Measure) == 7
    assert benefits.covered(CATALOGUE, DAY) == {Measure.FEW_DOCUMENTS}
    assert benefits.falls_short(CATALOGUE, DAY)
    three = [
        Benefit(key=n, group=Group.DATA, measure=m, delivered_on=DAY)
        for n, m in enumerate([*Measure][:3])
    ]
    assert not benefits.falls_short(three, DAY)
    assert benefits.falls_short(three, date(2030, 2, 1))


@pytest.mark.rule("T12")
def test_a_programme_is_evaluated_after_six_months_and_twice_in_its_first_year():
    assert terms.evaluations_due(date(2030, 8, 31)) == [date(2031, 2, 28), date(2031, 8, 31)]
    planned = {101: SimpleNamespace(due_on=None, done_on=DAY, note="All went well.")}
    first, second = building.evaluations(DAY, planned, date(2031, 3, 2))
    assert (first.done_on, first.is_late, first.note) == (DAY, False, "All went well.")
    assert (second.months, second.is_late) == (12, True)
    assert building.evaluations(None, planned, DAY) == []


@pytest.mark.rule("T13")
def test_a_pilot_is_no_basis_for_recognition_but_for_two_cases():
    assert words(programme.recognition_faults(Stage.FULL, None)) == ""
    for stage in (Stage.BUILDING, Stage.PILOT):
        assert words(programme.recognition_faults(stage, None)) != ""
        for case in Exempt:
            assert words(programme.recognition_faults(stage, case)) == ""
    assert len(Exempt) == 2


@pytest.mark.rule("T15")
def test_a_validator_from_outside_has_a_method_and_an_overseer():
    assert words(judging.third_party_faults(is_third_party=False, method="", overseer=None)) == ""
    told = [*judging.third_party_faults(is_third_party=True, method=" ", overseer=None)]
    assert len(told) == 2
    assert (
        words(judging.third_party_faults(is_third_party=True, method="As written", overseer=4))
        == ""
    )


def test_an_officer_accepts_the_code_of_conduct_first():
    assert words(judging.conduct_faults(DAY, DAY)) == ""
    assert words(judging.conduct_faults(None, DAY)) != ""
    assert words(judging.conduct_faults(date(2030, 3, 2), DAY)) != ""


@pytest.mark.rule("T17")
def test_one_unit_reads_the_rules_and_the_latest_reading_holds():
    old, new = Ruling("K1", date(2030, 1, 1), "so"), Ruling("K1", DAY, "otherwise")
    assert programme.reading_of("K1", [new, old], DAY) is new
    assert programme.reading_of("K1", [new, old], date(2030, 2, 1)) is old
    assert programme.reading_of("K2", [new, old], DAY) is None
    assert words(programme.ruling_faults(new)) == ""
    assert words(programme.ruling_faults(Ruling("K1", DAY, "so", by_central_unit=False))) != ""


@pytest.mark.rule("T20")
def test_ten_firms_need_no_portal_a_file_of_uses_is_read_line_by_line():
    good = {"certificate": "7", "benefit": "A1", "month": "2030-03", "times": "4"}
    told = [
        good,
        good | {"times": "many", "month": "May"},
        {},
        good | {"benefit": ""},
        good | {"month": "2030-04"},
    ]
    names = ["certificate", "benefit", "month", "times"]
    rows = [[one.get(name, "") for name in names] for one in told]
    table = lines.table_of(lines.text_of(names, rows))
    faults = {one.number: [*lines.use_faults(one, {"7"}, {"A1"}, DAY)] for one in table.lines}
    assert list(faults) == [2, 3, 5, 6], "as a spreadsheet numbers them"
    assert faults[2] == []
    assert [column for column, _why in faults[3]] == ["month", "times"]
    assert [column for column, _why in faults[5]] == ["benefit"]
    assert faults[6] == [("month", "this month lies ahead")]
    assert lines.month_of("2030-03-01") == lines.month_of("2030-03") == date(2030, 3, 1)
    # and the desk may take each step of a firm that sends paper
    step = Step(to=State.APPLICATION, on=DAY, by=1)
    assert [*obstacles(Case(state=State.SELF_ASSESSMENT), step, Terms())] == []


@pytest.mark.rule("T21")
def test_a_lesson_for_all_centres_names_nobody():
    assert words(programme.lesson_faults("Look at the seals first.", ["Acme"])) == ""
    assert words(programme.lesson_faults("At ACME the seals were cut.", ["Acme Ltd"])) != ""
    assert words(programme.lesson_faults("Acmes and also", ["Acme", "Al"])) == ""
    assert words(programme.lesson_faults(" ", [])) != ""


@pytest.mark.rule("T22")
def test_a_benefit_is_refused_with_a_reason():
    for answer in benefits.Disposition:
        is_yes = answer is benefits.Disposition.ACCEPTED
        assert (words(benefits.disposition_faults(answer, " ")) == "") is is_yes
        assert words(benefits.disposition_faults(answer, "Taxes are due.")) == ""


def test_the_contact_hears_of_changes_and_the_central_unit_of_suspicions_too():
    assert programme.notice_readers(Notice.CHANGE, 5, {8}) == {5}
    assert programme.notice_readers(Notice.CHANGE, None, {8}) == {8}
    assert programme.notice_readers(Notice.SUSPICION, 5, {8}) == {5, 8}


@pytest.mark.rule("T24")
def test_interest_is_counted_and_says_what_is_to_come_only_by_what_was():
    told = programme.forecast([True, True, False, False, None, None])
    assert (told.interested, told.went_on, told.waiting, told.expected) == (6, 2, 2, 1)
    assert programme.forecast([None, None]).expected is None


@pytest.mark.rule("T25")
def test_holders_in_force_go_to_risk_systems_with_the_codes_of_partners():
    holder = Holder("12", "Acme", "R-1", "A", DAY, None, True, ("importer", "exporter"))
    lapsed = Holder("13", "Bolt", "R-2", "A", DAY, DAY, False)
    (row,) = programme.holder_rows([holder, lapsed], {"US": "JO"})
    assert row["code_US"] == "JO12"
    assert (row["number"], row["until"], row["roles"]) == ("12", "", "importer exporter")


def test_nothing_is_due_where_no_term_was_fixed():
    none = Terms()
    assert terms.valid_until(DAY, none) is None
    assert terms.review_due(DAY, none) is None
    assert terms.review_opens(None, none) is None
    assert terms.reapply_from(DAY, none) is None
    assert terms.answer_by(DAY, none) is None
    assert terms.appeal_by(DAY, none) is None
    assert not terms.is_late(None, DAY)
    assert terms.earliest([None]) is None
    assert terms.earliest([None, date(2031, 1, 1), DAY]) == DAY


def test_terms_are_counted_in_months_and_days():
    some = Terms(
        validity_months=36, review_months=12, review_opens_days=90, answer_days=30, appeal_days=10
    )
    assert terms.valid_until(DAY, some) == date(2033, 2, 28)
    due = terms.review_due(date(2032, 2, 29), some)
    assert due == date(2033, 2, 28)
    assert terms.review_opens(due, some) == date(2032, 11, 30)
    assert terms.answer_by(DAY, some) == date(2030, 3, 31)
    assert terms.is_late(DAY, date(2030, 3, 2))
    assert not terms.is_late(DAY, DAY)


ASKED = [
    Asked(key=1, weight=Weight.FUNDAMENTAL),
    Asked(key=2, weight=Weight.IMPORTANT, roles=frozenset({"carrier"})),
    Asked(key=3, weight=Weight.DESIRABLE, classes=frozenset({"A"})),
]


def test_each_firm_is_asked_what_concerns_it_and_a_plan_has_its_day():
    assert [a.key for a in judging.asked_of(ASKED, {"importer"}, {"B"})] == [1]
    assert [a.key for a in judging.asked_of(ASKED, {"carrier"}, {"A"})] == [1, 2, 3]
    said = {1: Said(answer=Answer.PLANNED), 2: Said(answer=Answer.PLANNED, by_when=DAY)}
    assert judging.gaps(ASKED, said) == [1, 3]
    assert judging.gaps(ASKED, {n: Said(answer=Answer.NO) for n in (1, 2, 3)}) == []


def test_what_is_fundamental_is_met_and_what_is_important_may_be_planned():
    found = {1: Result.PLANNED, 2: Result.PLANNED}
    assert judging.shortcomings(ASKED, found) == ([1], [])
    assert judging.shortcomings(ASKED, {1: Result.MET}) == ([], [2])
    assert judging.is_accurate(found.values())
    assert not judging.is_accurate([Result.MET, Result.INACCURATE])


def test_a_class_stands_on_another_where_the_programme_says_so():
    needs = {"A": None, "B": None, "security": "A"}
    assert words(programme.class_faults("security", needs, {"A"})) == ""
    assert words(programme.class_faults("security", needs, {"B"})) != ""
    assert words(programme.class_faults("C", needs, {"A"})) != ""


def test_a_holder_of_before_comes_with_its_papers():
    told = dict.fromkeys(programme.HOLDER_TOLD, "x") | {"given_on": DAY.isoformat()}
    assert [*programme.taking_over_faults(Line(2, told), DAY)] == []
    for name, wrong in (
        ("certificate", ""),
        ("given_on", "soon"),
        ("given_on", "2031-01-01"),
        ("decision", ""),
        ("firm", "x" * 201),
    ):
        (fault,) = programme.taking_over_faults(Line(2, told | {name: wrong}), DAY)
        assert fault[0] == name


def test_what_a_certificate_is_worth():
    def worth(state, **more):
        facts = {"appealed_from": None, "ended_on": None, "until": None, "today": DAY, **more}
        return status.standing(state=state, **facts).value

    assert worth(State.MONITORING) == "valid"
    assert worth(State.MONITORING, until=DAY) == "valid"
    assert worth(State.MONITORING, until=date(2030, 2, 28)) == "expired"
    assert worth(State.SUSPENDED) == "suspended"
    assert worth(State.APPEAL, appealed_from=State.SUSPENDED) == "suspended"
    assert worth(State.APPEAL, appealed_from=State.MONITORING) == "valid"
    assert worth(State.APPEAL, appealed_from=State.REMOVED) == "ended"
    assert worth(State.REMOVED) == "ended"
    assert worth(State.MONITORING, ended_on=DAY) == "ended"


def test_a_class_ends_another_but_not_what_it_stands_on_or_bears():
    needs = {"A": None, "B": None, "security": "A"}
    assert status.ends_with("B", {"A", "security"}, needs) == {"A", "security"}
    assert status.ends_with("security", {"A"}, needs) == set()
    assert status.ends_with("A", {"A", "B", "security"}, needs) == {"A", "B"}
