"""Minutes on the command line."""

import hashlib
import sys
from typing import BinaryIO

import click

from ntfc.minutes import queries, rules


@click.group("minutes")
def minutes() -> None:
    """The minutes of meetings."""


@minutes.command()
@click.argument("file", type=click.File("rb"))
def verify(file: BinaryIO) -> None:
    """Say whether FILE is, byte for byte, minutes, a summary or a letter issued here."""
    said = queries.said_of(hashlib.sha256(file.read()).hexdigest())
    for sentence in said or [str(rules.UNKNOWN)]:
        click.echo(sentence)
    if not said:
        sys.exit(1)
