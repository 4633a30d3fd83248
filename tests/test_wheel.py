"""The package as others install it: built, put into an empty environment, migrated, asked."""

import os
import re
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "ntfc" / "requirements.lock"
ASK = """
import ntfc
from importlib.util import find_spec
print(not any(map(find_spec, ("pytest", "bs4", "pip", "hypothesis", "playwright"))))
from ntfc.instance import load_app
from ntfc.library import catalogue
print(ntfc.__file__)
print(len(catalogue.entries()))
from babel.messages.mofile import read_mo
from ntfc.paths import bundled
for code in ("ar", "fr"):
    read_mo((bundled("translations") / code / "LC_MESSAGES" / "messages.mo").open("rb"))
from ntfc.plugins.beginning import SKELETON
assert len([*SKELETON.rglob("*.txt")]) == 18
client = load_app().test_client()
print(client.get("/sign-in").status_code, client.get("/static/ntfc.css").status_code)
"""


def run(*words, **variables):
    return subprocess.run(
        [str(word) for word in words],
        check=True,
        capture_output=True,
        text=True,
        cwd=variables.pop("cwd"),
        env={"PATH": os.environ["PATH"], **variables},
    ).stdout


def lend(packages):
    """Put what the lock names, and nothing else that the tests have, into an environment."""
    for name in re.findall(r"^([\w.-]+)==", LOCK.read_text(), re.MULTILINE):
        files = distribution(name).files
        for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(distribution(name).locate_file(top))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        folder,
        ROOT,
        cwd=ROOT,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_works_without_the_checkout(wheel, tmp_path):
    home = tmp_path / "environment"
    venv.create(home)
    python = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--no-deps", "--no-index", "--no-compile", wheel, cwd=tmp_path)
    lend(next((home / "lib").glob("python*/site-packages")))
    instance = {
        "NTFC_INSTANCE": str(tmp_path / "instance"),
        "NTFC_LANGUAGES": "en,ar,fr",
        "cwd": tmp_path,
    }
    assert "up to date" in run(home / "bin" / "ntfc", "db", "upgrade", **instance)
    lacking, place, entries, answers = run(python, "-c", ASK, **instance).split("\n")[:4]
    assert lacking == "True", "no package of the tests is there"
    assert place.startswith(str(home))
    assert entries == "138"
    assert answers == "200 200"


def test_the_wheel_is_named_as_on_the_index(wheel):
    assert wheel.name.startswith("openntfc-")
