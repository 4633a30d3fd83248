"""Every purpose for which the site sends links, in the demonstration country: none opens more than it should.

Which state a link is in is decided in one place (tests/links); what each act adds is whether it
still applies. So each act is tried once with a link of each kind, and nothing may be stored.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload

from ntfc import tokens
from ntfc.audit import AuditEntry
from ntfc.clock import now
from ntfc.committees.models import Body, Priority
from ntfc.committees.queries import chairs_of, confirmed_by
from ntfc.config import Config
from ntfc.db import db
from ntfc.links.models import Link
from ntfc.parking_lot.models import Parking
from ntfc.people.models import Person
from ntfc.transaction import unit_of_work

# Whose matter it is whatever seats they hold: the own account, and one's own words or own task.
OWN = {
    "accounts.accept_invitation",
    "accounts.reset_password",
    "appointment.accept",
    "issues.consent",
    "parking.next",
}
TIMES = ("created_at", "expires_at", "revoked_at", "spent_at")
STATES = {
    "has expired": {"created_at": -3, "expires_at": -1},
    "has been revoked": {"revoked_at": -1},
    "has been used": {"spent_at": -1},
    "newer link": {"revoked_at": -1, "is_replaced": True},
}


@pytest.fixture
def country(qadria, applications, tmp_path):
    """A copy of the country, which a test may change."""
    given: Config = qadria.app.extensions["ntfc.config"]
    copy = tmp_path / "country.db"
    with (
        closing(sqlite3.connect(Path(given.database_url.removeprefix("sqlite:///")))) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    app = applications.make(replace(given, instance=tmp_path, database_url=f"sqlite:///{copy}"))
    yield app
    with app.app_context():
        db.engine.dispose()


def a_link(act):
    """Return the newest link of the country by which an act can still be done."""
    query = select(Link).where(Link.act == act.name).order_by(Link.id.desc())
    for link in db.session.scalars(query.options(joinedload(Link.person))):
        subject = act.load(link.subject_id)
        if subject is not None and act.still(link.person, subject) is None:
            return link.id
    return BY_HAND[act.name](act.name).id


def to_reset(name):
    return sent(name, db.session.scalars(select(Person).where(Person.email.is_not(None))).first())


def to_say_what_is_next(name):
    parked = db.session.scalars(
        select(Parking).where(Parking.left_at.is_(None), Parking.owner_id.is_not(None))
    ).first()
    return sent(name, db.session.get_one(Person, parked.owner_id), parked)


def to_confirm(name):
    for priority in db.session.scalars(
        select(Priority).where(Priority.withdrawn_on.is_(None), Priority.delivered_on.is_(None))
    ):
        chairs = chairs_of(db.session.get_one(Body, priority.body_id))
        for number in sorted(chairs - confirmed_by(priority.id)):
            return sent(name, db.session.get_one(Person, number), priority)
    return None


def sent(name, person, subject=None):
    """Return a link as it would have been sent; the story sends none for this."""
    link = Link(act=name, person_id=person.id, token_hash=name, created_at=now(), is_sole=False)
    link.subject_id = (subject or person).id
    link.subject_table = (subject or person).__tablename__
    link.expires_at = now() + timedelta(days=9)
    db.session.add(link)
    db.session.flush()
    return link


BY_HAND = {
    "accounts.reset_password": to_reset,
    "parking.next": to_say_what_is_next,
    "priority.confirm": to_confirm,
}


def set_to(app, number, **values):
    """Make a link open, then set what a case asks for."""
    times = {name: now() + timedelta(days=days) for name, days in values.items() if name in TIMES}
    fresh = {"created_at": now() - timedelta(days=4), "expires_at": now() + timedelta(days=4)}
    fresh |= {"spent_at": None, "revoked_at": None, "is_replaced": False}
    with app.app_context(), unit_of_work():
        db.session.execute(update(Link).where(Link.id == number).values(fresh | values | times))


def stored(app):
    """Return how much the site has noted so far: whatever is done stands in the trail."""
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(AuditEntry))


def test_no_link_of_any_purpose_opens_what_it_should_not(country):
    client = country.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    with country.test_request_context(), unit_of_work():
        db.session.execute(update(Link).values(is_sole=False))  # a case opens a spent one again
        purposes = {name: a_link(act) for name, act in country.extensions["ntfc.acts"].items()}
        for name, number in purposes.items():
            db.session.get_one(Link, number).token_hash = tokens.hash_of(name)
        stranger = Person(name="Somebody Else", created_at=now())
        db.session.add(stranger)
        db.session.flush()
        stranger_id = stranger.id
    for name, number in purposes.items():
        set_to(country, number)
        assert client.get(f"/l/{name}").status_code == 200, name
        before = stored(country)
        cases = [*STATES.items()]
        if name not in OWN:
            cases.append(("", {"person_id": stranger_id}))
        for expected, values in cases:
            set_to(country, number, **values)
            for answer in (client.get(f"/l/{name}"), client.post(f"/l/{name}", data={})):
                assert answer.status_code == 410, (name, expected)
                assert expected in answer.text, (name, expected)
        for answer in (client.get(f"/l/{name}x"), client.post(f"/l/{name}x")):
            assert answer.status_code == 404, name
            assert "not one that this site sent" in answer.text
        assert stored(country) == before, name
