"""Bring the database up to date: the core's line of migrations, and one line per plugin.

Each line keeps its own version table, so that the core migrates on when a plugin is gone.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Connection, MetaData, event, inspect, text

from ntfc.db import Base, db, rebuilding
from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.paths import bundled
from ntfc.transaction import unit_of_work

CORE = "core"
ENDING = re.compile(r"\s*(COMMIT|END|ABORT|ROLLBACK(?!\s+TO))\b", re.IGNORECASE)  # a transaction


def owner(table: str) -> str:
    """Return the line that owns *table*; decidable from the name with the plugin gone."""
    name, its_own, _ = table.removeprefix("plugin_").partition("__")
    return name if table.startswith("plugin_") and its_own else CORE


def version_table(line: str) -> str:
    return "alembic_version" if line == CORE else f"alembic_version_{line}"


def upgrade(app: Flask, lines: Mapping[str, Path] | None = None, to: str = "head") -> None:
    """Bring the core, then each plugin line in *lines* (name → folder of versions), up to *to*."""
    _refuse_older_program(app)
    for line, versions in ({CORE: core_versions()} | dict(lines or {})).items():
        _run(app, line, versions, lambda settings: command.upgrade(settings, to))


def _refuse_older_program(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        known, _newest = _history(core_versions())
        if not set(revisions(connection, CORE)) <= known:
            raise Misconfigured(
                _(
                    "The database was written by a newer version of this program. Install that "
                    "version again, or bring back a backup that this one made."
                )
            )


def core_versions() -> Path:
    return bundled("migrations") / "versions"


@cache  # to know, every migration is read
def _history(versions: Path) -> tuple[frozenset[str], frozenset[str]]:
    """Return all revisions that this program knows, and the newest."""
    script = ScriptDirectory.from_config(_places(versions))
    known = frozenset(revision.revision for revision in script.walk_revisions())
    return known, frozenset(script.get_heads())


def upgrade_line(connection: Connection, line: str, versions: Path) -> None:
    """Bring the tables of one plugin up to date, in the transaction of changing()."""
    script = ScriptDirectory.from_config(_settings(connection, line, versions))
    known = {revision.revision for revision in script.walk_revisions()}
    if not set(revisions(connection, line)) <= known:
        raise Misconfigured(
            _("The data of %(plugin)s was written by a newer version of it.", plugin=line)
        )
    with _in_one_piece(connection):
        command.upgrade(_settings(connection, line, versions), "head")


def downgrade(app: Flask, line: str, versions: Path, to: str = "base") -> None:
    """Take one line back to *to*."""
    _run(app, line, versions, lambda settings: command.downgrade(settings, to))


def revise(app: Flask, line: str, versions: Path, message: str, name: str) -> None:
    """Write a new revision from the difference between the models and the database."""
    _run(
        app,
        line,
        versions,
        lambda settings: command.revision(settings, message, autogenerate=True, rev_id=name),
    )


def _run(app: Flask, line: str, versions: Path, what: Callable[[AlembicConfig], Any]) -> None:
    with changing(app) as connection, _in_one_piece(connection):
        what(_settings(connection, line, versions))


@contextmanager
def _in_one_piece(connection: Connection) -> Iterator[None]:
    """Refuse a migration that ends the transaction: what it did up to there could not be undone."""

    def refuse(*_given: Any) -> None:
        raise Misconfigured(
            _("A migration ends the transaction in which it runs, so it could not be undone.")
        )

    def read(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if ENDING.match(statement):
            refuse()

    listening = (("commit", refuse), ("rollback", refuse), ("before_cursor_execute", read))
    for name, listener in listening:
        event.listen(connection, name, listener)
    try:
        yield
    finally:
        for name, listener in listening:
            event.remove(connection, name, listener)


@contextmanager
def changing(app: Flask) -> Iterator[Connection]:
    """Give one transaction in which tables are altered and rows written: all of it, or nothing."""
    with app.app_context():
        token = rebuilding.set(True)
        try:
            with unit_of_work():
                connection = db.session.connection()
                yield connection
                db.session.flush()
                if connection.dialect.name == "sqlite":
                    _refuse_dangling(connection)
        finally:
            rebuilding.reset(token)
            db.engine.dispose()  # on these connections SQLite does not look at foreign keys


def _refuse_dangling(connection: Connection) -> None:
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if dangling:
        rows = str(dangling[:3])
        raise Misconfigured(
            _("the migration would leave rows pointing nowhere: %(rows)s", rows=rows)
        )


def _settings(connection: Connection, line: str, versions: Path) -> AlembicConfig:
    settings = _places(versions)
    settings.attributes.update(connection=connection, configure=_options(line))
    return settings


def _places(versions: Path) -> AlembicConfig:
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(bundled("migrations")))
    settings.set_main_option("path_separator", "newline")
    settings.set_main_option("version_locations", str(versions))
    return settings


def _options(line: str) -> dict[str, Any]:
    def is_ours(name: str | None, kind: str) -> bool:
        if kind != "table" or name is None:
            return True
        return owner(name) == line and not name.startswith("alembic_version")

    return {
        "target_metadata": Base.metadata,
        "version_table": version_table(line),
        # By name, what belongs to others is not even read; by object, models are left out as well.
        "include_name": lambda name, kind, _parents: is_ours(name, kind),
        "include_object": lambda _object, name, kind, _reflected, _other: is_ours(name, kind),
        "render_as_batch": True,
        "compare_type": True,
    }


def is_current(app: Flask) -> bool:
    """Tell whether the database is at the newest revision of the core."""
    with app.app_context(), db.engine.connect() as connection:
        _known, newest = _history(core_versions())
        return set(revisions(connection, CORE)) == newest


def heads(connection: Connection, line: str, versions: Path) -> list[str]:
    """Return the newest revisions that the folder *versions* holds."""
    script = ScriptDirectory.from_config(_settings(connection, line, versions))
    return sorted(script.get_heads())


def behind(app: Flask, lines: Mapping[str, Path]) -> dict[str, Path]:
    """Return those of *lines* whose tables are not what their migrations make."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            line: versions
            for line, versions in lines.items()
            if set(revisions(connection, line)) != set(heads(connection, line, versions))
        }


def revisions(connection: Connection, line: str) -> tuple[str, ...]:
    """Return at which revision the tables of *line* are."""
    options = {"version_table": version_table(line)}
    return MigrationContext.configure(connection, opts=options).get_current_heads()


def differences(app: Flask, line: str = CORE) -> list[Any]:
    """Return how the tables differ from the models of *line*; nothing, when all is well."""
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=_options(line))
        return list(compare_metadata(context, Base.metadata))


def drop_line(connection: Connection, line: str) -> None:
    """Delete every table of a purged plugin; its code may be long gone."""
    found = MetaData()
    names = [n for n in inspect(connection).get_table_names() if n.startswith("plugin_")]
    mine = [name for name in names if owner(name) == line]
    if mine:
        found.reflect(connection, only=mine)
        found.drop_all(connection, [found.tables[name] for name in mine])
    connection.execute(text(f'DROP TABLE IF EXISTS "{version_table(line)}"'))
