import json
import threading
from datetime import datetime

import pytest
from sqlalchemy import text

from ntfc import audit
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.organisations.models import Organisation
from ntfc.permissions import SITE, SYSTEM, Insider
from ntfc.seats.models import Seat
from ntfc.transaction import unit_of_work


def write(app, count=5):
    with app.app_context():
        for number in range(count):
            with unit_of_work():
                audit.record(SYSTEM, "test.counted", number=number)


def verify(app):
    with app.app_context():
        return audit.verify()


def key_fault(app):
    with app.app_context():
        return str(audit.key_fault())


def by_hand(app, *statements):
    with app.app_context(), db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_an_untouched_trail_is_whole(app):
    assert verify(app) == []
    write(app)
    assert verify(app) == []


TAMPERED = {
    "its text": [
        "UPDATE audit_entries SET text = replace(text, 'test.counted', 'test.doubted') WHERE number = 3"
    ],
    "its time": ["UPDATE audit_entries SET at = '2000-01-01T00:00:00+00:00' WHERE number = 3"],
    "its actor": ["UPDATE audit_entries SET actor = 'person:1' WHERE number = 3"],
    "its action": ["UPDATE audit_entries SET action = 'test.other' WHERE number = 3"],
    "its subject": ["UPDATE audit_entries SET subject = 'bodies:1' WHERE number = 3"],
    "its body": ["UPDATE audit_entries SET body_id = 1 WHERE number = 3"],
    "its seal": ["UPDATE audit_entries SET seal = 'f' WHERE number = 3"],
    "the first removed": ["DELETE FROM audit_entries WHERE number = 1"],
    "one removed": ["DELETE FROM audit_entries WHERE number = 3"],
    "the last removed": ["DELETE FROM audit_entries WHERE number = 5"],
    "all removed": ["DELETE FROM audit_entries"],
    "one removed, the rest moved up": [
        "DELETE FROM audit_entries WHERE number = 3",
        "UPDATE audit_entries SET number = 3 WHERE number = 4",
        "UPDATE audit_entries SET number = 4 WHERE number = 5",
    ],
    "one inserted at the end": [
        (
            "INSERT INTO audit_entries (number, at, actor, action, subject, text, seal) "
            "SELECT 6, at, actor, action, subject, text, seal FROM audit_entries WHERE number = 5"
        )
    ],
    "one inserted before the first": [
        (
            "INSERT INTO audit_entries (number, at, actor, action, subject, text, seal) "
            "SELECT 0, at, actor, action, subject, text, seal FROM audit_entries WHERE number = 5"
        )
    ],
    "two swapped": [
        "UPDATE audit_entries SET number = 99 WHERE number = 2",
        "UPDATE audit_entries SET number = 2 WHERE number = 4",
        "UPDATE audit_entries SET number = 4 WHERE number = 99",
    ],
    "the contents of two swapped": [
        "UPDATE audit_entries SET number = 99 WHERE number = 1",
        "UPDATE audit_entries SET number = 1 WHERE number = 5",
        "UPDATE audit_entries SET number = 5 WHERE number = 99",
    ],
}


@pytest.mark.rule("R270")
@pytest.mark.parametrize("statements", TAMPERED.values(), ids=TAMPERED)
def test_whatever_is_done_by_hand_shows(app, statements):
    write(app)
    by_hand(app, *statements)
    assert verify(app) != []


@pytest.mark.rule("R270")
def test_an_entry_says_who_and_when_and_neither_can_be_changed_unseen(app):
    who, before = Insider(person_id=7, name="Amal Haddad", token=""), now()
    with app.app_context(), unit_of_work():
        audit.record(who, "test.done", Organisation(id=4), field="name")
    with app.app_context():
        entry = db.session.scalars(db.select(audit.AuditEntry)).one()
        told = json.loads(entry.text)
        sealed = {name: told[name] for name in ("actor", "at", "action", "subject", "details")}
    assert before <= datetime.fromisoformat(sealed.pop("at")) <= now()
    assert (entry.actor, entry.at) == (told["actor"], told["at"])
    assert sealed == {
        "actor": "person:7",
        "action": "test.done",
        "subject": "organisations:4",
        "details": {"field": "name"},
    }
    assert verify(app) == []
    for column, old, new in (("actor", "person:7", "person:8"), ("at", told["at"][:4], "1999")):
        change = "UPDATE audit_entries SET {0} = replace({0}, '{1}', '{2}'), text = replace(text, '{1}', '{2}')"
        by_hand(app, change.format(column, old, new))  # column and text alike
        assert verify(app) != [], column
        by_hand(app, change.format(column, new, old))
        assert verify(app) == [], column


