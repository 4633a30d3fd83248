"""What minutes may be done with, and when: plain facts in, an answer out."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from ntfc.meetings.models import MeetingState
from ntfc.minutes import rules
from ntfc.minutes.models import RevisionKind

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("state", MeetingState)
def test_any_meeting_that_was_not_called_off_gets_minutes(state):
    obstacles = [*rules.obstacles_to_starting(SimpleNamespace(state=state))]
    assert bool(obstacles) == (state is MeetingState.CANCELLED)


@pytest.mark.parametrize("kind", RevisionKind)
def test_only_a_text_that_waits_is_brought_together(kind):
    obstacles = [*rules.obstacles_to_bringing_together(kind)]
    assert bool(obstacles) == (kind is not RevisionKind.BESIDE)


def test_a_section_with_a_waiting_text_stays():
    assert [*rules.obstacles_to_taking_out(has_words_beside=True)]
    assert not [*rules.obstacles_to_taking_out(has_words_beside=False)]


def test_a_sitting_ends_with_a_pause():
    assert rules.is_new_sitting(None, NOON)
    assert not rules.is_new_sitting(NOON - timedelta(minutes=9), NOON)
    assert rules.is_new_sitting(NOON - timedelta(minutes=11), NOON)


@pytest.mark.parametrize(
    ("moved", "step", "order"),
    [(2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3])],
)
def test_a_section_moves_by_one_and_not_beyond_the_ends(moved, step, order):
    assert rules.order_after_move([1, 2, 3], moved, step) == order


@pytest.mark.parametrize("state", MeetingState)
def test_sections_follow_the_agenda_until_people_sit_down(state):
    assert rules.follows(state) == (state in (MeetingState.PLANNED, MeetingState.CONVENED))


@pytest.mark.parametrize(
    ("sections", "items", "order"),
    [
        ([], [7, 8], [(None, 7), (None, 8)]),
        ([(1, 7), (2, 8)], [8, 7], [(2, 8), (1, 7)]),
        ([(1, 7), (2, None), (3, 8)], [8, 9, 7], [(3, 8), (None, 9), (1, 7), (2, None)]),
        ([(1, None), (2, 7)], [7], [(1, None), (2, 7)]),
        ([(1, 7), (2, 8)], [8], [(1, None), (2, 8)]),
    ],
)
def test_sections_stand_in_the_order_of_the_agenda(sections, items, order):
    following = [rules.Following(*each) for each in sections]
    assert rules.order_following(following, items) == order


def test_minutes_are_called_by_the_number_of_the_meeting():
    assert rules.title_of(SimpleNamespace(number=None, title="")) == "The minutes"
    assert rules.title_of(SimpleNamespace(number=None, title="Kick-off")) == "Kick-off"
    assert rules.title_of(SimpleNamespace(number=7, title="x")) == "Minutes of meeting 7"
