from datetime import date
from types import SimpleNamespace

import pytest

from ntfc.committees.models import Level
from ntfc.issues import rules
from ntfc.issues.models import EventKind, IssueEvent, IssueState, Measure, Strength
from ntfc.issues.rules.levels import is_elsewhere, levels_of
from ntfc.permissions import Insider, Role
from ntfc.procedure.models import AgendaRelease, Procedure

S = IssueState


def issue(state=S.PROPOSED, **values):
    return SimpleNamespace(state=state, number=3, body_id=1, **values)


def told(reasons):
    return [str(reason) for reason in reasons]


@pytest.mark.parametrize("now", list(S))
def test_an_issue_never_stays_where_it_is_by_a_step(now):
    assert now not in rules.STEPS[now]


def test_whatever_is_not_settled_can_be_settled():
    for state in rules.OPEN:
        reached, before = {state}, set()
        while reached != before:
            before = set(reached)
            reached |= {to for one in before for to in rules.STEPS[one]}
        assert reached & rules.SETTLED


def test_a_step_that_is_not_there_is_refused_with_both_states():
    assert told(rules.obstacles_to_moving(issue(), S.ACCEPTED)) == []
    (reason,) = told(rules.obstacles_to_moving(issue(S.DECLINED), S.ON_AGENDA))
    assert "“Declined”" in reason
    assert "“On an agenda”" in reason


def screening(release=AgendaRelease.CHAIR, *, releasers=(7,), actor=1, office=False, word_of=None):
    return told(
        rules.obstacles_to_screening(
            Procedure(agenda_release=release),
            frozenset(releasers),
            actor_id=actor,
            is_office=office,
            word_of=word_of,
        )
    )


def test_who_releases_the_agenda_decides():
    assert screening(actor=7) == []
    (reason,) = screening(actor=1)
    assert "Rule 7:" in reason


def test_the_secretariat_notes_the_word_of_somebody_who_may_decide():
    assert screening(office=True, word_of=7) == []
    assert "Say who decided" in screening(office=True)[0]
    assert "Say who decided" in screening(office=True, word_of=9)[0]


def test_where_nobody_is_in_office_the_secretariat_decides():
    assert screening(releasers=(), office=True) == []


@pytest.mark.rule("R110")
def test_a_suggestion_on_the_body_itself_is_refused_only_by_law():
    decline = rules.obstacles_to_declining
    assert told(decline(is_about_process=False, reason="Not here", law="")) == []
    assert "Say why" in told(decline(is_about_process=False, reason=" ", law=""))[0]
    assert "name the law" in told(decline(is_about_process=True, reason="No", law=""))[0]
    assert told(decline(is_about_process=True, reason="No", law="Law 12")) == []


@pytest.mark.rule("R81")
def test_a_higher_body_asks_what_was_tried():
    def handing(**given):
        facts = {"is_above": True, "was_discussed": False, "attempts": "", **given}
        return told(rules.obstacles_to_handing_over(issue(), 2, **facts))

    assert "what was tried" in handing()[0]
    assert handing(attempts="Two meetings in spring") == []
    assert handing(was_discussed=True) == []
    assert handing(is_above=False) == []


def test_an_issue_is_not_handed_to_where_it_is():
    reasons = rules.obstacles_to_handing_over(
        issue(), 1, is_above=False, was_discussed=False, attempts=""
    )
    assert "in this body already" in told(reasons)[0]


@pytest.mark.rule("R97")
def test_an_issue_is_weighed_by_how_often_and_how_strongly_it_is_voiced():
    weight = rules.weigh([Strength.PRESSING, Strength.HELPFUL, Strength.HELPFUL])
    assert (weight.voices, weight.points) == (3, 5)
    assert weight.importance == pytest.approx(5 / 3)
    assert rules.weigh([]).importance == 0
    assert rules.weigh([Strength.PRESSING]).points > rules.weigh([Strength.IMPORTANT]).points


@pytest.mark.parametrize(
    ("effort", "benefit", "quick"),
    [
        (Measure.SMALL, Measure.LARGE, True),
        (Measure.SMALL, Measure.MEDIUM, True),
        (Measure.SMALL, Measure.SMALL, False),
        (Measure.MEDIUM, Measure.LARGE, False),
        (None, Measure.LARGE, False),
        (Measure.SMALL, None, False),
    ],
)
def test_a_quick_win_is_little_effort_for_a_benefit_worth_having(effort, benefit, quick):
    assert rules.is_quick_win(effort, benefit) is quick


def test_titles_that_speak_of_the_same_are_found_the_nearest_first():
    others = {
        1: "Opening hours of the eastern gate",
        2: "Containers opened twice by two agencies",
        3: "CONTAINERS are opened twice!",
        4: "",
    }
    assert rules.alike("Containers are opened twice", others)[0] == 3
    assert set(rules.alike("Containers are opened twice", others)) == {2, 3}
    assert rules.alike("", others) == []
    assert rules.alike("a to be", others) == []


