"""Installing plugins, turning them on and off, purging them. A failure leaves the site as it was.

Each change is one transaction in which tables are altered, rows written and the generation of
plugins switched; what lies in folders was made before and is taken away if it fails.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from flask import Flask

from ntfc import audit, backup, clock, migrate
from ntfc.admission import lines_of, verdict_on
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.i18n import _, named
from ntfc.jobs import Job
from ntfc.permissions import ADMINISTER, SITE, Actor, authorize
from ntfc.plugins import generations, installed
from ntfc.plugins.discovery import Found, discover
from ntfc.plugins.installed import (
    InstalledPlugin,
    Inventory,
    PluginGeneration,
    PluginVerdict,
    core_mark,
    folder_of,
    inventory,
)

Facts = Mapping[str, Mapping[str, Any]]


def check(config: Config, name: str, *, actor: Actor) -> str:
    """Try the plugin in a child process, keep the verdict and return the fault, if any."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        return _check(config, name, actor)


def _check(config: Config, name: str, actor: Actor) -> str:
    app, known = _plain(config), inventory(config)
    folder = folder_of(config, known.generation)
    found = _found(folder, name)
    verdict = verdict_on([name], folder, config.plugin_check_seconds)
    try:
        with migrate.changing(app) as connection:
            _keep_verdict(found, verdict, actor)
            if name in known.on:
                _migrate(connection, lines_of(verdict["facts"], folder))
    except Misconfigured as error:
        verdict = {"fault": error.args[0], "facts": {}}
        with migrate.changing(app):
            _keep_verdict(found, verdict, actor)
    return cast(str, verdict["fault"])


def _found(folder: Path | None, name: str) -> Found:
    found = discover(folder).get(name)
    if found is None:
        raise Misconfigured(installed.no_such(name))
    return found


def _plain(config: Config) -> Flask:
    """Return the application without any plugin: enough to write the core's tables."""
    app = create_app(replace(config, plugins=(), plugins_aside={}, plugins_folder=None))
    is_current = migrate.is_current(app)
    with app.app_context():
        db.engine.dispose()
    if not is_current:
        raise Misconfigured(_("The database is not up to date. First: ntfc db upgrade"))
    return app


def _row(name: str) -> InstalledPlugin | None:
    query = db.select(InstalledPlugin).where(InstalledPlugin.name == name)
    return db.session.scalars(query).one_or_none()


def _keep_verdict(found: Found, verdict: Mapping[str, Any], actor: Actor) -> None:
    """Write what was said of these files and this core in place of what was said before."""
    row = _row(found.name)
    if row is None:
        row = InstalledPlugin(name=found.name, package="", package_version="")
        db.session.add(row)
    row.package, row.package_version = found.package, found.version
    key = {"name": found.name, "hash": found.hash, "core": core_mark()}
    said = db.session.scalar(db.select(PluginVerdict).filter_by(**key))
    if said is None:
        said = PluginVerdict(**key)
        db.session.add(said)
    said.fault, said.checked_at = verdict["fault"], clock.now()
    said.facts = dict(verdict["facts"].get(found.name, {}))
    db.session.flush()
    told: dict[str, Any] = {"plugin": found.name, "hash": found.hash, "sound": not said.fault}
    audit.record(actor, "plugin.checked", row, **told)


