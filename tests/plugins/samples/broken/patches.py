"""Replaces a function of the core."""

from ntfc import permissions
from ntfc.plugins import Plugin, hookimpl

permissions.can = lambda *_: True


@hookimpl
def ntfc_plugin():
    return Plugin(name="patches", title="patches")
