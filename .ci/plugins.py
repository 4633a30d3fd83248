"""Run the own tests of every plugin against the built wheel of the core, in an empty environment.

`.venv/bin/python .ci/plugins.py [options of pytest]`. In the environment is the wheel, what it needs as locked, the wheels of
the plugins, and what they ask for in their extra `test`: nothing of the checkout, and nothing else that
the tests of the core have. All plugins are there at once, and all tests run in one process, on SQLite and,
where NTFC_TEST_POSTGRESQL names a server, there. The suite calls it: tests/plugins/test_own_tests.py.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "ntfc" / "requirements.lock"
PROJECTS = sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))
SETTINGS = """[pytest]
addopts = -q -p no:cacheprovider --import-mode=importlib
markers =
    rule(*ids): proves rules of a domain
    database(kind): runs on one kind of database
"""


def run(*words: object, cwd: Path, **more: str) -> None:
    """Run a command that sees no setting of the machine; end with its output when it fails."""
    done = subprocess.run(
        [str(word) for word in words],
        check=False,
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stdout[-8000:])


def locked() -> set[str]:
    """Return what a running site needs."""
    return set(re.findall(r"^([\w.-]+)==", LOCK.read_text("utf-8"), re.MULTILINE))


def wanted(asked: set[str]) -> set[str]:
    """Return packages with all that they need in turn."""
    found: set[str] = set()
    while asked:
        name = asked.pop()
        found.add(name)
        for line in distribution(name).requires or ():
            needed = re.match(r"[\w.-]+", line)[0].lower()
            if ";" not in line and needed not in found:
                asked.add(needed)
    return found


def of_tests() -> set[str]:
    """Return what the plugins ask for in their extra `test`."""
    extras = [
        tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
        .get("optional-dependencies", {})
        .get("test", [])
        for project in PROJECTS
    ]
    return {re.match(r"[\w.-]+", line)[0].lower() for lines in extras for line in lines}


def lend(packages: Path, names: set[str]) -> None:
    """Put packages of our own environment, and nothing else, into the empty one."""
    for name in names:
        for top in {file.parts[0] for file in distribution(name).files} - {"..", "__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(distribution(name).locate_file(top))


def main() -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ntfc-plugins-") as beside:
        place = Path(beside)
        wheels, home, tests = place / "wheels", place / "environment", place / "tests"
        build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels)
        for project in (ROOT, *PROJECTS):
            copy = place / "source" / project.name
            shutil.copytree(
                project,
                copy,
                ignore=shutil.ignore_patterns(
                    ".*.lock", ".venv", ".git", "instance", "__pycache__"
                ),
            )
            run(*build, copy, cwd=place)
        venv.create(home)
        python = home / "bin" / "python"
        install = ("install", "--no-deps", "--no-index", "--no-compile")
        pip = (sys.executable, "-m", "pip", "--python", python)
        run(*pip, *install, *sorted(wheels.glob("*.whl")), cwd=place)
        lend(next((home / "lib").glob("python*/site-packages")), locked() | wanted(of_tests()))
        for project in PROJECTS:
            if (project / "tests").is_dir():
                shutil.copytree(project / "tests", tests / project.name)
        (tests / "pytest.ini").write_text(SETTINGS, "utf-8")
        print(f"the environment took {time.monotonic() - began:.0f} s", flush=True)
        words = [python, "-P", "-m", "pytest", *sys.argv[1:]]
        kept = ("PATH", "NTFC_TEST_POSTGRESQL")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        ended = subprocess.run([*map(str, words)], check=False, cwd=tests, env=environment)
        print(f"all of it took {time.monotonic() - began:.0f} s")
        sys.exit(ended.returncode)


if __name__ == "__main__":
    main()
