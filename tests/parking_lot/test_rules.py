from datetime import timedelta
from types import SimpleNamespace

import pytest

from ntfc.agendas.models import AgendaItem, ItemKind, ItemState
from ntfc.issues.models import Issue, IssueState
from ntfc.meetings.models import MeetingState
from ntfc.parking_lot import rules
from ntfc.parking_lot.models import Cause, Parking, WayOut
from ntfc.parking_lot.rules import Column, Parked
from ntfc.permissions import SYSTEM
from tests.agendas.conftest import DAY, NOW


def days(number):
    return DAY + timedelta(days=number)


def row(**values):
    given = {
        "id": 1,
        "issue_id": 1,
        "number": 1,
        "title": "Seals",
        "body_id": 1,
        "body": "National Committee",
        "cause": Cause.NEEDS_THOUGHT,
        "reason": "",
        "asked_by": "Samer",
        "owner_id": 1,
        "owner": "Mariam",
        "review_on": days(10),
        "next_step": "",
        "parked_on": days(-40),
        "left_on": None,
        "way_out": None,
        "way_out_reason": "",
        "ideas": 0,
        "meetings": 2,
    }
    return Parked(**{**given, **values})


def parking(**values):
    return Parking(**{"review_on": days(10), "left_at": None, "owner_id": 5, **values})


def test_the_next_meeting_is_proposed_else_the_day_one_is_due_else_a_season():
    assert rules.review_proposed(DAY, [days(50), days(20)], days(5)) == days(5)
    assert rules.review_proposed(DAY, [DAY, days(20)], None) == days(20)
    assert rules.review_proposed(DAY, [], days(30)) == days(30)
    assert rules.review_proposed(DAY, [], days(-3)) == DAY + rules.SEASON


def test_an_issue_is_parked_with_an_owner_here_and_a_later_day_or_not_at_all():
    def told(state=IssueState.ACCEPTED, **values):
        given = {"review_on": days(1), "after": DAY, "owner_id": 5, "circle": {5}, **values}
        return list(rules.obstacles_to_parking(Issue(number=1, state=state), **given))

    assert told() == []
    assert told(IssueState.PROPOSED) == []
    assert len(told(IssueState.CLOSED)) == 1
    assert len(told(review_on=DAY)) == 1
    assert len(told(IssueState.REDIRECTED, review_on=days(-1), owner_id=6)) == 3


def test_an_item_is_parked_while_the_meeting_lasts_and_nothing_of_it_is_in_confidence():
    def told(meeting=MeetingState.UNDER_WAY, **values):
        given = {
            "kind": ItemKind.DISCUSSION,
            "state": ItemState.PLANNED,
            "is_confidential": False,
            "issue_id": None,
        }
        item = AgendaItem(**{**given, **values})
        place = SimpleNamespace(meeting=SimpleNamespace(state=meeting))
        seen = SimpleNamespace(**{name: getattr(item, name) for name in given}, agenda=place)
        return len(list(rules.obstacles_to_parking_item(seen)))

    assert told() == 0
    assert told(state=ItemState.DISCUSSED) == 0
    assert told(is_confidential=True, issue_id=3) == 0
    assert told(is_confidential=True) == 1
    assert told(state=ItemState.PARKED) == 1
    assert told(MeetingState.HELD, kind=ItemKind.FORMAL) == 2


def test_what_has_left_stays_as_it_is_and_two_of_one_body_are_merged():
    assert list(rules.obstacles_to_leaving(parking())) == []
    assert len(list(rules.obstacles_to_leaving(parking(left_at=NOW)))) == 1
    one, other = (Issue(id=number, body_id=1, state=IssueState.ACCEPTED) for number in (1, 2))
    assert list(rules.obstacles_to_merging(one, other)) == []
    assert len(list(rules.obstacles_to_merging(one, one))) == 1
    elsewhere = Issue(id=3, body_id=2, state=IssueState.CLOSED)
    assert len(list(rules.obstacles_to_merging(one, elsewhere))) == 2


@pytest.mark.parametrize(
    ("today", "near", "missed"),
    [(2, False, False), (3, True, False), (10, True, False), (11, False, True)],
)
def test_the_owner_is_reminded_once_before_the_day_and_once_after_it(today, near, missed):
    one = parking()
    assert rules.is_near(one, days(today)) is near
    assert rules.is_missed(one, days(today)) is missed
    told = parking(reminded_for=days(10), missed_for=days(10))
    assert not rules.is_near(told, days(today))
    assert not rules.is_missed(told, days(today))
    gone = parking(left_at=NOW)
    assert not rules.is_near(gone, days(today))
    assert not rules.is_missed(gone, days(today))


def test_the_record_of_attempts_is_what_stands_there_and_what_is_added():
    assert rules.record_of_attempts(["Parked"], " Asked twice ") == "Parked\nAsked twice"
    assert rules.record_of_attempts(["Parked"], " ") == "Parked"


def test_what_comes_up_by_the_next_meeting_is_due_and_the_rest_is_with_somebody_or_waits():
    due, works, waits = row(), row(next_step="Ask", review_on=days(90)), row(review_on=days(80))
    columns = rules.in_columns([works, waits, due], DAY, days(30))
    assert columns == {Column.DUE: [due], Column.WAITING: [waits], Column.WITH_OWNER: [works]}
    assert due.column(DAY) is Column.WAITING
    assert due.column(days(10)) is Column.DUE


def test_ages_are_counted_until_an_issue_left_and_only_what_stands_is_overdue():
    late = row(review_on=days(-1))
    left = row(left_on=days(-30), way_out=WayOut.CLOSED, review_on=days(-1))
    assert late.is_overdue(DAY)
    assert not left.is_overdue(DAY)
    assert not row(review_on=DAY).is_overdue(DAY)
    assert (late.age(DAY), left.age(DAY)) == (40, 10)


def test_the_report_counts_what_stands_beside_it():
    standing = [
        row(review_on=days(-1)),
        row(parked_on=days(-400), cause=Cause.NO_TIME, owner="Rana"),
        row(parked_on=days(-90)),
    ]
    left = [row(left_on=DAY, way_out=WayOut.CLOSED)]
    report = rules.ageing(standing, left, DAY)
    assert (report.standing, report.overdue, report.oldest, report.middle) == (3, 1, 400, 90)
    assert list(report.by_age) == [(30, 0), (90, 2), (180, 0), (365, 0), (None, 1)]
    assert report.by_cause == {Cause.NEEDS_THOUGHT: 2, Cause.NO_TIME: 1}
    assert report.by_owner == {"Mariam": 2, "Rana": 1}
    assert (report.left, report.by_way_out, report.days_to_leave) == (1, {WayOut.CLOSED: 1}, 40)
    nothing = rules.ageing([], [], DAY)
    assert (nothing.oldest, nothing.middle, nothing.days_to_leave) == (None, None, None)


def test_an_owner_is_who_signed_in_as_one():
    assert not rules.is_owner(SYSTEM, parking())
    assert rules.word(Cause.TOO_EARLY)
    assert rules.word(Column.DUE)
