"""The shelf and its changes, from the file to the purge, through the pages and the worker."""

import io
import os
import shutil
import signal
import tarfile
import zipfile

import pytest
from sqlalchemy import update

from ntfc import audit, backup, installer, removal, serve, shelving, worker
from ntfc.audit import AuditEntry
from ntfc.clock import now
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.plugins import generations, installed
from ntfc.plugins.discovery import discover
from ntfc.plugins.installed import folder_of, inventory, turned_on
from ntfc.shelf import queries, rules, service
from ntfc.shelf.models import ChangeState, PluginChange, ShelfWheel, What
from ntfc.transaction import unit_of_work
from tests.plugins import packing


def put(shelf, *files):
    for file in files:
        shutil.copy(file, shelf)


@pytest.fixture
def lay(app, shelf, stored):
    """Put wheels on the shelf, and the first on record as reading it would have kept it."""

    def lay(name, *files):
        put(shelf, *files)
        with app.app_context(), unit_of_work():
            wheel = ShelfWheel(
                file=files[0].name,
                sum=generations.sum_of(files[0]),
                name=name,
                package_version="1.0",
                facts={},
                read_at=now(),
            )
            db.session.add(wheel)
        return stored(ShelfWheel)[-1]

    return lay


@pytest.fixture
def installable(lay, wheels):
    return lay("good", wheels["good"])


def test_a_wheel_goes_from_the_shelf_to_the_purge_and_its_data_comes_back(
    app, config, shelf, wheels, chief, read, press, ask
):
    before = tables_of(config)
    put(shelf, wheels["good"])
    assert "not read yet" in chief.get("/admin/plugins").text
    found = read()["ntfc_sample_good-1.0-py3-none-any.whl"]
    assert found.fault == ""
    assert (found.name, found.package_version) == ("good", "1.0")
    page = chief.get(f"/admin/shelf/{found.id}").text
    assert "plugin_good__stamps" in page
    assert "/x/good/" in page
    assert "good.stamp" in page, "the job that it adds"
    assert found.facts["words"]["fr"]["title"] == "Timbres"
    assert "Ink of the stamps" in page.partition("Demonstration data")[0]
    assert found.sum[:8] in page
    assert tables_of(config) == before, "reading changes nothing"

    done = press(f"/admin/shelf/{found.id}", sum=found.sum)
    assert done.state is ChangeState.DONE, done.told
    assert tables_of(config) == before | {"plugin_good__stamps", "alembic_version_good"}
    assert inventory(config).on == {"good"}
    told = chief.get(f"/admin/plugin-changes/{done.id}").text
    assert found.sum[:8] in told
    assert "Version 1.0 is installed." in chief.get(f"/admin/shelf/{found.id}").text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installer, "verdict_on", None)  # what is in use is not tried once more
        found = read()[found.file]
    assert found.facts["tables"] == ["plugin_good__stamps"]
    assert "can be installed" not in chief.get("/admin/plugins").text.partition('id="changes"')[0]
    assert "good is installed and on. It counts from the next start of the site." in told
    with app.app_context():
        entries = db.session.scalars(
            db.select(AuditEntry).where(AuditEntry.action == "plugin.installed")
        ).all()
        assert audit.verify() == []
    assert generations.sum_of(wheels["good"]) in entries[0].text
    assert entries[0].actor.startswith("person:"), "the trail names who asked"
    change(config, "INSERT INTO plugin_good__stamps (text) VALUES ('Rabat')")
    change(config, "INSERT INTO plugin_settings (plugin, name, value) VALUES ('good', 'ink', '1')")
    assert "Its tables are older" not in chief.get("/admin/plugins/good").text
    change(config, "UPDATE alembic_version_good SET version_num = '0000'")
    assert "Its tables are older" in chief.get("/admin/plugins/good").text
    change(config, "UPDATE alembic_version_good SET version_num = '0001'")

    assert press("/admin/plugins/good/off").told == "good is off. Its data is kept. " + NEXT
    assert press("/admin/plugins/good/uninstall").state is ChangeState.DONE
    assert "not installed; its data is kept" in chief.get("/admin/plugins").text
    assert press(f"/admin/shelf/{found.id}", sum=found.sum).state is ChangeState.DONE
    assert ask("SELECT text FROM plugin_good__stamps") == [("Rabat",)]
    assert len(ask("SELECT name FROM plugin_settings")) == 1

    put(shelf, wheels["newer"])
    newer = read()["ntfc_sample_good-2.0-py3-none-any.whl"]
    done = press(f"/admin/shelf/{newer.id}", sum=newer.sum)
    (kept,) = config.instance.glob("ntfc-*.tar.gz")
    assert f"Tables that hold data changed: {KEPT} {kept.name}." in done.told
    assert ask("SELECT text, colour FROM plugin_good__stamps") == [("Rabat", None)]
    kept.unlink()

    press("/admin/plugins/good/off")
    wrong = chief.post("/admin/plugins/good/purge", data={"name": "god", "code": "000000"})
    assert wrong.status_code == 422
    assert "That is not its name" in wrong.text
    gone = press("/admin/plugins/good/purge", name="good")
    assert gone.state is ChangeState.DONE, gone.told
    (saved,) = config.instance.glob("ntfc-*.tar.gz")
    backup.check(saved)
    assert saved.name in gone.told
    assert tables_of(config) == before
    assert inventory(config).plugins == {}
    assert ask("SELECT name FROM plugin_settings") == []


