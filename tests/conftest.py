"""What the suite needs from the machine, and what it says when something is missing."""

import gc
import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from ntfc.testing import databases as servers

pytest_plugins = [
    "ntfc.testing.plugin",
    "ntfc.testing.bodies",
    "ntfc.testing.costs",
    "tests.day",
    "tests.strict",
    "tests.qadria",
    "tests.racing",
    "tests.recording",
    "tests.approving",
    "tests.walk",
    "tests.warm",
]

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
LEFT_OUT = pytest.StashKey()
HELD = pytest.StashKey()


def pytest_configure(config):
    """Start what all test processes share, once, in the process that leads them."""
    config.stash[LEFT_OUT] = missing = {}
    config.stash[HELD] = held = ExitStack()
    if not any(Path(place).exists() for place in CHROMIUM):
        missing["browser"] = "no Chromium found; on Debian: apt install chromium"
    if servers.server_binaries() is None and servers.SERVER_VARIABLE not in os.environ:
        missing["postgresql"] = "no PostgreSQL server found; on Debian: apt install postgresql"
    required = {name for name in os.environ.get("NTFC_REQUIRE", "").split(",") if name}
    if required & set(missing):
        raise pytest.UsageError(
            "; ".join(f"{name} is required: {missing[name]}" for name in required & set(missing))
        )
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    if "postgresql" not in missing and servers.SERVER_VARIABLE not in os.environ:
        os.environ[servers.SERVER_VARIABLE] = held.enter_context(servers.server())


def pytest_unconfigure(config):
    if HELD in config.stash:
        config.stash[HELD].close()


@pytest.hookimpl(trylast=True)  # after the order was drawn by lot
def pytest_collection_modifyitems(config, items):
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    missing = config.stash[LEFT_OUT]
    for item in items:
        for mark in item.iter_markers("needs"):
            for name in set(mark.args) & set(missing):
                item.add_marker(pytest.mark.skip(reason=missing[name]))


def pytest_collection_finish():
    """Leave what was collected alone: thousands of tests are no garbage, at any time of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_terminal_summary(terminalreporter, config):
    for name, why in config.stash[LEFT_OUT].items():
        terminalreporter.write_line(f"left out: {name} ({why})", yellow=True)
