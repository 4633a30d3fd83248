"""The worker: does jobs one after the other until it is told to stop, then finishes the one at hand."""

import logging
import signal
import threading
from datetime import timedelta
from pathlib import Path

from flask import Flask

from ntfc import clock, jobs

log = logging.getLogger(__name__)

PAUSE = 2.0  # seconds between two looks at an empty table
SCHEDULE_EVERY = timedelta(minutes=1)


def run(app: Flask, ready: Path | None = None) -> None:
    """Work until SIGTERM or SIGINT. *ready* is a file written once the worker is at work."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if ready is not None:
        ready.touch()
    scheduled_at = None
    while not stop.is_set():
        now = clock.now()
        if scheduled_at is None or now - scheduled_at >= SCHEDULE_EVERY:
            scheduled_at = now
            with app.app_context():
                _schedule()
        if not _work_once(app):
            stop.wait(PAUSE)


def _work_once(app: Flask) -> bool:
    with app.app_context():
        try:
            return jobs.work(clock.now())
        except Exception:  # the database is away for a moment: look again
            log.exception("the worker could not reach its jobs")
            return False


def _schedule() -> None:
    try:
        jobs.schedule(clock.now())
    except Exception:  # as above
        log.exception("the standing jobs could not be written")


def drain(app: Flask, most: int = 1000) -> int:
    """Do all jobs that are due, for commands and tests; return how many."""
    return next((count for count in range(most) if not _work_once(app)), most)