KEPT = "the site as it was just before is saved in"
NEXT = "It counts from the next start of the site."


def tables_of(config):
    engine = db.create_engine(config.url)
    found = set(db.inspect(engine).get_table_names())
    engine.dispose()
    return found


def change(config, statement):
    engine = db.create_engine(config.url)
    with engine.begin() as connection:
        connection.execute(db.text(statement))
    engine.dispose()


def archive(place):
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("module.py", "".join(f"{number}\n" for number in range(2000)))
    return bytearray(place.read_bytes())


def spoilt(place):
    """Return a zip file of which some bytes in the middle were lost on the way."""
    content = archive(place)
    content[200:230] = b"\xff" * 30
    return content


def locked(place):
    """Return a zip file that says of its part that it is encrypted."""
    content = archive(place)
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return content


def readable(file):
    if file.name.startswith("secret"):
        raise PermissionError(13, "Permission denied")
    return generations.sum_of(file)


@pytest.mark.database("sqlite")
def test_a_shelf_that_is_closed_to_the_site_is_said_and_nothing_read_is_lost(
    installable, chief, app, stored, monkeypatch
):
    monkeypatch.setattr(queries, "is_closed", lambda _config: True)
    page = chief.get("/admin/plugins").text
    assert "may not look into the folder of the shelf" in page
    assert "The shelf is empty" not in page
    chief.post("/admin/shelf/read")
    worker.drain(app)
    assert "may not look into the folder" in stored(PluginChange)[-1].told
    assert len(stored(ShelfWheel)) == 1


@pytest.mark.database("sqlite")
def test_what_cannot_be_installed_says_why_and_nothing_is_lost(
    config, shelf, wheels, read, chief, tables, tmp_path, monkeypatch
):
    before = tables()
    nothing = tmp_path / "nothing.py"
    nothing.write_text("")
    put(shelf, *(wheels[name] for name in ("old_api", "squatter", "failing_migration")))
    put(shelf, packing.packed(tmp_path, "none", nothing, group="other.plugins"))
    source = packing.SAMPLES / "good" / "ntfc_sample_good"
    put(shelf, packing.packed(tmp_path, "needy", source, requires=["no-such-thing>=3"]))
    put(shelf, packing.packed(tmp_path, "dated", source, requires=["flask<2"]))
    put(shelf, packing.broken(tmp_path, "old_api", version="3.0"))
    put(shelf, wheels["good"], wheels["newer"])  # each is fit, and which one is meant nobody knows
    (shelf / "broken-1.0-py3-none-any.whl").write_bytes(b"this is not a zip file")
    (shelf / "spoilt-1.0-py3-none-any.whl").write_bytes(spoilt(tmp_path / "spoilt"))
    (shelf / "locked-1.0-py3-none-any.whl").write_bytes(locked(tmp_path / "locked"))
    (shelf / "secret-1.0-py3-none-any.whl").write_bytes(b"of root alone")
    (shelf / "notes.txt").write_text("not read")
    monkeypatch.setattr(queries, "sum_of", readable)
    before_reading = chief.get("/admin/plugins").text
    assert before_reading.count("The site may not read this file.") == 1
    found = {file.partition("-")[0]: str(wheel.fault) for file, wheel in read().items()}
    assert "written for plugin API" in found["ntfc_sample_old_api"]
    assert "must be called plugin_squatter__something" in found["ntfc_sample_squatter"]
    assert "Its migrations fail" in found["ntfc_sample_failing_migration"]
    assert found["ntfc_sample_none"] == "The file holds no plugin."
    assert found["ntfc_sample_needy"].startswith("It needs no-such-thing>=3, which is not on the")
    assert found["ntfc_sample_dated"].startswith("It needs flask<2, and that does not go together")
    assert "cannot be read as a wheel" in found["broken"]
    assert found["spoilt"].endswith("is damaged, at module.py. Fetch it again.")
    assert found["locked"].endswith("is locked with a password. A wheel has none.")
    assert found["secret"].startswith("The site may not read this file.")
    page = chief.get("/admin/plugins").text
    assert "0 of 13 can be installed" in page
    assert "The shelf holds old_api more than once: 1.0, 3.0." in page
    assert page.count("cannot be installed") == 12
    assert page.count("The site may not read this file.") == 1
    assert tables() == before
    assert inventory(config).generation is None
    assert [p for p in (config.instance / "plugins").iterdir() if p.is_dir()] == []


