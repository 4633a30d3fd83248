"""The country pack, laid down with the plugins that it needs, and its own tests."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from ntfc.plugins import generations

ROOT = Path(__file__).parent.parent.parent
NEEDED = ("ntfc-golden-list", "ntfc-client-coordinators", "ntfc-jordan")


@pytest.mark.long
def test_its_own_tests_hold(tmp_path):
    with ExitStack() as built:
        folders = (ROOT / "plugins" / name for name in NEEDED)
        wheels = [built.enter_context(generations.wheel_of(folder)) for folder in folders]
        generations.fill(tmp_path, wheels)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", "-q", "-p", "ntfc.testing.plugin", "tests"],
        check=False,
        cwd=ROOT / "plugins" / "ntfc-jordan",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:]
