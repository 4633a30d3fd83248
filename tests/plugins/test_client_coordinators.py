"""The plugin for client coordinators, laid down as an administrator would, with its own tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ntfc.plugins import generations
from ntfc.testing.databases import SERVER_VARIABLE

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "plugins" / "ntfc-client-coordinators"


@pytest.mark.long
def test_its_own_tests_hold(tmp_path):
    with generations.wheel_of(FOLDER) as wheel:
        generations.fill(tmp_path, [wheel])
    words = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "ntfc.testing.plugin", "tests"]
    places = os.pathsep.join([str(ROOT), str(tmp_path)])
    given = {name: os.environ[name] for name in ("PATH", SERVER_VARIABLE) if name in os.environ}
    done = subprocess.run(
        words,
        check=False,
        cwd=FOLDER,
        env={**given, "PYTHONPATH": places},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:]
