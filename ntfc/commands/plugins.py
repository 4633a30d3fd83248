"""`ntfc plugins`: what is installed, whether it is sound, and turning it on and off."""

from pathlib import Path

import click

from ntfc import installer, removal, serve, upkeep
from ntfc.app import FEATURES
from ntfc.config import Config
from ntfc.errors import Misconfigured
from ntfc.i18n import _, labelled
from ntfc.instance import existing, ready
from ntfc.permissions import SYSTEM
from ntfc.plugins import beginning, installed
from ntfc.plugins.discovery import Found, discover
from ntfc.plugins.installed import Inventory
from ntfc.plugins.loader import names_taken


def _as_written(name: str) -> str:
    """Return the name of a plugin, which has underscores where its package has hyphens."""
    return name.replace("-", "_")


NAME = click.argument("name", callback=lambda _ctx, _option, name: _as_written(name))


@click.group()
def plugins() -> None:
    """Modules that add what a country needs."""


@plugins.command("list")
def show() -> None:
    """Show every plugin: on, off, or set aside and why."""
    config = existing()
    known = installed.inventory(config)
    found = discover(installed.folder_of(config, known.generation))
    for name in sorted(found.keys() | known.plugins.keys()):
        click.echo(_line(name, known, found.get(name)))
    if not found and not known.plugins:
        click.echo(_("No plugins. Install one: ntfc plugins install FILE.whl"))


def _line(name: str, known: Inventory, found: Found | None) -> str:
    row = known.plugins.get(name)
    version = found.version if found else row.package_version if row else ""
    plugin = f"{name} {version}"
    if row is None:
        return _("%(plugin)s: off, not checked yet", plugin=plugin)
    fault = installed.why_not_by_command(known, name, found)
    if row.is_on:
        if fault:
            return _("%(plugin)s: set aside. %(fault)s", plugin=plugin, fault=fault)
        return _("%(plugin)s: on", plugin=plugin)
    if found is None:
        return _("%(plugin)s: not installed; its data is kept", plugin=plugin)
    if fault:
        return _("%(plugin)s: off. %(fault)s", plugin=plugin, fault=fault)
    return _("%(plugin)s: off", plugin=plugin)


@plugins.command()
@click.argument("name")
@click.option("--into", type=click.Path(path_type=Path), default=Path(), help="In which folder.")
@click.option("--author", default="", help="Whose it is, as administrators will read it.")
def new(name: str, into: Path, author: str) -> None:
    """Begin a plugin of your own: a folder with each part once, which works as it stands."""
    taken = names_taken(feature.ntfc_plugin() for feature in FEATURES)
    folder = beginning.begin(name, into, taken, author)
    read = folder / "README.md"
    click.echo(
        _(
            "%(folder)s is yours. Read %(read)s, then: pip install -e %(folder)s",
            folder=folder,
            read=read,
        )
    )


@plugins.command()
@click.argument("names", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Try plugins in a process of their own (all, when none is named) and keep the verdict."""
    config = ready()
    faults = {}
    chosen = [_as_written(name) for name in names]
    for name in chosen or [*discover(installed.current(config))]:
        faults[name] = installer.check(config, name, actor=SYSTEM)
        click.echo(labelled(name, faults[name] or _("sound")))
    if not installed.inventory(config).on.isdisjoint(faults):
        _reload(config)  # what was set aside is taken up again
    if any(faults.values()):
        raise click.exceptions.Exit(1)


@plugins.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def install(sources: tuple[Path, ...]) -> None:
    """Install plugins from wheels or folders, all or none. A new one is off until it is turned on."""
    config = _ready()
    done = installer.install_all(config, sources, actor=SYSTEM)
    for found in done.plugins:
        click.echo(
            _(
                "Installed %(plugin)s %(version)s. Turn it on: ntfc plugins on %(plugin)s",
                plugin=found.name,
                version=found.version,
            )
        )
    _tell_saved(done.saved)
    _reload(config)


@plugins.command()
@NAME
def on(name: str) -> None:
    """Turn a plugin on: its tables are made, and the running site takes it up."""
    config = _ready()
    saved = installer.turn_on(config, name, actor=SYSTEM)
    click.echo(_("%(plugin)s is on.", plugin=name))
    _tell_saved(saved)
    _reload(config)


@plugins.command()
@NAME
def off(name: str) -> None:
    """Turn a plugin off. Its data stays."""
    config = _ready()
    installer.turn_off(config, name, actor=SYSTEM)
    click.echo(_("%(plugin)s is off. Its data is kept.", plugin=name))
    _reload(config)


@plugins.command()
@NAME
def uninstall(name: str) -> None:
    """Take away the code of a plugin that is off. Its data stays."""
    config = _ready()
    removal.uninstall(config, name, actor=SYSTEM)
    click.echo(
        _(
            "%(plugin)s is uninstalled. Its data is kept; to delete it: ntfc plugins purge "
            "%(plugin)s",
            plugin=name,
        )
    )
    _reload(config)


@plugins.command()
@NAME
@click.option("--confirm", prompt=_("Everything it stored will be deleted. Type its name to go on"))
def purge(name: str, confirm: str) -> None:
    """Delete a plugin that is off, with all its data. A backup is made first."""
    if _as_written(confirm.strip()) != name:
        raise Misconfigured(_("That is not its name. Nothing was deleted."))
    config = _ready()
    saved = removal.purge(config, name, actor=SYSTEM)
    click.echo(
        _(
            "%(plugin)s is gone, with its data. What was there is saved in %(file)s.",
            plugin=name,
            file=saved,
        )
    )
    _reload(config)


def _ready() -> Config:
    """Return the settings of a site whose plugins were all tried with the program as it is now."""
    config = ready()
    upkeep.recheck(config)
    return config


def _tell_saved(saved: Path | None) -> None:
    if saved is not None:
        told = _(
            "Tables that hold data changed. The site as it was before is saved in %(file)s; to go back, "
            "stop the site, then: ntfc backup restore %(file)s --overwrite",
            file=saved,
        )
        click.echo(told)


def _reload(config: Config) -> None:
    """Have a running site take up the change, and say what became of it."""
    try:
        if serve.request_reload(config.instance):
            click.echo(_("The running site has taken it up."))
    except serve.ReloadError as error:
        raise Misconfigured(
            _(
                "The change is made, but the running site is as it was. %(reason)s",
                reason=str(error),
            )
        ) from error
