"""Whatever fails while plugins are changed, the site is afterwards as it was."""

import shutil
import threading
import zipfile
from copy import deepcopy
from dataclasses import replace

import pytest
from sqlalchemy import delete, text

from ntfc import (
    admission,
    audit,
    backup,
    i18n,
    installer,
    instance,
    migrate,
    rehearsal,
    removal,
    upkeep,
)
from ntfc.clock import now
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.mark import core_mark
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.plugins import generations, installed
from ntfc.plugins.discovery import discover
from ntfc.plugins.installed import PluginVerdict, inventory
from tests.plugins import packing

SOURCE = packing.SAMPLES / "good" / "ntfc_sample_good"


TRIED = {}


@pytest.fixture(autouse=True)
def tried_once():
    """Try the very same files only once: here it is about what is done with a verdict."""

    def verdict_on(names, folder, seconds):
        found = discover(folder)
        files = tuple((name, found[name].hash) for name in names)
        if files not in TRIED:
            TRIED[files] = admission.verdict_on(names, folder, seconds)
        return deepcopy(TRIED[files])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installer, "verdict_on", verdict_on)
        yield


class FullDiskError(OSError):
    """The disk is full."""


def full(*_, **__):
    raise FullDiskError("No space left on device")


@pytest.fixture
def state(config, tables, ask):
    """Everything a change of plugins could leave behind."""

    def state():
        known = inventory(config)
        folder = config.instance / "plugins"
        kept = sorted(p.name for p in folder.iterdir()) if folder.exists() else []
        stamps = ask("SELECT * FROM plugin_good__stamps") if known.on else []
        return (
            [(row.name, row.package_version, row.is_on) for row in known.plugins.values()],
            known.generation.number if known.generation else 0,
            sorted(tables()),
            [name for name in kept if name != "lock"],
            stamps,
        )

    return state


@pytest.fixture
def on(config, wheels):
    """The sample is installed and on."""
    installer.install(config, wheels["good"], actor=SYSTEM)
    installer.turn_on(config, "good", actor=SYSTEM)


@pytest.mark.parametrize(
    ("step", "module"),
    [
        ("_unpack", generations),
        ("compile_stale", generations),
        ("rehearse", rehearsal),
        ("create", backup),
        ("_keep_verdict", installer),
        ("migrate_lines", rehearsal),
        ("switch", installer),
        ("publish_head", None),
    ],
)
def test_an_upgrade_that_fails_at_any_step_changes_nothing(
    config, wheels, on, state, monkeypatch, step, module
):
    before = state()
    if module is None:
        monkeypatch.setattr(audit, "seal", full)
    else:
        if module is not backup:
            monkeypatch.setattr(rehearsal, "rehearse", lambda *_: None)
        monkeypatch.setattr(module, step, full)
    with pytest.raises(FullDiskError):
        installer.install(config, wheels["newer"], actor=SYSTEM)
    monkeypatch.undo()
    assert state() == before
    assert instance.installed.turned_on(config)[0] == ("good",)
    installer.install(config, wheels["newer"], actor=SYSTEM)
    assert inventory(config).plugins["good"].package_version == "2.0"


@pytest.mark.parametrize("kind", ["garbage", "cut", "no plugin", "taken", "core", "name"])
@pytest.mark.database("sqlite")
def test_a_file_that_is_no_sound_plugin_changes_nothing(config, wheels, on, state, tmp_path, kind):
    before = state()
    wheel = tmp_path / "ntfc_sample_bad-1.0-py3-none-any.whl"
    if kind == "garbage":
        wheel.write_bytes(b"this is not a zip file")
        said = "cannot be read as a wheel"
    elif kind == "cut":
        wheel.write_bytes(wheels["good"].read_bytes()[:500])
        said = "cannot be read as a wheel"
    elif kind == "no plugin":
        source = tmp_path / "nothing.py"
        source.write_text("")
        wheel = packing.packed(tmp_path, "bad", source, group="other.plugins")
        said = "The file holds no plugin"
    elif kind == "taken":
        wheel = packing.packed(tmp_path, "bad", SOURCE, top="ntfc_sample_good")
        said = "brings ntfc_sample_good, which another plugin brings too"
    elif kind == "name":
        copied = packing.packed(tmp_path, "good", SOURCE, top="ntfc_stamps")
        with zipfile.ZipFile(copied) as files, zipfile.ZipFile(wheel, "w") as other:
            for part in files.namelist():
                renamed = files.read(part).replace(b"Name: ntfc_sample_good", b"Name: ntfc_other")
                other.writestr(part.replace("sample_good-", "other-"), renamed)
        said = "bring a plugin called good: ntfc_other, ntfc_sample_good. A site has one of a name"
    else:
        wheel = packing.packed(tmp_path, "bad", SOURCE, top="flask")
        said = "brings flask, which the site has already"
    with pytest.raises(Misconfigured, match=said):
        installer.install(config, wheel, actor=SYSTEM)
    assert state() == before


