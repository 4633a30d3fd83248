"""The words of `--help`: they stand where a command is declared, and are said as the terminal asks.

`docs/catalogues.py` reads them from here, as no call marks them as texts.
"""

import copy
from collections.abc import Iterator

import click

from ntfc import terminal


def texts(command: click.Command) -> Iterator[str]:
    """Yield what a command, its options and the commands in it say of themselves."""
    told = [command.help, *(getattr(param, "help", None) for param in command.params)]
    yield from filter(None, told)
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from texts(one)


def spoken(command: click.Command) -> click.Command:
    """Return a command that says all this in the language of the terminal."""
    said = copy.copy(command)
    said.help = command.help and terminal.found(command.help)
    said.params = [_spoken(param) for param in command.params]
    if isinstance(said, click.Group):
        said.commands = {name: spoken(one) for name, one in said.commands.items()}
    return said


def _spoken(param: click.Parameter) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    said = copy.copy(param)
    said.help = terminal.found(param.help)
    return said
