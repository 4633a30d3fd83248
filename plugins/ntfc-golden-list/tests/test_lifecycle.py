"""The life of a file: each guard by itself, and all of them against whatever is tried."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from ntfc_golden_list.rules.lifecycle import (
    APPEALABLE,
    ENDED,
    LEADS,
    MOVERS,
    Case,
    Post,
    State,
    Step,
    Visit,
    after,
    is_round_open,
    movers,
    obstacles,
    steps_from,
)
from ntfc_golden_list.rules.status import tally
from ntfc_golden_list.rules.terms import Terms

S = State
DAY = date(2030, 3, 1)
OPEN = Terms()
VALIDATOR, DECIDER = 7, 8
VISITED = Visit(DAY, frozenset({VALIDATOR}))


def said(case, to, *, on=DAY, by=DECIDER, reasons="Because.", told=True, terms=OPEN):
    step = Step(to=to, on=on, by=by, reasons=reasons, tells_of_appeal=told)
    return [str(sentence) for sentence in obstacles(case, step, terms)]


def walk(case, *states, by=DECIDER):
    for to in states:
        assert said(case, to, by=by) == [], to
        case = after(case, Step(to=to, on=DAY, by=by, reasons="Because.", tells_of_appeal=True))
    return case


def decided(**values):
    return Case(
        **{"state": S.DECISION, "since": DAY, "round_from": DAY, "visits": (VISITED,)}
        | {"controls": 1, **values}
    )


def test_every_state_leads_somewhere_is_reached_and_has_somebody_who_moves_it():
    assert LEADS.keys() == set(S) == MOVERS.keys()
    assert set().union(*LEADS.values()) == set(S)
    for start, ends in LEADS.items():
        assert all(movers(start, to) for to in ends)
    assert movers(S.DECISION, S.CERTIFIED) == {Post.DECIDER}
    assert Post.FIRM not in set().union(*(movers(s, S.CERTIFIED) for s in S))


def test_from_interest_to_certificate_suspension_appeal_and_back():
    case = walk(Case(state=S.INTEREST), S.CANDIDATE, S.SELF_ASSESSMENT, S.APPLICATION)
    case = walk(case, S.VETTING, S.VALIDATION_PLANNED, S.VALIDATION)
    assert said(case, S.DECISION) != []
    case = walk(replace(case, visits=(VISITED,), controls=1), S.IMPROVEMENT, S.VALIDATION)
    case = walk(case, S.DECISION, S.CERTIFIED, S.MONITORING, S.SUSPENDED, S.APPEAL)
    assert steps_from(case) == {S.MONITORING, S.SUSPENDED, S.REMOVED}
    assert case.was_certified
    walk(case, S.MONITORING, S.SURRENDERED, S.INTEREST)


@pytest.mark.rule("T1")
def test_no_status_comes_by_itself():
    for start in LEADS:
        if S.CERTIFIED in LEADS[start]:
            case = Case(state=start, was_certified=True, appealed_from=S.REJECTED)
            assert any("visited" in sentence for sentence in said(case, S.CERTIFIED))
    assert any("never by itself" in sentence for sentence in said(decided(), S.CERTIFIED, by=None))
    assert said(decided(), S.CERTIFIED) == []


@pytest.mark.rule("T2")
def test_the_self_assessment_is_looked_at_on_the_premises():
    on_paper = Visit(DAY, frozenset({VALIDATOR}), on_premises=False)
    assert said(decided(visits=(on_paper,)), S.CERTIFIED) != []
    looked_at = Case(state=S.VALIDATION, visits=(on_paper,))
    assert said(looked_at, S.DECISION) != []
    assert said(replace(looked_at, visits=(VISITED,)), S.DECISION) == []
    before = Visit(DAY - timedelta(1), frozenset({VALIDATOR}))
    assert said(decided(visits=(before,)), S.CERTIFIED) != []  # of an earlier round


@pytest.mark.rule("T18")
def test_whoever_visited_does_not_decide():
    assert any("does not decide" in s for s in said(decided(), S.CERTIFIED, by=VALIDATOR))
    two = decided(visits=(VISITED, Visit(DAY, frozenset({DECIDER}))))
    assert said(two, S.CERTIFIED) != []
    again = replace(two, state=S.REVALIDATION, controls=1)
    assert said(again, S.MONITORING) != []
    assert said(replace(again, visits=(VISITED,)), S.MONITORING) == []
    appealed = replace(two, state=S.APPEAL, appealed_from=S.REJECTED)
    assert said(appealed, S.CERTIFIED) != []
    for start, ends in LEADS.items():  # neither for the firm nor against it, in whichever round
        before = Visit(DAY - timedelta(999), frozenset({VALIDATOR}))
        case = Case(state=start, appealed_from=S.REMOVED, visits=(before,), round_from=DAY)
        helped = replace(case, visits=(), took_part=frozenset({VALIDATOR}))
        for to in ends & steps_from(case):
            decides = bool(movers(start, to) & {Post.DECIDER, Post.APPEAL})
            for each in (case, helped):
                told = said(each, to, by=VALIDATOR)
                assert any("does not decide" in s for s in told) is decides, (start, to)


def test_a_round_that_was_begun_is_judged_before_the_status_holds_again():
    taken = Case(state=S.REVALIDATION, round_from=DAY, was_taken_over=True, controls=1)
    taken = replace(taken, is_round_open=is_round_open([(None, S.REVALIDATION)]))
    for way in ((), (S.SUSPENDED,), (S.SUSPENDED, S.APPEAL), (S.REMOVED, S.APPEAL)):
        case = walk(taken, *way)
        assert any("Nobody visited" in s for s in said(case, S.MONITORING)), way
        untrue = replace(case, visits=(replace(VISITED, is_accurate=False),), unmet=1)
        assert len(said(untrue, S.MONITORING)) == 2
        held = walk(replace(case, visits=(VISITED,)), S.MONITORING)
        again = walk(held, S.SUSPENDED)
        assert said(replace(again, unmet=1), S.MONITORING) == []  # no round: it was judged
        assert S.REVALIDATION not in steps_from(walk(again, S.APPEAL))
    back = walk(taken, S.REMOVED, S.APPEAL, S.REVALIDATION)
    assert back.is_round_open
    assert back.round_from == DAY


@pytest.mark.rule("T19")
def test_a_trusted_firm_is_still_controlled():
    for start, to in ((S.DECISION, S.CERTIFIED), (S.CERTIFIED, S.MONITORING)):
        case = decided(state=start)
        assert any("control programme" in s for s in said(replace(case, controls=0), to))
        assert said(case, to) == []
        assert said(replace(case, has_contact=False), to) == ["The firm has no contact."]


@pytest.mark.rule("T27")
def test_what_was_untrue_ends_the_case_with_word_of_an_appeal():
    untrue = decided(visits=(replace(VISITED, is_accurate=False),))
    assert any("untrue" in sentence for sentence in said(untrue, S.CERTIFIED))
    assert said(untrue, S.REJECTED) == []
    assert any("appeal" in sentence for sentence in said(untrue, S.REJECTED, told=False))


def test_what_must_be_met_or_planned_holds_a_certificate_back():
    assert said(decided(unmet=1), S.CERTIFIED) == ["1 fundamental requirement is not met."]
    assert said(decided(unplanned=2), S.CERTIFIED) != []


@pytest.mark.parametrize("to", sorted(APPEALABLE, key=str))
def test_a_step_against_the_firm_gives_reasons_and_tells_of_the_appeal(to):
    start = next(state for state in LEADS if to in LEADS[state] and state is not S.APPEAL)
    case = Case(state=start)
    assert said(case, to) == []
    assert len(said(case, to, reasons=" ", told=False)) == 2


def test_a_nominated_firm_applies_by_its_own_consent():
    case = Case(state=S.CANDIDATE, was_nominated=True, has_consented=False)
    assert any("consent" in sentence for sentence in said(case, S.SELF_ASSESSMENT))
    assert said(replace(case, has_consented=True), S.SELF_ASSESSMENT) == []


def test_an_application_is_complete():
    case = Case(state=S.SELF_ASSESSMENT, gaps=2)
    assert said(case, S.APPLICATION) == ["2 questions have no answer yet."]


def test_a_firm_waits_as_long_as_the_programme_says_and_an_appeal_makes_it_wait_no_longer():
    removed = Case(state=S.REMOVED, since=DAY, ended_on=DAY)
    assert said(removed, S.INTEREST) == []  # no term was fixed
    three_years = Terms(waiting_months=36)
    for day, stops in ((date(2033, 2, 28), 1), (date(2033, 3, 1), 0)):
        again = Step(to=S.INTEREST, on=day, by=None)
        assert len([*obstacles(removed, again, three_years)]) == stops
    later = Step(to=S.APPEAL, on=DAY + timedelta(30), by=1)
    end = Step(to=S.REMOVED, on=DAY + timedelta(60), by=2, reasons="No.", tells_of_appeal=True)
    assert after(after(removed, later), end).ended_on == DAY


def test_an_appeal_before_any_visit_leads_to_one():
    refused = Case(state=S.VETTING, round_from=DAY)
    case = walk(refused, S.REJECTED, S.APPEAL)
    assert said(case, S.CERTIFIED) != []
    assert said(case, S.MONITORING) != []
    walk(case, S.VALIDATION_PLANNED)


def test_steps_go_forward_in_time():
    case = Case(state=S.INTEREST, since=DAY)
    assert said(case, S.CANDIDATE, on=DAY - timedelta(1)) != []


PEOPLE = st.integers(1, 4)


class Programme(RuleBasedStateMachine):
    """Any number of files, and people who try whatever they like."""

    def __init__(self):
        super().__init__()
        self.files = []
        self.histories = []
        self.kept = []
        self.days = []
        self.today = DAY

    @rule(nominated=st.booleans())
    def open_a_file(self, nominated):
        case = Case(state=S.INTEREST, was_nominated=nominated, has_consented=not nominated)
        self._begin(case)

    @rule()
    def take_a_holder_over(self):
        taken = Case(state=S.REVALIDATION, was_taken_over=True, round_from=self.today)
        self._begin(replace(taken, is_round_open=True))

    def _begin(self, case):
        self.files.append(case)
        self.histories.append([(None, case.state)])
        self.days.append([self.today])
        self.kept.append(())

    @rule(days=st.integers(0, 400))
    def time_goes_by(self, days):
        self.today += timedelta(days)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), who=PEOPLE, accurate=st.booleans(), there=st.booleans())
    def visit(self, data, who, accurate, there):
        number = data.draw(st.integers(0, len(self.files) - 1))
        visit = Visit(self.today, frozenset({who}), there, accurate)
        case = self.files[number]
        self.files[number] = replace(
            case, visits=(*case.visits, visit), has_consented=True, controls=1
        )

    @precondition(lambda self: self.files)
    @rule(data=st.data(), who=st.none() | PEOPLE, told=st.booleans(), far=st.integers(1, 12))
    def go_on(self, data, who, told, far):
        number = data.draw(st.integers(0, len(self.files) - 1))
        for _step in range(far):
            case = self.files[number]
            to = data.draw(st.sampled_from(sorted(LEADS[case.state], key=lambda s: s.value)))
            reasons = "So." if told else ""
            step = Step(to=to, on=self.today, by=who, reasons=reasons, tells_of_appeal=told)
            if [*obstacles(case, step, OPEN)]:
                return
            self.files[number] = after(case, step)
            self.histories[number].append((case.state, to))
            self.days[number].append(self.today)
            self._look_at_certificate(number, who)

    def _look_at_certificate(self, number, who):
        """Judge by the history alone whether the status given or held stands on a visit."""
        history, case = self.histories[number], self.files[number]
        if history[-1][1] not in {S.CERTIFIED, S.MONITORING}:
            return
        began = max(
            place
            for place, (start, to) in enumerate(history)
            if (start, to) == (S.SELF_ASSESSMENT, S.APPLICATION)
            or (to is S.REVALIDATION and start is not S.APPEAL)
        )
        since = self.days[number][began]
        visits = [v for v in case.visits if v.on_premises and v.on >= since]
        assert visits
        assert all(who not in visit.validators for visit in case.visits)
        judged = {to for _start, to in history[began:-1]} & {S.CERTIFIED, S.MONITORING}
        assert not case.is_round_open
        if history[-1][1] is S.CERTIFIED or not judged:
            assert who is not None
            assert all(visit.is_accurate for visit in visits)

    @rule(to=st.sampled_from(State), who=PEOPLE)
    def jump(self, to, who):
        for number, case in enumerate(self.files):
            step = Step(to=to, on=self.today, by=who, reasons="So.", tells_of_appeal=True)
            if to not in LEADS[case.state]:
                assert [*obstacles(case, step, OPEN)], number

    @invariant()
    def all_files_are_counted(self):
        counted = tally(case.state for case in self.files)
        assert sum(counted.values()) == len(self.files)
        assert counted.keys() == set(State)

    @invariant()
    def histories_only_grow_and_hang_together(self):
        for number, history in enumerate(self.histories):
            assert tuple(history[: len(self.kept[number])]) == self.kept[number]
            self.kept[number] = tuple(history)
            for (_, reached), (left, _to) in pairwise(history):
                assert reached is left
            assert history[-1][1] is self.files[number].state

    @invariant()
    def what_ended_has_a_day(self):
        for number, case in enumerate(self.files):
            if case.state in ENDED and len(self.histories[number]) > 1:
                assert case.ended_on is not None


Programme.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestProgramme = Programme.TestCase
