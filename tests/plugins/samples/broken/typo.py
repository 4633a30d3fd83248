"""Answers a hook that does not exist."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="typo", title="typo")


@hookimpl
def ntfc_waitings(actor):
    return []
