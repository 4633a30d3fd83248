"""`run.py` as a person meets it: real processes, no network, and pip played by a script."""

import ast
import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

RUN = Path(__file__).parent.parent / "run.py"
BASE_PYTHON = getattr(sys, "_base_executable", "") or sys.executable

# Stands in for .venv/bin/python: notes each call, and says and returns what the test wants.
PLAYED_PYTHON = """\
#!/bin/sh
echo "$*" >> "$0.calls"
case "$*" in
  *version_info*) echo 3.11;;
  *"import pip"*) ;;
  *"-m pip install"*) /bin/cat "$0.says" 2>/dev/null; test ! -e "$0.says";;
  *) echo "started $*"; exit "${PLAYED_EXIT:-0}";;
esac
"""

PLAY = """\
import runpy, shutil, sys
sys.argv = sys.argv[1:]
{}
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def folder(tmp_path):
    """A checkout in small: run.py and two locks."""
    folder = tmp_path / "checkout"
    for name in ("ntfc", "tests"):
        (folder / name).mkdir(parents=True)
        (folder / name / "requirements.lock").write_text("little==1 --hash=sha256:00\n")
    shutil.copy(RUN, folder)
    return folder


@pytest.fixture
def played(folder):
    """An environment that somebody made, with a Python and a pip that only say so."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PLAYED_PYTHON)
    python.chmod(0o755)
    return python


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


def run(folder, *argv, pretend=None, **env):
    start = [BASE_PYTHON, "-c", PLAY.format(pretend)] if pretend else [BASE_PYTHON]
    return subprocess.run(
        [*start, folder / "run.py", *map(str, argv)],
        env={"PATH": "", "HOME": str(folder), **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def sentence(done):
    """The one sentence a person gets instead of a traceback."""
    assert done.returncode == 2, done
    (line,) = done.stderr.splitlines()
    assert line.startswith("ntfc: ")
    return line


def calls(python):
    return Path(f"{python}.calls").read_text().splitlines()


def test_any_python_from_3_6_can_read_it():
    ast.parse(RUN.read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_so(folder):
    done = run(folder, "demo", pretend="sys.version_info = (3, 9, 18, 'final', 0)")
    assert "This is Python 3.9, and ntfc needs 3.11" in sentence(done)


@pytest.mark.parametrize(
    ("place", "said", "helped"),
    [
        (
            "fr_FR.UTF-8",
            "Ce Python est le 3.9, et ntfc demande 3.11 ou plus récent.",
            ("utilisation\u00a0: ", "un pays de démonstration", "afficher cette aide"),
        ),
        (
            "ar_EG.UTF-8",
            "هذا Python 3.9، ويتطلب ntfc الإصدار 3.11 أو أحدث.",
            ("الاستخدام: ", "بلد للعرض", "عرض هذه المساعدة"),
        ),
    ],
)
def test_it_speaks_the_language_of_the_terminal(folder, place, said, helped):
    shutil.copytree(RUN.parent / "ntfc" / "translations", folder / "ntfc" / "translations")
    old = "sys.version_info = (3, 9, 18, 'final', 0)"
    done = run(folder, "demo", pretend=old, LANG=place, PYTHONUTF8="1")
    assert said in sentence(done)
    told = run(folder, "--help", LANG=place, PYTHONUTF8="1").stdout
    assert [words for words in helped if words not in told] == []


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_without_the_venv_module_debian_is_named_and_nothing_is_left(folder, free_port, module):
    done = run(folder, "demo", "--port", free_port, pretend=f"sys.modules[{module!r}] = None")
    assert f"no {module} module" in sentence(done)
    assert "apt install python3-venv" in done.stderr
    assert not (folder / ".venv").exists()


def test_a_venv_module_that_fails_leaves_no_half_made_environment(folder, free_port):
    broken = "import os; sys._base_executable = os.path.join(os.environ['HOME'], 'fails')"
    (folder / "fails").write_text('#!/bin/sh\necho no good\necho half > "$4/half"\nexit 1\n')
    (folder / "fails").chmod(0o755)
    done = run(folder, "demo", "--port", free_port, pretend=broken)
    assert "apt install python3-venv" in sentence(done)
    assert not (folder / ".venv").exists()
    assert (folder / ".venv.log").read_text() == "no good\n"


def test_a_taken_port_is_found_before_anything_slow(folder):
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        done = run(folder, "demo", "--port", port)
    assert f"Port {port} on 127.0.0.1 is taken" in sentence(done)
    assert f"python3 run.py demo --port {port + 1}" in done.stderr
    assert not (folder / ".venv").exists()


def test_an_address_of_another_machine_is_refused(folder, free_port):
    done = run(folder, "serve", "--host", "192.0.2.1", "--port", free_port)
    assert "no address 192.0.2.1" in sentence(done)


@pytest.mark.parametrize("argv", [[], ["dmeo"], ["demo", "--port", "0"], ["demo", "--port", "x"]])
def test_a_mistyped_command_shows_how_to_type_it(folder, argv):
    done = run(folder, *argv)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: run.py")
    assert "Traceback" not in done.stderr


def test_a_full_disk(folder, free_port):
    full = "shutil.disk_usage = lambda path: shutil._ntuple_diskusage(9, 9, 0)"
    done = run(folder, "demo", "--port", free_port, pretend=full)
    assert "The disk is full" in sentence(done)


def test_a_folder_that_cannot_be_written(folder, free_port):
    (folder / ".venv.lock").mkdir()  # refused to everybody, the superuser included
    done = run(folder, "demo", "--port", free_port)
    assert ".venv.lock cannot be written" in sentence(done)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "WARNING: Retrying after 'NewConnectionError'\nERROR: No matching distribution found",
            "The package index cannot be reached",
        ),
        (
            "WARNING: Retrying (Retry(total=4)) after 'SSLError(CERTIFICATE_VERIFY_FAILED)'",
            "certificate of the package index",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE",
            "is not the one that was locked",
        ),
        ("ERROR: No matching distribution found for little==1", "no ready-made package"),
        ("ERROR: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: something new", "could not be installed"),
    ],
)
def test_when_pip_fails_its_reason_is_told_and_its_log_named(folder, played, free_port, said, told):
    Path(f"{played}.says").write_text(f"{said}\n")
    done = run(folder, "demo", "--port", free_port)
    assert told in sentence(done)
    assert str(folder / ".venv.log") in done.stderr
    assert (folder / ".venv.log").read_text() == f"{said}\n"
    assert not any("ntfc demo" in call for call in calls(played))


