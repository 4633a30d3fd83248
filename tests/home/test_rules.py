from datetime import date, timedelta

import pytest

from ntfc.home.rules import FEW, SOME, Urgency, at_once, in_order, urgency_of
from ntfc.plugins import Waiting

TODAY = date(2026, 11, 20)


def item(days=None, body="", **values):
    due = None if days is None else TODAY + timedelta(days=days)
    return Waiting(title="t", reason="r", url="/", button="b", due=due, body_name=body, **values)


@pytest.mark.parametrize(
    ("days", "urgency"),
    [(-1, Urgency.OVERDUE), (0, Urgency.SOON), (7, Urgency.SOON), (8, Urgency.LATER)],
)
def test_the_day_itself_is_not_too_late(days, urgency):
    assert urgency_of(TODAY + timedelta(days=days), TODAY) is urgency


def test_what_has_no_day_has_time():
    assert urgency_of(None, TODAY) is Urgency.LATER


def test_the_earliest_comes_first_and_what_has_no_day_last():
    undated, later, late, soon = item(), item(30), item(-3), item(2)
    groups = in_order([undated, later, late, soon], TODAY)
    assert list(groups.items()) == [
        (Urgency.OVERDUE, [late]),
        (Urgency.SOON, [soon]),
        (Urgency.LATER, [later, undated]),
    ]


def test_a_group_without_anything_is_left_out():
    assert in_order([], TODAY) == {}


def test_what_holds_others_up_comes_before_all_else_the_longest_first():
    late = item(-30)
    new, old = (item(holds_up=True, since=TODAY - timedelta(days=days)) for days in (1, 9))
    dated = item(30, holds_up=True)
    groups = in_order([late, new, old, dated], TODAY)
    assert list(groups.items()) == [(Urgency.OTHERS, [dated, old, new]), (Urgency.OVERDUE, [late])]


def test_the_most_urgent_has_the_most_room_whichever_it_is():
    groups = in_order([item(-3), item(2), item()], TODAY)
    assert list(at_once(groups).values()) == [SOME, FEW, FEW]
    assert at_once(in_order([item()], TODAY)) == {Urgency.LATER: SOME}
    assert SOME > FEW > 0
