"""Each way of breaking: the plugin is named and kept out, and nothing of the core is touched."""

from dataclasses import replace

import pytest

from ntfc import installer
from ntfc.db import Base
from ntfc.errors import Misconfigured
from ntfc.permissions import SYSTEM
from ntfc.plugins.installed import inventory
from tests.plugins import packing

# What an administrator reads of each sample in samples/broken.
SAID = {
    "adds_attribute": "It changes the core's model Person.",
    "adds_column": "It changes the core's table people.",
    "alters_core": "Its migrations change tables that are not its own.",
    "asks_more": "ntfc_waiting asks for weather, which is not offered.",
    "bad_menu": "The menu entry bad_menu.show leads nowhere.",
    "comma": "Its blueprints must be a list of Blueprint; a comma may be missing.",
    "core_registry": "Thing must derive from the plugin's own base: see own_registry().",
    "coroutine": "ntfc_waiting must be a plain function with the name of its hook.",
    "dies": "It ended the check before it was over: it gave no reason",
    "drops_constraint": "It changes the core's table people.",
    "every_page": "It changes the site outside its own pages: filters of templates: bold.",
    "every_request": "It changes the site outside its own pages: before_request_funcs.",
    "failing_migration": "Its migrations fail: OperationalError",
    "failing_page": "Its page /x/failing_page/ fails: ZeroDivisionError: division by zero",
    "foreign_open": "The open page home.show must be one of its own.",
    "foreign_menu": "The menu entry home.show must lead to a page of its own.",
    "hangs": "It was not ready after 2 seconds.",
    "home": "The name 'home' belongs to the core.",
    "leaves": "It tried to end the whole program.",
    "lingers": "It was not ready after 2 seconds.",
    "loose_command": "The command 'db' must be one group called 'loose_command'.",
    "loose_job": "mail must be called loose_job.something.",
    "loose_permission": "body.edit must be called loose_permission.something.",
    "loose_template": "The template base.html must stand in the folder loose_template/.",
    "loose_trail": "person.erased must be called loose_trail.something.",
    "makes_more": "Its migrations change tables that are not its own.",
    "missing_open": "The open page missing_open.show is no page of it.",
    "misspelt": "Its models do not fit together:",
    "missing_folder": "Its folder of migrations is missing: migrations.",
    "newer_api": "It is written for plugin API 2; this site offers 1. It needs a newer version of the",
    "nameless": "It does not say who it is: ntfc_plugin() is missing.",
    "no_import": "It needs something that is not there: No module named 'weather_of_tomorrow'.",
    "no_migrations": "It has tables but no folder of migrations.",
    "not_a_plugin": "ntfc_plugin() must return a Plugin; it returned dict.",
    "old_api": "It is written for plugin API 0; this site offers 1. Ask its author for a newer",
    "open_page": "Its page /x/open_page/list/999 opens to strangers.",
    "other_name": "It calls itself 'somebody_else', but its entry point is 'other_name'.",
    "patches": "It replaces ntfc.permissions.can of the core.",
    "patches_method": "It replaces ntfc.permissions.Insider.is_granted of the core.",
    "raises": "It failed while being loaded: ZeroDivisionError: no reason at all",
    "replaces_view": "It changes the site outside its own pages: the page home.show.",
    "restless_job": "The job restless_job.stamp must be a function, and come up once a minute at most.",
    "silent_squatter": "It adds the table bodies_extra, which is not its own.",
    "squatter": "The table bodies_extra must be called plugin_squatter__something.",
    "stale_migrations": "Its migrations do not make the tables that its models describe.",
    "typo": "It answers ntfc_waitings, which is no hook of this version.",
    "undeclared": "It has tables that it does not declare: plugin_undeclared__secrets.",
    "unguarded": "Its page /x/unguarded/ never calls authorize().",
    "unmarked": "ntfc_waiting lacks @hookimpl, so it would never be called.",
    "wrapper": "ntfc_waiting wraps the answers of others, which is not offered.",
    "wrong_blueprint": "The blueprint 'committees' must be called 'wrong_blueprint'.",
    "writing_open": "The open page writing_open.show may only be read.",
}
SLOW = {"hangs", "lingers"}
ENDING = {"dies", "leaves", *SLOW}  # these are about the process itself: they have one of their own


def test_every_broken_sample_is_tried():
    assert sorted(SAID) == packing.BROKEN


@pytest.mark.database("sqlite")  # a check never sees the database of the site
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.alone] if name in ENDING else [])
        for name in packing.BROKEN
    ],
)
def test_a_broken_plugin_is_named_and_changes_nothing(config, wheels, client_for, ask, name):
    tables, made_by = set(Base.metadata.tables), "SELECT name, sql FROM sqlite_master ORDER BY name"
    before = ask(made_by)
    config = replace(config, plugin_check_seconds=2 if name in SLOW else 60)
    with pytest.raises(Misconfigured) as refused:
        installer.install(config, wheels[name], actor=SYSTEM)
    assert str(refused.value).startswith(f"Nothing was installed. {name}: {SAID[name]}")
    assert inventory(config).plugins == {}
    assert inventory(config).generation is None
    assert {p.name for p in (config.instance / "plugins").iterdir()} == {"lock"}
    assert set(Base.metadata.tables) == tables
    assert len(before) > len(tables)
    assert ask(made_by) == before
    assert client_for(None).get("/sign-in").status_code == 200