def test_the_environment_of_somebody_else_is_kept_even_if_useless(folder, played, free_port):
    played.write_text("#!/bin/sh\nexit 1\n")
    done = run(folder, "demo", "--port", free_port)
    assert "was not made by run.py" in sentence(done)
    assert played.exists()


def test_installs_once_and_again_when_the_lock_changes(folder, played, free_port):
    def start():
        done = run(folder, "serve", "--port", free_port, "--workers", 3)
        assert done.returncode == 0, done
        assert f"started -P -m ntfc serve --port {free_port} --workers 3" in done.stdout
        return done

    assert "1 of 2  Installing 1 packages" in start().stdout
    (pip,) = [call for call in calls(played) if "pip install" in call]
    assert "--require-hashes --only-binary=:all:" in pip
    assert pip.endswith(str(folder / "ntfc" / "requirements.lock"))

    Path(f"{played}.calls").unlink()
    assert " of 2 " not in start().stdout
    assert len(calls(played)) == 2, "it asks for the version, and starts"

    with (folder / "ntfc" / "requirements.lock").open("a") as lock:
        lock.write("more==2 --hash=sha256:00\n")
    assert "1 of 2  Installing 2 packages" in start().stdout


def test_pip_is_asked_with_the_configuration_of_the_person(folder, played, free_port):
    played.write_text(PLAYED_PYTHON.replace('echo "$*" >>', 'echo "$* [$PIP_INDEX_URL]" >>'))
    run(folder, "demo", "--port", free_port, PIP_INDEX_URL="https://index.example")
    (pip,) = [call for call in calls(played) if "pip install" in call]
    assert "--index-url" not in pip
    assert "[https://index.example]" in pip


