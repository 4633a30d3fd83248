"""Minutes to test with: a committee that met, the people who serve it, saving as one of them."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest

from ntfc.clock import now, today
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings.models import Meeting, MeetingDay, MeetingState
from ntfc.minutes import queries, rules
from ntfc.minutes.models import (
    Minutes,
    MinutesApproval,
    MinutesSection,
    MinutesState,
    MinutesVersion,
    Verdict,
    VersionKind,
    Way,
)
from ntfc.minutes.rules import Sending
from ntfc.minutes.service import record, writing
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, Role
from ntfc.richtext import clean
from ntfc.seats.queries import standing_of
from ntfc.transaction import unit_of_work

TODAY = date(2026, 3, 2)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def make_meeting(app):
    def make_meeting(body_id, *, starts_at=NINE, state=MeetingState.UNDER_WAY, **values):
        with app.app_context(), unit_of_work():
            meeting = Meeting(
                body=db.session.get_one(Body, body_id),
                number=values.pop("number", 12),
                state=state,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=3),
                time_zone="UTC",
                calendar_uid=f"{body_id}-{starts_at.isoformat()}@example.org",
                planned_at=starts_at - timedelta(days=30),
                convened_at=starts_at - timedelta(days=20),
                days=[MeetingDay(starts_at=starts_at, ends_at=starts_at + timedelta(hours=3))],
                **values,
            )
            db.session.add(meeting)
            db.session.flush()
            return meeting.id

    return make_meeting


@pytest.fixture
def committee(make_body):
    return make_body()


@pytest.fixture
def secretary(committee, seat):
    return seat(committee, Role.SECRETARY, "Samira Khoury", email="samira@example.org")


@pytest.fixture
def deputy(committee, seat):
    """A second person who serves the body."""
    return seat(committee, Role.SECRETARY, "Omar Haddad", email="omar@example.org")


@pytest.fixture
def make_minutes(app, committee, make_meeting):
    """Return a function that begins minutes with sections; it gives their numbers."""

    def make_minutes(*texts, **values):
        meeting_id = make_meeting(values.pop("body_id", committee), **values)
        with app.test_request_context(), unit_of_work():
            meeting = db.session.get_one(Meeting, meeting_id)
            minutes = record.start(meeting, actor=SYSTEM, now=now())
            sections = []
            for number, text in enumerate(texts or ("",), 1):
                section = record.add_section(
                    minutes, title=f"Item {number}", actor=SYSTEM, today=TODAY
                )
                writing.save(
                    section, html=clean(text), seen=0, actor=SYSTEM, now=now(), today=TODAY
                )
                sections.append(section.id)
            return minutes.id, sections

    return make_minutes


def insider(person_id):
    """Return a person with the roles that the seats give; within a context."""
    person = db.session.get_one(Person, person_id)
    standing = standing_of(person_id, today("UTC"))
    return Insider(person_id=person.id, name=person.name, token="", **vars(standing))


@pytest.fixture
def save(app):
    """Return a function that saves a text as a person who started from a text; it gives Kept."""

    def save(section_id, person_id, html, seen, ticket="", unheard=()):
        with app.test_request_context(), unit_of_work():
            section = queries.get_section(section_id)
            return writing.save(
                section,
                html=clean(html),
                seen=seen,
                sending=Sending(ticket, unheard),
                actor=insider(person_id),
                now=now(),
                today=TODAY,
            )

    return save


@pytest.fixture
def stands(app):
    """Return a function that reads which text stands in a section: its number and the HTML."""

    def stands(section_id):
        with app.app_context():
            section = db.session.get_one(MinutesSection, section_id)
            return section.revision_id, section.html

    return stands


@pytest.fixture
def alter(app):
    """Return a function that sets values of minutes by hand, as no service does."""

    def alter(minutes_id, **values):
        with app.app_context(), unit_of_work():
            minutes = db.session.get_one(Minutes, minutes_id)
            if values.get("state") is MinutesState.APPROVED:
                _approve(minutes)
            for name, value in values.items():
                setattr(minutes, name, value)

    return alter


def _approve(minutes):
    """Note that somebody approved the text as it stands: without it no text becomes final."""
    words = rules.canonical(queries.document_of(minutes))
    minutes.fingerprint = rules.fingerprint_of(words)
    person = Person(name="Whoever approves", created_at=NINE)
    of_both = {"body_id": minutes.body_id, "minutes_id": minutes.id, "at": NINE}
    of_both |= {"fingerprint": minutes.fingerprint}
    facts = {"place": "seat:0", "title": "Chair", "name": person.name, "way": Way.SIGNED_IN}
    db.session.add(MinutesApproval(person=person, verdict=Verdict.APPROVED, **facts, **of_both))
    db.session.flush()
    number = len(queries.versions_of(minutes)) + 1
    version = MinutesVersion(number=number, kind=VersionKind.APPROVED, text=words, **of_both)
    db.session.add(version)
    db.session.flush()


def at_once(*acts):
    """Do several things at one moment, each in a thread of its own."""
    barrier, failures = threading.Barrier(len(acts)), []

    def run(act):
        barrier.wait(30)
        try:
            act()
        except Exception as error:  # noqa: BLE001  -- told by the test, not by a thread nobody listens to
            failures.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert failures == []
