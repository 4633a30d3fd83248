"""`ntfc serve`, and what belongs to it: the database brought up to date, the worker of jobs."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from ntfc import instance, serve, upkeep, worker
from ntfc.commands.greeting import of_site
from ntfc.config import Config, settings
from ntfc.i18n import _
from ntfc.instance import load_app

PORT = click.IntRange(1, 65535)


@click.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database up to date."""
    _bring_up_to_date(settings())
    click.echo(_("The database is up to date."))


def _bring_up_to_date(found: Config) -> None:
    for aside in upkeep.bring_up_to_date(found):
        click.echo(aside, err=True)


@click.command("serve")
@click.option("--host", help="Address to listen on; by default that of the settings.")
@click.option("--port", type=PORT, help="Port to listen on; by default that of the settings.")
def serve_site(host: str | None, port: int | None) -> None:
    """Serve the site: web workers and the worker that sends mail."""
    found = settings()
    found = replace(found, host=host or found.host, port=port or found.port)
    _bring_up_to_date(found)
    sys.exit(serve.run(serve.site_of(found, of_site(found))))


@click.command("worker")
@click.option("--ready", type=click.Path(path_type=Path), hidden=True)
def work(ready: Path | None) -> None:
    """Send mail and do other work until stopped. `ntfc serve` runs one by itself."""
    instance.ready()
    worker.run(load_app(), ready)