def test_one_does_not_support_oneself_nor_what_is_settled():
    own = issue(raised_by_id=5)
    assert "yourself" in told(rules.obstacles_to_supporting(own, 5))[0]
    assert told(rules.obstacles_to_supporting(own, 6)) == []
    settled = issue(S.CLOSED, raised_by_id=5)
    assert "settled" in told(rules.obstacles_to_supporting(settled, 6))[0]
    assert "settled" in told(rules.obstacles_to_adding_ideas(settled))[0]
    assert told(rules.obstacles_to_adding_ideas(own)) == []


def test_other_words_are_other_words():
    same = issue(title="A", problem="B", expected_result="C")
    words = {"title": "A", "problem": "B", "expected_result": "C"}
    assert "has already" in told(rules.obstacles_to_wording(same, words))[0]
    assert told(rules.obstacles_to_wording(same, {**words, "title": "X"})) == []
    gone = issue(S.WITHDRAWN, title="", problem="", expected_result="")
    assert "settled" in told(rules.obstacles_to_wording(gone, words))[0]


def test_a_text_that_was_taken_up_stays():
    assert told(rules.obstacles_to_revising(issue())) == []
    assert "stays as people know it" in told(rules.obstacles_to_revising(issue(S.ACCEPTED)))[0]


def test_closing_needs_a_reason_and_a_note_a_day_to_come():
    assert "Say why" in told(rules.obstacles_to_closing(" "))[0]
    assert told(rules.obstacles_to_closing("Done")) == []
    past, day = date(2026, 3, 1), date(2026, 3, 2)
    assert "in the past" in told(rules.obstacles_to_note_date(past, day))[0]
    assert told(rules.obstacles_to_note_date(day, day)) == []
    assert told(rules.obstacles_to_note_date(None, day)) == []


def test_one_speaks_for_institutions_one_is_known_for():
    assert told(rules.obstacles_to_speaking(4, [4])) == []
    assert told(rules.obstacles_to_speaking(None, [])) == []
    assert "not known to speak" in told(rules.obstacles_to_speaking(5, [4]))[0]


def test_every_word_of_the_closed_lists_reads():
    assert rules.word(None) == ""
    for state in S:
        assert str(rules.word(state))


@pytest.mark.parametrize(
    ("values", "roles", "reads"),
    [
        ({}, {}, False),
        ({"state": S.ACCEPTED}, {}, True),
        ({"state": S.ACCEPTED, "restricted": True}, {}, False),
        ({"state": S.ACCEPTED, "restricted": True}, {1: frozenset({Role.OBSERVER})}, True),
        ({"coordinator_id": 7}, {}, True),
    ],
)
def test_an_issue_is_read_once_taken_up_as_the_papers_of_the_body_are(values, roles, reads):
    values = {"coordinator_id": None, "restricted": False} | values
    body = SimpleNamespace(
        id=1, coordinator_id=values.pop("coordinator_id"), is_restricted=values.pop("restricted")
    )
    found = issue(values.pop("state", S.PROPOSED), body=body, **values)
    actor = Insider(person_id=7, name="Nadia", token="", roles=roles)
    assert rules.VIEW.holds(actor, found) is reads


def test_the_way_of_an_issue_is_told_in_a_few_steps_until_its_answer():
    e = EventKind

    def way(*kinds):
        return [IssueEvent(kind=kind) for kind in kinds]

    events = way(e.PROPOSED, e.CLASSIFIED, e.ACCEPTED, e.PARKED, e.NOTED, e.PLACED)
    kinds = [event.kind for event in rules.milestones(events)]
    assert kinds == [e.PROPOSED, e.ACCEPTED, e.PARKED, e.PLACED]
    assert rules.awaits_answer(S.ON_AGENDA, events)
    assert rules.awaits_answer(S.REDIRECTED, way(e.PROPOSED, e.HANDED_OVER))
    assert not rules.awaits_answer(S.REDIRECTED, way(e.HANDED_OVER, e.ANSWERED, e.NOTED))
    assert not rules.awaits_answer(S.REDIRECTED, way(e.PROPOSED, e.ONE_CASE))
    for state in (S.CLOSED, S.DECLINED, S.WITHDRAWN):
        assert not rules.awaits_answer(state, events)


def test_a_matter_has_the_level_of_its_issue_else_those_of_the_body():
    strategic = Level.STRATEGIC
    assert levels_of(strategic, ["tactical"]) == [strategic]
    assert levels_of(None, ["operational", "tactical"]) == [Level.TACTICAL, Level.OPERATIONAL]
    assert is_elsewhere(strategic, ["tactical"])
    assert not is_elsewhere(strategic, ["tactical", "strategic"])
    assert not is_elsewhere(strategic, [])
    assert not is_elsewhere(None, ["tactical"])
