"""The rules of client coordinators, C1 to C14, without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from ntfc_client_coordinators.rules import assigning, cases, integrity, plans, portfolio, reports
from ntfc_client_coordinators.rules.assigning import Assigned, Side, State
from ntfc_client_coordinators.rules.cases import Case, Part, Step, Topic, Where
from ntfc_client_coordinators.rules.days import months_later
from ntfc_client_coordinators.rules.integrity import Checked
from ntfc_client_coordinators.rules.portfolio import Level, Limits, Load

from ntfc.clock import start_of

DAY = date(2030, 3, 1)
READY = Assigned(
    state=State.PLANNED, person=1, substitute=2, accepted_conduct=True, declared_on=DAY
)


def words(sentences):
    return " ".join(str(sentence) for sentence in sentences)


@pytest.mark.rule("C1")
def test_nobody_answers_for_a_firm_without_a_declaration_of_this_year():
    assert words(assigning.faults(READY, State.ACTIVE, DAY)) == ""
    for declared, today, is_missing in (
        (None, DAY, True),
        (DAY, date(2031, 2, 28), False),
        (DAY, date(2031, 3, 1), True),
    ):
        told = words(assigning.faults(replace(READY, declared_on=declared), State.ACTIVE, today))
        assert ("declaration about shares in the firm is missing" in told) is is_missing
    told = words(assigning.faults(replace(READY, has_shares=True), State.ACTIVE, DAY))
    assert "Who has shares in the firm" in told
    told = words(assigning.faults(replace(READY, substitute_has_shares=True), State.ACTIVE, DAY))
    assert "Who stands in has shares" in told


@pytest.mark.rule("C12")
def test_the_code_of_conduct_and_a_substitute_come_first():
    told = words(
        assigning.faults(replace(READY, accepted_conduct=False, substitute=None), State.ACTIVE, DAY)
    )
    assert "code of conduct" in told
    assert "Name a substitute" in told
    assert "somebody else" in words(assigning.substitute_faults(1, 1))


def test_a_firm_is_never_without_somebody():
    active = replace(READY, state=State.ACTIVE)
    assert "would have nobody" in words(assigning.faults(active, State.ENDED, DAY))
    assert "Name who comes next" in words(assigning.faults(active, State.HANDOVER, DAY))
    assert words(assigning.faults(replace(active, firm_left=True), State.ENDED, DAY)) == ""
    next_one = replace(active, has_successor=True)
    assert words(assigning.faults(next_one, State.HANDOVER, DAY)) == ""
    # whoever learns beside another does not simply take over: a handover does that
    learner = replace(READY, is_answered_for=True)
    assert assigning.steps_from(learner) == (State.MENTORING, State.ENDED)
    assert "cannot be taken" in words(assigning.faults(learner, State.ACTIVE, DAY))
    assert State.MENTORING not in assigning.steps_from(READY)


def test_a_handover_is_signed_by_both_and_last_by_the_manager():
    both = frozenset({Side.LEAVING, Side.COMING})
    told = {"is_told": True, "introduced": True}
    assert words(assigning.signing_faults(Side.MANAGER, both, **told)) == ""
    one = frozenset({Side.LEAVING})
    assert "when both have signed" in words(assigning.signing_faults(Side.MANAGER, one, **told))
    assert "signed already" in words(assigning.signing_faults(Side.LEAVING, one, **told))
    nothing = {"is_told": False, "introduced": False}
    assert "open points" in words(assigning.signing_faults(Side.LEAVING, frozenset(), **nothing))
    assert "not introduced" in words(assigning.signing_faults(Side.COMING, one, **nothing))


def test_working_time_is_given_once():
    load = Load(share=60, firms=2)
    assert words(portfolio.share_faults(load, 40, is_exclusive=False)) == ""
    told = words(portfolio.share_faults(load, 41, is_exclusive=False))
    assert "101 percent" in told
    assert "40 percent are free" in told
    assert "has no others" in words(portfolio.share_faults(load, 1, is_exclusive=True))
    alone = Load(share=50, firms=1, has_exclusive=True)
    assert "one firm only" in words(portfolio.share_faults(alone, 1, is_exclusive=False))
    limits = Limits(warn_share=60, most_firms=1)
    assert len([*portfolio.share_warnings(load, limits)]) == 2
    assert [*portfolio.share_warnings(load, Limits())] == []


@pytest.mark.rule("C11")
def test_rotation_and_talks_are_due_only_where_somebody_fixed_it():
    assert portfolio.rotation_due(DAY, Limits()) is None
    assert portfolio.rotation_due(DAY, Limits(rotation_months=36)) == date(2033, 3, 1)
    assert portfolio.talk_due(DAY, None) is None
    assert portfolio.talk_due(date(2030, 1, 31), 1) == date(2030, 2, 28)
    assert months_later(date(2028, 2, 29), -12) == date(2027, 2, 28)


@pytest.mark.rule("C3", "C4", "C5")
@pytest.mark.parametrize("what", list(Checked))
def test_the_second_person_is_another_person(what):
    assert words(integrity.colleague_faults(what, 3, (1, 2, None))) == ""
    for same in (1, 2, None):
        assert "a colleague" in words(integrity.colleague_faults(what, same, (1, 2, None)))


S = cases.State
ASKED = Case(state=S.FRONT, topic=Topic.QUESTION, part=Part.INFORMS)


def against(case, to, **told):
    return words(cases.faults(case, Step(to=to, **told)))


@pytest.mark.rule("C2")
def test_an_appeal_leaves_the_hands_of_the_coordinator():
    appeal = replace(ASKED, topic=Topic.APPEAL, part=Part.STEPS_BACK)
    assert "leaves this desk" in against(appeal, S.ANSWERED, text="No.")
    assert "leaves this desk" in against(appeal, S.SENT, section="Tariffs")
    assert "those who decide" in against(appeal, S.REDIRECTED, where=Where.COMMITTEE)
    assert against(appeal, S.REDIRECTED, where=Where.APPEAL) == ""
    assert "you step back" in against(
        replace(appeal, part=Part.INFORMS), S.REDIRECTED, where=Where.APPEAL
    )
    gone = replace(appeal, state=S.CLOSED, where=Where.APPEAL)
    assert cases.steps_from(gone) == ()
    assert cases.is_out_of_hands(Where.APPEAL)


@pytest.mark.rule("C6")
def test_each_question_asks_for_ones_role():
    assert "Weigh your role" in against(replace(ASKED, part=None), S.ANSWERED, text="Yes.")
    refund = replace(ASKED, topic=Topic.REFUND, was_checked=True)
    assert "Here you prepare" in against(refund, S.ANSWERED, text="Yes.")
    assert against(replace(refund, part=Part.PREPARES), S.ANSWERED, text="Yes.") == ""


@pytest.mark.rule("C4", "C5")
@pytest.mark.parametrize("topic", list(cases.NEEDS_COLLEAGUE))
def test_the_firm_is_told_only_what_a_colleague_evaluated(topic):
    prepared = replace(ASKED, topic=topic, part=Part.PREPARES)
    answered = replace(prepared, state=S.BACK_ANSWERED)
    for case, to in ((prepared, S.ANSWERED), (answered, S.REPORTED)):
        assert "A colleague looks at it" in against(case, to, text="Yes.")
        assert against(replace(case, was_checked=True), to, text="Yes.") == ""


@pytest.mark.rule("C9")
def test_the_manager_knows_of_what_is_sensitive_before_the_firm_does():
    case = replace(ASKED, is_sensitive=True)
    assert "tell the team manager" in against(case, S.ANSWERED, text="Yes.")
    assert against(replace(case, manager_knows=True), S.ANSWERED, text="Yes.") == ""


def test_what_a_step_needs_is_told():
    assert "which section" in against(ASKED, S.SENT)
    assert "where it goes" in against(ASKED, S.REDIRECTED)
    assert "what was said" in against(ASKED, S.ANSWERED, text=" ")
    assert "cannot be taken" in against(ASKED, S.CLOSED)


def test_two_clocks_run_apart_and_stop_when_the_firm_has_heard():
    start = datetime(2030, 3, 1, 8, tzinfo=UTC)
    later = start + timedelta(minutes=90, seconds=59)
    assert cases.minutes_in(S.FRONT, start, later) == (90, 0)
    assert cases.minutes_in(S.WORKING, start, later) == (0, 90)
    assert cases.minutes_in(S.NEEDS_INFO, start, later) == (90, 0)  # the coordinator asks the firm
    assert all(cases.minutes_in(state, start, later) == (0, 0) for state in cases.HEARD)
    assert cases.minutes_in(S.FRONT, later, start) == (0, 0)


def test_the_committee_is_not_told_which_firm_it_was():
    names = {"MultiCom Electronics Ltd", "R-77", "", "Al"}
    assert words(cases.naming_faults(["Scales are closed at noon.", "Also."], names)) == ""
    told = words(cases.naming_faults(["multicom waits", "R-77"], names))
    assert "MultiCom" in told
    assert "R-77" in told
    kept = [*cases.telling_divisions(["Sales", "Plant  Zarqa", "InkJet", ""])]
    assert kept == ["Plant  Zarqa", "InkJet"]


def test_a_page_says_which_rows_it_leaves_out():
    table = reports.Table("Cases", ("Firm",), [("A",)] * (reports.MOST + 1), note="All.")
    assert len(table.first_rows) == reports.MOST
    assert words([table.page_note]) == "All. These are the first 200 rows: the workbook has all."
    assert reports.Table("Cases", ("Firm",), [("A",)], note="All.").page_note == "All."


def test_service_is_unequal_where_some_wait_more_than_twice_as_long():
    assert not cases.is_unequal([20, 40])
    assert cases.is_unequal([10, 21])
    assert not cases.is_unequal([600])


def test_a_plan_says_of_each_risk_what_is_done_or_why_not():
    assert "empty" in words(plans.plan_faults([]))
    fine = [
        plans.Risk("Code", Level.SMALL, is_covered=True, has_control=True),
        plans.Risk("Value", Level.LARGE, is_covered=False, has_control=False, reason="Few staff."),
    ]
    assert words(plans.plan_faults(fine)) == ""
    assert plans.uncovered_high(fine) == 1
    bare = [replace(fine[0], has_control=False), replace(fine[1], reason=" ")]
    told = words(plans.plan_faults(bare))
    assert "No control looks at this risk: Code" in told
    assert "Say why this risk is left uncovered: Value" in told


def test_the_manager_decides_on_a_plan_and_not_who_wrote_it():
    handed_in = plans.State.HANDED_IN
    parts = {"writers": {1, None}, "answering": {3}}
    assert words(plans.deciding_faults(handed_in, 2, **parts)) == ""
    for decider in (1, None):
        assert "wrote the plan" in words(plans.deciding_faults(handed_in, decider, **parts))
    assert "Who answers" in words(plans.deciding_faults(handed_in, 3, **parts))
    assert "handed in" in words(plans.deciding_faults(plans.State.DRAFT, 2, **parts))


def test_a_month_is_read_or_else_the_one_that_goes_on():
    begins = partial(start_of, time_zone="Asia/Amman")
    december = reports.month_of("2030-12", DAY, begins)
    assert december.after == date(2031, 1, 1)
    assert (december.since, december.until) == (
        datetime(2030, 11, 30, 21, tzinfo=UTC),
        datetime(2030, 12, 31, 21, tzinfo=UTC),
    )
    for wrong in ("", "2030-13", "soon", "2030", "99999-01", "²-1"):
        assert reports.month_of(wrong, DAY, begins).code == "2030-03"
