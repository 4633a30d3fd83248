from datetime import date, time
from types import SimpleNamespace

import pytest

from ntfc.committees.models import Mode, State
from ntfc.meetings.models import MeetingKind, MeetingState
from ntfc.meetings.rules import (
    Before,
    DayPlan,
    HostChoice,
    Near,
    Plan,
    next_host,
    obstacles_to_cancelling,
    obstacles_to_changing,
    obstacles_to_planning,
    propose,
    remarks_on,
)
from ntfc.meetings.rules.proposal import earliest_in_time, place_at, proposed_day
from ntfc.organisations.models import Camp
from ntfc.procedure.models import Procedure

DAY = date(2026, 5, 12)  # a Tuesday
TODAY = date(2026, 4, 1)
PUBLIC, PRIVATE = Camp.PUBLIC, Camp.PRIVATE


def body(state=State.ACTIVE, name="Committee"):
    return SimpleNamespace(state=state, name=name)


def weekday(day):
    return day.weekday() < 5


def plan(**values):
    values.setdefault("days", (DayPlan(DAY, time(10), time(12)),))
    return Plan(time_zone="UTC", **values)


def told(found):
    return [str(one) for one in found]


def test_a_body_that_is_over_or_asleep_does_not_meet():
    assert told(obstacles_to_planning(body(), plan(), ())) == []
    assert told(obstacles_to_planning(body(State.CLOSED), plan(), ()))
    assert told(obstacles_to_planning(body(State.DORMANT), plan(), ()))
    (reason,) = told(
        obstacles_to_planning(body(), plan(kind=MeetingKind.JOINT), [body(State.CLOSED, "Group")])
    )
    assert reason.startswith("Group: ")


def test_a_joint_meeting_names_with_whom_and_another_one_does_not():
    assert told(obstacles_to_planning(body(), plan(kind=MeetingKind.JOINT), ()))
    assert told(obstacles_to_planning(body(), plan(), [body()]))
    assert told(obstacles_to_planning(body(), plan(kind=MeetingKind.JOINT), [body()])) == []


def test_only_what_is_ahead_can_be_changed_or_called_off():
    def meeting(state):
        return SimpleNamespace(state=state)

    for state in (MeetingState.HELD, MeetingState.CANCELLED):
        assert told(obstacles_to_changing(meeting(state)))
    for state in (MeetingState.PLANNED, MeetingState.CONVENED):
        assert told(obstacles_to_changing(meeting(state))) == []
        assert told(obstacles_to_cancelling(meeting(state), "Strike")) == []
        assert told(obstacles_to_cancelling(meeting(state), " ")) == [
            "Give the reason why the meeting does not take place."
        ]
    for state in (MeetingState.UNDER_WAY, MeetingState.HELD, MeetingState.CANCELLED):
        assert told(obstacles_to_cancelling(meeting(state), "Strike"))


def remarks(found_plan, near=(), holidays=None):
    return told(
        remarks_on(
            found_plan,
            today=TODAY,
            is_working_day=weekday,
            holidays=holidays or {},
            near=near,
        )
    )


def test_what_may_be_wrong_with_a_day_is_told_and_forbids_nothing():
    there = {"place": "Customs house"}
    assert remarks(plan(**there)) == []
    holiday = {DAY: "Independence Day"}
    assert "Independence Day" in remarks(plan(**there), holidays=holiday)[0]
    sunday = (DayPlan(date(2026, 5, 10), time(10), time(12)),)
    assert "no working day" in remarks(plan(days=sunday, **there))[0]
    past = (DayPlan(date(2026, 3, 3), time(10), time(12)),)
    assert "is past" in remarks(plan(days=past, **there))[0]
    near = [Near("Committee", DAY, is_same_body=True), Near("Group", DAY, is_same_body=False)]
    assert len(remarks(plan(**there), near=near)) == 2


