"""The day of the tests: it does not change while they run, whenever they are started.

A run that begins late in the evening (UTC) would see two days, and in some time zones already sees
the next one. Then the clock of the program is put back by ten hours, in all processes that run
tests or are forks of them: a site that is served beside them has the clock of the machine, and
after twelve hours nobody would be signed in there. PUT_BACK, in hours, does so at any time, to try it.
"""

import os
from datetime import UTC, datetime, time, timedelta

from ntfc import clock

PUT_BACK = "TESTS_PUT_BACK"
EVENING, BACK, NOON = 20, 10, 12


def hours_back(moment):
    return BACK if moment.hour >= EVENING else 0


def later_by(**ahead):
    """Return a `datetime` for the clock of the program that is ahead of the one it has."""
    present, by = clock.datetime, timedelta(**ahead)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return present.now(tz) + by

    return Later


def that_is(day):
    """Return a `datetime` for the clock of the program: it is noon of *day*, and time goes on."""
    noon = datetime.combine(day, time(NOON), UTC)
    return later_by(seconds=(noon - clock.now()).total_seconds())


def put_back():
    """Do it, and let the processes that this one starts do the same; twice is once."""
    hours = os.environ.setdefault(PUT_BACK, str(hours_back(datetime.now(UTC))))
    if clock.datetime is datetime and hours != "0":
        clock.datetime = later_by(hours=-int(hours))


def pytest_configure():
    put_back()
