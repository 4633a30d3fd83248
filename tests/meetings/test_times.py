from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc.meetings.rules.times import (
    MOST_DAYS,
    DayPlan,
    comes_twice,
    instant,
    local,
    local_day,
    obstacles_to_times,
    plans_of,
    remarks_on_times,
    stretches,
)

PARIS = "Europe/Paris"
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def faults(*plans, zone=PARIS):
    return [str(fault) for fault in obstacles_to_times(plans, zone)]


def test_the_clock_on_the_wall_becomes_an_instant():
    assert instant(date(2026, 1, 12), time(10), PARIS) == datetime(2026, 1, 12, 9, tzinfo=UTC)
    assert instant(date(2026, 7, 12), time(10), PARIS) == datetime(2026, 7, 12, 8, tzinfo=UTC)


def test_an_hour_that_daylight_saving_skips_is_named_with_a_way_out():
    (fault,) = faults(DayPlan(SPRING, time(2, 30), time(5)))
    assert "there is no 02:30 in Europe/Paris" in fault
    assert "03:30" in fault
    assert faults(DayPlan(SPRING, time(3, 30), time(5))) == []
    assert len(faults(DayPlan(SPRING, time(2), time(2, 45)))) == 2


def test_an_hour_that_comes_twice_is_taken_and_told():
    plan = DayPlan(AUTUMN, time(2, 30), time(5))
    assert faults(plan) == []
    (remark,) = remarks_on_times([plan], PARIS)
    assert "comes twice" in str(remark)
    assert instant(AUTUMN, time(2, 30), PARIS) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert list(remarks_on_times([DayPlan(AUTUMN, time(4), time(5))], PARIS)) == []
    assert not comes_twice(SPRING, time(2, 30), PARIS)


def test_all_that_is_wrong_with_the_days_is_told_at_once():
    day = date(2026, 5, 12)
    found = faults(
        DayPlan(day, time(12), time(10)),
        DayPlan(day, time(14), time(16)),
        DayPlan(day, time(15), time(17)),
    )
    assert any("ends before it begins" in fault for fault in found)
    assert any("overlap" in fault for fault in found)
    assert faults() == ["Say on which day the meeting is."]
    assert "There is no time zone" in faults(DayPlan(day, time(9), time(10)), zone="Mars/Base")[0]
    many = [DayPlan(day + timedelta(n), time(9), time(10)) for n in range(MOST_DAYS + 1)]
    assert faults(*many) == [f"A meeting has at most {MOST_DAYS} days."]
    assert faults(*many[:-1]) == []


def test_days_stand_in_order_and_read_back_as_typed():
    plans = [
        DayPlan(date(2026, 5, 13), time(9), time(11), "Port"),
        DayPlan(date(2026, 5, 12), time(10), time(12)),
    ]
    parts = stretches(plans, "Asia/Amman")
    assert [part.place for part in parts] == ["", "Port"]
    assert plans_of(parts, "Asia/Amman") == plans[::-1]


def test_the_day_is_that_of_the_place():
    late = datetime(2026, 5, 12, 22, tzinfo=UTC)
    assert local_day(late, "Asia/Amman") == date(2026, 5, 13)
    assert local(late, "UTC").hour == 22


@given(
    day=st.dates(date(1990, 1, 1), date(2037, 12, 31)),
    clock=st.times().map(lambda found: found.replace(microsecond=0)),
    zone=st.sampled_from([PARIS, "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_an_instant_shows_the_hour_that_was_typed_or_there_is_none(day, clock, zone):
    moment = instant(day, clock, zone)
    if moment is None:
        assert not comes_twice(day, clock, zone)
    else:
        shown = local(moment, zone)
        assert (shown.date(), shown.time()) == (day, clock)


@pytest.mark.parametrize("zone", [PARIS, "Africa/Casablanca"])
def test_a_skipped_hour_is_never_planned(zone):
    day = date(2026, 3, 29) if zone == PARIS else date(2026, 3, 22)
    skipped = [hour for hour in range(24) if instant(day, time(hour), zone) is None]
    assert len(skipped) == 1
    assert faults(DayPlan(day, time(skipped[0]), time(23)), zone=zone)
