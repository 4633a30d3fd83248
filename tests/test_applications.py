"""Tests share an application, and none finds in it what another one left."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from ntfc.clock import now
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.plugins import hookimpl
from ntfc.testing.applications import Applications
from ntfc.transaction import unit_of_work

pytestmark = pytest.mark.database("sqlite")


@pytest.fixture
def own(applications):
    """Applications that no other test has used."""
    return Applications(applications.make)


@pytest.fixture
def after(own, config):
    """Return a function: the application after a test that did something to it."""

    def after(change):
        with own.lend(config) as app:
            change(app)
        with own.lend(config) as found:
            return found

    return after


@hookimpl
def ntfc_listed_people():
    return select(Person.id)


CHANGES = {
    "a plugin": lambda app: app.extensions["ntfc.plugins"].register(
        SimpleNamespace(ntfc_listed_people=ntfc_listed_people), name="late"
    ),
    "a kind of job": lambda app: app.extensions["ntfc.jobs"].update(late=None),
    "an act less": lambda app: app.extensions["ntfc.acts"].clear(),
    "something else": lambda app: app.extensions.update({"ntfc.roles_of": None, "late": 1}),
    "a setting": lambda app: object.__setattr__(app.extensions["ntfc.config"], "demo", True),
}


def looked_at(app):
    known = app.extensions
    return (
        known["ntfc.plugins"].list_name_plugin(),
        {name: dict(thing) if isinstance(thing, dict) else thing for name, thing in known.items()},
        vars(known["ntfc.config"]).copy(),
    )


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_hung_into_it_is_taken_out(after, change):
    seen = []

    def look_and_change(app):
        seen.extend([app, looked_at(app)])
        change(app)
        assert looked_at(app) != seen[1]

    found = after(look_and_change)
    assert found is seen[0]
    assert looked_at(found) == seen[1]


OTHERWISE = {
    "a plugin less": lambda app: app.extensions["ntfc.plugins"].unregister(name="home"),
    "a word of the pages": lambda app: app.jinja_env.globals.update(site="elsewhere"),
    "a filter": lambda app: app.jinja_env.filters.pop("upper"),
    "a setting of Flask": lambda app: app.config.update(TESTING=False),
    "a view": lambda app: app.view_functions.update({"home.show": lambda: "mine"}),
    "a step before requests": lambda app: app.before_request_funcs.setdefault(None, []).append(1),
    "an error page": lambda app: app.error_handler_spec[None][404].update({KeyError: str}),
    "a wrapper": lambda app: setattr(app, "wsgi_app", None),
}


@pytest.mark.parametrize("change", OTHERWISE.values(), ids=OTHERWISE)
def test_one_that_was_changed_otherwise_is_given_up(after, change):
    seen = []

    def note_and_change(app):
        seen.append(app)
        change(app)

    assert after(note_and_change) is not seen[0]


def test_requests_change_nothing(after, config):
    seen = []

    def ask(app):
        seen.append(app)
        client = app.test_client()
        assert client.get("/sign-in").status_code == 200
        assert client.get("/nowhere").status_code == 404
        with app.app_context(), unit_of_work():
            db.session.add(Person(name="Amal Haddad", created_at=now()))

    assert after(ask) is seen[0]


def test_other_settings_have_another_application(own, config):
    with own.lend(config) as app, own.lend(config) as second:
        assert app is not second
    with own.lend(replace(config, demo=True)) as demo:
        assert demo is not app
        assert demo is not second
        assert demo.extensions["ntfc.config"].demo


def test_views_are_added_before_the_first_request_and_gone_with_the_test(after, config):
    def ask(app):
        assert app.test_client().get("/t/late").status_code == 404

    def add(app):
        app.add_url_rule("/t/late", "late", lambda: "unguarded")
        assert app.test_client().get("/t/late").status_code == 403

    after(ask)
    ask(after(add))


def test_each_test_finds_its_database_empty(own, databases, tmp_path, config):
    counts = []
    for _test in range(2):
        (tmp_path / "ntfc.db").unlink(missing_ok=True)
        with (
            databases.copy("sqlite", tmp_path) as url,
            own.lend(replace(config, database_url=url)) as app,
            app.app_context(),
        ):
            counts.append(db.session.query(Person).count())
            with unit_of_work():
                db.session.add(Person(name="Amal Haddad", created_at=now()))
    assert counts == [0, 0]
    assert len(own.kept) == 1
