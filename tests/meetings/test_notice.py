from datetime import date
from types import SimpleNamespace

import pytest

from ntfc.meetings.models import MeetingState
from ntfc.meetings.rules.notice import (
    clock_of,
    clock_sentence,
    days_between,
    obstacles_despite,
    obstacles_to_convening,
    obstacles_to_reminding,
    obstacles_to_telling,
    warnings_before_telling,
)
from ntfc.permissions import Role
from ntfc.procedure.models import Procedure

TUESDAY = date(2026, 5, 12)
TEN = Procedure(notice_days=10, urgent_notice_days=1)
WORKING = Procedure(notice_days=5, count_working_days=True)


def weekday(day):
    return day.weekday() < 5


def clock(procedure, sent_on, *, urgent=False):
    return clock_of(procedure, TUESDAY, sent_on, weekday, urgent=urgent)


def test_the_proof_says_how_many_days_before_and_by_which_rule():
    found = clock(TEN, date(2026, 5, 1))
    assert (found.days_before, found.due_on, found.is_late) == (11, date(2026, 5, 1), False)
    assert clock_sentence(found).startswith("Sent 11 days before. Rule 4: ")
    late = clock(TEN, date(2026, 5, 5))
    assert late.is_late
    assert clock_sentence(late).startswith("Sent 7 days before. Rule 4: ")


def test_days_are_those_that_the_rule_counts():
    assert days_between(date(2026, 5, 5), TUESDAY, weekday) == 5
    assert days_between(date(2026, 5, 5), TUESDAY, None) == 7
    assert days_between(TUESDAY, TUESDAY, weekday) == 0
    found = clock(WORKING, date(2026, 5, 5))
    assert clock_sentence(found).startswith("Sent 5 working days before. Rule 4: ")
    assert not found.is_late
    assert clock(WORKING, date(2026, 5, 6)).is_late


def test_an_urgent_meeting_has_a_clock_of_its_own():
    found = clock(TEN, date(2026, 5, 11), urgent=True)
    assert not found.is_late
    assert clock_sentence(found).startswith("Sent 1 day before. Rule 6: ")


def test_without_a_rule_nothing_is_late_and_no_rule_is_cited():
    found = clock(Procedure(), TUESDAY)
    assert (found.is_late, found.rule, found.due_on) == (False, "", None)
    assert clock_sentence(found) == "Sent on the day of the meeting."
    after = clock(Procedure(), date(2026, 5, 14))
    assert clock_sentence(after) == "Sent after the meeting."


def warnings(procedure, today, roles=None, *, urgent=False):
    return warnings_before_telling(procedure, TUESDAY, today, weekday, urgent=urgent, roles=roles)


def test_every_rule_that_is_not_kept_is_told_at_once_with_its_number():
    strict = Procedure(notice_days=10, conveners=("chair",))
    found = warnings(strict, date(2026, 5, 8), {Role.SECRETARY})
    assert [("Rule 4" in one, "Rule 2" in one) for one in found] == [(True, False), (False, True)]
    assert warnings(strict, date(2026, 5, 1), {Role.CHAIR}) == []
    assert warnings(strict, date(2026, 5, 1)) == []
    assert warnings(Procedure(), TUESDAY, set()) == []


def test_a_rule_only_asks_for_the_reason():
    assert list(obstacles_despite([], "")) == []
    assert list(obstacles_despite(["Rule 4"], "The minister leaves")) == []
    assert next(str(one) for one in obstacles_despite(["Rule 4"], " ")) == "Rule 4"


@pytest.mark.parametrize("state", MeetingState)
def test_what_can_be_told_in_which_state(state):
    meeting = SimpleNamespace(state=state)
    planned, called = MeetingState.PLANNED, MeetingState.CONVENED
    assert bool(list(obstacles_to_convening(meeting, 5, is_past=False))) is (state is not planned)
    assert bool(list(obstacles_to_reminding(meeting, 2, is_past=False))) is (state is not called)
    telling = state not in (called, MeetingState.UNDER_WAY)
    assert bool(list(obstacles_to_telling(meeting, 1))) is telling


def test_nobody_to_tell_nothing_to_tell_too_late_to_tell():
    planned = SimpleNamespace(state=MeetingState.PLANNED)
    assert len(list(obstacles_to_convening(planned, 0, is_past=True))) == 2
    called = SimpleNamespace(state=MeetingState.CONVENED)
    assert list(obstacles_to_telling(called, 0))
    assert list(obstacles_to_reminding(called, 0, is_past=False))
    assert list(obstacles_to_reminding(called, 3, is_past=True))
