"""The own tests of every plugin in plugins/, against the built wheel of the core."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ntfc.testing.databases import SERVER_VARIABLE

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.long
def test_the_tests_of_all_plugins_hold_in_an_empty_environment_on_both_databases():
    given = {name: os.environ[name] for name in ("PATH", SERVER_VARIABLE) if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-P", ROOT / ".ci" / "plugins.py"],
        check=False,
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
