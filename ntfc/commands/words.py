"""The words of `--help`: they stand where a command is declared, and are said as the terminal asks.

`docs/catalogues.py` reads them from here, as no call marks them as texts.
"""

import copy
from collections.abc import Callable, Iterator

import click

from ntfc import terminal

# What a command says of itself, and what it says of its options and asks for them.
OF_COMMAND = ("help", "short_help", "epilog", "deprecated")
OF_PARAM = ("help", "prompt", "confirmation_prompt", "deprecated")


def texts(command: click.Command) -> Iterator[str]:
    """Yield what a command, its options and the commands in it say of themselves."""
    yield from _texts_of(command, OF_COMMAND).values()
    for param in command.params:
        yield from _texts_of(param, OF_PARAM).values()
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from texts(one)


def spoken(command: click.Command, say: Callable[[str], str] = terminal.found) -> click.Command:
    """Return a command that says all this in the language of the terminal, as *say* finds it."""
    said = copy.copy(command)
    vars(said).update({name: say(text) for name, text in _texts_of(command, OF_COMMAND).items()})
    said.params = [_spoken(param, say) for param in command.params]
    if isinstance(said, click.Group):
        said.commands = {name: spoken(one, say) for name, one in said.commands.items()}
    return said


def _spoken(param: click.Parameter, say: Callable[[str], str]) -> click.Parameter:
    said = copy.copy(param)
    vars(said).update({name: say(text) for name, text in _texts_of(param, OF_PARAM).items()})
    return said


def _texts_of(thing: object, names: tuple[str, ...]) -> dict[str, str]:
    """Return the texts among these; a yes, a no and what is said later by itself are none."""
    told = {name: getattr(thing, name, None) for name in names}
    return {name: text for name, text in told.items() if isinstance(text, str) and text}
