"""The application of one page that the tests of `ntfc.serve` serve."""

import gc
import os
import time
from pathlib import Path

HERE = Path(__file__).parent
GENERATION = (HERE / "generation").read_text()
LOADED_BY = os.getpid()


def create_app():
    if GENERATION == "broken":
        raise RuntimeError("a plugin that does not load")
    if GENERATION == "slow-to-load":
        wait_for("loading-may-end", "loading-began")
    return app


def wait_for(awaited, told):
    (HERE / told).touch()
    end = time.monotonic() + 10
    while not (HERE / awaited).exists() and time.monotonic() < end:
        time.sleep(0.01)


def app(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        wait_for("slow-may-end", "slow-began")
    environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    told = os.getpid(), os.getppid(), gc.get_freeze_count(), LOADED_BY, int(gc.isenabled())
    return [" ".join(map(str, (GENERATION, *told))).encode()]