def built(target, marker):
    """Pack the helper as sources that leave a mark when anybody builds them."""
    folder = "ntfc_sample_helper-1.0"
    files = {
        "PKG-INFO": "Metadata-Version: 2.1\nName: ntfc_sample_helper\nVersion: 1.0\n",
        "pyproject.toml": "[build-system]\nrequires = []\nbuild-backend = 'make'\n"
        "backend-path = ['.']\n",
        "make.py": f"open({str(marker)!r}, 'w').close()\n",
    }
    with tarfile.open(target / f"{folder}.tar.gz", "w:gz") as packed:
        for name, text in files.items():
            part = tarfile.TarInfo(f"{folder}/{name}")
            part.size = len(text)
            packed.addfile(part, io.BytesIO(text.encode()))


@pytest.mark.database("sqlite")
def test_what_a_plugin_needs_comes_from_the_shelf_and_stays_with_it(
    config, shelf, read, press, chief, tmp_path, wheels, ask
):
    """No index is asked, and nothing is built: what lies ready on the shelf is all there is."""
    helper, user = tmp_path / "ntfc_helping.py", tmp_path / "user.py"
    helper.write_text("WORD = 'helped'\n")
    user.write_text(
        "from ntfc.plugins import Plugin, hookimpl\n"
        "from ntfc_sample_helper import WORD\n\n\n"
        "@hookimpl\ndef ntfc_plugin():\n    return Plugin(name='user', title=WORD)\n"
    )
    needs = {"requires": ["ntfc-sample-helper==1.0"]}
    needs["requires"] += ["not-there; python_version < '3'", "not-there; extra == 'more'"]
    more = {"group": "nobody.asks", "requires": ["click>=8"]}  # the core has it, and no shelf
    files = [
        packing.packed(tmp_path, "user", user, **needs),
        packing.packed(tmp_path, "helper", helper, **more),
    ]
    mark = tmp_path / "mark"
    built(shelf, mark)
    put(shelf, files[0])
    fault = str(read()[files[0].name].fault)
    assert fault.startswith("It needs ntfc-sample-helper==1.0, which is not on the shelf.")
    assert not mark.exists(), "sources were built"
    put(shelf, files[1])
    found = read()[files[0].name]
    assert found.facts["needs"] == {files[1].name: generations.sum_of(files[1])}
    assert files[1].name in chief.get(f"/admin/shelf/{found.id}").text.partition("comes with it")[2]
    helper.write_text("WORD = 'swapped'\n")
    packing.packed(shelf, "helper", helper, group="nobody.asks")
    swapped = press(f"/admin/shelf/{found.id}", sum=found.sum)
    assert swapped.told == f"{files[1].name} changed since it was read. Have the shelf read again."
    put(shelf, files[1])
    done = press(f"/admin/shelf/{found.id}", sum=found.sum)
    assert done.state is ChangeState.DONE, done.told
    assert "helped" in chief.get("/admin/plugins").text
    (entry,) = ask("SELECT text FROM audit_entries WHERE action = 'plugin.installed'")
    assert generations.sum_of(files[1]) in entry.text
    for file in shelf.iterdir():
        file.unlink()
    packing.packed(shelf, "helper", helper, group="nobody.asks", version="1.0")
    installer.install(config, wheels["good"], actor=SYSTEM, shelf=shelf)
    removal.uninstall(config, "good", actor=SYSTEM, shelf=shelf)
    kept = installed.current(config) / "ntfc_sample_helper.py"
    assert "helped" in kept.read_text(), "what is in use counts, and not what lies on the shelf now"
    put(shelf, files[0])
    follower = tmp_path / "follower.py"
    follower.write_text(user.read_text().replace("'user'", "'follower'"))
    put(shelf, packing.packed(tmp_path, "follower", follower, requires=["ntfc-sample-user"]))
    (shelf / found.file).unlink()  # it is installed: that is enough for the one that needs it
    assert read()["ntfc_sample_follower-1.0-py3-none-any.whl"].fault == ""


