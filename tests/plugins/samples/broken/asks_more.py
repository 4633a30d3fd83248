"""Asks a hook for what it does not offer."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="asks_more", title="asks_more")


@hookimpl
def ntfc_waiting(actor, weather):
    return []
