"""What people are reminded of by mail: each once, in their language, and who left of nothing."""

from datetime import date, timedelta
from types import SimpleNamespace as Of

import pytest
from ntfc_golden_list import ntfc_plugin
from ntfc_golden_list.jobs import remind
from ntfc_golden_list.models import (
    Certificate,
    Criterion,
    Edition,
    File,
    Finding,
    Firm,
    FirmPerson,
    Kind,
    Moved,
    Officer,
    Programme,
    Reminded,
    Visited,
)
from ntfc_golden_list.rules.judging import Result, Size
from ntfc_golden_list.rules.lifecycle import Post, State
from ntfc_golden_list.rules.reminding import in_charge, window
from ntfc_golden_list.service import programmes as service

from ntfc.accounts.models import Credential
from ntfc.clock import now, today
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM
from ntfc.transaction import unit_of_work

DAY = date(2030, 3, 15)
JOBS = Person.metadata.tables["jobs"]
REVIEWED, CERTIFIED, ENDED, IMPROVING, LATE = "Acme", "Bolt", "Crane", "Dune", "Elm"


@pytest.fixture
def settings(plugins_on):
    sending = {"smtp_url": "smtp://x", "mail_from": "site@example.org"}
    return {"plugins": plugins_on, "languages": ("en", "fr", "ar"), **sending}


def test_nothing_is_due_where_no_days_are_fixed_and_who_is_in_charge_is_at_work():
    assert window(DAY, None) is None
    assert window(DAY, 0) == (DAY, DAY)
    contact = Of(person_id=1, post=Post.COORDINATOR, is_held=True, conduct_on=DAY)
    desk = Of(person_id=2, post=Post.DESK, is_held=True, conduct_on=DAY)
    new = Of(person_id=3, post=Post.DESK, is_held=True, conduct_on=None)
    assert in_charge(1, [contact, desk, new]) == [1]
    assert in_charge(None, [contact, desk, new]) == [2]
    contact.is_held = False  # relieved: the desk sees to it
    assert in_charge(1, [contact, desk, new]) == [2]
    assert in_charge(1, [contact, desk, new], own=[2]) == []


def a_file(made, number, name, state, people, due_in=None):
    """Make the file of a firm; each of *people* is a number, below zero of who left."""
    day = today("")
    firm = Firm(name=name, registration=f"R-{number}", size=Size.SMALL)
    db.session.add(firm)
    db.session.flush()
    for person in people:
        row = FirmPerson(firm_id=firm.id, person_id=abs(person), is_active=person > 0)
        db.session.add(row)
    due = None if due_in is None else day + timedelta(due_in)
    shared = {"since": day, "opened_on": day, "due_on": due, "state": state}
    file = File(programme_id=made.id, firm_id=firm.id, number=number, roles=["importer"], **shared)
    db.session.add(file)
    db.session.flush()
    return file


def a_certificate(file, ends_in):
    day = today("")
    kind, edition = (db.session.scalar(db.select(m).order_by(m.id)) for m in (Kind, Edition))
    number = {"number": f"N-{file.id}", "code": f"C-{file.id}", "roles": ["importer"]}
    until = day + timedelta(ends_in)
    own = {"file_id": file.id, "kind_id": kind.id, "edition_id": edition.id}
    db.session.add(Certificate(**own, **number, given_on=day, until=until))


def to_improve(file, due_in, by):
    """Note a visit of which the firm was told that something is to be improved."""
    day, first = today(""), db.session.scalar(db.select(Criterion).order_by(Criterion.id))
    visit = Visited(file_id=file.id, validator_id=by, made_on=day)
    db.session.add(visit)
    db.session.flush()
    found = {"visit_id": visit.id, "criterion_id": first.id, "result": Result.PLANNED}
    db.session.add(Finding(**found, due_on=day + timedelta(due_in), at=now(), by_id=by))
    db.session.flush()
    step = {"start": State.VALIDATION, "to": State.IMPROVEMENT, "on": day, "at": now()}
    db.session.add(Moved(file_id=file.id, number=1, details={}, **step))


@pytest.fixture
def people(make_person):
    told = {"inside": "en", "by_link": "ar", "gone": "en", "french": "fr", "officer": "fr"}
    return {
        name: make_person(name, email=f"{name}@example.org", language=language)
        for name, language in told.items()
    }


