import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from ntfc import clock, mail
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.jobs import Job
from ntfc.meetings import queries, service
from ntfc.meetings.models import MeetingState
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

    def convened(self, meeting_id, *, now=None, **sending):
        """Call a planned meeting; return the numbers of the links to hand over."""
        with self.app.test_request_context(), unit_of_work():
            meeting = queries.get_meeting(meeting_id)
            issued = service.convene(
                meeting,
                sending=service.Sending(**{"because": "Urgent", **sending}),
                today=clock.today(meeting.body.time_zone),
                now=now or clock.now(),
                actor=SYSTEM,
            )
            return [one.url for one in issued]

    def called(self, meeting_id):
        """Let a meeting count as called where nobody sits who could be told."""
        return self.stored(
            meeting_id, state=MeetingState.CONVENED, convened_at=clock.now(), number=meeting_id
        )

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


@pytest.fixture
def post_office(app):
    """Let mails leave: they wait in the table of jobs, for nobody works here."""
    config = app.extensions["ntfc.config"]
    object.__setattr__(config, "smtp_url", "smtp://localhost")
    object.__setattr__(config, "mail_from", "Committee <ntfc@example.org>")
    object.__setattr__(config, "base_url", "https://ntfc.example.org")
    return app


@pytest.fixture
def mails(app):
    """Return a function that reads the mails written so far, as they go over the line."""

    def mails(to=None):
        with app.app_context():
            rows = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id)).all()
            return [Mail(row.payload) for row in rows if to in (None, row.payload["to"])]

    return mails


class Mail:
    def __init__(self, payload):
        self.to, self.subject, self.body = (payload[k] for k in ("to", "subject", "body"))
        self.calendar = re.sub(r"\r\n[ \t]", "", payload["calendar"] or "")
        self.message = mail.compose(payload, "ntfc@example.org")

    @property
    def link(self):
        found = re.search(r"https://ntfc\.example\.org(/l/\S+)", self.body)
        return found and found[1]

    def line(self, name):
        zones_last = "\r\n".join(reversed(self.calendar.partition("BEGIN:VEVENT")[::2]))
        lines = zones_last.split("\r\n")
        return next(line for line in lines if line.split(":")[0].split(";")[0] == name)
