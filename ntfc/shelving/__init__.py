"""Doing what administrators asked for in the browser: reading the shelf, changing plugins.

The worker starts this in a process of its own, which does what the commands do and no more. Each
step is noted before it begins, so that the page of the change can tell; what fails is told there,
and the site is as it was.
"""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask

from ntfc import clock
from ntfc.app import create_app
from ntfc.config import Config, settings
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor, Entrusted, Insider
from ntfc.plugins.installed import plugins_folder
from ntfc.shelf import rules, service
from ntfc.shelf.models import ChangeState, PluginChange
from ntfc.shelving import acts
from ntfc.shelving.acts import Work
from ntfc.transaction import unit_of_work

GONE = _("Whoever asked for it does not run the site any more. Nothing was changed.")
CUT_OFF = _("It was cut off in the middle, and nothing was changed. Ask for it again.")


def main() -> None:
    """Do one change: its number and that of the person who asked are given as words."""
    change, person = map(int, sys.argv[1:])
    carry_out(settings(), change, person)


def carry_out(config: Config, change_id: int, person_id: int) -> None:
    """Do a change, and note what came of it. While another process does it, leave it to that one."""
    app = create_app(replace(config, plugins=(), plugins_aside={}, plugins_folder=None))
    try:
        with _alone(config) as is_mine, app.app_context():
            if is_mine:
                _do(app, config, change_id, _asker(person_id))
    finally:
        with app.app_context():
            db.engine.dispose()


@contextmanager
def _alone(config: Config) -> Iterator[bool]:
    folder = plugins_folder(config)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "change.lock").open("a") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _asker(person_id: int) -> Actor | None:
    """Return the person who asked, for the trail; nobody who does not run the site any more."""
    person = db.session.get(Person, person_id)
    asker = None
    if person is not None and person.is_administrator:
        asker = Insider(person_id=person_id, name=person.name, token="")
    db.session.rollback()
    return Entrusted(asker) if asker is not None else None


def _begun(change_id: int) -> tuple[PluginChange | None, bool]:
    """Take a change up, unless it is over; tell whether another process had begun it."""
    with unit_of_work():
        change = db.session.get(PluginChange, change_id)
        if change is None or change.state not in rules.OPEN:
            return None, False
        was_begun = service.begin(change, actor=SYSTEM)
        db.session.expunge(change)
        return change, was_begun


def _do(app: Flask, config: Config, change_id: int, actor: Actor | None) -> None:
    change, was_begun = _begun(change_id)
    if change is None:
        return

    begun: list[str] = []

    def tell(step: str) -> None:
        begun.append(step)
        with app.app_context(), unit_of_work():
            stored = db.session.get_one(PluginChange, change_id)
            service.reach(stored, step, actor=SYSTEM)

    def end(state: ChangeState, told: str) -> None:
        with app.app_context(), unit_of_work():
            stored = db.session.get_one(PluginChange, change_id)
            service.end(stored, state, told, actor=SYSTEM, now=clock.now())

    try:
        told = _made(Work(config, change, actor or SYSTEM, tell), actor, was_begun=was_begun)
    except Misconfigured as error:
        end(ChangeState.FAILED, error.args[0])
    except BaseException as error:
        said = f"{type(error).__name__}: {error}"
        end(ChangeState.FAILED, _failed(said, is_made="reload" in begun))
        raise
    else:
        end(ChangeState.DONE, told)


def _failed(said: str, *, is_made: bool) -> str:
    """Say that something went wrong that nobody foresaw, and what became of the change."""
    if is_made:
        return _("The change is made, but the running site is as it was. %(reason)s", reason=said)
    return _("It failed, and nothing was changed: %(error)s", error=said)


def _made(work: Work, asker: Actor | None, *, was_begun: bool) -> str:
    """Make a change, or take up what was made by a process that then ended; say what came of it."""
    if asker is None:
        raise Misconfigured(GONE)
    if not was_begun:
        return acts.do(work)
    if not acts.is_made(work):
        acts.clear(work)
        raise Misconfigured(CUT_OFF)
    return acts.take_up(work)
