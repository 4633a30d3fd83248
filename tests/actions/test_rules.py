from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ntfc.actions import rules
from ntfc.actions.models import Action, ActionState
from ntfc.organisations.models import Camp

DAY = date(2026, 6, 1)  # a Monday
S = ActionState
UNSET = dict.fromkeys(map(ord, "\u2068\u2069"))  # what keeps scripts apart


def monday_to_friday(day):
    return day.weekday() < 5 and day != date(2026, 6, 8)


def test_an_action_due_on_a_day_without_work_is_in_time_until_the_next_working_day():
    assert rules.until(date(2026, 6, 5), monday_to_friday) == date(2026, 6, 5)
    assert rules.until(date(2026, 6, 6), monday_to_friday) == date(2026, 6, 9)  # Monday is a feast
    assert rules.until(None, monday_to_friday) is None
    assert rules.until(DAY, lambda _day: False) == DAY
    for far in (date.min, date.max):  # kept from a version that asked for no likely day
        assert rules.until(far, lambda _day: False) == far
        assert rules.reminders_due(far, 0, DAY) == ([2, 3, 4] if far < DAY else [])


def test_what_is_claimed_or_without_a_date_is_never_overdue():
    yesterday, now = DAY - timedelta(days=1), datetime(2026, 6, 1, tzinfo=UTC)
    assert rules.look_of(S.OPEN, yesterday, now, DAY) == "overdue"
    assert rules.look_of(S.OPEN, DAY, now, DAY) == "under_way"
    assert rules.look_of(S.OPEN, None, None, DAY) == "open"
    assert rules.look_of(S.CLAIMED, yesterday, now, DAY) == "claimed"
    assert (rules.late_by(yesterday, DAY), rules.late_by(DAY, yesterday)) == (1, 0)


def test_minutes_are_told_what_their_actions_lack():
    rows = [
        (1, "Whole", 7, DAY, False),
        (2, "To be set", 7, None, True),
        (3, "Nobody", None, DAY, False),
        (4, "Nothing", None, None, False),
    ]
    told = [str(sentence) for sentence in rules.unfinished(rows)]
    assert told == [
        "Action 3, “Nobody”, does not say: who does it.",
        "Action 4, “Nothing”, does not say: who does it; by when, or that the date is to be set.",
    ]


def recorded(**values):
    facts = {"owner_id": 1, "person_id": None, "due_on": DAY, "is_date_open": False, "today": DAY}
    return len([*rules.obstacles_to_recording(**{**facts, **values})])


def test_every_obstacle_to_recording_is_told_at_once():
    assert recorded() == 0
    assert recorded(owner_id=None, due_on=None) == 0  # told before the minutes are final
    yesterday = DAY - timedelta(days=1)
    assert recorded(owner_id=None, person_id=2, due_on=yesterday, is_date_open=True) == 3


def action(state=S.OPEN, **values):
    return Action(number=1, state=state, title="A", **values)


@pytest.mark.parametrize(
    ("obstacles", "bad"),
    [
        (partial(rules.obstacles_to_sending_back, action(S.CLAIMED), ""), 1),
        (partial(rules.obstacles_to_sending_back, action(), "why"), 1),
        (partial(rules.obstacles_to_cancelling, action(S.VERIFIED), " "), 2),
        (partial(rules.obstacles_to_cancelling, action(), "why"), 0),
        (partial(rules.obstacles_to_reopening, action(), "why"), 1),
        (partial(rules.obstacles_to_reopening, action(S.CANCELLED), ""), 1),
        (partial(rules.obstacles_to_changing, action(S.PASSED_ON)), 1),
        (partial(rules.obstacles_to_reporting, action(), speaks_for_owner=False, is_head=False), 1),
        (partial(rules.obstacles_to_reporting, action(), speaks_for_owner=False, is_head=True), 0),
        (
            partial(
                rules.obstacles_to_reporting,
                action(S.CLAIMED),
                speaks_for_owner=True,
                is_head=False,
            ),
            1,
        ),
        (partial(rules.obstacles_to_verifying, action(), person_id=1, speaks_for_owner=False), 1),
        (partial(rules.obstacles_to_asking_for_date, action(due_on=DAY), DAY, "", DAY), 2),
        (partial(rules.obstacles_to_asking_for_date, action(), DAY + timedelta(1), "x", DAY), 0),
        (
            partial(
                rules.obstacles_to_asking_for_date,
                action(due_on=DAY + timedelta(1)),
                DAY + timedelta(1),
                "x",
                DAY,
            ),
            1,
        ),
    ],
)
def test_what_keeps_an_action_from_going_on(obstacles, bad):
    assert len([*obstacles()]) == bad


def test_words_for_states_and_dates(app):
    with app.test_request_context():
        assert str(rules.word(S.CLAIMED)) == "Done, to be verified"
        assert rules.word(None) == ""
        assert rules.by_when(action(due_on=DAY)) == "Due on June 1, 2026"
        assert rules.by_when(action(is_date_open=True)) == "The date is to be set"
        assert rules.by_when(action()) == ""


def test_a_new_date_is_answered_by_another_and_refused_with_a_reason():
    asked = {"is_answered": False, "asked_by_id": 1, "person_id": 2, "granted": True, "answer": ""}
    assert [*rules.obstacles_to_answering_date(**asked)] == []
    wrong = {**asked, "person_id": 1, "granted": False, "is_answered": True}
    assert len([*rules.obstacles_to_answering_date(**wrong)]) == 3


