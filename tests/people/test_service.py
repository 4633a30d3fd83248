from contextlib import contextmanager

import pytest

from ntfc import audit, clock, mail
from ntfc.db import db
from ntfc.errors import FieldRefused, Overtaken, PermissionDenied, Refused
from ntfc.jobs import Job, JobState
from ntfc.people import queries, service
from ntfc.people.models import Gender, Person
from ntfc.permissions import SITE, SYSTEM, Insider, Role
from ntfc.transaction import unit_of_work


@contextmanager
def working(app):
    with app.app_context(), unit_of_work():
        yield


def insider(number, role=Role.SECRETARY, **values):
    return Insider(person_id=number, name="", token="", roles={1: frozenset({role})}, **values)


def administrator(number):
    return Insider(person_id=number, name="", token="", is_administrator=True)


def person_of(app, number):
    with app.app_context():
        return db.session.get_one(Person, number)


def add(**values):
    values = {"name": "Amal Haddad", "email": "Amal@Example.org"} | values
    return service.add(SITE, **values, actor=SYSTEM, now=clock.now())


def test_a_person_needs_no_password_only_a_name(app):
    with working(app):
        person = add(email="")
        assert person.email is None


def test_an_address_belongs_to_one_person_in_any_case(app):
    with working(app):
        assert add().email == "amal@example.org"
    with working(app), pytest.raises(FieldRefused, match="Amal Haddad already has") as refusal:
        add(name="Other", email=" AMAL@example.org")
    assert refusal.value.field == "email"


@pytest.mark.rule("R45")
def test_the_office_marks_a_leader_as_champion(app, make_person):
    number, secretary = make_person("Rima Saleh"), make_person("Secretary")
    with working(app):
        person = db.session.get_one(Person, number)
        service.change(
            person,
            values={"is_champion": True},
            version=1,
            actor=insider(secretary),
            now=clock.now(),
        )
    with app.app_context():
        found, _last = queries.directory(insider(secretary), champions=True)
        assert [(row.name, row.is_champion) for row in found] == [("Rima Saleh", True)]


def test_a_member_marks_nobody(app, make_person):
    number, member = make_person(), make_person("Member")
    with working(app):
        person = db.session.get_one(Person, number)
        values = {"is_champion": True}
        actor = insider(member, Role.MEMBER)
        with pytest.raises(PermissionDenied):
            service.change(person, values=values, version=1, actor=actor, now=clock.now())


def test_gender_is_said_by_the_person_alone(app, make_person):
    number, secretary = make_person(), make_person("Secretary")
    profile = {"name": "Amal", "phone": "", "language": "", "time_zone": ""}
    with working(app):
        person = db.session.get_one(Person, number)
        for actor in (insider(secretary), administrator(secretary)):
            service.change(
                person,
                values={"gender": Gender.WOMAN},
                version=1,
                actor=actor,
                now=clock.now(),
            )
            with pytest.raises(PermissionDenied):
                service.change_profile(
                    person, **profile, gender=Gender.WOMAN, version=1, actor=actor
                )
        assert person.gender is None
        me = insider(number, Role.MEMBER)
        service.change_profile(person, **profile, gender=Gender.WOMAN, version=1, actor=me)
    assert person_of(app, number).gender is Gender.WOMAN


def test_who_comes_second_is_told_and_changes_nothing(app, make_person):
    number = make_person(phone="1")
    with working(app):
        person = db.session.get_one(Person, number)
        change = {"actor": SYSTEM, "now": clock.now(), "version": 1}
        service.change(person, values={"phone": "2"}, **change)
        with pytest.raises(Overtaken):
            service.change(person, values={"phone": "3"}, **change)
    assert person_of(app, number).phone == "2"


def test_a_secretary_does_not_take_over_the_address_of_who_signs_in(app, make_person):
    number = make_person(email="a@example.org", last_seen_at=clock.now())
    with working(app):
        person = db.session.get_one(Person, number)
        change = {"values": {"email": "b@example.org"}, "version": 1, "now": clock.now()}
        with pytest.raises(FieldRefused, match="Only an administrator"):
            service.change(person, **change, actor=insider(99))
        service.change(person, **change, actor=administrator(99))
    assert person_of(app, number).email == "b@example.org"


def test_another_address_is_news(app, make_person, listen):
    told = []
    listen(ntfc_address_changed=lambda person: told.append(person.email))
    number = make_person(email="a@example.org")
    with working(app):
        person = db.session.get_one(Person, number)
        change = {"actor": SYSTEM, "now": clock.now()}
        service.change(person, values={"phone": "2"}, version=1, **change)
        service.change(person, values={"email": "b@example.org"}, version=2, **change)
    assert told == ["b@example.org"]


