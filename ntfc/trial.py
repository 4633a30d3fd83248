"""Trying plugins, in a process of their own that ends with the verdict.

`ntfc.admission` calls it with VERDICT FOLDER NAME…; it puts an application together with the plugins on,
lets SQLAlchemy configure every mapper, looks whether what belongs to the core is still what it
was, migrates an empty database, and asks for pages. The verdict is written as JSON.
"""

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import configure_mappers

from ntfc import migrate
from ntfc.app import create_app
from ntfc.belongings import Belongings
from ntfc.config import Config
from ntfc.db import db
from ntfc.i18n import _, named
from ntfc.plugins.answers import HOOKS
from ntfc.plugins.contract import Plugin
from ntfc.plugins.declaration import Unfit
from ntfc.plugins.facts import titles_of, words_of
from ntfc.plugins.loader import reason_of
from ntfc.sentences import packed
from ntfc.visits import check_pages


def trial(names: Sequence[str], folder: Path | None, instance: Path) -> dict[str, Any]:
    """Return what *names* add to a site; raise Unfit where one of them breaks the contract."""
    app, mine = tried(names, folder, instance)
    return {plugin.name: facts_of(app, plugin, folder) for plugin in mine}


def tried(
    names: Sequence[str], folder: Path | None, instance: Path, **more: Any
) -> tuple[Flask, list[Plugin]]:
    """Return a site with *names* on and what they declare, once all of it was tried."""
    settings: dict[str, Any] = {
        "instance": instance,
        "secret_key": "for this trial",
        "testing": True,
        **more,
    }
    plain = create_app(Config(**settings))
    configure_mappers()
    before = Belongings.of(plain, names)
    app = create_app(Config(**settings, plugins=tuple(names), plugins_folder=folder))
    for name, fault in app.extensions["ntfc.set_aside"].items():
        raise Unfit(fault if len(names) == 1 else named(name, fault))
    try:
        configure_mappers()
    except SQLAlchemyError as error:
        raise Unfit(_("Its models do not fit together: %(error)s", error=str(error))) from error
    before.refuse_changes(Belongings.of(app, names))
    mine = [plugin for plugin in app.extensions["ntfc.declared"] if plugin.name in names]
    _check_database(app, mine)
    check_pages(app, mine)
    return app, mine


def _check_database(app: Flask, plugins: Sequence[Plugin]) -> None:
    make_tables(app)
    before = _schema(app)
    for plugin in plugins:
        if not plugin.migrations:
            continue
        try:
            migrate.upgrade(app, {plugin.name: Path(plugin.migrations)})
        except (Exception, SystemExit) as error:
            said = str(error).partition("\n[SQL")[0]  # what the statement was, is for the log
            raise Unfit(
                _("Its migrations fail: %(error)s", error=f"{type(error).__name__}: {said}")
            ) from error
        if migrate.differences(app, plugin.name):
            raise Unfit(_("Its migrations do not make the tables that its models describe."))
        after = _schema(app)
        version = migrate.version_table(plugin.name)
        own = {
            part for part in after if part[0] == version or migrate.owner(part[0]) == plugin.name
        }
        if after - own != before:
            raise Unfit(_("Its migrations change tables that are not its own."))
        before |= own


def make_tables(app: Flask) -> None:
    """Make the tables of the core in an empty database."""
    migrate.upgrade(app)


def _schema(app: Flask) -> set[tuple[Any, ...]]:
    """Return each table, index and trigger, after the name of its table, as SQLite wrote it down."""
    with app.app_context(), db.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT tbl_name, type, name, sql FROM sqlite_master")
        return {tuple(row) for row in rows}


def tables(app: Flask) -> set[str]:
    """Return the names of the tables of the trial."""
    return {name for name, kind, *_rest in _schema(app) if kind == "table"}


def facts_of(app: Flask, plugin: Plugin, folder: Path | None) -> dict[str, Any]:
    """Return what a plugin adds to the site, as administrators read it before they install it."""
    migrations = Path(plugin.migrations) if plugin.migrations else None
    module = app.extensions["ntfc.plugins"].get_plugin(plugin.name)
    if migrations and folder and folder in migrations.parents:
        migrations = migrations.relative_to(folder)  # the next generation has another folder
    rules, languages = [*app.url_map.iter_rules()], _languages(plugin)
    return {
        **titles_of(plugin),
        "words": words_of(app, plugin, languages),
        "api": plugin.api,
        "tables": [model.__tablename__ for model in plugin.models],  # type: ignore[attr-defined]
        "columns": {  # by which the tables are known again that data was kept in
            model.__tablename__: [*model.__table__.columns.keys()]  # type: ignore[attr-defined]
            for model in plugin.models
        },
        "pages": sorted(r.rule for r in rules if r.endpoint.startswith(f"{plugin.name}.")),
        "open_pages": sorted(r.rule for r in rules if r.endpoint in plugin.open_pages),
        "open_forms": sorted({r.rule for r in rules if r.endpoint in plugin.open_forms}),
        "permissions": [permission.name for permission in plugin.permissions],
        "jobs": [job.name for job in plugin.jobs],
        "commands": [command.name for command in plugin.commands],
        "demo": plugin.demo is not None,
        "hooks": sorted(name for name in HOOKS - {"ntfc_plugin"} if hasattr(module, name)),
        "languages": languages,
        "heads": _heads(app, plugin),  # of its migrations: what its tables are brought up to
        "migrations": str(migrations or ""),
    }


def _heads(app: Flask, plugin: Plugin) -> list[str]:
    if not plugin.migrations:
        return []
    with app.app_context(), db.engine.connect() as connection:
        return migrate.heads(connection, plugin.name, Path(plugin.migrations))


def _languages(plugin: Plugin) -> list[str]:
    folder = Path(plugin.translations) if plugin.translations else None
    return sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder else []


def main() -> None:
    """Write the verdict, whatever happens on the way to it."""
    verdict, folder, *names = sys.argv[1:]
    with tempfile.TemporaryDirectory() as instance:
        try:
            facts = trial(names, Path(folder) if folder else None, Path(instance))
            told: dict[str, Any] = {"fault": "", "facts": facts}
        except BaseException as error:  # noqa: BLE001  -- SystemExit is one of the ways to break
            told = {"fault": packed(reason_of(error)), "facts": {}}
    Path(verdict).write_text(json.dumps(told), "utf-8")