PART = """
from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name={0!r}, title={0!r})
"""


@pytest.fixture
def part(tmp_path):
    """Return a function that packs a plugin that needs others."""

    def part(name, *needs, version="1.0"):
        source = tmp_path / f"{name}.py"
        source.write_text(PART.format(name))
        requires = [f"ntfc-sample-{need}" for need in needs]
        return packing.packed(tmp_path, name, source, requires=requires, version=version)

    return part


@pytest.mark.database("sqlite")
def test_plugins_that_one_needs_come_with_it_in_one_change_and_are_not_taken_from_under_it(
    config, shelf, part, read, press, chief, asked, here
):
    pack, base = part("pack", "base"), part("base", "root")
    put(shelf, pack)
    fault = str(read()[pack.name].fault)
    assert (
        fault == "It needs ntfc-sample-base, which is not on the shelf. Put its wheel there, too."
    )
    put(shelf, base)
    assert "It needs ntfc-sample-root, which is not" in str(read()[pack.name].fault)
    put(shelf, part("root"))
    files = read()
    found = files[pack.name]
    assert [*found.facts["needs"]] == [base.name, "ntfc_sample_root-1.0-py3-none-any.whl"]
    page = chief.get(f"/admin/shelf/{found.id}").text.partition("What comes with it")[2]
    assert f'href="/admin/shelf/{files[base.name].id}"' in page
    assert page.count("it is installed and turned on in the same change") == 2

    number = asked(f"/admin/shelf/{found.id}", sum=found.sum)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serve, "request_reload", not_up)
        assert here(number).told.startswith("The change was taken back.")
    assert inventory(config).plugins == {}
    assert generations.wheels_of(config, inventory(config)) == []

    done = press(f"/admin/shelf/{found.id}", sum=found.sum)
    assert done.told == f"pack is installed and on, and with it base, root. {NEXT}"
    assert turned_on(config)[:2] == (("base", "pack", "root"), {})
    press("/admin/plugins/base/off")
    refused = press("/admin/plugins/base/uninstall")
    assert refused.told == "base is needed by pack. Uninstall that first."
    assert inventory(config).on == {"pack", "root"}
    with pytest.raises(Misconfigured, match="needs ntfc-sample-base>=2, and another version of it"):
        installer.install(config, part("pack", "base>=2", version="2.0"), actor=SYSTEM)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_INDEX", "1")
        with pytest.raises(Misconfigured, match=r"ntfc-sample-none, which is found nowhere\."):
            installer.install(config, part("lone", "none"), actor=SYSTEM)
    assert inventory(config).plugins["pack"].package_version == "1.0"


@pytest.mark.database("sqlite")
def test_a_change_under_a_program_that_changed_meanwhile_sets_nobody_aside(
    config, wheels, read, shelf, monkeypatch
):
    """Whoever edits the code of a checkout that is served, and then changes plugins, loses none."""
    installer.install(config, wheels["good"], actor=SYSTEM, on=True)
    for module in (installed, installer):
        monkeypatch.setattr(module, "core_mark", lambda: "edited")
    assert "its code changed while it ran" in turned_on(config)[1]["good"]
    read()
    assert turned_on(config)[:2] == (("good",), {})


