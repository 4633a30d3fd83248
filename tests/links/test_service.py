import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from flask_babel import force_locale

from ntfc import audit, clock
from ntfc.db import db
from ntfc.errors import Gone, PermissionDenied, Refused
from ntfc.links import queries, service
from ntfc.links.models import Link
from ntfc.links.rules import LinkState, state_of
from ntfc.links.service import mailing
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, LinkHolder, Nobody, Role
from ntfc.transaction import unit_of_work

SECRETARY = {"roles": {1: frozenset({Role.SECRETARY})}}


def insider(person_id, **values):
    return Insider(person_id=person_id, name="Office", token="t", **values)


@contextmanager
def working(app):
    with app.app_context(), unit_of_work():
        yield


def states(app):
    with app.app_context():
        return [state_of(link, clock.now()) for link in db.session.query(Link).order_by(Link.id)]


def told(app):
    with app.app_context():
        return [(e.action, e.actor) for e in db.session.query(audit.AuditEntry).order_by("number")]


def test_of_two_who_press_the_button_at_once_exactly_one_wins(
    app, client_for, make_person, issue, monkeypatch
):
    path = issue(make_person())
    both_have_looked = threading.Barrier(2, timeout=10)
    find = queries.by_token

    def find_and_wait(token):
        link = find(token)
        if app.extensions["ntfc.config"].url.startswith("postgresql"):
            both_have_looked.wait()  # on SQLite the second cannot even look before the first ended
        return link

    monkeypatch.setattr(queries, "by_token", find_and_wait)
    answers = {}

    def press(number):
        answers[number] = client_for(None).post(path, data={"phone": str(number)}).status_code

    threads = [threading.Thread(target=press, args=(number,)) for number in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers.values()) == [200, 410]
    winner = next(number for number, status in answers.items() if status == 200)
    with app.app_context():
        assert db.session.query(Person).one().phone == str(winner)
    assert [action for action, _ in told(app)].count("link.used") == 1


def test_what_happened_to_a_link_is_recorded_by_number(app, client_for, make_person, issue):
    person = make_person("Amal Haddad")
    client_for(None).post(issue(person), data={"phone": "1"})
    issue(person)
    with working(app):
        link = db.session.query(Link).order_by(Link.id.desc()).first()
        service.revoke(link, actor=insider(person, **SECRETARY), now=clock.now())
    assert told(app) == [
        ("link.issued", "system"),
        ("link.used", f"link:{person}"),
        ("link.issued", "system"),
        ("link.revoked", f"person:{person}"),
    ]
    with app.app_context():
        assert audit.verify() == []
        texts = " ".join(entry.text for entry in db.session.query(audit.AuditEntry))
    assert "Amal" not in texts


def test_all_links_about_a_subject_end_with_it(app, make_person, issue):
    one, other = make_person("One"), make_person("Other")
    issue(one)
    issue(other)
    with working(app):
        service.revoke_all_of(db.session.get(Person, one), actor=SYSTEM, now=clock.now())
    assert states(app) == [LinkState.REVOKED, LinkState.ISSUED]


def test_a_used_link_cannot_be_revoked(app, client_for, make_person, issue):
    client_for(None).post(issue(make_person()), data={"phone": "1"})
    with working(app), pytest.raises(Refused, match="has been used"):
        service.revoke(db.session.query(Link).one(), actor=SYSTEM, now=clock.now())


def test_no_link_goes_to_a_person_whose_data_were_erased(app, acts, make_person):
    person_id = make_person(erased_at=clock.now())
    with working(app):
        person = db.session.get(Person, person_id)
        with pytest.raises(Refused, match="erased"):
            service.issue(person, "test.telephone", person, actor=SYSTEM, now=clock.now())


def test_an_act_that_nobody_declares_is_a_fault_of_the_code(app, make_person):
    person_id = make_person()
    with working(app):
        person = db.session.get(Person, person_id)
        with pytest.raises(LookupError):
            service.issue(person, "no.such", person, actor=SYSTEM, now=clock.now())


def test_a_visitor_can_issue_and_revoke_nothing(app, make_person, issue):
    issue(make_person())
    with working(app):
        link = db.session.query(Link).one()
        person = db.session.query(Person).one()
        with pytest.raises(PermissionDenied):
            service.issue(person, "test.telephone", person, actor=Nobody(), now=clock.now())
        with pytest.raises(PermissionDenied):
            service.revoke(link, actor=Nobody(), now=clock.now())
        with pytest.raises(PermissionDenied):
            service.revoke(link, actor=insider(person.id), now=clock.now())


def test_a_late_press_finds_the_link_revoked(app, acts, make_person, issue):
    path, act = issue(make_person()), acts["test.telephone"]
    with working(app):
        link = queries.by_token(path.removeprefix("/l/"))
        person = link.person
        holder = LinkHolder(person_id=person.id, name="", permission=act.permission, subject=person)
        service.revoke(link, actor=SYSTEM, now=clock.now())
        with pytest.raises(Gone, match="revoked"):
            service.use(link, act, person, {"phone": "1"}, actor=holder, now=clock.now())


def test_a_link_does_not_outlive_its_last_moment(app, acts, make_person, issue):
    path = issue(make_person())
    with working(app):
        link = queries.by_token(path.removeprefix("/l/"))
        assert state_of(link, link.expires_at - timedelta(seconds=1)) is LinkState.ISSUED
        assert state_of(link, link.expires_at) is LinkState.EXPIRED


def test_a_mail_says_the_hour_and_the_zone_without_seconds(app):
    at = datetime(2026, 5, 1, 9, 30, 17, tzinfo=UTC)
    with app.test_request_context(), force_locale("fr"):
        said = mailing._moment(at, "Asia/Amman", "fr")
    assert said == "1er mai 2026, 12:30 (Asia/Amman)"