def test_tables_that_another_plugin_of_the_name_left_are_not_taken_over(config, wheels, state, ask):
    """Its migrations are done, by their numbers, and its tables are not what it would read."""
    with migrate.changing(instance.create_app(config)) as connection:
        for statement in (
            "CREATE TABLE plugin_good__stamps (id INTEGER PRIMARY KEY, colour VARCHAR(9))",
            "INSERT INTO plugin_good__stamps VALUES (1, 'green')",
            "CREATE TABLE alembic_version_good (version_num VARCHAR(32) PRIMARY KEY)",
            "INSERT INTO alembic_version_good VALUES ('0001')",
        ):
            connection.execute(text(statement))
    before = state()
    with pytest.raises(Misconfigured, match="Another plugin called good left its tables here"):
        installer.install(config, wheels["good"], actor=SYSTEM, on=True)
    assert state() == (*before[:3], [], before[4])
    assert ask("SELECT id, colour FROM plugin_good__stamps") == [(1, "green")]


def test_a_migration_that_fails_in_the_middle_is_undone(config, wheels, on, state, tmp_path, ask):
    """It passes on the empty database of the trial, and not on the one with rows."""
    with migrate.changing(instance.create_app(config)) as connection:
        connection.execute(text("INSERT INTO plugin_good__stamps (id, text) VALUES (1, 'Rabat')"))
    before = state()
    source = tmp_path / "newer"
    copy_of_newer(source)
    path = source / "migrations" / "0002_colour.py"
    body = path.read_text().replace("nullable=True", "nullable=False")
    path.write_text(body)
    model = source / "models.py"
    model.write_text(model.read_text().replace("colour: Mapped[str | None]", "colour: Mapped[str]"))
    wheel = packing.packed(tmp_path, "good", source, version="2.0")
    with pytest.raises(Misconfigured, match="The migration of good failed"):
        installer.install(config, wheel, actor=SYSTEM)
    assert state() == before
    assert ask("SELECT text FROM plugin_good__stamps") == [("Rabat",)]


@pytest.mark.database("sqlite")
def test_a_migration_that_fails_on_the_copy_never_reaches_the_tables(config, on, ask, monkeypatch):
    """Nobody waits for it: the real tables are not touched, and the copy is gone."""
    reached = []

    def watched(connection, lines):
        reached.append((connection.engine.url.database, [*lines]))
        raise Misconfigured("it would not go")

    installer.turn_off(config, "good", actor=SYSTEM)
    with migrate.changing(instance.create_app(config)) as connection:
        connection.execute(text("DELETE FROM alembic_version_good"))
    monkeypatch.setattr(rehearsal, "migrate_lines", watched)
    with pytest.raises(Misconfigured, match="it would not go"):
        installer.turn_on(config, "good", actor=SYSTEM)
    ((place, lines),) = reached
    assert lines == ["good"]
    assert place not in config.url
    assert [*config.instance.glob(".copy-*")] == []