@pytest.mark.database("sqlite")
def test_nothing_is_changed_without_a_fresh_code(
    app, installable, chief, code, client_for, make_person, stored
):
    found = installable
    address, asked = f"/admin/shelf/{found.id}", len(stored(PluginChange))
    for typed in ("", "000000", "nonsense"):
        refused = chief.post(address, data={"sum": found.sum, "code": typed})
        assert refused.status_code == 422
        assert found.sum in refused.text, "what was read is still there"
    bare = client_for(make_person("No Factor", email="bare@x.example", is_administrator=True))
    assert "you have none yet" in bare.get(address).text
    assert bare.post(address, data={"sum": found.sum, "code": "000000"}).status_code == 422
    stale = chief.post(address, data={"sum": "0" * 64, "code": code()})
    assert stale.status_code == 422
    assert "read again since you opened this page" in stale.text
    assert len(stored(PluginChange)) == asked
    good = code()
    assert chief.post(address, data={"sum": found.sum, "code": good}).status_code == 303
    again = chief.post("/admin/shelf/read")
    assert again.status_code == 409, "one change at a time"
    with app.app_context(), unit_of_work():
        db.session.execute(update(Person).values(is_administrator=False))
    worker.drain(app)
    last = stored(PluginChange)[-1]
    assert last.state is ChangeState.FAILED
    assert "does not run the site any more" in last.told


@pytest.mark.database("sqlite")
def test_in_a_demonstration_nobody_has_a_factor_and_none_is_asked_for(
    installable, make_app, client_for, make_person, stored
):
    bare = client_for(make_person("No Factor", email="bare@x.example", is_administrator=True))
    demo = make_app(demo=True).test_client()
    demo.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    demo.set_cookie("ntfc", bare.get_cookie("ntfc").value)
    address = f"/admin/shelf/{installable.id}"
    assert "so it asks for none" in demo.get(address).text
    assert demo.post(address, data={"sum": "of another"}).status_code == 422
    assert bare.post(address, data={"sum": installable.sum}).status_code == 422
    assert stored(PluginChange) == []
    assert demo.post(address, data={"sum": installable.sum}).status_code == 303


@pytest.mark.database("sqlite")
def test_a_file_that_was_swapped_is_not_installed(
    app, config, shelf, wheels, installable, chief, code, stored
):
    address, typed = f"/admin/shelf/{installable.id}", {"sum": installable.sum, "code": code()}
    assert chief.post(address, data=typed).status_code == 303
    shutil.copy(wheels["newer"], shelf / installable.file)
    worker.drain(app)
    last = stored(PluginChange)[-1]
    assert last.state is ChangeState.FAILED
    assert "changed since it was read" in last.told
    assert inventory(config).plugins == {}
    assert "changed since it was read" in chief.get(address).text


@pytest.fixture
def asked(app, chief, code, stored):
    """Ask for a change and return its number; the worker does not do it yet."""

    def asked(address, **typed):
        assert chief.post(address, data={"code": code(), **typed}).status_code == 303
        return stored(PluginChange)[-1].id

    return asked


@pytest.fixture
def here(config, chief_id, stored):
    """Do a change without the worker, so that what it raises is seen."""

    def here(number):
        shelving.carry_out(config, number, chief_id)
        return next(change for change in stored(PluginChange) if change.id == number)

    return here


def not_up(_instance):
    raise serve.ReloadError("The new web workers did not come up.")


@pytest.mark.database("sqlite")
def test_what_the_site_cannot_take_up_is_taken_back(
    config, installable, asked, here, monkeypatch, tables
):
    before = tables()
    number = asked(f"/admin/shelf/{installable.id}", sum=installable.sum)
    monkeypatch.setattr(serve, "request_reload", not_up)
    failed = here(number)
    assert failed.state is ChangeState.FAILED
    assert failed.told == "The change was taken back. The new web workers did not come up."
    assert inventory(config).plugins == {}
    assert generations.wheels_of(config, inventory(config)) == []
    assert tables() == before


@pytest.fixture
def change_to(app, lay, shelf, asked, here, monkeypatch):
    """Install a wheel from the shelf over what is there, while the site does not come up with it."""

    def change_to(wheel):
        with app.app_context(), unit_of_work():
            db.session.execute(db.delete(ShelfWheel))
        found = lay("good", wheel)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(serve, "request_reload", not_up)
            return here(asked(f"/admin/shelf/{found.id}", sum=found.sum))

    return change_to


