"""`ntfc serve`, and what belongs to it: the database brought up to date, the worker of jobs."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from ntfc import audit, instance, serve, upkeep, worker
from ntfc.commands.greeting import of_site
from ntfc.config import settings
from ntfc.i18n import _
from ntfc.instance import load_app

PORT = click.IntRange(1, 65535)


@click.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database up to date."""
    for aside in upkeep.bring_up_to_date(settings()):
        click.echo(aside, err=True)
    click.echo(_("The database is up to date."))


@click.command("serve")
@click.option("--host", help="Address to listen on; by default that of the settings.")
@click.option("--port", type=PORT, help="Port to listen on; by default that of the settings.")
def serve_site(host: str | None, port: int | None) -> None:
    """Serve the site: web workers and the worker that sends mail."""
    found = settings()
    found = replace(found, host=host or found.host, port=port or found.port)
    upkeep.bring_up_to_date(found)  # its worker tells what is set aside
    sys.exit(serve.run(serve.site_of(found, of_site(found))))


@click.command("worker")
@click.option("--ready", type=click.Path(path_type=Path), hidden=True)
def work(ready: Path | None) -> None:
    """Send mail and do other work until stopped. `ntfc serve` runs one by itself."""
    instance.ready()
    app = load_app()
    for name, fault in sorted(app.extensions["ntfc.set_aside"].items()):
        click.echo(upkeep.told_aside(name, fault), err=True)
    with app.app_context():
        if lost := audit.key_fault():
            click.echo(lost, err=True)
    worker.run(app, ready)