def bodies_told(app):
    """The body of each act, as its column and its sealed text say."""
    with app.app_context():
        entries = db.session.scalars(db.select(audit.AuditEntry).order_by("number")).all()
        return [(entry.body_id, json.loads(entry.text)["body_id"]) for entry in entries]


def test_an_act_is_kept_with_the_body_of_its_subject(app, make_body):
    number = make_body()
    with app.app_context(), unit_of_work():
        audit.record(SYSTEM, "test.of_the_body", db.session.get_one(Body, number))
        audit.record(SYSTEM, "test.of_a_part", Seat(id=3, body_id=number))
        audit.record(SYSTEM, "test.said", Organisation(id=4), body=number)
        audit.record(SYSTEM, "test.elsewhere", Organisation(id=4))
        audit.record(SYSTEM, "test.of_the_site", SITE)
    assert bodies_told(app)[-5:] == [(number, number)] * 3 + [(None, None)] * 2
    assert verify(app) == []


def test_every_single_row_is_guarded(app):
    write(app, 8)
    for number in range(1, 9):
        by_hand(app, f"UPDATE audit_entries SET text = text || ' ' WHERE number = {number}")
        assert verify(app) != []
        by_hand(app, f"UPDATE audit_entries SET text = rtrim(text) WHERE number = {number}")
    assert verify(app) == []


def test_a_trail_sealed_anew_without_the_key_shows(app, config):
    write(app)
    key = config.instance / "audit.key"
    key.chmod(0o600)
    key.write_text("another key")
    assert "audit.key is not the key" in " ".join(map(str, verify(app)))


def test_a_lost_key_is_called_lost_and_looking_makes_no_other(app, config):
    write(app)
    key = config.instance / "audit.key"
    kept = key.read_text()
    key.unlink()
    assert "audit.key, is missing" in " ".join(map(str, verify(app)))
    assert "was lost" in key_fault(app)
    assert not key.exists()
    write(app)  # work goes on, with a key that is made anew
    assert key.read_text() != kept
    assert "was lost" in key_fault(app)
    key.chmod(0o600)
    key.write_text(kept)
    assert key_fault(app) == ""


def test_the_key_is_readable_by_its_owner_only(app, config):
    write(app)
    assert (config.instance / "audit.key").stat().st_mode & 0o077 == 0


def test_eight_writers_at_once_make_one_chain(app):
    start = threading.Barrier(8)

    def writer():
        start.wait()
        write(app, 12)

    writers = [threading.Thread(target=writer) for _ in range(8)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    assert verify(app) == []
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(audit.AuditEntry.number))) == 96
    head = (app.extensions["ntfc.config"].instance / "audit.head").read_text()
    assert head.startswith("96 ")
    by_hand(app, "DELETE FROM audit_entries WHERE number = 96")
    assert verify(app) != []


def test_what_a_savepoint_undid_was_not_done(app):
    with app.app_context(), unit_of_work():
        audit.record(SYSTEM, "test.first")
        nested = db.session.begin_nested()
        audit.record(SYSTEM, "test.undone")
        nested.rollback()
        with db.session.begin_nested():
            audit.record(SYSTEM, "test.second")
    with app.app_context():
        entries = db.session.scalars(db.select(audit.AuditEntry).order_by("number")).all()
        assert [entry.action for entry in entries] == ["test.first", "test.second"]
        assert json.loads(entries[0].text)["actor"] == "system"
    assert verify(app) == []


@pytest.mark.parametrize("left", [None, "", "rubbish", "3 short"])
def test_the_last_entry_is_not_taken_away_together_with_its_note(app, left):
    for number in range(3):
        with app.app_context(), unit_of_work():
            audit.record(SYSTEM, f"test.{number}")
    by_hand(app, "DELETE FROM audit_entries WHERE number = 3")
    head = app.extensions["ntfc.config"].instance / "audit.head"
    head.unlink() if left is None else head.write_text(left)
    (fault,) = verify(app)
    assert "audit.head" in fault
    with app.app_context(), unit_of_work():
        audit.record(SYSTEM, "test.after")
    assert head.read_text().startswith("3 ")  # it is noted again from here on
