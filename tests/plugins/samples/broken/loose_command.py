"""Names a command as if it were the core's."""

import click

from ntfc.plugins import Plugin, hookimpl


@click.command("db")
def run():
    pass


@hookimpl
def ntfc_plugin():
    return Plugin(name="loose_command", title="loose_command", commands=(run,))
