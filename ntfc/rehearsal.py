"""Changing the tables of plugins: the site is saved where they hold data, and all is rehearsed first."""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.engine import make_url

from ntfc import backup, migrate
from ntfc.admission import lines_of
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.plugins import generations

Tell = Callable[[str], None]  # hears of each step before it begins


class _RehearsedError(Exception):
    """All went well, and is undone."""


def rehearse(config: Config, app: Flask, lines: Mapping[str, Path], tell: Tell) -> Path | None:
    """Do the migrations on a copy first: while one of them fails there, nobody waits for it.

    On PostgreSQL they are done in a transaction that is rolled back, tables and all; a migration that
    would end it is refused (see `ntfc.migrate`). Where it goes well and tables that hold data are to
    change, save the whole site, and return the backup: there is no other way back.
    """
    tell("copy")
    due = migrate.behind(app, lines)
    if not due:
        return None
    with (
        tempfile.TemporaryDirectory(prefix=generations.COPY, dir=config.instance) as beside,
        suppress(_RehearsedError),
    ):
        is_file = make_url(config.url).get_backend_name() == "sqlite"
        on = app
        if is_file:
            copy = backup.snapshot(config, Path(beside) / "database")
            on = plain(replace(config, database_url=f"sqlite:///{copy}"))
        with migrate.changing(on) as connection:
            migrate_lines(connection, due)
            if not is_file:
                raise _RehearsedError
    return _saved(config, app, due, tell)


def _saved(config: Config, app: Flask, due: Mapping[str, Path], tell: Tell) -> Path | None:
    """Save the site where any of the lines has tables already; taking migrations back would not do.

    What one of them drops, its way back cannot know.
    """
    with app.app_context(), db.engine.connect() as connection:
        is_new = not any(migrate.revisions(connection, line) for line in due)
    if is_new:
        return None
    tell("keep")
    saved = backup.create(config, config.instance)
    backup.check(saved)
    return saved


def migrate_lines(connection: Any, lines: Mapping[str, Path]) -> None:
    """Bring the tables of plugins up to date; what fails is said in a sentence."""
    for line, versions in lines.items():
        try:
            migrate.upgrade_line(connection, line, versions)
        except Misconfigured as error:
            raise Misconfigured(
                _("Nothing was changed. %(reason)s", reason=error.args[0])
            ) from error
        except (Exception, SystemExit) as error:
            said = " ".join(str(getattr(error, "orig", None) or error).splitlines()[:1])
            why = _("The migration of %(plugin)s failed: %(error)s", plugin=line, error=said)
            raise Misconfigured(_("Nothing was changed. %(reason)s", reason=why)) from error


def bring_up(connection: Any, facts: Mapping[str, Mapping[str, Any]], folder: Path | None) -> None:
    """Bring the tables of plugins up to date, and refuse those that another plugin of a name left."""
    migrate_lines(connection, lines_of(facts, folder))
    there = inspect(connection)
    kept = set(there.get_table_names())
    for plugin, told in facts.items():
        for table, columns in told.get("columns", {}).items():
            has = {each["name"] for each in there.get_columns(table)} if table in kept else set()
            if has != set(columns):
                why = _(
                    "Another plugin called %(plugin)s left its tables here, and %(table)s is not as this "
                    "one needs it. Install that one again, or delete its data first.",
                    plugin=plugin,
                    table=table,
                )
                raise Misconfigured(_("Nothing was changed. %(reason)s", reason=why))


def plain(config: Config) -> Flask:
    """Return the application without any plugin: enough to write the core's tables."""
    app = create_app(replace(config, plugins=(), plugins_aside={}, plugins_folder=None))
    is_current = migrate.is_current(app)
    with app.app_context():
        db.engine.dispose()
    if not is_current:
        raise Misconfigured(_("The database is not up to date. First: ntfc db upgrade"))
    return app
