"""The `ntfc` command: running the site from the shell."""

import sys
from dataclasses import replace
from pathlib import Path

import click
from sqlalchemy.exc import OperationalError

from ntfc import audit, config, instance, serve, storage, upkeep, worker
from ntfc import backup as backups
from ntfc.cli_plugins import WithPlugins, plugins
from ntfc.config import Config
from ntfc.demo import greetings, place
from ntfc.errors import Misconfigured
from ntfc.instance import existing, load_app, settings

PORT = click.IntRange(1, 65535)


@click.group(cls=WithPlugins)
@click.version_option(package_name="openntfc", prog_name="ntfc")
def cli() -> None:
    """The instrument of national committees on trade facilitation."""


cli.add_command(plugins)


@cli.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database up to date."""
    _bring_up_to_date(settings())
    click.echo("The database is up to date.")


def _bring_up_to_date(found: Config) -> None:
    for aside in upkeep.bring_up_to_date(found):
        click.echo(aside, err=True)


@cli.command("serve")
@click.option("--host", help="Address to listen on; by default that of the settings.")
@click.option("--port", type=PORT, help="Port to listen on; by default that of the settings.")
def serve_site(host: str | None, port: int | None) -> None:
    """Serve the site: web workers and the worker that sends mail."""
    found = settings()
    found = replace(found, host=host or found.host, port=port or found.port)
    _bring_up_to_date(found)
    sys.exit(_serve(found, greetings.of_site(found)))


def _serve(found: Config, greeting: str) -> int:
    site = serve.Site(
        instance=found.instance,
        host=found.host,
        port=found.port,
        processes=found.web_workers,
        threads=found.web_threads,
        app="ntfc.instance:load_app()",
        env={"NTFC_INSTANCE": str(found.instance)},
        greeting=greeting,
    )
    return serve.run(site)


@cli.command()
@click.option("--port", type=PORT, default=8000, help="Port to listen on; by default 8000.")
@click.option("--fresh", is_flag=True, help="Throw away what was done in the demonstration.")
def demo(port: int, fresh: bool) -> None:
    """Serve a demonstration country on this machine, from the folder `demo` of the instance."""
    folder = place.home()
    place.leave_the_real_site(folder)
    found = replace(place.ready(folder, click.echo, fresh=fresh), port=port)
    sys.exit(_serve(found, greetings.of_demo(found)))


@cli.command("worker")
@click.option("--ready", type=click.Path(path_type=Path), hidden=True)
def work(ready: Path | None) -> None:
    """Send mail and do other work until stopped. `ntfc serve` runs one by itself."""
    instance.ready()
    worker.run(load_app(), ready)


@cli.group("audit")
def trail() -> None:
    """The record of who did what."""


@trail.command()
def verify() -> None:
    """Check that no entry was altered, inserted, removed or moved."""
    instance.ready()
    app = load_app()
    with app.app_context():
        faults = audit.verify()
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)
    click.echo("The audit trail is whole.")


@cli.group("files")
def stored() -> None:
    """The files that were sent: founding acts, letters of appointment."""


@stored.command()
def check() -> None:
    """Check that every file is there and is what was stored."""
    _tell_of_files()
    click.echo("Every stored file is there and is what was stored.")


def _tell_of_files() -> None:
    """Name what is missing or differs, and end with a failure if anything is."""
    instance.ready()
    app = load_app()
    with app.app_context():
        faults = [*storage.faults()]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)


@cli.group()
def backup() -> None:
    """Saving the instance and bringing it back."""


@backup.command()
@click.argument("target", type=click.Path(path_type=Path), default=".")
def create(target: Path) -> None:
    """Save database, files and settings into TARGET, a file or a folder. The site may run."""
    saved = backups.create(existing(), target)
    click.echo(f"Saved in {saved}. It holds the keys: keep it safe.")
    try:
        _tell_of_files()
    except Misconfigured as error:  # saved before an upgrade: its files are looked at after it
        click.echo(f"The files were not checked. {error}", err=True)


@backup.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--overwrite", is_flag=True, help="Replace what is there; it is moved aside.")
def restore(source: Path, overwrite: bool) -> None:
    """Bring back the instance saved in SOURCE. Stop the site first."""
    found = config.load()
    if serve.running(found.instance):
        raise Misconfigured("The site is being served. Stop it first, then bring the backup back.")
    manifest = backups.restore(found, source, overwrite=overwrite)
    click.echo(f"Brought back the instance saved on {manifest['made'][:16]} UTC.")


def main() -> None:
    """Run the command; what is wrong with the instance is said in one sentence."""
    try:
        cli()
    except Misconfigured as error:
        click.echo(f"ntfc: {error}", err=True)
        sys.exit(2)
    except OperationalError as error:
        click.echo(f"ntfc: The database cannot be used: {str(error.orig).strip()}", err=True)
        sys.exit(2)
