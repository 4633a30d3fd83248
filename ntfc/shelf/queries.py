"""Reading how plugins do, what lies on the shelf, and what was asked for."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, column, inspect, literal, select, table, union_all

from ntfc import plugins
from ntfc.config import Config
from ntfc.db import db
from ntfc.mark import core_mark
from ntfc.plugins import Health, Plugin, installed
from ntfc.plugins.discovery import Found, discover
from ntfc.plugins.facts import in_words
from ntfc.plugins.failures import PluginFailure
from ntfc.plugins.generations import sum_of
from ntfc.shelf import rules
from ntfc.shelf.models import PluginChange, ShelfWheel
from ntfc.shelf.rules import Standing, State

LATEST = 10


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A plugin as administrators see it."""

    name: str
    title: str
    version: str
    author: str
    hash: str
    standing: Standing
    facts: Mapping[str, Any] = field(default_factory=dict)
    is_behind: bool = False  # migrations are still to be done
    failures: Sequence[PluginFailure] = ()
    health: Sequence[Health] | None = ()  # None: its own check failed

    @property
    def state(self) -> State:
        return rules.state_of(self.standing)

    @property
    def is_well(self) -> bool:
        return self.health is not None and all(line.is_well for line in self.health)


def _config() -> Config:
    config: Config = current_app.extensions["ntfc.config"]
    return config


def shelf_folder(config: Config) -> Path:
    """Return the folder in which administrators put wheels."""
    return config.instance / "shelf"


def plugins_known(today: date) -> list[Shown]:
    """Return every plugin there is and how it does."""
    return [*_shown_by_name(today).values()]


def find_plugin(name: str, today: date) -> Shown | None:
    return _shown_by_name(today).get(name)


def _shown_by_name(today: date) -> dict[str, Shown]:
    known = installed.read(db.session())
    found = discover(installed.folder_of(_config(), known.generation))
    aside: Mapping[str, str] = current_app.extensions["ntfc.set_aside"]
    names = sorted({*known.plugins, *found, *aside, *_config().plugins})
    facts = {name: _facts(known, found.get(name)) for name in names}
    behind = _behind(facts)
    failed = _failures(today)
    health = plugins.by_plugin("ntfc_health", today=today)
    return {
        name: Shown(
            name=name,
            title=_title(name) or facts[name].get("title", ""),
            version=_version(known, name, found.get(name)),
            author=found[name].author if name in found else "",
            hash=found[name].hash if name in found else "",
            standing=_standing(known, name, found.get(name), aside),
            facts=facts[name],
            is_behind=name in behind,
            failures=failed.get(name, ()),
            health=health.get(name, ()),
        )
        for name in names
    }


def _title(name: str) -> str:
    """Return the title of a plugin that is loaded, in the language of whoever reads."""
    declared: Sequence[Plugin] = current_app.extensions["ntfc.declared"]
    mine = (str(plugin.title) for plugin in declared if plugin.name == name)
    return next(mine, "") if name in _config().plugins else ""


def _facts(known: installed.Inventory, found: Found | None) -> Mapping[str, Any]:
    said = known.verdicts.get((found.name, found.hash), {}) if found else {}
    mine = said.get(core_mark())
    return in_words(mine.facts) if mine else {}


def _version(known: installed.Inventory, name: str, found: Found | None) -> str:
    if found is not None:
        return found.version
    return known.plugins[name].package_version if name in known.plugins else ""


def _standing(
    known: installed.Inventory, name: str, found: Found | None, aside: Mapping[str, str]
) -> Standing:
    row = known.plugins.get(name)
    is_on = row.is_on if row else name in _config().plugins
    fault = installed.why_not(known, name, found) if row and is_on else ""
    is_loaded = name in _config().plugins and name not in aside
    return Standing(
        is_installed=found is not None,
        is_on=is_on or name in aside,
        is_loaded=is_loaded,
        fault=fault or aside.get(name, ""),
    )


def _behind(facts: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the plugins whose tables are older than their migrations."""
    wanted = {name: set(told["heads"]) for name, told in facts.items() if told.get("heads")}
    there = set(inspect(db.session.connection()).get_table_names()) if wanted else set()
    lines = [name for name in wanted if f"alembic_version_{name}" in there]
    if not lines:
        return frozenset(wanted)
    revision: ColumnElement[str] = column("version_num")
    parts = [
        select(literal(name), revision).select_from(table(f"alembic_version_{name}"))
        for name in lines
    ]
    stand: dict[str, set[str]] = {}
    for line, number in db.session.execute(union_all(*parts)):
        stand.setdefault(line, set()).add(number)
    return frozenset(name for name, heads in wanted.items() if stand.get(name) != heads)


def _failures(today: date) -> dict[str, list[PluginFailure]]:
    query = select(PluginFailure).where(PluginFailure.day > today - rules.WEEK)
    found: dict[str, list[PluginFailure]] = {}
    for row in db.session.scalars(query.order_by(PluginFailure.hook, PluginFailure.day.desc())):
        found.setdefault(row.name, []).append(row)
    return found


def wheels() -> Sequence[ShelfWheel]:
    """Return what was read of the shelf."""
    return db.session.scalars(select(ShelfWheel).order_by(ShelfWheel.file)).all()


def versions() -> dict[str, str]:
    """Return the version of each plugin that is installed, on or off."""
    generation = installed.read(db.session()).generation
    found = discover(installed.folder_of(_config(), generation))
    return {name: plugin.version for name, plugin in found.items()}


def get_wheel(wheel_id: int) -> ShelfWheel:
    wheel: ShelfWheel = db.one_or_404(select(ShelfWheel).where(ShelfWheel.id == wheel_id))
    return wheel


def facts_of(file: str, total: str) -> Mapping[str, Any]:
    """Return what was read of the plugin in a file, as long as the file is the one that was read."""
    query = select(ShelfWheel).filter_by(file=file, sum=total)
    found = db.session.scalars(query).one_or_none()
    return found.facts if found is not None else {}


def is_closed(config: Config) -> bool:
    """Tell whether there is a shelf, and the user of the site may not look into it."""
    folder = shelf_folder(config)
    return folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK)


def sums(config: Config) -> dict[str, str]:
    """Return the files that lie on the shelf now, each with its sum; none where it cannot be read."""
    folder = shelf_folder(config)
    files = sorted(folder.iterdir()) if folder.is_dir() and not is_closed(config) else ()
    found = {}
    for file in files:
        if rules.is_wheel(file.name) and file.is_file():
            with suppress(FileNotFoundError):  # taken away at this very moment
                found[file.name] = _sum(file)
    return found


def _sum(file: Path) -> str:
    try:
        return sum_of(file)
    except FileNotFoundError:
        raise
    except OSError:
        return ""


def get_change(change_id: int) -> PluginChange:
    change: PluginChange = db.one_or_404(select(PluginChange).where(PluginChange.id == change_id))
    return change


def open_change() -> PluginChange | None:
    """Return the change that is asked for or being done; there is one at a time."""
    query = select(PluginChange).where(PluginChange.state.in_(rules.OPEN))
    return db.session.scalars(query.order_by(PluginChange.id).limit(1)).one_or_none()


def latest_changes() -> Sequence[PluginChange]:
    query = select(PluginChange).order_by(PluginChange.id.desc()).limit(LATEST)
    return db.session.scalars(query).all()