def test_a_new_version_that_the_site_cannot_take_up_leaves_the_former_one_as_it_was(
    config, wheels, change_to, tables, ask, tmp_path
):
    """Off and never on, then on, then off; and what has changed its tables is off, and says so."""
    good = packing.SAMPLES / "good" / "ntfc_sample_good"
    rebuilt = packing.packed(tmp_path, "good", good, version="1.1")

    def is_as_it_was(failed):
        assert failed.told == "The change was taken back. The new web workers did not come up."
        known = inventory(config)
        row = known.plugins["good"]
        assert discover(folder_of(config, known.generation))["good"].version == "1.0"
        assert row.package_version == "1.0"
        sums = [generations.sum_of(wheel) for wheel in generations.wheels_of(config, known)]
        assert sums == [generations.sum_of(wheels["good"])]
        return row.is_on

    before = tables()
    installer.install(config, wheels["good"], actor=SYSTEM)
    assert not is_as_it_was(change_to(wheels["newer"]))
    assert tables() == before
    installer.turn_on(config, "good", actor=SYSTEM)
    change(config, "INSERT INTO plugin_good__stamps (text) VALUES ('Rabat')")
    assert is_as_it_was(change_to(rebuilt))
    assert turned_on(config)[:2] == (("good",), {}), "the site loads it at its next start"
    installer.turn_off(config, "good", actor=SYSTEM)
    assert not is_as_it_was(change_to(rebuilt))
    installer.turn_on(config, "good", actor=SYSTEM)
    migrated = change_to(wheels["newer"])
    assert migrated.told.startswith("The new version of good is installed and off: it changed")
    saved = max(config.instance.glob("ntfc-*.tar.gz"))
    assert f"from {saved.name}" in migrated.told, "the way back is told"
    assert inventory(config).on == set()
    assert ask("SELECT text, colour FROM plugin_good__stamps") == [("Rabat", None)]
    actions = [action for (action,) in ask("SELECT action FROM audit_entries")]
    assert actions.count("plugin.taken_back") == 3


def killed(work):
    """Do *work* in a process that ends as if the power had gone, and see that it did."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL


def dies(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


AFTERWARDS = ["written", "reload"]
KILLED = [*rules.STEPS[What.INSTALL][:-1], *AFTERWARDS]
KILLED.remove("keep")  # nothing is saved where the tables are new


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("point", KILLED)
def test_a_power_cut_at_any_step_leaves_the_site_as_it_was_or_changed_entirely(
    config, installable, asked, here, tables, chief, monkeypatch, point
):
    """*written*: all is done and nothing kept; *reload*: it is kept, and the site has not heard."""
    before, folder = tables(), config.instance / "plugins"
    number = asked(f"/admin/shelf/{installable.id}", sum=installable.sum)

    def work():
        if point == "written":
            monkeypatch.setattr(installer, "switch", dies)
        reach = service.reach
        told = {point: dies}
        monkeypatch.setattr(
            service, "reach", lambda change, step, **who: told.get(step, reach)(change, step, **who)
        )
        here(number)

    killed(work)
    is_made = point == "reload"
    assert (inventory(config).on == {"good"}) is is_made
    assert (tables() == before) is not is_made
    ended = here(number)
    assert ended.state is (ChangeState.DONE if is_made else ChangeState.FAILED)
    left = {p.name for p in folder.iterdir() if p.is_dir()}
    assert left == ({"1"} if is_made else set())
    assert [*config.instance.glob(".copy-*")] == [], "no copy of the data is left lying"
    assert ("It was made." if is_made else "cut off in the middle") in ended.told
    assert chief.post("/admin/shelf/read").status_code == 303, "the next change can be asked for"


@pytest.mark.database("sqlite")
def test_a_file_of_the_same_version_is_not_taken_for_the_one_that_is_there(
    config, wheels, lay, asked, here, tmp_path, monkeypatch
):
    installer.install(config, wheels["good"], actor=SYSTEM, on=True)
    good = packing.SAMPLES / "good" / "ntfc_sample_good"
    found = lay("good", packing.packed(tmp_path, "good", good, requires=["flask"]))
    number = asked(f"/admin/shelf/{found.id}", sum=found.sum)
    with monkeypatch.context() as patch:
        patch.setattr(generations, "fill", dies)
        killed(lambda: here(number))
    ended = here(number)
    assert ended.state is ChangeState.FAILED
    assert "cut off in the middle" in ended.told


@pytest.mark.database("sqlite")
def test_a_step_that_fails_is_told_and_the_next_change_can_be_asked_for(
    config, installable, asked, here, monkeypatch, chief
):
    def full(*_, **__):
        raise OSError("No space left on device")

    number = asked(f"/admin/shelf/{installable.id}", sum=installable.sum)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generations, "fill", full)
        with pytest.raises(OSError, match="No space left"):
            here(number)
    page = chief.get(f"/admin/plugin-changes/{number}").text
    assert "No space left on device" in page
    assert "It failed" in page
    assert inventory(config).plugins == {}
    assert chief.post("/admin/shelf/read").status_code == 303
