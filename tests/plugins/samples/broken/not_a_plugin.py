"""Declares itself by something else than a Plugin."""

from ntfc.plugins import hookimpl


@hookimpl
def ntfc_plugin():
    return {"name": "not_a_plugin"}
