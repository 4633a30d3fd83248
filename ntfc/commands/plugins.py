"""`ntfc plugins`: what is installed, whether it is sound, and turning it on and off."""

from pathlib import Path

import click

from ntfc import installer, serve
from ntfc.app import FEATURES
from ntfc.config import Config
from ntfc.errors import Misconfigured
from ntfc.instance import existing, ready
from ntfc.permissions import SYSTEM
from ntfc.plugins import beginning, installed
from ntfc.plugins.discovery import Found, discover
from ntfc.plugins.installed import Inventory
from ntfc.plugins.loader import RESERVED


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
        click.echo("No plugins. Install one: ntfc plugins install FILE.whl")


def _line(name: str, known: Inventory, found: Found | None) -> str:
    row = known.plugins.get(name)
    version = found.version if found else row.package_version if row else ""
    if row is None:
        return f"{name} {version}: off, not checked yet"
    fault = installed.why_not(known, name, found)
    if row.is_on:
        return f"{name} {version}: set aside. {fault}" if fault else f"{name} {version}: on"
    if found is None:
        return f"{name} {version}: not installed; its data is kept"
    return f"{name} {version}: off" + (f". {fault}" if fault else "")


@plugins.command()
@click.argument("name")
@click.option("--into", type=click.Path(path_type=Path), default=Path(), help="In which folder.")
def new(name: str, into: Path) -> None:
    """Begin a plugin of your own: a folder with each part once, which works as it stands."""
    taken = RESERVED | {feature.ntfc_plugin().name for feature in FEATURES}
    folder = beginning.begin(name, into, taken)
    click.echo(f"{folder} is yours. Read {folder / 'README.md'}, then: pip install -e {folder}")


@plugins.command()
@click.argument("names", nargs=-1)
def check(names: tuple[str, ...]) -> None:
    """Try plugins in a process of their own (all, when none is named) and keep the verdict."""
    config = ready()
    faults = {}
    for name in names or tuple(discover(installed.current(config))):
        faults[name] = installer.check(config, name, actor=SYSTEM)
        click.echo(f"{name}: {faults[name] or 'sound'}")
    if any(faults.values()):
        raise click.exceptions.Exit(1)


@plugins.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True))
def install(source: Path) -> None:
    """Install a plugin from a wheel or a folder. It stays off until it is turned on."""
    config = ready()
    for found in installer.install(config, source, actor=SYSTEM):
        click.echo(
            f"Installed {found.name} {found.version}. Turn it on: ntfc plugins on {found.name}"
        )
    _reload(config)


@plugins.command()
@click.argument("name")
def on(name: str) -> None:
    """Turn a plugin on: its tables are made, and the running site takes it up."""
    config = ready()
    installer.turn_on(config, name, actor=SYSTEM)
    click.echo(f"{name} is on.")
    _reload(config)


@plugins.command()
@click.argument("name")
def off(name: str) -> None:
    """Turn a plugin off. Its data stays."""
    config = ready()
    installer.turn_off(config, name, actor=SYSTEM)
    click.echo(f"{name} is off. Its data is kept.")
    _reload(config)


@plugins.command()
@click.argument("name")
def uninstall(name: str) -> None:
    """Take away the code of a plugin that is off. Its data stays."""
    config = ready()
    installer.uninstall(config, name, actor=SYSTEM)
    click.echo(f"{name} is uninstalled. Its data is kept; to delete it: ntfc plugins purge {name}")
    _reload(config)


@plugins.command()
@click.argument("name")
@click.option("--confirm", prompt="Everything it stored will be deleted. Type its name to go on")
def purge(name: str, confirm: str) -> None:
    """Delete a plugin that is off, with all its data. A backup is made first."""
    if confirm.strip() != name:
        raise Misconfigured("That is not its name. Nothing was deleted.")
    config = ready()
    saved = installer.purge(config, name, actor=SYSTEM)
    click.echo(f"{name} is gone, with its data. What was there is saved in {saved}.")
    _reload(config)


def _reload(config: Config) -> None:
    """Have a running site take up the change, and say what became of it."""
    try:
        if serve.request_reload(config.instance):
            click.echo("The running site has taken it up.")
    except serve.ReloadError as error:
        raise Misconfigured(
            f"The change is made, but the running site is as it was. {error}"
        ) from error