def test_two_starts_at_once_take_turns(folder, played, free_port):
    with (folder / ".venv.lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [BASE_PYTHON, folder / "run.py", "demo", "--port", str(free_port)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert second.stdout.readline() == "Another start is installing; waiting for it.\n"
        assert not any("pip install" in call for call in calls(played))
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 0
    assert "started -P -m ntfc demo" in said


def test_the_tests_bring_their_own_lock_and_say_what_the_machine_lacks(folder, played):
    done = run(folder, "test", "-k", "seats", PLAYED_EXIT="5")
    assert done.returncode == 5
    assert "started -m pytest -n auto --dist worksteal -k seats" in done.stdout
    assert any(call.endswith("tests/requirements.lock") for call in calls(played))
    before, after = done.stdout.split("started")
    for said in (before, after):
        assert "No Chromium found (Debian: apt install chromium). Tests that need it are" in said

    shutil.copytree(RUN.parent / "ntfc" / "translations", folder / "ntfc" / "translations")
    done = run(folder, "test", LANG="fr_FR.UTF-8", PYTHONUTF8="1")
    assert done.stdout.count("Chromium est introuvable (Debian\u00a0: apt install chromium).") == 2
    assert done.stdout.count("Les tests qui en ont besoin sont laissés de côté.") >= 2
    done = run(folder, "test", NTFC_REQUIRE="browser, postgresql", LANG="ar_EG.UTF-8")
    assert done.stdout.count("لم يُعثر على Chromium") == 2
    assert done.stdout.count("ستفشل الاختبارات التي تحتاج إليه (NTFC_REQUIRE).") >= 2

    (folder / "chromium").write_text("#!/bin/sh\n")
    (folder / "chromium").chmod(0o755)
    assert "Chromium" not in run(folder, "test", PATH=str(folder)).stdout


def test_the_benchmarks_are_one_command(folder, played):
    done = run(folder, "bench", "--rounds", "3")
    assert done.returncode == 0
    assert f"started -P {folder}/bench/pages.py --rounds 3" in done.stdout
    assert not any(call.endswith("tests/requirements.lock") for call in calls(played))
    assert (Path(__file__).parent.parent / "bench" / "pages.py").exists()


def test_an_interrupted_installation_is_made_anew(folder, free_port, tmp_path):
    """The one real environment of this file, its only package from a folder of this machine."""
    with zipfile.ZipFile(tmp_path / "little-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("little.py", "SIZE = 1\n")
        wheel.writestr(
            "little-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: little\nVersion: 1"
        )
        wheel.writestr(
            "little-1.dist-info/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr("little-1.dist-info/RECORD", "")
    hashed = subprocess.check_output(["sha256sum", wheel.filename], text=True).split()[0]
    (folder / "ntfc" / "requirements.lock").write_text(f"little==1 --hash=sha256:{hashed}\n")
    (folder / "ntfc" / "__init__.py").touch()
    (folder / "ntfc" / "__main__.py").write_text("import little; print('little', little.SIZE)")
    half = folder / ".venv" / "lib" / "half.py"
    half.parent.mkdir(parents=True)
    half.touch()
    (folder / ".venv" / "made-by-run.py").touch()  # and no word of a completed installation

    env = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_CONFIG_FILE": os.devnull}
    done = run(folder, "demo", "--port", free_port, **env)
    assert done.returncode == 0, done
    assert [line[:6] for line in done.stdout.splitlines() if " of 3 " in line] == [
        "1 of 3",
        "2 of 3",
        "3 of 3",
    ]
    assert done.stdout.endswith("little 1\n")
    assert not half.exists()
    assert not (folder / ".venv.log").exists()
    assert json.loads((folder / ".venv" / "installed.json").read_text())["folder"] == str(folder)
    assert run(folder, "demo", "--port", free_port).stdout == "little 1\n"
    command = [folder / ".venv" / "bin" / "ntfc"]
    assert subprocess.check_output(command, cwd="/", text=True) == "little 1\n"
