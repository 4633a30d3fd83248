"""What an administrator installed and turned on, and what the checks said: three small tables.

All of it changes in one transaction, together with the tables of the plugin, so that a failure at
any step leaves the site as it was. It is read before there is an application: by every process
that starts.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import String, UniqueConstraint, create_engine, inspect, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column

from ntfc.config import Config
from ntfc.db import Model, db
from ntfc.errors import Misconfigured, with_words_of
from ntfc.i18n import _
from ntfc.mark import core_mark
from ntfc.plugins.discovery import Found, discover
from ntfc.sentences import Kept


class InstalledPlugin(Model):
    """A plugin the site knows: installed now or once, on or off."""

    __tablename__ = "installed_plugins"

    name: Mapped[str] = mapped_column(String(30), unique=True)
    package: Mapped[str] = mapped_column(String(120))
    package_version: Mapped[str] = mapped_column(String(60))
    is_on: Mapped[bool] = mapped_column(default=False)

    body_id = None


class PluginVerdict(Model):
    """What the check in a child process said of just these files, with just this core."""

    __tablename__ = "plugin_verdicts"
    __table_args__ = (UniqueConstraint("name", "hash", "core"),)

    name: Mapped[str] = mapped_column(String(30))
    hash: Mapped[str] = mapped_column(String(64))
    core: Mapped[str] = mapped_column(String(64))
    fault: Mapped[str] = mapped_column(Kept(), default="")  # empty: it may be loaded
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what it adds to the site
    checked_at: Mapped[datetime]

    body_id = None


class PluginGeneration(Model):
    """A folder of plugins, never changed once it is in use. The newest one is the one in use."""

    __tablename__ = "plugin_generations"

    number: Mapped[int] = mapped_column(unique=True)
    since: Mapped[datetime]

    body_id = None


@dataclass(frozen=True)
class Inventory:
    """All that the database says of plugins."""

    plugins: dict[str, InstalledPlugin] = field(default_factory=dict)
    verdicts: dict[tuple[str, str], dict[str, PluginVerdict]] = field(default_factory=dict)
    generation: PluginGeneration | None = None

    @property
    def on(self) -> set[str]:
        return {row.name for row in self.plugins.values() if row.is_on}


def plugins_folder(config: Config) -> Path:
    return config.instance / "plugins"


def inventory(config: Config) -> Inventory:
    """Return what the database says of plugins, read without any application."""
    engine = create_engine(config.url)
    try:
        if not inspect(engine).has_table(PluginGeneration.__tablename__):
            return Inventory()
        with Session(engine, expire_on_commit=False) as session:
            return read(session)
    except OperationalError as error:
        told = with_words_of(_("The database cannot be used. What it says:"), error.orig)
        raise Misconfigured(told) from error
    finally:
        engine.dispose()


def read(session: Session) -> Inventory:
    """Return what the database says of plugins, read in a session that is open."""
    verdicts: dict[tuple[str, str], dict[str, PluginVerdict]] = {}
    for verdict in session.scalars(select(PluginVerdict)):
        verdicts.setdefault((verdict.name, verdict.hash), {})[verdict.core] = verdict
    newest = select(PluginGeneration).order_by(PluginGeneration.number.desc()).limit(1)
    return Inventory(
        {row.name: row for row in session.scalars(select(InstalledPlugin))},
        verdicts,
        session.scalar(newest),
    )


def folder_of(config: Config, generation: PluginGeneration | None) -> Path | None:
    """Return the folder of *generation*, if anything was ever installed."""
    return plugins_folder(config) / str(generation.number) if generation else None


def current(config: Config) -> Path | None:
    """Return the folder of plugins in use."""
    return folder_of(config, inventory(config).generation)


def turned_on(config: Config) -> tuple[tuple[str, ...], dict[str, str], Path | None]:
    """Return the plugins to load, those set aside with the reason, and the folder to load from."""
    known = inventory(config)
    folder = folder_of(config, known.generation)
    found = discover(folder) if known.on else {}
    faults = {name: why_not(known, name, found.get(name)) for name in sorted(known.on)}
    return (
        tuple(name for name, fault in faults.items() if not fault),
        {name: fault for name, fault in faults.items() if fault},
        folder,
    )


def no_such(name: str) -> str:
    """Say that a plugin is not known here."""
    return _("There is no plugin %(name)s. See: ntfc plugins list", name=name)


def why_it_stays(name: str, found: Found | None) -> str:
    """Say why the site cannot take a plugin away."""
    if found is None:
        return _("%(plugin)s is not installed; there is nothing to take away here.", plugin=name)
    return _(
        "%(plugin)s belongs to the environment; there is nothing to take away here.", plugin=name
    )


def why_not(known: Inventory, name: str, found: Found | None) -> str:
    """Return why a plugin must not be loaded, or nothing when it may; on pages, with what to press."""
    if found is None:
        return _(
            "It is on, but its files are not there any more. Install it again, or turn it off."
        )
    said = known.verdicts.get((name, found.hash), {})
    if core_mark() in said:
        return said[core_mark()].fault
    if said:
        return _(
            "The program of the site is another than when it was checked: it was upgraded, or its code "
            "changed while it ran. On its page, press “Check again”; starting the site again does it, "
            "too."
        )
    return _("Its files changed since it was checked. On its page, press “Check again”.")


def why_not_by_command(known: Inventory, name: str, found: Found | None) -> str:
    """Return why a plugin must not be loaded; in a terminal, with the command that mends it."""
    said = known.verdicts.get((name, found.hash), {}) if found else {}
    if found is None or core_mark() in said:
        return why_not(known, name, found)
    if said:
        return _(
            "The program of the site is another than when it was checked: it was upgraded, or its code "
            "changed. Check it again: ntfc plugins check %(name)s",
            name=name,
        )
    return _(
        "Its files changed since it was checked. Check it again: ntfc plugins check %(name)s",
        name=name,
    )


def outlived_an_upgrade(known: Inventory, name: str, found: Found | None) -> bool:
    """Tell whether these very files were sound with an earlier core, and are to be tried again."""
    said = known.verdicts.get((name, found.hash), {}) if found else {}
    return core_mark() not in said and any(not verdict.fault for verdict in said.values())


def row_of(name: str) -> InstalledPlugin | None:
    """Return the row of a plugin within the work at hand, where it can be changed."""
    return db.session.scalars(
        select(InstalledPlugin).where(InstalledPlugin.name == name)
    ).one_or_none()
