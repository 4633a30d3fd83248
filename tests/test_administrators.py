"""Running the site is no way to the papers of a restricted body, nor to an office in any."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ntfc import audit, clock
from ntfc.clock import now
from ntfc.committees import queries as bodies
from ntfc.committees import rules as bodies_rules
from ntfc.committees import service as committees
from ntfc.committees.models import Body, BodyKind, State
from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused
from ntfc.jobs import Job
from ntfc.permissions import SITE, SYSTEM, Insider, Role, can, only_as_administrator
from ntfc.seats import rules as seats_rules
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.transaction import unit_of_work
from tests.day import that_is

TODAY = date(2027, 3, 10)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "datetime", that_is(TODAY))


@pytest.fixture
def config(config):
    """Mail leaves this instance, so that what would be sent can be read."""
    settings = {"mail_from": "ntfc@example.org", "base_url": "http://localhost"}
    return replace(config, smtp_url="smtp://mail.example", **settings)


@pytest.fixture
def root(make_person):
    return make_person("Root", is_administrator=True, email="root@example.org")


@pytest.fixture
def chief(client_for, root):
    return client_for(root)


@pytest.fixture
def quiet(make_body):
    return make_body("Quiet Group", is_restricted=True, state=State.ACTIVE)


@pytest.fixture
def sits(app, make_person):
    """Return a function that puts somebody in a seat for given days."""

    def sits(body_id, role=Role.MEMBER, capacity=Capacity.REPRESENTATIVE, **days):
        person_id = make_person(f"The {role.value}", email=f"{role.value}{body_id}@example.org")
        days.setdefault("starts_on", TODAY - DAY)
        with app.app_context(), unit_of_work():
            seat = Seat(body_id=body_id, role=role, created_on=date(2020, 1, 1))
            db.session.add(seat)
            db.session.flush()
            db.session.add(
                Appointment(
                    body_id=body_id,
                    seat_id=seat.id,
                    person_id=person_id,
                    capacity=capacity,
                    created_at=now(),
                    **days,
                )
            )
        return person_id

    return sits


def as_signed_in(app, person_id, **values):
    return Insider(
        person_id=person_id,
        name="Root",
        token="",
        is_administrator=True,
        apart=app.extensions["ntfc.bodies_apart"](),
        **values,
    )


def mails(app):
    with app.app_context():
        jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
        return [job.payload for job in jobs]


def acts(app):
    with app.app_context():
        query = select(audit.AuditEntry.action).order_by(audit.AuditEntry.number)
        return list(db.session.scalars(query))


# A restricted body with people of its own sees to itself.

EDITS = ["identity", "place", "mandate", "people", "contacts", "names", "rename", "seats/first"]


@pytest.mark.parametrize(
    ("days", "apart"),
    [
        ({}, True),
        ({"ends_on": TODAY}, True),
        ({"starts_on": TODAY + 30 * DAY}, True),  # somebody is on the way
        ({"ends_on": TODAY - DAY}, False),
        ({"ended_on": TODAY}, False),
        ({"starts_on": None}, False),  # only put forward
    ],
)
def test_where_people_sit_an_administrator_changes_nothing(app, root, quiet, sits, days, apart):
    sits(quiet, **days)
    with app.app_context():
        body, actor = bodies.get_body(quiet), as_signed_in(app, root)
        kept = {bodies_rules.EDIT, bodies_rules.CHANGE_STATE, bodies_rules.START}
        kept |= {seats_rules.SET_UP}
        assert {can(actor, permission, body) for permission in kept} == {not apart}
        assert can(actor, bodies_rules.VIEW, body)
        assert not can(actor, bodies_rules.READ, body)
        assert not can(actor, bodies_rules.RESTRICT, body)


def test_an_alternate_counts_as_people_and_an_open_body_is_the_site_s(app, root, make_body, sits):
    quiet, plain = make_body("Quiet", is_restricted=True), make_body("Open")
    sits(quiet, capacity=Capacity.ALTERNATE)
    sits(plain)
    with app.app_context():
        actor = as_signed_in(app, root)
        assert not can(actor, bodies_rules.EDIT, bodies.get_body(quiet))
        assert can(actor, bodies_rules.EDIT, bodies.get_body(plain))
        assert actor.apart == {quiet}


@pytest.mark.parametrize("page", EDITS)
def test_the_pages_are_shut(chief, quiet, sits, page):
    assert chief.get(f"/bodies/{quiet}/{page}").status_code == 200
    sits(quiet)
    assert chief.get(f"/bodies/{quiet}/{page}").status_code == 403
    assert chief.post(f"/bodies/{quiet}/{page}", data={"name": "X"}).status_code == 403
    for tab in ("", "who", "about"):
        shown = chief.get(f"/bodies/{quiet}/{tab}")
        assert shown.status_code == 200
        assert f"/bodies/{quiet}/{page}" not in shown.text


def test_the_state_is_not_moved_and_nothing_is_started_below(app, chief, quiet, sits):
    sits(quiet)
    assert chief.post(f"/bodies/{quiet}/state", data={"to": "dormant"}).status_code == 403
    assert chief.get(f"/bodies/{quiet}/new").status_code == 403
    with app.app_context():
        assert db.session.get_one(Body, quiet).state is State.ACTIVE


def test_who_also_sits_there_keeps_what_the_seat_gives(app, root, quiet, sits):
    sits(quiet)
    with app.app_context():
        both = as_signed_in(app, root, roles={quiet: frozenset({Role.SECRETARY})})
        assert can(both, bodies_rules.EDIT, bodies.get_body(quiet))


def test_telling_administrators_where_they_are_none_costs_one_query(
    chief, client_for, make_person, make_body, sits, count_queries
):
    def cost(client):
        client.get("/bodies/")
        with count_queries() as seen:
            assert client.get("/bodies/").status_code == 200
        return len(seen)

    first = cost(chief)
    for number in range(5):
        sits(make_body(f"Quiet {number}", is_restricted=True))
    assert cost(chief) == first


# Who says whether a body is restricted.


@pytest.mark.parametrize(("role", "may"), [("chair", True), ("secretary", True), (None, False)])
def test_only_chairs_and_secretary_restrict_or_open_a_body(app, root, make_body, role, may):
    number = make_body("Plain")
    roles = {number: frozenset({Role(role)})} if role else {}
    with app.app_context(), unit_of_work():
        body = bodies.get_body(number)
        actor = Insider(person_id=root, name="R", token="", is_administrator=True, roles=roles)
        if may:
            committees.change_identity(body, sector_ids=[], is_restricted=True, actor=actor)
        else:
            with pytest.raises(Refused, match="Only the chairs and the secretary"):
                committees.change_identity(
                    body, sector_ids=[], is_restricted=True, about="X", actor=actor
                )
        assert body.is_restricted is may
        assert body.about == ""


def test_the_form_asks_only_those_who_may(app, chief, client_for, make_body, sits):
    number = make_body("Plain")
    secretary = client_for(sits(number, Role.SECRETARY))
    url = f"/bodies/{number}/identity"
    assert 'name="is_restricted"' not in chief.get(url).text
    assert 'name="is_restricted"' in secretary.get(url).text
    with app.app_context():
        body = bodies.get_body(number)
        facts = {"kind_id": body.kind_id, "reach": "central", "seen": body.version}
    sent = {**facts, "about": "Trade", "is_restricted": "y"}
    assert chief.post(url, data=sent).status_code == 303
    with app.app_context():
        body = bodies.get_body(number)
        assert (body.about, body.is_restricted) == ("Trade", False)


def test_a_body_may_be_restricted_from_its_start(app, chief):
    with app.app_context():
        kind = db.session.scalars(select(BodyKind).where(BodyKind.code == "council")).one().id
    typed = {"kind_id": kind, "name": "Quiet Council", "is_restricted": "y"}
    answer = chief.post("/bodies/new", data=typed)
    assert answer.status_code == 303, answer.text
    number = int(answer.location.strip("/").split("/")[-1])
    below = chief.post(f"/bodies/{number}/new", data={"kind_id": kind, "name": "Below"})
    with app.app_context():
        assert db.session.get_one(Body, number).is_restricted
        lower = int(below.location.strip("/").split("/")[-1])
        assert db.session.get_one(Body, lower).is_restricted  # as the body above


# Nobody names himself for no other reason than running the site.


@pytest.mark.parametrize("field", ["coordinator_id", "sponsor_id"])
@pytest.mark.parametrize("restricted", [True, False])
def test_an_administrator_does_not_put_himself_in_charge(
    app, chief, root, make_body, field, restricted
):
    number = make_body("Council", is_restricted=restricted)
    with app.app_context():
        version = bodies.get_body(number).version
    typed = {field: root, "sponsor_office": "The palace", "seen": version}
    answer = chief.post(f"/bodies/{number}/people", data=typed)
    assert answer.status_code == 422
    assert "does not let you name yourself" in answer.text
    assert "The palace" in answer.text
    with app.app_context():
        assert getattr(db.session.get_one(Body, number), field) is None


def test_who_is_in_charge_already_stays_and_a_secretary_may(app, root, make_body):
    number = make_body("Council", coordinator_id=root)
    with app.app_context(), unit_of_work():
        body = bodies.get_body(number)
        admin = as_signed_in(app, root)
        committees.put_in_charge(body, coordinator_id=root, sponsor_office="X", actor=admin)
        secretary = replace(admin, roles={number: frozenset({Role.SECRETARY})})
        committees.put_in_charge(body, sponsor_id=root, actor=secretary)
        assert body.sponsor_id == root


def test_an_administrator_starts_no_body_as_its_own_coordinator(app, root):
    with app.app_context(), unit_of_work():
        kind = db.session.scalars(select(BodyKind).where(BodyKind.code == "council")).one()
        start = {"kind": kind, "name": "Council", "now": now(), "actor": as_signed_in(app, root)}
        with pytest.raises(Refused, match="does not let you name yourself"):
            committees.start(SITE, coordinator_id=root, **start)


def test_an_administrator_names_somebody_else_the_first_officer(app, chief, make_body):
    url = f"/bodies/{make_body('Council')}/seats/first"
    typed = {
        "role": "secretary",
        "person_name": "Root",
        "person_email": "root@example.org",
        "starts_on": str(TODAY),
    }
    answer = chief.post(url, data=typed)
    assert answer.status_code == 409
    assert "does not let you name yourself" in answer.text
    other = {"person_name": "Samir Nasser", "person_email": "samir@example.org"}
    assert chief.post(url, data=typed | other).status_code == 303


def test_holding_by_another_reason_is_not_only_as_administrator(app, root, quiet):
    with app.app_context():
        body, actor = bodies.get_body(quiet), as_signed_in(app, root)
        assert only_as_administrator(actor, bodies_rules.EDIT, body)
        seated = replace(actor, roles={quiet: frozenset({Role.SECRETARY})})
        assert not only_as_administrator(seated, bodies_rules.EDIT, body)
        assert not only_as_administrator(SYSTEM, bodies_rules.EDIT, body)


# Who leads the body is told.


def test_leaders_are_told_when_an_administrator_changes_who_is_in_charge(
    app, chief, root, make_body, make_person, sits
):
    before = make_person("Before", email="before@example.org")
    after = make_person("After", email="after@example.org")
    number = make_body("Council", coordinator_id=before, sponsor_id=root)
    for role in (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.MEMBER):
        sits(number, role)
    with app.app_context():
        version = bodies.get_body(number).version
    typed = {"coordinator_id": after, "sponsor_id": root, "seen": version}
    assert chief.post(f"/bodies/{number}/people", data=typed).status_code == 303
    told = {mail["to"]: mail["body"] for mail in mails(app)}
    assert set(told) == {
        *("before@example.org", "after@example.org"),
        *(f"{role}{number}@example.org" for role in ("chair", "vice_chair", "secretary")),
    }
    assert "changed who is in charge of Council" in told["before@example.org"]
    assert acts(app)[-2:] == ["body.changed", "body.leaders_told"]
    again = {**typed, "seen": version + 1}
    assert chief.post(f"/bodies/{number}/people", data=again).status_code == 303
    assert len(mails(app)) == 5  # nothing changed, nobody is told


def test_nobody_is_told_of_what_the_body_s_own_secretary_does(app, make_body, make_person, sits):
    number = make_body("Council")
    secretary, somebody = sits(number, Role.SECRETARY), make_person("Somebody")
    with app.app_context(), unit_of_work():
        actor = Insider(
            person_id=secretary, name="S", token="", roles={number: frozenset({Role.SECRETARY})}
        )
        committees.put_in_charge(bodies.get_body(number), coordinator_id=somebody, actor=actor)
    assert mails(app) == []


@pytest.mark.parametrize(
    ("restricted", "told"), [(False, ["chair", "secretary"]), (True, ["secretary"])]
)
def test_where_nobody_leads_yet_those_above_are_told_of_the_first_officer(
    app, chief, make_body, sits, restricted, told
):
    above = make_body("Council")
    number = make_body("Group", parent_id=above, is_restricted=restricted)
    with app.app_context(), unit_of_work():
        db.session.get_one(Body, number).path = f"/{above}/{number}/"
    sits(above, Role.CHAIR)
    sits(above, Role.SECRETARY)
    typed = {
        "role": "secretary",
        "person_name": "Samir Nasser",
        "person_email": "samir@example.org",
        "starts_on": str(TODAY + 7 * DAY),
    }
    assert chief.post(f"/bodies/{number}/seats/first", data=typed).status_code == 303
    letters = {mail["to"]: mail["body"] for mail in mails(app)}
    assert sorted(letters) == [f"{role}{above}@example.org" for role in told]
    assert all("named Samir Nasser to an office of Group: Secretary" in b for b in letters.values())
    assert "body.leaders_told" in acts(app)


def test_a_refused_change_tells_nobody(app, chief, root, make_body, sits):
    number = make_body("Council")
    sits(number, Role.CHAIR)
    with app.app_context():
        version = bodies.get_body(number).version
    typed = {"coordinator_id": root, "seen": version}
    assert chief.post(f"/bodies/{number}/people", data=typed).status_code == 422
    assert mails(app) == []


def test_an_administrator_cannot_call_the_service_past_the_pages(app, root, quiet, sits):
    sits(quiet)
    with app.app_context(), unit_of_work():
        actor, body = as_signed_in(app, root), bodies.get_body(quiet)
        with pytest.raises(PermissionDenied):
            committees.put_in_charge(body, coordinator_id=None, actor=actor)