def copy_of_newer(target):
    for source in (SOURCE, packing.SAMPLES / "newer"):
        for name, content in packing.contents(source, str(target)):
            path = target / name.removeprefix(f"{target}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@pytest.mark.database("sqlite")
def test_two_installations_at_once_wait_for_each_other(config, wheels, monkeypatch):
    at_work, most = [], []
    real = generations.fill

    def watched(folder, *rest):
        at_work.append(folder)
        most.append(len(at_work))
        real(folder, *rest)
        at_work.remove(folder)

    monkeypatch.setattr(generations, "fill", watched)
    done = []

    def install(name):
        done.append(installer.install(config, wheels[name], actor=SYSTEM))

    threads = [threading.Thread(target=install, args=("good",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(done) == 2
    assert most == [1, 1]
    assert inventory(config).generation.number == 2


@pytest.mark.database("sqlite")
def test_a_changed_file_sets_the_plugin_aside_until_it_is_checked_again(config, on):
    folder = installed.current(config)
    (folder / "ntfc_sample_good" / "extra.py").write_text("'laid here later'\n")
    names, aside, _ = installed.turned_on(config)
    assert names == ()
    assert aside == {
        "good": "Its files changed since it was checked. On its page, press “Check again”."
    }
    (told,) = upkeep.bring_up_to_date(config)
    assert told.endswith("changed since it was checked. Check it again: ntfc plugins check good")
    assert installer.check(config, "good", actor=SYSTEM) == ""
    assert installed.turned_on(config)[0] == ("good",)


def upgraded(monkeypatch):
    """The core has other code than at the time of the check."""
    for module in (installed, installer):
        monkeypatch.setattr(module, "core_mark", lambda: "newer core")


@pytest.mark.database("sqlite")
def test_after_an_upgrade_of_the_core_plugins_are_checked_again_by_who_starts_it(
    config, on, monkeypatch
):
    upgraded(monkeypatch)
    names, aside, _ = installed.turned_on(config)
    assert names == ()
    assert aside["good"].startswith("The program of the site is another than when it was checked")
    assert upkeep.bring_up_to_date(config) == []
    assert installed.turned_on(config)[0] == ("good",)


@pytest.mark.database("sqlite")
def test_what_does_not_pass_with_the_new_core_is_named_and_not_tried_at_every_start(
    config, on, monkeypatch
):
    upgraded(monkeypatch)
    tried = []

    def unfit(names, *_):
        tried.append(names)
        return {"fault": i18n._("It tried to end the whole program."), "facts": {}}

    monkeypatch.setattr(installer, "verdict_on", unfit)
    for _time in range(2):
        assert upkeep.bring_up_to_date(config) == [
            "The plugin good is set aside. It tried to end the whole program."
        ]
    assert tried == [["good"]]
    kept = installed.turned_on(config)[1]["good"]
    assert kept.parts == ("It tried to end the whole program.",), "each reader has it in words"


@pytest.mark.database("sqlite")
def test_the_core_migrates_before_plugins_are_looked_at(config, on):
    with migrate.changing(instance.create_app(config)) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(Misconfigured, match="First: ntfc db upgrade"):
        installer.turn_off(config, "good", actor=SYSTEM)


NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", {!r}, None, None


def upgrade():
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("nickname", sa.String(20)))
        table.alter_column("phone", type_=sa.String(99))


def downgrade():
    pass
"""


def test_the_core_migrates_on_when_a_plugin_is_uninstalled_and_its_rows_stay(
    config, on, ask, tmp_path, monkeypatch
):
    with migrate.changing(instance.create_app(config)) as connection:
        person = Person(name="Amal", created_at=now())
        db.session.add(person)
        db.session.flush()
        statement = "INSERT INTO plugin_good__stamps (text, person_id) VALUES ('Rabat', :person)"
        connection.execute(text(statement), {"person": person.id})
    installer.turn_off(config, "good", actor=SYSTEM)
    removal.uninstall(config, "good", actor=SYSTEM)
    versions = shutil.copytree(migrate.core_versions(), tmp_path / "versions")
    ((head,),) = ask("SELECT version_num FROM alembic_version")
    (versions / "9999.py").write_text(NEXT.format(head))
    monkeypatch.setattr(migrate, "core_versions", lambda: versions)
    assert upkeep.bring_up_to_date(config) == []
    assert ask("SELECT version_num FROM alembic_version") == [("9999",)]
    rows = ask(
        "SELECT s.text, p.name FROM plugin_good__stamps s JOIN people p ON p.id = s.person_id"
    )
    assert rows == [("Rabat", "Amal")]


JEALOUS = """
import sys

from ntfc.plugins import Plugin, hookimpl

if "ntfc_sample_good" in sys.modules or "good" in " ".join(sys.argv).split():
    raise RuntimeError("there shall be no other")


@hookimpl
def ntfc_plugin():
    return Plugin(name="jealous", title="Jealous")
"""


@pytest.mark.database("sqlite")
def test_plugins_that_do_not_go_together_are_not_on_together(config, on, tmp_path):
    source = tmp_path / "jealous.py"
    source.write_text(JEALOUS)
    installer.install(config, packing.packed(tmp_path, "jealous", source), actor=SYSTEM)
    with pytest.raises(Misconfigured, match=r"jealous: It failed.*there shall be no other"):
        installer.turn_on(config, "jealous", actor=SYSTEM)
    assert inventory(config).on == {"good"}


@pytest.mark.database("sqlite")
def test_a_purge_whose_backup_fails_deletes_nothing(config, on, state, monkeypatch):
    installer.turn_off(config, "good", actor=SYSTEM)
    before = state()
    monkeypatch.setattr(backup, "create", full)
    with pytest.raises(FullDiskError):
        removal.purge(config, "good", actor=SYSTEM)
    assert state() == before


@pytest.mark.database("sqlite")
def test_verdicts_and_marks_are_of_these_files_and_this_core(config, on):
    known = inventory(config)
    ((key, said),) = known.verdicts.items()
    assert key[0] == "good"
    assert list(said) == [core_mark()]
    assert said[core_mark()].facts["tables"] == ["plugin_good__stamps"]
    with migrate.changing(instance.create_app(config)):
        db.session.execute(delete(PluginVerdict))
    assert installed.turned_on(config)[0] == ()


@pytest.mark.database("sqlite")
def test_a_plugin_that_spoils_the_start_is_left_out_of_it(config, monkeypatch):
    real = instance.create_app

    def spoilt(settings):
        if "bad" in settings.plugins:
            raise ZeroDivisionError("only here")
        return real(replace(settings, plugins=()))

    monkeypatch.setattr(instance, "create_app", spoilt)
    monkeypatch.setattr(instance, "settings", lambda: config)
    monkeypatch.setattr(
        instance, "with_plugins", lambda found: replace(found, plugins=("bad", "good"))
    )
    app = instance.load_app()
    assert app.extensions["ntfc.set_aside"] == {
        "bad": "It failed while being loaded: ZeroDivisionError: only here"
    }
    with app.app_context():
        db.engine.dispose()
