"""What administrators set for a plugin: on a page, for good, and never what it cannot read."""

from datetime import date

import pytest

from ntfc.audit import AuditEntry
from ntfc.db import db
from ntfc.plugins import Plugin, Setting, settings_of
from ntfc.plugins.declaration import Unfit, check_declaration
from ntfc.plugins.settings import PluginSetting, read
from ntfc.transaction import unit_of_work

MOST = Setting(
    name="most", title="Most stamps", about="On one decision.", kind=int, least=1, most=9
)
INK = Setting(
    name="data", title="Ink", default="blue", options=(("blue", "Blue ink"), ("red", "Red ink"))
)
SINCE = Setting(name="since", title="Stamped since", kind=date)
TWICE = Setting(name="twice", title="Stamp twice", kind=bool, default=True)
NOTE = Setting(name="note", title="Note", default="Stamped")
ALL = (MOST, INK, SINCE, TWICE, NOTE)
UNSET = {"most": None, "data": "blue", "since": None, "twice": True, "note": "Stamped"}
ADDRESS = "/admin/plugins/stamps/settings"


@pytest.mark.parametrize(
    ("setting", "kept", "is_read"),
    [
        (MOST, 9, 9),
        (MOST, 10, None),  # a new version allows less
        (MOST, True, None),
        (INK, "red", "red"),
        (INK, "green", "blue"),  # a new version has no such ink
        (SINCE, "2020-02-29", date(2020, 2, 29)),
        (SINCE, "2020-02-30", None),
        (TWICE, False, False),
        (TWICE, 0, True),
        (NOTE, ["Stamped"], "Stamped"),
    ],
)
def test_what_no_longer_fits_counts_as_not_set(setting, kept, is_read):
    assert read(setting, kept) == is_read


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ([MOST, MOST], "a name of its own"),
        ([Setting(name="Most", title="M")], "a name of its own"),
        ([Setting(name="most", title="M", kind=float)], "must be a text, a number"),
        ([Setting(name="most", title="M", kind=int, options=(("1", "One"),))], "only a text has"),
        ([Setting(name="most", title="M", kind=int, default=0, least=1)], "does not fit it"),
        ([Setting(name="ink", title="I", default="b", options=(("a", "A"),))], "does not fit it"),
        ([{"name": "most"}], "a list of Setting"),
    ],
)
def test_a_setting_that_nobody_could_set_is_refused_at_the_trial(settings, words):
    with pytest.raises(Unfit, match=words):
        check_declaration(Plugin(name="st", title="St", settings=settings), "st", frozenset())


@pytest.fixture
def stamps(app, monkeypatch):
    """A plugin with settings, as if it were on; return what it reads."""
    app.extensions["ntfc.set_aside"]["stamps"] = "It is known."
    declared = (*app.extensions["ntfc.declared"], Plugin(name="stamps", title="St", settings=ALL))
    monkeypatch.setitem(app.extensions, "ntfc.declared", declared)

    def reads():
        with app.app_context():
            return settings_of("stamps")

    return reads


def test_settings_are_kept_read_and_noted_and_a_slip_loses_nothing(app, chief, stamps):
    assert stamps() == UNSET
    opened = chief.get(ADDRESS).text
    assert "On one decision." in opened
    assert "Left empty, it is Stamped." in opened
    typed = {"set_most": "99", "set_data": "red", "set_since": "2026-01-31", "set_note": "Sealed"}
    wrong = chief.post(ADDRESS, data=typed)
    assert wrong.status_code == 422
    assert 'value="99"' in wrong.text
    assert 'value="Sealed"' in wrong.text
    assert stamps() == UNSET, "nothing is kept by halves"

    assert chief.post(ADDRESS, data={**typed, "set_most": "3"}).status_code == 303
    now = {"most": 3, "data": "red", "since": date(2026, 1, 31), "twice": False, "note": "Sealed"}
    assert stamps() == now
    shown = chief.get("/admin/plugins/stamps").text
    assert "Red ink" in shown
    chief.post(ADDRESS, data={**typed, "set_most": "", "set_note": ""})
    assert stamps() == {**now, "most": None, "note": "Stamped"}
    with app.app_context():
        noted = db.select(AuditEntry.text).where(AuditEntry.action == "plugin.set")
        told = db.session.scalars(noted.order_by(AuditEntry.number)).all()
        kept = db.session.scalars(db.select(PluginSetting.name)).all()
    assert len(told) == 7
    assert '"before":"blue"' in told[1].replace(" ", "")
    assert sorted(kept) == ["data", "since", "twice"], "what equals the default needs no row"


@pytest.mark.database("sqlite")
def test_a_plugin_that_is_off_keeps_what_was_set_and_cannot_be_set(app, chief, stamps, monkeypatch):
    with app.app_context(), unit_of_work():
        db.session.add(PluginSetting(plugin="stamps", name="most", value=5))
    assert stamps()["most"] == 5
    core = [plugin for plugin in app.extensions["ntfc.declared"] if plugin.name != "stamps"]
    monkeypatch.setitem(app.extensions, "ntfc.declared", core)
    assert "Nothing can be set now" in chief.get(ADDRESS).text
    assert chief.post(ADDRESS, data={"set_most": "1"}).status_code == 422
    with app.app_context():
        assert db.session.scalars(db.select(PluginSetting.value)).all() == [5]
    assert chief.get("/admin/plugins/nobody/settings").status_code == 404
