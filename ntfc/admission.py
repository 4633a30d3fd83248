"""Having a plugin tried in a child process, with a time limit, before the site loads it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ntfc.i18n import _, ngettext
from ntfc.paths import PACKAGE
from ntfc.sentences import unpacked

# A child lives for seconds: it need not look for garbage.
TRY = "import gc; gc.disable(); from ntfc import trial; trial.main()"


def verdict_on(names: Sequence[str], folder: Path | None, seconds: int) -> dict[str, Any]:
    """Return what the check says of plugins, alone or together: their fault, and what they add."""
    return ask(TRY, [str(folder or ""), *names], seconds)


def ask(code: str, words: Sequence[str], seconds: int) -> dict[str, Any]:
    """Return what a child process wrote, which runs *code* with a file to write to and *words*."""
    with tempfile.TemporaryDirectory() as beside:
        verdict, log = Path(beside) / "verdict.json", Path(beside) / "log"
        child = start(["-c", code, str(verdict), *words], log)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            late = ngettext(
                "It was not ready after %(num)d second.",
                "It was not ready after %(num)d seconds.",
                seconds,
            )
            return {"fault": late, "facts": {}}
        finally:
            _end(child)
        return _read(verdict, log)


def start(words: Sequence[str], log: Path) -> "subprocess.Popen[bytes]":
    """Start Python with *words*, in the folder of its *log*."""
    with log.open("wb") as output:
        return subprocess.Popen(  # noqa: S603  -- our own words
            [sys.executable, "-P", *words],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            env=_environment(),
            start_new_session=True,  # so that whatever it starts can be ended with it
        )


def _environment() -> dict[str, str]:
    """The child sees no setting and no secret of the site."""
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    if "site-packages" not in PACKAGE.parts:  # a checkout
        environment["PYTHONPATH"] = str(PACKAGE.parent)
    return environment


def _end(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _read(verdict: Path, log: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(verdict.read_text("utf-8"))
    except (OSError, ValueError):
        lines = log.read_text("utf-8", "replace").strip().splitlines()
        last = lines[-1] if lines else _("it gave no reason")
        fault = _("It ended the check before it was over: %(reason)s", reason=last)
        return {"fault": fault, "facts": {}}
    return told | {"fault": unpacked(told.get("fault", ""))}


def lines_of(facts: Mapping[str, Mapping[str, Any]], folder: Path | None) -> dict[str, Path]:
    """Return the lines of migrations of plugins in *folder*, by what their verdicts say."""
    paths = {name: Path(told["migrations"]) for name, told in facts.items() if told["migrations"]}
    return {name: folder / path if folder else path for name, path in paths.items()}