def test_the_right_to_run_the_site_is_given_taken_and_recorded(app, make_person):
    first, second = make_person("First", is_administrator=True), make_person("Second")
    with working(app):
        person = db.session.get_one(Person, second)
        service.make_administrator(person, actor=administrator(first))
        other = db.session.get_one(Person, first)
        service.withdraw_administrator(other, actor=administrator(second))
        with pytest.raises(Refused, match="last administrator"):
            service.withdraw_administrator(person, actor=administrator(second))
        with pytest.raises(PermissionDenied):
            service.make_administrator(other, actor=insider(first))
    with app.app_context():
        entries = db.select(audit.AuditEntry.action).order_by(audit.AuditEntry.number)
        actions = db.session.scalars(entries).all()
    assert actions == ["person.administrator_granted", "person.administrator_withdrawn"]


def erase(app, number, by):
    with working(app):
        person = db.session.get_one(Person, number)
        service.erase(person, actor=administrator(by), now=clock.now())


def test_erasing_leaves_a_neutral_row_and_a_whole_trail(app, make_person, listen):
    told = []
    listen(ntfc_person_erased=lambda person, actor: told.append((person.id, actor.person_id)))
    chief = make_person("Chief", is_administrator=True)
    with working(app):
        number = add(phone="079", is_champion=True, language="en", time_zone="Asia/Amman").id
        me = insider(number, Role.MEMBER)
        profile = {"phone": "080", "language": "en", "time_zone": "UTC", "gender": Gender.WOMAN}
        person = db.session.get_one(Person, number)
        service.change_profile(person, name="Amal H.", **profile, version=1, actor=me)
    erase(app, number, by=chief)
    person = person_of(app, number)
    assert person.name == "Former member"
    assert person.erased_at is not None
    assert (person.email, person.gender, person.last_seen_at) == (None, None, None)
    assert (person.phone, person.language, person.time_zone) == ("", "", "")
    assert not person.is_champion
    assert told == [(number, chief)]
    with app.app_context():
        assert audit.verify() == []
        texts = " ".join(db.session.scalars(db.select(audit.AuditEntry.text)))
    assert "Amal" not in texts
    assert "example.org" not in texts


def test_erasing_forgets_the_mails_too(app, make_person):
    object.__setattr__(app.extensions["ntfc.config"], "demo", True)
    chief = make_person("Chief", is_administrator=True)
    number = make_person(email="a@example.org")
    with working(app):
        letter = {"subject": "Hello", "body": "Hello", "name": "A"}
        mail.send(to="a@example.org", key="1", **letter)
        mail.send(to="b@example.org", key="2", **letter)
    erase(app, number, by=chief)
    with app.app_context():
        assert not mail.kept_for("a@example.org")
        assert len(mail.kept_for("b@example.org")) == 1


def readdress(app, number, address, by):
    with working(app):
        person = db.session.get_one(Person, number)
        service.change(
            person,
            values={"email": address},
            version=person.version,
            actor=administrator(by),
            now=clock.now(),
        )


def test_mails_follow_somebody_to_another_address(app, make_person):
    """What waits goes to the new one; the copy and the erasure find what went to the old one."""
    object.__setattr__(app.extensions["ntfc.config"], "demo", True)
    chief = make_person("Chief", is_administrator=True)
    number = make_person(email="a@example.org")
    letter = {"body": "Hello", "name": "A"}
    with working(app):
        mail.send(to="a@example.org", key="1", subject="Gone", **letter)
        mail.send(to="a@example.org", key="2", subject="Waits", **letter)
        mail.send(to="b@example.org", key="3", subject="Of another", **letter)
    with working(app):
        gone, _waits = mail.kept_for("a@example.org")
        gone.state = JobState.DONE
    for address in ("c@example.org", "d@example.org"):
        readdress(app, number, address, chief)
    with app.app_context():
        found = mail.kept_for("d@example.org")
        assert [job.payload["to"] for job in found] == ["a@example.org", "d@example.org"]
        told = queries.mails_to(db.session.get_one(Person, number))
        assert [line["subject"] for line in told] == ["Gone", "Waits"]
    erase(app, number, by=chief)
    with app.app_context():
        left = [job.payload["subject"] for job in db.session.scalars(db.select(Job))]
        assert left == ["Of another"]


def test_whoever_has_no_address_any_more_gets_nothing(app, make_person):
    object.__setattr__(app.extensions["ntfc.config"], "demo", True)
    chief = make_person("Chief", is_administrator=True)
    number = make_person(email="a@example.org")
    with working(app):
        mail.send(to="a@example.org", key="1", subject="Waits", body="Hello", name="A")
    readdress(app, number, "", chief)
    with app.app_context():
        assert db.session.scalars(db.select(Job)).all() == []


def test_who_holds_a_seat_is_released_first(app, make_person, listen):
    listen(
        ntfc_objections=lambda action: ["Release the seat first."] * (action.name == "person.erase")
    )
    chief, number = make_person("Chief", is_administrator=True), make_person()
    with pytest.raises(Refused, match="Release the seat first"):
        erase(app, number, by=chief)
    assert person_of(app, number).name == "Amal Haddad"


def test_nobody_is_erased_twice_or_by_oneself(app, make_person):
    chief, number = make_person("Chief", is_administrator=True), make_person()
    erase(app, number, by=chief)
    with pytest.raises(Refused, match="already"):
        erase(app, number, by=chief)
    with pytest.raises(Refused, match="Another administrator"):
        erase(app, chief, by=chief)
