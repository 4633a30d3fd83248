"""Installing plugins, turning them on and off. A failure leaves the site as it was.

Each change is one transaction in which tables are altered, rows written and the generation of
plugins switched; what lies in folders was made before and is taken away if it fails.
"""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from ntfc import audit, clock, migrate, rehearsal
from ntfc.admission import lines_of, verdict_on
from ntfc.config import Config
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.i18n import _, named
from ntfc.mark import core_mark
from ntfc.permissions import ADMINISTER, SITE, Actor, authorize
from ntfc.plugins import generations, installed
from ntfc.plugins.discovery import Found, discover
from ntfc.plugins.installed import (
    InstalledPlugin,
    Inventory,
    PluginGeneration,
    PluginVerdict,
    folder_of,
    inventory,
    row_of,
)
from ntfc.rehearsal import Tell

Facts = Mapping[str, Mapping[str, Any]]


def silent(_step: str) -> None:
    """Tell nobody."""


def check(config: Config, name: str, *, actor: Actor) -> str:
    """Try the plugin in a child process, keep the verdict and return the fault, if any."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        return _check(config, name, actor)


def _check(config: Config, name: str, actor: Actor) -> str:
    app, known = rehearsal.plain(config), inventory(config)
    folder = folder_of(config, known.generation)
    found = found_in(folder, name)
    verdict = verdict_on([name], folder, config.plugin_check_seconds)
    facts = verdict["facts"] if name in known.on else {}
    try:
        rehearsal.rehearse(config, app, lines_of(facts, folder), silent)
        with migrate.changing(app) as connection:
            _keep_verdict(found, verdict, actor)
            rehearsal.bring_up(connection, facts, folder)
    except Misconfigured as error:
        verdict = {"fault": error.args[0], "facts": {}}
        with migrate.changing(app):
            _keep_verdict(found, verdict, actor)
    return cast(str, verdict["fault"])


def found_in(folder: Path | None, name: str) -> Found:
    found = discover(folder).get(name)
    if found is None:
        raise Misconfigured(installed.no_such(name))
    return found


def _keep_verdict(found: Found, verdict: Mapping[str, Any], actor: Actor) -> None:
    """Write what was said of these files and this core in place of what was said before."""
    row = row_of(found.name)
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


@dataclass(frozen=True)
class Installed:
    """What was installed: all that was asked for, and the plugins that came along."""

    plugins: list[Found]
    saved: Path | None  # the site as it was before tables that hold data changed


def install(config: Config, source: Path, **how: Any) -> Installed:
    """Install the plugins of one wheel or folder: see `install_all`."""
    return install_all(config, [source], **how)


def install_all(
    config: Config,
    sources: Iterable[Path],
    *,
    actor: Actor,
    on: bool = False,
    shelf: Path | None = None,
    needs: Mapping[str, str] | None = None,
    tell: Tell = silent,
) -> Installed:
    """Install the plugins of wheels or folders, all or none: new ones off, others as they were.

    With *on*, all are on then. What they need comes from the *shelf*; with *needs*, just these sums.
    Plugins among that come along, and are treated alike.
    """
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config), ExitStack() as built:
        new = [built.enter_context(generations.wheel_of(source)) for source in sources]
        known, app = inventory(config), rehearsal.plain(config)
        tell("build")
        wheels, number = wheels_with(config, known, *new), generations.number_of(known)
        with generations.building(config, wheels, number, shelf) as folder:
            brought = generations.brought(folder, wheels, folder_of(config, known.generation))
            generations.refuse_others(brought, needs)
            tell("try")
            new += generations.came_along(folder, wheels)
            mine, verdicts, facts = tried(config, known, folder, new, on=on)
            saved = rehearsal.rehearse(config, app, lines_of(facts, folder), tell)
            tell("write")
            with migrate.changing(app) as connection:
                for found, wheel in mine.items():
                    _keep_verdict(found, verdicts[found.name], actor)
                    _tell_trail(actor, found, wheel, brought)
                rehearsal.bring_up(connection, facts, folder)
                for found in mine if on else ():
                    _note(found.name, is_on=True, actor=actor)
                switch(folder)
        generations.sweep(config)
        return Installed([*mine], saved)


def _tell_trail(actor: Actor, found: Found, wheel: Path, brought: Mapping[str, str]) -> None:
    needs = {file: total for file, total in brought.items() if file != wheel.name}
    told: dict[str, Any] = {"needs": needs} if needs else {}
    told |= {"version": found.version, "file": generations.sum_of(wheel)}
    audit.record(actor, "plugin.installed", row_of(found.name), plugin=found.name, **told)


def wheels_with(config: Config, known: Inventory, *new: Path) -> list[Path]:
    """Return the wheels in use and *new* ones, which take the place of their former versions."""
    project, wheels = generations.project_of, generations.wheels_of(config, known)
    taken = {project(wheel) for wheel in new}
    return [*(wheel for wheel in wheels if project(wheel) not in taken), *new]


def tried(
    config: Config, known: Inventory, folder: Path, wheels: Iterable[Path], *, on: bool
) -> tuple[dict[Found, Path], dict[str, dict[str, Any]], Facts]:
    """Return the plugins of *wheels* in *folder*, what was said of each, and what all add at once."""
    there = discover(folder).values()
    mine = {found: wheel for found in there for wheel in wheels if generations.is_of(found, wheel)}
    verdicts = {found.name: _sound(config, found, folder) for found in mine}
    if not mine:
        nothing = _("The file holds no plugin.")
        raise Misconfigured(_("Nothing was installed. %(reason)s", reason=nothing))
    names = known.on | ({*verdicts} if on else set())
    return mine, verdicts, together(config, known, folder, names, verdicts)


def _sound(config: Config, found: Found, folder: Path) -> dict[str, Any]:
    verdict = verdict_on([found.name], folder, config.plugin_check_seconds)
    if verdict["fault"]:
        fault = named(found.name, verdict["fault"])
        raise Misconfigured(_("Nothing was installed. %(reason)s", reason=fault))
    return verdict


def together(
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


def switch(folder: Path) -> None:
    """Make *folder* the generation from which processes load plugins once this is committed."""
    db.session.add(PluginGeneration(number=int(folder.name), since=clock.now()))
    db.session.flush()


def turn_on(config: Config, name: str, *, actor: Actor, tell: Tell = silent) -> Path | None:
    """Make the plugin's tables and note that it is on; processes started from now on load it.

    Return the backup that was made before, where tables that hold data had to change.
    """
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        tell("try")
        app, known = rehearsal.plain(config), inventory(config)
        folder = folder_of(config, known.generation)
        if installed.why_not(known, name, found_in(folder, name)):
            fault = _check(config, name, actor)
            if fault:
                told = _("%(plugin)s stays off. %(reason)s", plugin=name, reason=fault)
                raise Misconfigured(told)
            known = inventory(config)
        facts = together(config, known, folder, known.on | {name}, {})
        saved = rehearsal.rehearse(config, app, lines_of(facts, folder), tell)
        tell("write")
        with migrate.changing(app) as connection:
            rehearsal.bring_up(connection, facts, folder)
            _note(name, is_on=True, actor=actor)
        return saved


def turn_off(config: Config, name: str, *, actor: Actor) -> None:
    """Note that the plugin is off. Its data stays."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config), migrate.changing(rehearsal.plain(config)):
        _note(name, is_on=False, actor=actor)


def _note(name: str, *, is_on: bool, actor: Actor) -> None:
    row = row_of(name)
    if row is None:
        raise Misconfigured(installed.no_such(name))
    if row.is_on != is_on:
        row.is_on = is_on
        db.session.flush()
        audit.record(actor, "plugin.on" if is_on else "plugin.off", row, plugin=name)
