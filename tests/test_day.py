"""The day of the tests does not change under them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ntfc import clock
from tests import day


@pytest.mark.parametrize("hour", range(24))
def test_no_run_sees_midnight(hour):
    """A whole hour and a zone three hours ahead, as of the demonstration, are left before it."""
    begun = datetime(2027, 3, 10, hour, 59, tzinfo=UTC)
    begun -= timedelta(hours=day.hours_back(begun))
    assert (begun + timedelta(hours=4)).date() == begun.date()


def test_the_clock_of_the_program_can_be_set(monkeypatch):
    monkeypatch.setattr(clock, "datetime", day.that_is(date(2027, 3, 10)))
    assert clock.today("Asia/Beirut") == date(2027, 3, 10) == clock.now().date()
    monkeypatch.setattr(clock, "datetime", day.later_by(days=2))
    assert clock.today("UTC") == date(2027, 3, 12)
