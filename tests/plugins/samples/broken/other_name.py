"""Calls itself otherwise than its entry point does."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="somebody_else", title="somebody_else")