@pytest.fixture
def programme(app, people):
    """A programme in which something is due in five files; in one of them the status has ended."""
    inside, by_link, gone, french, officer = people.values()
    with app.test_request_context(), unit_of_work():
        password = {"password_hash": "x", "password_set_at": now()}
        db.session.add(Credential(person_id=inside, **password))
        made = service.begin(SITE, profile="safe", country="xx", now=now(), actor=SYSTEM)
        post = {"post": Post.DESK, "since": today(""), "conduct_on": today("")}
        db.session.add(Officer(programme_id=made.id, person_id=officer, **post))
        a_file(made, 1, REVIEWED, State.MONITORING, [inside, by_link, -gone], 60)
        certified = a_file(made, 2, CERTIFIED, State.MONITORING, [french, -gone])
        ended = a_file(made, 3, ENDED, State.SURRENDERED, [french], -3)
        improving = a_file(made, 4, IMPROVING, State.IMPROVEMENT, [french], 5)
        a_file(made, 5, LATE, State.RETURNED, [french], -1)
        for file in (certified, ended):
            a_certificate(file, 10)
        for file in (ended, improving):
            to_improve(file, 5, officer)
        return made.id


def fix(app, number, **days):
    with app.app_context(), unit_of_work():
        made = db.session.get(Programme, number)
        for name, value in days.items():
            setattr(made, name, value)


def mails(app):
    """Do what the plugin does every day; return all mails that were ever written, by whom they reach."""
    with app.app_context():
        remind({})
        found = {}
        for mail in db.session.scalars(db.select(JOBS.c.payload).order_by(JOBS.c.id)):
            found.setdefault(mail["to"].partition("@")[0], []).append(mail)
        return found


def test_each_is_reminded_once_of_what_the_programme_fixed(app, programme, people, client_for):
    assert mails(app) == {}  # nothing is built in
    fix(app, programme, review_opens_days=90)
    told = mails(app)
    assert {name: len(each) for name, each in told.items()} == {"inside": 1, "by_link": 1}
    assert "The review of Acme is open" in told["inside"][0]["subject"]
    assert "/x/golden_list/files/1" in told["inside"][0]["body"]
    arabic = told["by_link"][0]["body"]
    assert "Acme" in arabic
    assert "المشغل الاقتصادي المعتمد" in arabic  # as the programme is called there
    link = "/l/" + arabic.partition("/l/")[2].split()[0]
    assert "Acme" in client_for(None).get(link).text
    assert mails(app) == told  # a second run
    fix(app, programme, review_opens_days=None, remind_days=30)
    told = mails(app)
    assert {name: len(each) for name, each in told.items()} == {
        "inside": 1,
        "by_link": 1,
        "french": 2,  # for the certificate that ends, and for what has to be improved
        "officer": 1,
    }
    written = " ".join(mail["body"] for mail in told["french"])
    assert all(name in written for name in (CERTIFIED, IMPROVING))
    assert not any(name in written for name in (ENDED, LATE))
    late = told["officer"][0]["body"]
    assert LATE in late
    assert "Opérateur économique agréé" in late
    assert not any(name in late for name in (REVIEWED, CERTIFIED, ENDED, IMPROVING))
    with app.app_context(), unit_of_work():
        db.session.execute(db.delete(JOBS))  # mails are forgotten after a while
    assert mails(app) == {}
    identities = [mail["message_id"] for each in told.values() for mail in each]
    assert len(set(identities)) == len(identities)


def test_another_day_is_another_reminder_and_whom_nobody_reaches_is_told_later(
    app, programme, people
):
    with app.app_context(), unit_of_work():
        db.session.execute(db.update(FirmPerson).values(is_active=False))
    fix(app, programme, review_opens_days=90)
    assert mails(app) == {}
    with app.app_context():
        assert db.session.scalars(db.select(Reminded)).all() == []
    with app.app_context(), unit_of_work():
        back = FirmPerson.person_id == people["inside"]
        db.session.execute(db.update(FirmPerson).where(back).values(is_active=True))
    assert len(mails(app)["inside"]) == 1
    with app.app_context(), unit_of_work():
        db.session.get(File, 1).due_on = today("") + timedelta(61)
    assert len(mails(app)["inside"]) == 2


@pytest.mark.database("sqlite")
def test_where_no_mail_leaves_nothing_counts_as_told(app, programme, monkeypatch):
    fix(app, programme, review_opens_days=90, remind_days=30)
    monkeypatch.setattr("ntfc_golden_list.jobs.is_written", lambda: False)
    assert mails(app) == {}
    monkeypatch.undo()
    with app.app_context(), unit_of_work():
        a_certificate(db.session.get(File, 1), 10)
    told = mails(app)
    assert told.keys() == {"inside", "by_link", "french", "officer"}
    (both,) = told["inside"]  # all that is due in a file is one mail
    assert "The review is open from now on." in both["body"]
    assert "The certificate of Acme" in both["body"]
    assert len(told["by_link"]) == 1  # a second link would end the first


def test_it_does_so_every_day():
    (daily,) = ntfc_plugin().jobs
    assert (daily.name, daily.every, daily.run) == (
        "golden_list.remind",
        timedelta(days=1),
        remind,
    )
