"""The page of plugins: what each is, why one is set aside, what failed, how it does by itself."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from ntfc import plugins, worker
from ntfc.clock import now
from ntfc.commands import plugins as commands
from ntfc.commands import site
from ntfc.db import db
from ntfc.permissions import SYSTEM
from ntfc.plugins import Health, hookimpl
from ntfc.plugins.failures import PluginFailure
from ntfc.plugins.installed import InstalledPlugin
from ntfc.shelf.models import ChangeState, PluginChange, ShelfWheel
from ntfc.transaction import unit_of_work


@pytest.fixture
def know(app):
    """Have a plugin known to the site; with hooks, it is loaded."""

    def know(name, *, is_on=False, **hooks):
        with app.app_context(), unit_of_work():
            row = InstalledPlugin(name=name, package=name, package_version="1.2", is_on=is_on)
            db.session.add(row)
        module = SimpleNamespace(**{hook: hookimpl(asked) for hook, asked in hooks.items()})
        if hooks:
            app.extensions["ntfc.plugins"].register(module, name=name)

    return know


def raises(today):
    raise ZeroDivisionError("of Amal Haddad")


@pytest.mark.database("sqlite")
def test_every_state_is_told_in_words(app, chief, know):
    know("gone", is_on=True)
    know("kept")
    app.extensions["ntfc.set_aside"]["broken"] = "It needs something that is not there."
    page = chief.get("/admin/plugins").text
    assert "It is on, but its files are not there any more." in page, (
        "removed by hand from the environment"
    )
    assert "not installed; its data is kept" in page
    assert "It needs something that is not there." in page
    assert "not installed" in chief.get("/admin/plugins/kept").text
    assert chief.get("/admin/plugins/nobody").status_code == 404
    assert chief.get("/admin/plugins/kept/explode").status_code == 404
    assert "Install it from the shelf first" in chief.get("/admin/plugins/kept/on").text


def test_failures_are_counted_by_hook_and_day_without_what_was_typed(app, chief, know, stored):
    know("flaky", ntfc_waiting=raises)
    for _time in range(3):
        assert chief.get("/").status_code == 200
    (row,) = stored(PluginFailure)
    assert (row.name, row.hook, row.count) == ("flaky", "ntfc_waiting", 3)
    assert row.kind == "ZeroDivisionError"
    assert row.place.startswith("shelf/test_show.py:")
    assert "3 errors in the last seven days" in chief.get("/admin/plugins").text
    page = chief.get("/admin/plugins/flaky").text
    assert "ZeroDivisionError" in page
    assert "Amal Haddad" not in page


@pytest.mark.database("sqlite")
def test_failures_in_jobs_count_too_and_old_ones_go(app, chief, know, stored):
    know("flaky", ntfc_waiting=raises)
    with app.app_context(), unit_of_work():
        long_ago = now() - timedelta(days=40)
        values = {"name": "old", "hook": "ntfc_waiting", "kind": "X", "place": "", "count": 1}
        db.session.add(PluginFailure(**values, day=long_ago.date(), last_at=long_ago))
    with app.app_context(), unit_of_work():
        plugins.gather("ntfc_waiting", actor=SYSTEM, today=now().date())
    assert [row.name for row in stored(PluginFailure)] == ["flaky"]


@pytest.mark.database("sqlite")
def test_a_plugin_says_how_it_does(chief, know):
    lines = [
        Health(text="Seals are in place.", is_well=True),
        Health(text="No stamps.", is_well=False, url="/x"),
    ]
    know("stamps", ntfc_health=lambda: lines)
    know("ill", ntfc_health=raises)
    overview = chief.get("/admin/plugins").text
    assert "something is not in order" in overview
    assert "Its own check of itself failed." in overview
    page = chief.get("/admin/plugins/stamps").text
    assert "Seals are in place." in page
    assert '<a href="/x">No stamps.</a>' in page


@pytest.mark.database("sqlite")
def test_a_change_waits_for_its_worker_in_words(app, chief, client_for, stored):
    chief.post("/admin/shelf/read")
    (change,) = stored(PluginChange)
    address = f"/admin/plugin-changes/{change.id}"
    assert chief.post(f"{address}/give-up").status_code == 409
    assert "Look again" in chief.get(address).text
    part = chief.get(address, headers={"HX-Request": "true"}).text
    assert part.strip().startswith('<div id="change"')
    with app.app_context(), unit_of_work():
        db.session.execute(db.update(PluginChange).values(asked_at=now() - timedelta(minutes=10)))
    assert "the worker seems to be stopped" in chief.get(address).text
    worker.drain(app)
    assert stored(PluginChange)[0].state is ChangeState.DONE
    assert "0 of 0" in chief.get(address).text


@pytest.mark.database("sqlite")
def test_a_change_that_nobody_does_is_given_up(app, chief, stored):
    chief.post("/admin/shelf/read")
    with app.app_context(), unit_of_work():
        db.session.execute(db.update(PluginChange).values(asked_at=now() - timedelta(minutes=10)))
    (change,) = stored(PluginChange)
    address = f"/admin/plugin-changes/{change.id}"
    assert "Give it up" in chief.get(address).text
    assert chief.post(f"{address}/give-up").status_code == 303
    worker.drain(app)
    assert stored(PluginChange)[0].told == "It was given up before it ended."
    assert chief.post("/admin/shelf/read").status_code == 303


@pytest.mark.database("sqlite")
def test_a_plugin_set_aside_is_told_on_the_first_page_of_the_administrator_and_in_the_terminal(
    app, chief, client_for, make_person, monkeypatch
):
    app.extensions["ntfc.set_aside"]["broken"] = "It needs something that is not there."
    assert "The plugin broken is set aside" in chief.get("/").text
    assert "set aside" not in client_for(make_person("Rana")).get("/").text
    for place, name in ((site.instance, "ready"), (site.worker, "run")):
        monkeypatch.setattr(place, name, lambda *_: None)
    monkeypatch.setattr(site, "load_app", lambda: app)
    told = CliRunner().invoke(site.work).stderr
    assert told == "The plugin broken is set aside. It needs something that is not there.\n"


@pytest.mark.database("sqlite")
def test_a_plugin_that_is_on_and_checked_by_command_is_taken_up(app, know, monkeypatch):
    know("stamps", is_on=True)
    reloaded, config = [], app.extensions["ntfc.config"]
    monkeypatch.setattr(commands, "ready", lambda: config)
    monkeypatch.setattr(commands.installer, "check", lambda *_, **__: "")
    monkeypatch.setattr(commands.serve, "request_reload", lambda at: reloaded.append(at) or True)
    told = CliRunner().invoke(commands.check, ["stamps", "kept"]).output
    assert told == "stamps: sound\nkept: sound\nThe running site has taken it up.\n"
    assert reloaded == [config.instance]
    CliRunner().invoke(commands.check, ["kept"])
    assert len(reloaded) == 1, "what is off is not running"


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(
    ("language", "words"), [("fr", "<bdi>Modules</bdi>"), ("ar", "<bdi>الإضافات</bdi>")]
)
def test_the_pages_speak_the_readers_language(make_app, app, chief, language, words):
    told = {"title": "Stamps", "words": {"fr": {"title": "Timbres"}, "ar": {"title": "طوابع"}}}
    wheel = ShelfWheel(file="s-1-py3-none-any.whl", sum="1", facts=told, read_at=now())
    with app.app_context(), unit_of_work():
        db.session.add(wheel)
    client = make_app(languages=("en", "fr", "ar")).test_client()
    client.set_cookie("ntfc", chief.get_cookie("ntfc").value)
    page = client.get("/admin/plugins", headers={"Accept-Language": language}).text
    assert words in page
    assert told["words"][language]["title"] in page
    assert "On the shelf" not in page


@pytest.mark.database("sqlite")
def test_the_page_costs_the_same_for_many_and_few(app, chief, know, assert_constant_queries):
    know("first")

    def more():
        for number in range(12):
            know(f"more{number}")
        with app.app_context(), unit_of_work():
            for number in range(12):
                db.session.add(
                    ShelfWheel(file=f"{number}.whl", sum="0" * 64, facts={}, read_at=now())
                )

    assert_constant_queries(chief, "/admin/plugins", more)


@pytest.mark.database("sqlite")
def test_what_strangers_may_read_is_told_before_a_plugin_is_installed(app, chief):
    facts = dict.fromkeys(("tables", "pages", "permissions", "jobs", "commands"), ())
    told = {
        **facts,
        "title": "Register",
        "open_pages": ["/x/register/all"],
        "open_forms": ["/x/register/in"],
    }
    with app.app_context(), unit_of_work():
        db.session.add(ShelfWheel(file="a.whl", sum="0" * 64, facts=told, read_at=now()))
    page = chief.get("/admin/shelf/1").text.partition("Pages that strangers may read")[2]
    read, _title, sent = page.partition("Permissions")[0].partition("Forms that strangers may send")
    assert "/x/register/all" in read
    assert "/x/register/in" in sent