@pytest.mark.rule("R122")
def test_on_site_online_or_mixed_and_it_works_without_a_link():
    for mode in Mode:
        found = plan(mode=mode, place="Customs house")
        assert told(obstacles_to_planning(body(), found, ())) == []
    assert remarks(plan(mode=Mode.ONLINE)) == [
        "Nothing says yet how to take part from afar. It can be added at any time."
    ]
    assert remarks(plan(mode=Mode.ONLINE, how_to_join="Dial 1234")) == []
    assert remarks(plan()) == ["No place is named yet."]


HOSTS = [
    HostChoice(1, "Customs", PUBLIC),
    HostChoice(2, "Chamber", PRIVATE),
    HostChoice(3, "Hauliers", PRIVATE),
    HostChoice(4, "University", Camp.OTHER),
]


@pytest.mark.rule("R58")
def test_host_and_place_change_sides_and_the_next_is_proposed():
    public = Before(DAY, host_id=1, camp=PUBLIC, place="Customs house")
    chamber = Before(DAY, host_id=2, camp=PRIVATE, place="Chamber hall")
    assert next_host([], HOSTS) == (None, "")
    found, why = next_host([public], HOSTS)
    assert found.id == 2
    assert "the public side" in str(why)
    assert next_host([chamber, public], HOSTS)[0].id == 1
    # Of the private side the one that was not host yet, then whoever was so longest ago.
    assert next_host([public, chamber], HOSTS)[0].id == 3
    hauliers = Before(DAY, host_id=3, camp=PRIVATE)
    assert next_host([public, hauliers, public, chamber], HOSTS)[0].id == 2
    assert next_host([public], HOSTS[:1]) == (None, "")
    assert place_at([public, chamber], 2) == "Chamber hall"
    assert place_at([public], 2) == ""


def test_a_host_of_no_side_does_not_stop_the_change_of_sides():
    other = Before(DAY, host_id=4, camp=Camp.OTHER)
    public = Before(DAY, host_id=1, camp=PUBLIC)
    assert next_host([other, public], HOSTS)[0].id == 2


def test_the_day_keeps_the_rhythm_on_the_usual_weekday():
    due, earliest = date(2026, 6, 30), date(2026, 4, 2)
    tuesday = Before(date(2026, 3, 3))
    assert proposed_day(due, tuesday, earliest, weekday) == date(2026, 6, 30)
    thursday = Before(date(2026, 3, 5))
    assert proposed_day(due, thursday, earliest, weekday) == date(2026, 6, 25)
    assert proposed_day(due, None, earliest, weekday) == due
    assert proposed_day(date(2026, 6, 28), None, earliest, weekday) == date(2026, 6, 26)
    assert proposed_day(None, tuesday, earliest, weekday) is None


def test_when_the_day_is_past_the_first_one_in_time_for_notice_is_proposed():
    rules = Procedure(notice_days=10)
    earliest = earliest_in_time(rules, TODAY, weekday)
    assert earliest == date(2026, 4, 13)  # eleven days, for the tenth day before is a Saturday
    assert proposed_day(date(2026, 3, 31), None, earliest, weekday) == earliest
    assert earliest_in_time(Procedure(), TODAY, weekday) == date(2026, 4, 2)
    assert earliest_in_time(rules, TODAY, lambda _day: False) == date(2026, 4, 2)


def test_the_whole_proposal():
    before = [Before(date(2026, 3, 3), time(9), time(11), 1, PUBLIC, "Customs house")]
    found = propose(
        Procedure(),
        before,
        due=date(2026, 6, 30),
        rule="Rule 1: quarterly.",
        today=TODAY,
        hosts=HOSTS,
        is_working_day=weekday,
    )
    assert (found.day, found.starts, found.ends) == (date(2026, 6, 30), time(9), time(11))
    assert (found.host_id, found.place) == (2, "")
    assert str(found.why_day) == "Rule 1: quarterly."
    none = propose(
        Procedure(), (), due=None, rule="", today=TODAY, hosts=HOSTS, is_working_day=weekday
    )
    assert (none.day, none.host_id, none.why_day) == (None, None, "")