def test_reminding_goes_on_step_by_step_and_tells_late_comers_no_more_than_once():
    due = {n: rules.reminders_due(DAY, 0, DAY + timedelta(days=n)) for n in (-8, -7, 0, 1, 7, 20)}
    assert due[-8] == []
    assert due[-7] == due[0] == [rules.BEFORE]
    assert due[1] == [rules.AFTER]
    assert due[7] == [rules.AFTER, rules.COORDINATOR]
    assert due[20] == [rules.AFTER, rules.COORDINATOR, rules.CHAIR]
    assert rules.reminders_due(DAY, rules.CHAIR, DAY + timedelta(days=90)) == []
    assert rules.reminders_due(None, 0, DAY) == []


def test_both_sides_are_measured_by_the_same_figure():
    yesterday = DAY - timedelta(days=1)
    rows = [
        (Camp.PUBLIC, S.VERIFIED, yesterday),
        (Camp.PUBLIC, S.OPEN, yesterday),
        (Camp.PUBLIC, S.CLAIMED, yesterday),
        (Camp.PRIVATE, S.CANCELLED, yesterday),
        (Camp.PRIVATE, S.PASSED_ON, None),
    ]
    public, private = rules.by_side(rows, DAY)
    assert (public.total, public.verified, public.claimed, public.overdue) == (3, 1, 1, 1)
    assert (public.percent, private.total, private.percent) == (33, 0, 0)
    assert [f.camp for f in rules.by_side([(None, S.OPEN, None)], DAY)] == list(Camp)


class Verifying(RuleBasedStateMachine):
    """Whatever people do in whichever order, nobody verifies what they said was done."""

    def __init__(self):
        super().__init__()
        self.action = action(person_id=1, owner_id=10)
        self.institutions = {1: {10}, 2: {10}, 3: {20}, 4: set()}

    @rule(who=st.integers(1, 4))
    def claim(self, who):
        speaks = rules.speaks_for_owner(self.action, who, self.institutions[who])
        if not [
            *rules.obstacles_to_reporting(self.action, speaks_for_owner=speaks, is_head=who == 4)
        ]:
            self.action.state, self.action.claimed_by_id = S.CLAIMED, who

    @rule(who=st.integers(1, 4))
    def verify(self, who):
        speaks = rules.speaks_for_owner(self.action, who, self.institutions[who])
        if not [*rules.obstacles_to_verifying(self.action, person_id=who, speaks_for_owner=speaks)]:
            self.action.state, self.action.verified_by_id = S.VERIFIED, who

    @precondition(lambda self: self.action.state is S.CLAIMED)
    @rule()
    def send_back(self):
        self.action.state, self.action.claimed_by_id = S.OPEN, None

    @precondition(lambda self: self.action.state is S.VERIFIED)
    @rule()
    def reopen(self):
        self.action.state = S.OPEN
        self.action.claimed_by_id = self.action.verified_by_id = None

    @invariant()
    def verified_by_another(self):
        if self.action.state is S.VERIFIED:
            verifier = self.action.verified_by_id
            assert verifier != self.action.claimed_by_id
            assert verifier not in {1, 2}, "they speak for the owner"


TestVerifying = Verifying.TestCase
TestVerifying.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)


@given(st.integers(-40, 40), st.integers(0, 4))
@settings(max_examples=60, deadline=None)
def test_no_step_of_reminding_is_taken_twice(days, reminded):
    steps = rules.reminders_due(DAY, reminded, DAY + timedelta(days=days))
    assert steps == sorted(set(steps))
    assert all(step > reminded for step in steps)


def entry(key, camp="public", due="2026-06-01", look="open"):
    return {
        "key": key,
        "title": key.upper(),
        "who": "",
        "camp": camp,
        "due": due,
        "look": look,
    }


def test_a_road_map_has_a_column_for_each_side_and_tells_what_changed():
    before = [entry("a"), entry("b"), entry("c")]
    after = [entry("a", due=None, look="verified"), entry("b"), entry("d", camp="other")]
    assert [(c.what, c.title, c.before, c.after) for c in rules.changes(before, after)] == [
        ("new", "D", "", ""),
        ("date", "A", "2026-06-01", ""),
        ("state", "A", "open", "verified"),
        ("gone", "C", "", ""),
    ]
    assert rules.changes(before, before) == []
    assert [(camp, len(own)) for camp, own in rules.columns(before)] == [
        (Camp.PUBLIC, 3),
        (Camp.PRIVATE, 0),
    ]
    assert rules.columns(after)[-1][0] is Camp.OTHER


def test_the_report_to_the_sponsor_tells_every_line_or_that_there_is_none():
    adopted = {"number": "2026/1", "title": "One form", "kind": "decision", "is_binding": True}
    facts = {
        "verified": [("Opened", "Customs")],
        "adopted": [adopted],
        "overdue": [("Published", "", 1)],
        "outstanding": [("Opening hours", 2)],
    }
    said = {str(title): "|".join(lines) for title, lines, _nothing in rules.lines_of(facts)}
    told = {title: line.translate(UNSET).split(" · ") for title, line in said.items()}
    assert told == {
        "Delivered and verified": ["Opened", "Customs"],
        "Adopted": ["2026/1 One form", "Decision", "Binding"],
        "Overdue": ["Published", "1 day late"],
        "Answers outstanding": ["Opening hours", "2 answers are outstanding."],
    }
    assert [nothing for *_, nothing in rules.lines_of(dict.fromkeys(facts, ()))] == [
        *["Nothing in this time."] * 2,
        "Nothing is overdue.",
        "Every answer was given in time.",
    ]
