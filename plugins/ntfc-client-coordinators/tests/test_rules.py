"""The rules of client coordinators, C1 to C14, without a database."""

from dataclasses import replace
from datetime import date

import pytest
from ntfc_client_coordinators.rules import assigning, portfolio
from ntfc_client_coordinators.rules.assigning import Assigned, Side, State
from ntfc_client_coordinators.rules.days import months_later
from ntfc_client_coordinators.rules.portfolio import Limits, Load

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
