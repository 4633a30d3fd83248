from datetime import date, timedelta

import pytest

from ntfc.home.rules import Urgency, in_order, urgency_of
from ntfc.plugins import Waiting

TODAY = date(2026, 11, 20)


def item(days=None, body=""):
    due = None if days is None else TODAY + timedelta(days=days)
    return Waiting(title="t", reason="r", url="/", button="b", due=due, body_name=body)


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
