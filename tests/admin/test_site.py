from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask_babel import force_locale
from sqlalchemy import text

from ntfc import audit, backup, worker
from ntfc.admin import queries
from ntfc.clock import now
from ntfc.commands import site as commands
from ntfc.db import db
from ntfc.jobs import JobState
from ntfc.permissions import SYSTEM
from ntfc.plugins.installed import InstalledPlugin
from ntfc.transaction import unit_of_work


@pytest.fixture
def some_acts(app):
    with app.app_context(), unit_of_work():
        for number in range(3):
            audit.record(SYSTEM, "test.done", number=number)


def test_the_page_says_how_the_site_does(chief, make_job, database):
    make_job(state=JobState.DONE, done_at=now())
    page = chief.get("/admin").text
    assert {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[database] in page
    assert "No mail leaves this site" in page
    assert "never saved" in page
    assert "worker seems to be stopped" not in page


def test_no_secret_is_shown(make_app, config, client_for, make_person):
    app = make_app(smtp_url="smtp://user:S3CRET@mail.example", mail_from="a@example.org")
    with app.app_context():
        shown = app.extensions["ntfc.config"]
    assert shown.smtp_url
    client = app.test_client()
    chief = client_for(make_person(is_administrator=True))
    cookie = chief.get_cookie("ntfc")
    client.set_cookie("ntfc", cookie.value)
    page = client.get("/admin").text
    assert "smtp_url" in page
    assert "set, and not shown" in page
    for secret in ("S3CRET", config.secret_key, config.database_url):
        assert secret not in page
    assert "No mail leaves this site" not in page


def test_a_worker_that_stands_still_shows(chief, make_job):
    make_job(state=JobState.WAITING, due=now() - timedelta(hours=1), tries=0, error="")
    assert "worker seems to be stopped" in chief.get("/admin").text


def test_what_is_being_done_tells_nothing_of_the_worker(chief, make_job):
    lease = now() + timedelta(minutes=4)
    make_job(state=JobState.WAITING, due=now() - timedelta(hours=1), lease_until=lease)
    assert "worker seems to be stopped" not in chief.get("/admin").text


def test_work_that_nobody_knows_tells_nothing_of_the_worker(chief, make_job):
    make_job(state=JobState.WAITING, due=now() - timedelta(hours=1), kind="gone.work")
    assert "worker seems to be stopped" not in chief.get("/admin").text


def test_a_backup_is_noted(app, config, chief, tmp_path):
    backup.create(config, tmp_path / "saved.tar.gz")
    assert "never saved" not in chief.get("/admin").text
    assert backup.last(config) <= now()


def test_plugins_are_listed_with_why_one_was_set_aside(app, chief):
    with app.app_context(), unit_of_work():
        for name in ("parity", "broken"):
            db.session.add(InstalledPlugin(name=name, package=name, package_version="1"))
    app.extensions["ntfc.set_aside"]["broken"] = "It needs something that is not installed."
    page = chief.get("/admin").text
    assert "parity" in page
    assert "It needs something that is not installed." in page


def check(app, chief):
    answer = chief.post("/admin/trail/check", follow_redirects=True)
    assert "A check is under way" in answer.text
    worker.drain(app)
    return chief.get("/admin").text


def test_the_trail_is_checked_on_demand(app, chief, some_acts):
    assert "not checked yet" in chief.get("/admin").text
    assert "no entry was altered" in check(app, chief)
    with app.app_context():
        assert audit.verify() == []


def test_a_broken_trail_is_told_and_waits_on_the_first_page(app, chief, some_acts):
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE audit_entries SET actor = 'x' WHERE number = 2"))
    page = check(app, chief)
    assert "Entry 2 was altered" in page
    with app.app_context(), force_locale("fr"):
        assert "L’entrée 2 a été modifiée" in str(queries.last_check().faults[0])
    assert "The audit trail is broken" in chief.get("/").text


@pytest.mark.database("sqlite")
def test_a_key_of_the_trail_that_was_lost_is_told_at_the_start_and_to_administrators(
    app, chief, some_acts, monkeypatch
):
    for place, name in ((commands.instance, "ready"), (commands.worker, "run")):
        monkeypatch.setattr(place, name, lambda *_: None)
    monkeypatch.setattr(commands, "load_app", lambda: app)
    assert CliRunner().invoke(commands.work).stderr == ""
    assert "was lost" not in chief.get("/admin").text
    (app.extensions["ntfc.config"].instance / "audit.key").unlink()
    assert "The key of the audit trail was lost" in CliRunner().invoke(commands.work).stderr
    assert "The key of the audit trail was lost" in chief.get("/admin").text


def test_two_checks_asked_for_at_once_are_one(app, chief):
    chief.post("/admin/trail/check")
    chief.post("/admin/trail/check")
    assert worker.drain(app) == 1


def test_the_page_costs_the_same_for_much_and_little(
    chief, make_job, some_acts, assert_constant_queries
):
    make_job()
    assert_constant_queries(chief, "/admin", lambda: [make_job() for _ in range(30)])


def test_members_are_kept_out(client_for, make_person):
    member = client_for(make_person())
    assert member.get("/admin").status_code == 403
    assert "/admin" not in member.get("/").text
