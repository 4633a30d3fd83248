"""Where the demonstration lives: made once, whole or not at all, and nothing else is removed."""

import json
import os
import signal
import subprocess
import sys

import pytest

from ntfc import upkeep
from ntfc.demo import making, place
from ntfc.errors import Misconfigured


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "instance" / "demo"


@pytest.fixture
def told():
    return []


@pytest.fixture
def quick(monkeypatch):
    """Leave the story out where a test is about the folder alone; count how often it is told."""
    fillings = []

    def fill(found, _day, _say):
        assert not (found.instance / place.STAMP).exists(), "the stamp comes last"
        fillings.append(found.instance.name)
        (found.instance / "ntfc.db").write_text(f"filling {len(fillings)}")
        return {}

    monkeypatch.setattr(making, "filled", fill)
    return fillings


@pytest.mark.usefixtures("quick")
def test_the_settings_are_those_of_a_demonstration(folder, told, monkeypatch):
    monkeypatch.setenv("NTFC_DATABASE_URL", "postgresql://the-real-one")
    found = place.ready(folder, told.append)
    assert found.demo
    assert found.instance == folder
    assert found.url == f"sqlite:///{folder}/ntfc.db"
    assert found.languages == ("en", "ar", "fr")
    assert found.secret_key


def test_a_second_start_fills_nothing(folder, told, quick):
    first = place.ready(folder, told.append)
    again = place.ready(folder, told.append)
    assert quick == ["demo.new"]
    assert again == first
    assert told == []


def test_fresh_throws_away_what_was_done(folder, told, quick):
    place.ready(folder, told.append)
    (folder / "ntfc.db").write_text("somebody worked here")
    place.ready(folder, told.append, fresh=True)
    assert (folder / "ntfc.db").read_text() == "filling 2"
    assert told == ["The demonstration of before is thrown away."]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["demo", "demo.lock"]


@pytest.mark.parametrize("fresh", [True, False])
def test_a_folder_that_is_no_demo_stays_as_it_is(folder, told, quick, fresh):
    folder.mkdir(parents=True)
    (folder / "thesis.txt").write_text("three years of work")
    with pytest.raises(Misconfigured, match="was not made by"):
        place.ready(folder, told.append, fresh=fresh)
    assert (folder / "thesis.txt").read_text() == "three years of work"
    assert quick == []


def test_neither_is_a_stranger_removed_from_where_the_new_one_is_made(folder, told, quick):
    beside = folder.with_name("demo.new")
    beside.mkdir(parents=True)
    (beside / "thesis.txt").write_text("three years of work")
    with pytest.raises(Misconfigured, match="was not made by"):
        place.ready(folder, told.append)
    assert (beside / "thesis.txt").exists()
    assert quick == []


def test_a_demo_of_another_version_is_made_anew(folder, told, quick):
    place.ready(folder, told.append)
    stamp = folder / place.STAMP
    stamp.write_text(json.dumps(json.loads(stamp.read_text()) | {"story": "of before"}))
    place.ready(folder, told.append)
    assert len(quick) == 2
    assert told == ["The demonstration was made by another version of ntfc; it is made anew."]


def test_after_the_code_was_edited_the_modules_are_tried_again_once(
    folder, told, quick, monkeypatch
):
    tried = []
    monkeypatch.setattr(upkeep, "recheck", lambda found: tried.append(found.instance))
    place.ready(folder, told.append)
    monkeypatch.setattr(place, "core_mark", lambda: "edited")
    place.ready(folder, told.append)
    place.ready(folder, told.append)
    assert tried == [folder]
    assert told == [
        "The program is another than when it was last started; the modules are tried again."
    ]
    assert len(quick) == 1


def test_the_one_of_before_stays_when_the_new_one_fails(folder, told, monkeypatch, quick):
    place.ready(folder, told.append)
    assert quick

    def fail(_found, _day, _say):
        raise OSError("the disk is full")

    monkeypatch.setattr(making, "filled", fail)
    with pytest.raises(OSError, match="full"):
        place.ready(folder, told.append, fresh=True)
    assert (folder / "ntfc.db").read_text() == "filling 1"


def start(folder, language):
    """Run the making in a process of its own, as the command does; it tells as much as is needed."""
    code = (
        "from ntfc import paths, terminal; terminal.speak(paths.bundled('translations'));"
        "from pathlib import Path; from ntfc.demo import making, place; making.MODULES = Path('none');"
        "from importlib import import_module;"
        "story = import_module('ntfc.demo.fill'); story.STORY = story.STORY[:4];"
        f"place.ready(Path({str(folder)!r}), lambda line: print(line, flush=True))"
    )
    env = {**os.environ, "LC_ALL": f"{language}.UTF-8", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code]
    return subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=env)


def told_by(folder):
    """Make the demo in another process and return what it said."""
    with start(folder, "fr_FR") as making:
        out, _err = making.communicate(timeout=300)
    assert making.returncode == 0
    return out


@pytest.mark.long
def test_killed_in_the_middle_it_is_filled_again(folder):
    with start(folder, "en_GB") as making:
        for line in making.stdout:
            if line.startswith("3 of"):  # the committee is there, its mandate is being written
                os.kill(making.pid, signal.SIGKILL)
                break
    assert making.returncode == -signal.SIGKILL
    assert not folder.exists()
    assert (folder.with_name("demo.new") / "ntfc.db").exists()
    assert told_by(folder).startswith("1 sur 4  40 institutions et 60 personnes\n")
    assert (folder / place.STAMP).exists()
    assert not folder.with_name("demo.new").exists()
    assert told_by(folder) == ""
