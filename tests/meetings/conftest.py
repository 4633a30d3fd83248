from datetime import UTC, date, datetime, time, timedelta

import pytest

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings import queries, service
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.seats.conftest import Maker

ZONE = "Asia/Amman"


def a_plan(day, starts=time(10), ends=time(12), zone=ZONE, **values):
    return Plan(days=(DayPlan(day, starts, ends),), time_zone=zone, **values)


class Meetings(Maker):
    """Makes meetings beside bodies, seats and people; each call is committed."""

    def planned(self, body_id, day=None, *, now=None, **values):
        with self.app.test_request_context(), unit_of_work():
            meeting = service.plan(
                db.session.get_one(Body, body_id),
                wanted=a_plan(day or clock.today("UTC") + timedelta(days=30), **values),
                now=now or clock.now(),
                actor=SYSTEM,
            )
            return meeting.id

    def stored(self, meeting_id, **values):
        """Set what only later acts would set, such as the state of a meeting long over."""
        with self.app.test_request_context(), unit_of_work():
            meeting = queries.get_meeting(meeting_id)
            for name, value in values.items():
                setattr(meeting, name, value)
            return meeting.id


@pytest.fixture
def make(app):
    return Meetings(app)


@pytest.fixture
def in_app(app):
    """Open the application and a transaction, as a request would."""
    with app.test_request_context(), unit_of_work():
        yield app


@pytest.fixture
def body_id(make):
    return make.body(started_on=date(2025, 1, 1), time_zone=ZONE, weekend=[4, 5])


def at(year, month, day, hour=9):
    return datetime(year, month, day, hour, tzinfo=UTC)