def install(config: Config, source: Path, *, actor: Actor) -> list[Found]:
    """Install the plugins of a wheel or folder and return them: new ones off, others as they were."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config), generations.wheel_of(source) as wheel:
        known, app = inventory(config), _plain(config)
        others = [w for w in _wheels(config, known) if _project(w) != _project(wheel)]
        with generations.building(config, [*others, wheel], _number(known)) as folder:
            mine = [found for found in discover(folder).values() if _is_of(found, wheel)]
            verdicts = {found.name: _sound(config, found, folder) for found in mine}
            if not mine:
                raise Misconfigured(_("Nothing was installed. The file holds no plugin."))
            facts = _together(config, known, folder, known.on, verdicts)
            with migrate.changing(app) as connection:
                for found in mine:
                    _keep_verdict(found, verdicts[found.name], actor)
                    version = found.version
                    row = _row(found.name)
                    audit.record(actor, "plugin.installed", row, plugin=found.name, version=version)
                _migrate(connection, lines_of(facts, folder))
                _switch(folder)
        generations.sweep(config)
        return mine


def _project(wheel: Path) -> str:
    return generations.project_of(wheel)


def _wheels(config: Config, known: Inventory) -> list[Path]:
    return generations.wheels_in(folder_of(config, known.generation))


def _number(known: Inventory) -> int:
    return known.generation.number if known.generation else 0


def _is_of(found: Found, wheel: Path) -> bool:
    return found.package.lower().replace("-", "_").replace(".", "_") == _project(wheel)


def _sound(config: Config, found: Found, folder: Path) -> dict[str, Any]:
    verdict = verdict_on([found.name], folder, config.plugin_check_seconds)
    if verdict["fault"]:
        fault = named(found.name, verdict["fault"])
        raise Misconfigured(_("Nothing was installed. %(reason)s", reason=fault))
    return verdict


def _together(
    config: Config,
    known: Inventory,
    folder: Path | None,
    names: Iterable[str],
    fresh: Mapping[str, Mapping[str, Any]],
) -> Facts:
    """Return what *names* add when all are on at once; refuse what does not go together.

    *fresh* are verdicts just given. What was set aside before stays so, and stands in nobody's way.
    """
    found = discover(folder)
    able = [
        name
        for name in sorted(set(names) & set(found))
        if name in fresh or not installed.why_not(known, name, found[name])
    ]
    if len(able) > 1:
        verdict = verdict_on(able, folder, config.plugin_check_seconds)
        if verdict["fault"]:
            raise Misconfigured(_("Nothing was changed. %(reason)s", reason=verdict["fault"]))
        return dict(verdict["facts"])
    return {
        name: fresh[name]["facts"][name]
        if name in fresh
        else known.verdicts[name, found[name].hash][core_mark()].facts
        for name in able
    }


def _migrate(connection: Any, lines: Mapping[str, Path]) -> None:
    for line, versions in lines.items():
        try:
            migrate.upgrade_line(connection, line, versions)
        except Misconfigured as error:
            why = error.args[0]
            raise Misconfigured(_("Nothing was changed. %(reason)s", reason=why)) from error
        except (Exception, SystemExit) as error:
            said = " ".join(str(getattr(error, "orig", None) or error).splitlines()[:1])
            why = _("The migration of %(plugin)s failed: %(error)s", plugin=line, error=said)
            raise Misconfigured(_("Nothing was changed. %(reason)s", reason=why)) from error


def _switch(folder: Path) -> None:
    """Make *folder* the generation from which processes load plugins once this is committed."""
    db.session.add(PluginGeneration(number=int(folder.name), since=clock.now()))
    db.session.flush()


def turn_on(config: Config, name: str, *, actor: Actor) -> None:
    """Make the plugin's tables and note that it is on; processes started from now on load it."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        app, known = _plain(config), inventory(config)
        folder = folder_of(config, known.generation)
        if installed.why_not(known, name, _found(folder, name)):
            fault = _check(config, name, actor)
            if fault:
                told = _("%(plugin)s stays off. %(reason)s", plugin=name, reason=fault)
                raise Misconfigured(told)
            known = inventory(config)
        facts = _together(config, known, folder, known.on | {name}, {})
        with migrate.changing(app) as connection:
            _migrate(connection, lines_of(facts, folder))
            _note(name, is_on=True, actor=actor)


def turn_off(config: Config, name: str, *, actor: Actor) -> None:
    """Note that the plugin is off. Its data stays."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config), migrate.changing(_plain(config)):
        _note(name, is_on=False, actor=actor)


def _note(name: str, *, is_on: bool, actor: Actor) -> None:
    row = _row(name)
    if row is None:
        raise Misconfigured(installed.no_such(name))
    if row.is_on != is_on:
        row.is_on = is_on
        db.session.flush()
        audit.record(actor, "plugin.on" if is_on else "plugin.off", row, plugin=name)


def uninstall(config: Config, name: str, *, actor: Actor) -> None:
    """Take the plugin's code away. Its data stays, and the core migrates on without it."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        known = inventory(config)
        _refuse_if_on(known, name)
        _remove(config, known, name, actor, purge=False)


def purge(config: Config, name: str, *, actor: Actor) -> Path:
    """Delete all that the plugin stored, and its code; return the backup made before."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        known = inventory(config)
        _refuse_if_on(known, name)
        if name not in known.plugins:
            raise Misconfigured(installed.no_such(name))
        saved = backup.create(config, config.instance)
        _remove(config, known, name, actor, purge=True)
        return saved


def _refuse_if_on(known: Inventory, name: str) -> None:
    if name in known.on:
        raise Misconfigured(
            _("%(plugin)s is on. Turn it off first: ntfc plugins off %(plugin)s", plugin=name)
        )


def _remove(config: Config, known: Inventory, name: str, actor: Actor, *, purge: bool) -> None:
    """Build a generation without the plugin and switch to it; with *purge*, its data goes too."""
    app = _plain(config)
    wheels = _wheels(config, known)
    found = discover(folder_of(config, known.generation)).get(name)
    kept = [wheel for wheel in wheels if found is None or not _is_of(found, wheel)]
    if len(kept) == len(wheels):
        if not purge:
            raise Misconfigured(installed.why_it_stays(name, found))
        with migrate.changing(app) as connection:
            _erase(connection, name, actor)
        return
    with generations.building(config, kept, _number(known)) as folder:
        _together(config, known, folder, known.on, {})
        with migrate.changing(app) as connection:
            audit.record(actor, "plugin.uninstalled", _row(name), plugin=name)
            if purge:
                _erase(connection, name, actor)
            _switch(folder)
    generations.sweep(config)


def _erase(connection: Any, name: str, actor: Actor) -> None:
    migrate.drop_line(connection, name)
    row = _row(name)
    audit.record(actor, "plugin.purged", row, plugin=name)
    db.session.execute(db.delete(PluginVerdict).where(PluginVerdict.name == name))
    db.session.execute(db.delete(Job).where(Job.kind.startswith(f"{name}.", autoescape=True)))
    if row is not None:
        db.session.delete(row)
