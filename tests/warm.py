"""The program, loaded once: what asks for a process of its own has a fork of it.

Loading the program takes longer than most of what it is asked to do. So each test process has, as
soon as a test needs it, a server that loads the program and does nothing else: no application, no
database. Whoever asks it gets a process that is like a new `python -P …` in all that the program
can see: its words, environment, folder, input and output, a session of its own, its exit.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from forking import Fork, start

from tests.day import PUT_BACK

ROOT = Path(__file__).parent.parent
SERVER = ROOT / "tests" / "forking.py"
BARE = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(ROOT)}


class Warm:
    """The server, as tests see it."""

    def __init__(self, folder, tables, compiled):
        self.door = str(folder / "door")
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(SERVER), self.door, str(tables), str(compiled)],
            env=BARE | {PUT_BACK: os.environ[PUT_BACK]},
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout.readline() == b"ready\n"

    def run(self, *words, env, cwd, typed=""):
        """Do what `subprocess.run([sys.executable, "-P", *words], …)` does."""
        with tempfile.TemporaryDirectory() as folder:
            beside = Path(folder)
            (beside / "in").write_text(typed)
            with (
                (beside / "in").open("rb") as given,
                (beside / "out").open("wb") as out,
                (beside / "err").open("wb") as err,
            ):
                asked = [*map(str, words)]
                code = Fork(self.door, asked, env, cwd, (given, out, err)).wait(120)
            told = [(beside / name).read_text("utf-8") for name in ("out", "err")]
        return subprocess.CompletedProcess(asked, code, *told)

    def start(self, words, log):
        """Do what `ntfc.admission.start` does."""
        return start(self.door, words, log)

    def close(self):
        self.process.communicate()  # its input ends, and so does it


@pytest.fixture(scope="session")
def warm(tmp_path_factory, databases, compiled):
    """Return what starts processes quickly: see above."""
    made = Warm(tmp_path_factory.mktemp("warm"), databases.template("sqlite"), compiled)
    yield made
    made.close()
