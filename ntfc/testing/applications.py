"""One application for one test after the other.

Putting an application together takes longer than most tests, and an engine of its own translates
every statement again. So tests with the same settings share one. What a test hung into it is taken
out again afterwards; one that was changed in another way is given up.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.utils import cached_property

from ntfc.config import Config
from ntfc.db import db

AT_MOST = 6  # kept in one process; tests ask for few combinations of settings


class Applications:
    """The applications of one test process that nobody uses just now."""

    def __init__(self, make: Callable[[Config], Flask]) -> None:
        self.make = make
        self.kept: dict[str, Kept] = {}

    @contextmanager
    def lend(self, config: Config) -> Iterator[Flask]:
        """Give an application with these settings to one test."""
        settings = repr(vars(config))
        kept = self.kept.pop(settings, None) or Kept(self.make(config))
        kept.app._got_first_request = False  # noqa: SLF001  -- a test may add views to a new one
        try:
            yield kept.app
        finally:
            if kept.restore():
                self.kept[settings] = kept
            else:
                kept.close()
            if len(self.kept) > AT_MOST:
                self.kept.pop(next(iter(self.kept))).close()


class Kept:
    """An application, and what it was like when it was new."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.plugins = dict(self._manager.list_name_plugin())
        self.settings = dict(vars(app.extensions["ntfc.config"]))
        self.extensions = {
            name: (thing, dict(thing) if isinstance(thing, dict) else None)
            for name, thing in app.extensions.items()
        }
        self.rest = self._rest()

    @property
    def _manager(self) -> Any:
        return self.app.extensions["ntfc.plugins"]

    def close(self) -> None:
        """End its lines to the database, and forget its statements."""
        with self.app.app_context():
            db.engine.dispose()
            db.engine.clear_compiled_cache()  # an application waits long for the collector

    def restore(self) -> bool:
        """Take out what a test hung in; tell whether everything is then as it was."""
        with self.app.app_context():
            if db.engine.dialect.name == "sqlite":
                db.engine.dispose()  # the file goes; of those to a server `Lines` says which may stay
        self.app.extensions.clear()
        for name, (thing, content) in self.extensions.items():
            self.app.extensions[name] = thing
            if content is not None:
                thing.clear()
                thing.update(content)
        for name, value in self.settings.items():
            object.__setattr__(self.app.extensions["ntfc.config"], name, value)
        for name, _plugin in self._manager.list_name_plugin():
            if name not in self.plugins:
                self._manager.unregister(name=name)
        plugins = dict(self._manager.list_name_plugin())
        return _same(self.plugins, plugins) and _same(self.rest, self._rest())

    def _rest(self) -> dict[str, Any]:
        """Return what nothing brings back: all that the application and its templates hold."""
        held, pages = dict(vars(self.app)), dict(vars(self.app.jinja_env))
        computed = [n for n in held if isinstance(getattr(Flask, n, None), cached_property)]
        for name in ("extensions", "_got_first_request", *computed):
            held.pop(name, None)
        pages.pop("cache")
        addresses = list(self.app.url_map.iter_rules())
        return {"app": _copied(held), "pages": _copied(pages), "addresses": addresses}


def _copied(thing: Any) -> Any:
    """Return a copy of what holds other things, with the very same things in it."""
    if isinstance(thing, dict):
        # An empty one is what looking for something leaves behind.
        copies = {name: _copied(inner) for name, inner in thing.items()}
        return {name: copy for name, copy in copies.items() if copy or not isinstance(copy, dict)}
    return list(thing) if isinstance(thing, list | set) else thing


def _same(kept: Any, found: Any) -> bool:
    if isinstance(kept, dict) and isinstance(found, dict):
        return kept.keys() == found.keys() and all(_same(kept[n], found[n]) for n in kept)
    if isinstance(kept, list) and isinstance(found, list):
        return len(kept) == len(found) and all(map(_same, kept, found))
    return kept is found
