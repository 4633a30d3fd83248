"""Taking plugins away: their code alone, or with all that they stored. A failure changes nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ntfc import audit, backup, migrate
from ntfc.config import Config
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.i18n import _, in_one
from ntfc.installer import silent, switch, together
from ntfc.jobs import Job
from ntfc.permissions import ADMINISTER, SITE, Actor, authorize
from ntfc.plugins import companions, generations, installed
from ntfc.plugins.discovery import discover
from ntfc.plugins.installed import Inventory, PluginVerdict, folder_of, inventory, row_of
from ntfc.plugins.settings import PluginSetting
from ntfc.rehearsal import Tell, plain


def uninstall(
    config: Config, name: str, *, actor: Actor, shelf: Path | None = None, tell: Tell = silent
) -> None:
    """Take the plugin's code away. Its data stays, and the core migrates on without it.

    What other plugins need comes from the *shelf*, if there is one.
    """
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        known = inventory(config)
        _refuse_if_on(known, name)
        tell("build")
        with _without(config, known, [name], shelf) as folder:
            if folder is None:
                found = discover(folder_of(config, known.generation)).get(name)
                raise Misconfigured(installed.why_it_stays(name, found))
            tell("write")
            with migrate.changing(plain(config)):
                audit.record(actor, "plugin.uninstalled", row_of(name), plugin=name)
                switch(folder)
        generations.sweep(config)


def purge(
    config: Config, name: str, *, actor: Actor, shelf: Path | None = None, tell: Tell = silent
) -> Path:
    """Delete all that the plugin stored, and its code; return the backup made before, and read."""
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        known = inventory(config)
        _refuse_if_on(known, name)
        if name not in known.plugins:
            raise Misconfigured(installed.no_such(name))
        tell("save")
        saved = backup.create(config, config.instance)
        backup.check(saved)
        tell("build")
        _delete(config, known, name, actor, shelf, tell)
        return saved


def take_back(
    config: Config, names: Sequence[str], before: Inventory, *, actor: Actor, shelf: Path | None
) -> None:
    """Take away plugins that were just installed together and that no process of the site loaded.

    What was stored before stays; of one that was not known in *before*, nothing does.
    """
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        known = inventory(config)
        with (
            _without(config, known, names, shelf) as folder,
            migrate.changing(plain(config)) as connection,
        ):
            for name in names:
                audit.record(actor, "plugin.uninstalled", row_of(name), plugin=name)
                if name in before.plugins:
                    _set_back(name, before)
                else:
                    _erase(connection, name, actor)
            if folder is not None:
                switch(folder)
        generations.sweep(config)


def go_back(
    config: Config, name: str, before: Inventory, *, actor: Actor, is_fresh: bool = False
) -> None:
    """Bring back the version of *before*, on or off as it was: the site cannot take up the new one.

    The tables must be as they were. They are taken away where just now they were made (*is_fresh*).
    """
    authorize(actor, ADMINISTER, SITE)
    with generations.alone(config):
        known, former = inventory(config), folder_of(config, before.generation)
        last = generations.number_of(known)
        if former is None or last != generations.number_of(before) + 1:
            raise Misconfigured(_("Another change was made in between."))
        current = folder_of(config, known.generation)
        mine = _beside(name, former, current)
        alien = {*discover(current)} - {*discover(former)} - {*before.plugins}
        app = plain(config)
        with (
            generations.copying(config, former, last) as folder,
            migrate.changing(app) as connection,
        ):
            for each in mine - alien:
                _set_back(each, before)
            for each in alien:
                _erase(connection, each, actor)
            if is_fresh:
                migrate.drop_line(connection, name)
            audit.record(actor, "plugin.taken_back", row_of(name), plugin=name)
            switch(folder)
        generations.sweep(config)


def _beside(name: str, *folders: Path | None) -> set[str]:
    """Return the plugins that came or come with *name*: in one file, or because it needs them."""
    former, current = (discover(folder) for folder in folders)
    packages = {found[name].package for found in (former, current) if name in found}
    both = [*former.values(), *current.values()]
    mine = {each.name for each in both if each.package in packages}
    return mine | (current.keys() - former.keys())


def _set_back(name: str, before: Inventory) -> None:
    row, was = row_of(name), before.plugins.get(name)
    if row is not None:
        row.is_on = was is not None and was.is_on
        if was is not None:
            row.package, row.package_version = was.package, was.package_version


def _delete(
    config: Config,
    known: Inventory,
    name: str,
    actor: Actor,
    shelf: Path | None,
    tell: Tell = silent,
) -> None:
    with _without(config, known, [name], shelf) as folder:
        tell("write")
        with migrate.changing(plain(config)) as connection:
            if folder is not None:
                audit.record(actor, "plugin.uninstalled", row_of(name), plugin=name)
                switch(folder)
            _erase(connection, name, actor)
    generations.sweep(config)


def _refuse_if_on(known: Inventory, name: str) -> None:
    if name in known.on:
        raise Misconfigured(
            _("%(plugin)s is on. Turn it off first: ntfc plugins off %(plugin)s", plugin=name)
        )


@contextmanager
def _without(
    config: Config, known: Inventory, names: Sequence[str], shelf: Path | None
) -> Iterator[Path | None]:
    """Yield a generation without plugins; None where none of their code lies in the one in use."""
    wheels, current = generations.wheels_of(config, known), folder_of(config, known.generation)
    found = [each for name, each in discover(current).items() if name in names]
    kept = [wheel for wheel in wheels if not any(generations.is_of(each, wheel) for each in found)]
    if len(kept) == len(wheels):
        yield None
        return
    _refuse_if_needed(current, names)
    with generations.building(config, kept, generations.number_of(known), shelf) as folder:
        together(config, known, folder, known.on, {})
        yield folder


def _refuse_if_needed(folder: Path | None, names: Sequence[str]) -> None:
    others = companions.needed_by(folder, names)
    if others:
        raise Misconfigured(
            _(
                "%(plugin)s is needed by %(others)s. Uninstall that first.",
                plugin=in_one(names),
                others=in_one(others),
            )
        )


def _erase(connection: Any, name: str, actor: Actor) -> None:
    migrate.drop_line(connection, name)
    row = row_of(name)
    audit.record(actor, "plugin.purged", row, plugin=name)
    db.session.execute(db.delete(PluginVerdict).where(PluginVerdict.name == name))
    db.session.execute(db.delete(PluginSetting).where(PluginSetting.plugin == name))
    db.session.execute(db.delete(Job).where(Job.kind.startswith(f"{name}.", autoescape=True)))
    if row is not None:
        db.session.delete(row)
