from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace

import pytest

from ntfc.decisions import rules
from ntfc.decisions.models import AnswerKind, Decision, DecisionKind, DecisionState, HowAgreed
from ntfc.meetings.models import Meeting, MeetingState
from ntfc.procedure.models import Outcome, Procedure

DAY = date(2026, 6, 1)
S, K, H, A = DecisionState, DecisionKind, HowAgreed, AnswerKind
VOTING = Procedure(outcome=Outcome.VOTE)


def decision(state=S.DRAFT, kind=K.DECISION, **values):
    return Decision(state=state, kind=kind, title="A", **{"paper": "", "briefing": "", **values})


def going_up(of, *, has_parent, **agreed):
    """Say what keeps a text from going up to which the body agreed by consensus, today."""
    given = rules.Agreed(**{"how": H.CONSENSUS, "on": DAY, **agreed})
    return rules.obstacles_to_passing_up(of, Procedure(), given, has_parent=has_parent, today=DAY)


def told(of=None, procedure=None, **values):
    facts = {"how": H.CONSENSUS, "reserving": (), "addressees": 0, "next_step": ""} | values
    found = rules.obstacles_to_adopting(of or decision(), procedure or Procedure(), **facts)
    return [str(sentence) for sentence in found]


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ({}, 0),
        ({"of": decision(S.ADOPTED)}, 1),
        ({"how": H.NO_CONSENSUS}, 1),
        ({"how": H.NO_CONSENSUS, "next_step": "They meet", "of": decision(kind=K.ADOPTION)}, 0),
        ({"how": H.VOTE}, 1),
        ({"how": H.VOTE, "procedure": VOTING}, 0),
        ({"how": H.RESERVATIONS}, 1),
        ({"how": H.RESERVATIONS, "reserving": (4,)}, 0),
        ({"reserving": (4,)}, 1),
        ({"of": decision(kind=K.RECOMMENDATION)}, 1),
        ({"of": decision(kind=K.RECOMMENDATION), "addressees": 1}, 0),
        ({"of": decision(kind=K.ADOPTION)}, 1),
        ({"of": decision(kind=K.ADOPTION, paper="Study, version 1")}, 0),
        ({"procedure": Procedure(may_adopt=False), "how": H.VOTE}, 2),
    ],
)
def test_every_obstacle_to_adopting_is_told_at_once(given, number):
    assert len(told(**given)) == number


def test_it_is_adopted_on_the_day_of_its_meeting_however_late_it_is_recorded():
    def on(day, how=H.CONSENSUS, first=DAY, last=DAY, zone="UTC"):
        starts, ends = (datetime(d.year, d.month, d.day, 22, tzinfo=UTC) for d in (first, last))
        meeting = Meeting(starts_at=starts, ends_at=ends, time_zone=zone)
        return rules.day_of_adoption(meeting, how, day)

    later, before = DAY + timedelta(days=3), DAY - timedelta(days=1)
    assert on(DAY) == on(later) == DAY
    assert on(later, zone="Asia/Amman") == DAY + timedelta(days=1)  # night there already
    assert on(DAY + timedelta(days=1), last=later) == DAY + timedelta(days=1)
    assert on(before) == before
    assert on(later, H.WRITTEN) == later  # not at the table
    assert rules.day_of_adoption(None, H.CONSENSUS, later) == later


def test_the_rule_of_procedure_is_cited():
    assert "Rule 23" in told(how=H.VOTE)[0]
    assert "Rule 24" in told(procedure=Procedure(may_adopt=False))[0]


@pytest.mark.rule("R120")
def test_a_recommendation_without_a_briefing_is_warned_of_and_not_refused():
    bare = decision(kind=K.RECOMMENDATION)
    assert [rule for _text, rule in rules.warnings(bare)] == ["R120"]
    assert told(of=bare, addressees=1) == []
    assert [*rules.warnings(decision(kind=K.RECOMMENDATION, briefing="Customs"))] == []
    assert [*rules.warnings(decision())] == []


@pytest.mark.parametrize(
    ("obstacles", "number"),
    [
        (partial(rules.obstacles_to_changing, decision()), 0),
        (partial(rules.obstacles_to_changing, decision(S.ADOPTED)), 1),
        (partial(rules.obstacles_to_changing, decision(S.WITHDRAWN)), 1),
        (partial(going_up, decision(S.ADOPTED), has_parent=False), 2),
        (partial(going_up, decision(), has_parent=True), 0),
        (partial(rules.obstacles_to_withdrawing, decision(S.ADOPTED), " "), 2),
        (partial(rules.obstacles_to_withdrawing, decision(S.WATCHED), "Over"), 0),
        (partial(rules.obstacles_to_addressing, decision(S.WITHDRAWN), DAY - timedelta(1), DAY), 2),
        (partial(rules.obstacles_to_addressing, decision(), None, DAY), 0),
        (partial(rules.obstacles_to_addressing, decision(S.WITH_SEATS), None, DAY), 1),
        (partial(rules.obstacles_to_answering, decision(), A.REJECTED, "", speaks_for=False), 3),
        (
            partial(
                rules.obstacles_to_answering, decision(S.ADOPTED), A.PARTLY, "", speaks_for=True
            ),
            1,
        ),
        (
            partial(
                rules.obstacles_to_answering, decision(S.WATCHED), A.IN_WORK, "", speaks_for=True
            ),
            0,
        ),
    ],
)
def test_what_keeps_it_from_going_on(obstacles, number):
    assert len([*obstacles()]) == number


def test_an_answer_is_final_unless_it_is_in_work():
    assert [rules.is_settled(one) for one in (None, A.IN_WORK, A.REJECTED)] == [False, False, True]


def test_how_it_is_spoken_of():
    row = SimpleNamespace(number=14, term_number=2, is_binding=True)
    assert (rules.label(row), str(rules.standing(row))) == ("2/14", "Binding")
    plain = SimpleNamespace(number=3, term_number=0, is_binding=False)
    assert (rules.label(plain), str(rules.standing(plain))) == ("3", "Advisory, not binding")
    assert rules.label(SimpleNamespace(number=None, term_number=2)) == ""
    assert (str(rules.word(S.DRAFT)), rules.word(None)) == ("Draft", "")


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        ({"on": DAY + timedelta(1)}, "lies ahead"),
        ({"how": H.NOT_ACCEPTED}, "how the body agreed"),
        ({"how": H.VOTE}, "does not vote"),
        ({"how": H.NO_CONSENSUS}, "next step"),
        ({"how": H.RESERVATIONS}, "Name the institutions"),
        ({"on": DAY - timedelta(1)}, "once the body has agreed there"),
    ],
)
def test_nothing_goes_up_before_the_body_agreed(agreed, expected):
    """Neither without a word of how, nor before the meeting at which it is taken."""
    held = Meeting(starts_at=datetime(2026, 6, 1, 9, tzinfo=UTC), time_zone="UTC")
    (only,) = going_up(decision(), has_parent=True, **{"meeting": held, **agreed})
    assert expected in str(only)
    held.state = MeetingState.CANCELLED
    called_off = [*going_up(decision(), has_parent=True, **{"meeting": held, **agreed})]
    assert len(called_off) == (0 if "there" in expected else 1)
