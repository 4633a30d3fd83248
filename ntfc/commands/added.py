"""The commands that features and plugins bring: one group for each plugin that is on."""

from collections.abc import Iterable

import click
from flask import Flask, g

from ntfc import terminal
from ntfc.app import FEATURES
from ntfc.config import load
from ntfc.i18n import _
from ntfc.instance import is_there, load_app, ready
from ntfc.plugins import Plugin


def names() -> list[str]:
    """Return what they are called; of the core alone where there is no site."""
    return sorted(_commands_of(load_app()) if is_there(load()) else of_core())


def command(ctx: click.Context, name: str) -> click.Command | None:
    """Return one of them, with the application around it unless only help is asked for."""
    core = of_core().get(name)
    if core is not None and ctx.meta.get("ntfc.helps", True):
        return core
    if core is None and not is_there(load()):
        return None
    ready()
    app = load_app()
    ctx.with_resource(app.app_context())
    g.language = terminal.language()
    return _commands_of(app).get(name)


def said(text: str) -> str:
    """Return a text of theirs in the language of the terminal; a plugin brings its own catalogue."""
    return str(_(text))


def of_core() -> dict[str, click.Command]:
    """Return those of the features, which are there without a site."""
    return _named(feature.ntfc_plugin() for feature in FEATURES)


def _commands_of(app: Flask) -> dict[str, click.Command]:
    return _named(app.extensions["ntfc.declared"])


def _named(declared: Iterable[Plugin]) -> dict[str, click.Command]:
    return {str(c.name): c for plugin in declared for c in plugin.commands}
