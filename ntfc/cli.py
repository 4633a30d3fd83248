"""The `ntfc` command: running the site from the shell.

Only what was asked for is loaded, so that a site comes up at once.
"""

import gc
import importlib
import io
import os
import sys

import click

from ntfc import __version__, catalogues, terminal
from ntfc.commands.words import spoken
from ntfc.errors import Misconfigured, with_words_of
from ntfc.paths import bundled
from ntfc.terminal import _

OWN = {
    "audit": "keeping:trail",
    "backup": "keeping:backup",
    "db": "site:db",
    "demo": "demo:demo",
    "files": "keeping:stored",
    "plugins": "plugins:plugins",
    "serve": "site:serve_site",
    "worker": "site:work",
}


class Commands(click.Group):
    """The commands of the site itself, and those that features and plugins add.

    Asking for help makes no site and asks no database of one that is not ready.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        from ntfc.commands import added  # noqa: PLC0415  -- loads the whole application

        return [*OWN, *added.names()]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        ctx.meta["ntfc.helps"] = "--help" in args
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in OWN:
            from ntfc.commands import added  # noqa: PLC0415  -- as above

            brought = added.command(ctx, name)
            return brought and spoken(brought, added.said)
        file, _, attribute = OWN[name].partition(":")
        found: click.Command = getattr(importlib.import_module(f"ntfc.commands.{file}"), attribute)
        return spoken(found)


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="ntfc")
def cli() -> None:
    """The instrument of national committees on trade facilitation."""


def main() -> None:
    """Run the command; what is wrong with the instance is said in one sentence."""
    gc.set_threshold(50_000, 20, 20)  # a command loads a great deal and throws little of it away
    os.umask(0o077)  # database, files and backups are for whoever runs the site, and nobody else
    _speak()
    try:
        spoken(cli)()
    except Misconfigured as error:
        click.echo(f"ntfc: {error}", err=True)
        sys.exit(2)
    except Exception as error:
        said = _said_by_the_database(error)
        if said is None:
            raise
        told = with_words_of(_("The database cannot be used. What it says:"), said)
        click.echo(f"ntfc: {told}", err=True)
        sys.exit(2)


def _speak() -> None:
    """Speak the language of the terminal; signs that it cannot show are no fault."""
    folder = bundled("translations")
    code = terminal.speak(folder)
    if code == terminal.SOURCE:
        return
    catalogues.compile_stale(folder)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _said_by_the_database(error: Exception) -> str | None:
    """Return why the database refused; None for any other fault, or where none was asked."""
    loaded = sys.modules.get("sqlalchemy.exc")
    if loaded is None or not isinstance(error, loaded.OperationalError):
        return None
    return str(error.orig)
