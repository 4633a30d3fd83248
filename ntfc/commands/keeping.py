"""`ntfc audit`, `ntfc files` and `ntfc backup`: what was kept is whole, and can be brought back."""

import sys
from pathlib import Path

import click

from ntfc import audit, config, instance, serve, storage
from ntfc import backup as backups
from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.instance import existing, load_app


@click.group("audit")
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
    click.echo(_("The audit trail is whole."))


@click.group("files")
def stored() -> None:
    """The files that were sent: founding acts, letters of appointment."""


@stored.command()
def check() -> None:
    """Check that every file is there and is what was stored."""
    _tell_of_files()
    click.echo(_("Every stored file is there and is what was stored."))


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


@click.group()
def backup() -> None:
    """Saving the instance and bringing it back."""


@backup.command()
@click.argument("target", type=click.Path(path_type=Path), default=".")
def create(target: Path) -> None:
    """Save database, files and settings into TARGET, a file or a folder. The site may run."""
    saved = backups.create(existing(), target)
    click.echo(_("Saved in %(file)s. It holds the keys: keep it safe.", file=saved))
    try:
        is_whole = _tell_of_trail()
        _tell_of_files()
    except Misconfigured as error:  # saved before an upgrade: looked at after it
        why = error.args[0]
        told = _("The files and the audit trail were not checked. %(reason)s", reason=why)
        click.echo(told, err=True)
    else:
        sys.exit(0 if is_whole else 1)


def _tell_of_trail() -> bool:
    """Say when what is saved holds an audit trail that is not whole."""
    instance.ready()
    with load_app().app_context():
        faults = audit.verify()
    if faults:
        told = _("The audit trail is broken, and is saved as it is. %(fault)s", fault=faults[0])
        click.echo(told, err=True)
    return not faults


@backup.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--overwrite", is_flag=True, help="Replace what is there; it is moved aside.")
def restore(source: Path, overwrite: bool) -> None:
    """Bring back the instance saved in SOURCE. Stop the site first."""
    found = config.load()
    if serve.running(found.instance):
        raise Misconfigured(
            _("The site is being served. Stop it first, then bring the backup back.")
        )
    back = backups.restore(found, source, overwrite=overwrite)
    click.echo(_("Brought back the instance saved on %(day)s UTC.", day=back.made[:16]))
    if back.aside:
        click.echo(_("What was there before is kept in %(folder)s.", folder=back.aside))
