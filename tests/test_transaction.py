import pytest
from flask import Response, abort
from flask_login import current_user

from ntfc import audit
from ntfc.clock import now
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.people.models import Person
from ntfc.permissions import COME_IN, SITE, SYSTEM, authorize
from ntfc.transaction import afterwards, unit_of_work


def people(app):
    with app.app_context():
        return sorted(db.session.scalars(db.select(Person.name)))


def add(name):
    db.session.add(Person(name=name, created_at=now()))
    db.session.flush()


@pytest.fixture
def pages(app):
    """A few views that go wrong in every way a view can."""

    @app.route("/t/forgets", methods=["GET", "POST"])
    def forgets():
        add("forgotten")
        return "done"

    @app.route("/t/writes", methods=["GET", "POST"])
    def writes():
        authorize(current_user, COME_IN, SITE)
        add("written")
        return "done"

    @app.post("/t/refuses")
    def refuses():
        authorize(current_user, COME_IN, SITE)
        add("half done")
        raise Refused("first reason", "second reason")

    @app.post("/t/aborts")
    def aborts():
        authorize(current_user, COME_IN, SITE)
        add("half done")
        return Response("no", 422)

    @app.post("/t/breaks")
    def breaks():
        authorize(current_user, COME_IN, SITE)
        add("half done")
        raise ZeroDivisionError

    @app.post("/t/commits")
    def commits():
        authorize(current_user, COME_IN, SITE)
        add("too early")
        db.session.commit()
        return "done"

    @app.post("/t/clashes")
    def clashes():
        authorize(current_user, COME_IN, SITE)
        db.session.add(Person(name="twin", email="a@example.org", created_at=now()))
        db.session.add(Person(name="twin", email="a@example.org", created_at=now()))
        return "done"

    @app.post("/t/notes")
    def notes():
        authorize(current_user, COME_IN, SITE)
        afterwards(add, "noted")
        abort(409)

    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


def test_an_authorised_write_is_committed(pages, client_for):
    assert client_for(None).post("/t/writes").status_code == 200
    assert people(pages) == ["written"]


def test_a_get_writes_nothing(pages, client_for):
    assert client_for(None).get("/t/writes").status_code == 200
    assert people(pages) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_view_that_authorised_nothing_is_forbidden_and_undone(pages, client_for, method):
    assert getattr(client_for(None), method)("/t/forgets").status_code == 403
    assert people(pages) == []


@pytest.mark.parametrize(
    ("page", "status"),
    [("refuses", 409), ("aborts", 422), ("breaks", 500), ("commits", 500), ("clashes", 409)],
)
def test_what_fails_is_undone_as_a_whole(pages, client_for, page, status):
    assert client_for(None).post(f"/t/{page}").status_code == status
    assert people(pages) == []


def test_a_refusal_tells_every_reason(pages, client_for):
    text = client_for(None).post("/t/refuses").text
    assert "first reason" in text
    assert "second reason" in text


def test_a_note_about_the_request_outlives_it(pages, client_for):
    assert client_for(None).post("/t/notes").status_code == 409
    assert people(pages) == ["noted"]


def test_the_error_page_carries_the_reference_that_is_in_the_log(pages, client_for, caplog):
    page = client_for(None).post("/t/breaks").text
    reference = next(r.args[0] for r in caplog.records if r.msg.startswith("error %s"))
    assert reference in page
    assert "ZeroDivisionError" not in page


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_forms_of_other_sites_are_refused(pages, headers, status):
    assert pages.test_client().post("/t/writes", headers=headers).status_code == status
    assert people(pages) == (["written"] if status == 200 else [])


def test_a_unit_of_work_is_committed_or_undone_as_a_whole(app):
    with app.app_context(), unit_of_work():
        add("kept")
    with app.app_context(), pytest.raises(ZeroDivisionError), unit_of_work():
        add("lost")
        audit.record(SYSTEM, "test.done")
        raise ZeroDivisionError
    assert people(app) == ["kept"]
    with app.app_context():
        assert db.session.scalars(db.select(audit.AuditEntry)).all() == []


def test_a_time_without_zone_is_refused(app):
    with app.app_context(), pytest.raises(Exception, match="needs a time zone"), unit_of_work():
        db.session.add(Person(name="x", created_at=now().replace(tzinfo=None)))


@pytest.mark.database("sqlite")
def test_sqlite_keeps_confirmed_writes_through_a_power_cut(waiting_for_the_disk, app):
    with app.app_context(), db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_every_answer_forbids_foreign_scripts(pages, client_for):
    answer = client_for(None).get("/sign-in")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in answer.headers["Vary"]
