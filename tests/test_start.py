"""A site comes up at once: no process loads more than its own work needs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHOW = "import sys; print(*{name.partition('.')[0] for name in sys.modules}, *sys.modules)"
LOADED = "from ntfc.instance import load_app; load_app()"


@pytest.fixture
def loaded(tmp_path):
    """Run a few words of Python beside an empty site, and return all that was imported for them."""

    def loaded(words):
        done = subprocess.run(
            [sys.executable, "-c", f"{words}; {SHOW}"],
            check=True,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        return set(done.stdout.split())

    return loaded


def test_what_serves_a_demonstration_loads_no_application_itself(loaded):
    words = (
        "from ntfc.commands.demo import place; from ntfc import cli, supervisor;"
        "place.settings(place.home())"
    )
    assert not loaded(words) & {"flask", "sqlalchemy", "ntfc.app", "wtforms", "jinja2"}


def test_a_web_worker_loads_what_is_seldom_needed_when_it_is_needed(loaded):
    found = loaded(LOADED)
    assert {"flask", "ntfc.app"} <= found, "the application is there"
    assert not found & {"alembic", "docx", "holidays", "openpyxl", "pygments", "typst"}
