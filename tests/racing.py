"""A button pressed twice: both requests have read the same page before either of them acts."""

import threading
import time

import pytest
from sqlalchemy import text

from ntfc.db import db
from ntfc.errors import Refused
from ntfc.transaction import unit_of_work

PATIENCE = 30  # seconds, before a test that hangs fails instead
WAITING = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def press_twice(app, database):
    """Return a function that does one thing twice at one moment and says what each was told.

    It takes a generator function: what comes before its ``yield`` is what the page has read, what
    comes after it is the act. On PostgreSQL both have read before the first acts, and the first is
    committed only when the second waits for it; SQLite lets one writer in after the other.
    """

    def press_twice(steps):
        if database == "sqlite":
            return [_press(app, steps, _Turns()), _press(app, steps, _Turns())]
        turns, told = _Turns(app), [None, None]

        def press(number):
            told[number] = _press(app, steps, turns, number)

        threads = [threading.Thread(target=press, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
        assert not any(thread.is_alive() for thread in threads), "they wait for each other"
        return told

    return press_twice


class _Turns:
    """Who acts when. Without an application there is only one, and it never waits."""

    def __init__(self, app=None):
        self.app = app
        self.read = threading.Barrier(2 if app else 1)
        self.first_acted = threading.Event()
        self.second_over = threading.Event()

    def before_acting(self, number):
        self.read.wait(PATIENCE)
        if number == 1:
            assert self.first_acted.wait(PATIENCE)

    def after_acting(self, number):
        if number == 0 and self.app:
            self.first_acted.set()
            self._let_second_come()

    def over(self, number):
        (self.second_over if number else self.first_acted).set()

    def _let_second_come(self):
        """Go on when the second waits for a lock that the first holds, or needed none."""
        until = time.monotonic() + PATIENCE
        with db.engine.connect() as watcher:
            while not self.second_over.is_set() and time.monotonic() < until:
                if watcher.scalar(WAITING):
                    return
                watcher.rollback()


def _press(app, steps, turns, number=0):
    """Do it in a transaction of its own; return the reasons against it, or None when it is done."""
    with app.app_context():
        try:
            with unit_of_work():
                page = steps()
                next(page)
                turns.before_acting(number)
                next(page, None)
                db.session.flush()
                turns.after_acting(number)
        except Refused as refused:
            return " ".join(str(reason) for reason in refused.reasons)
        finally:
            turns.over(number)
            db.session.remove()
    return None


@pytest.fixture
def without_waiting(monkeypatch):
    """Return a function that takes away the locks of services: only the constraints are left."""

    def without_waiting(*names):
        for name in names:
            monkeypatch.setattr(name, lambda *_args, **_kwargs: None)

    return without_waiting
