"""Fails while it declares itself."""

from ntfc.plugins import hookimpl


@hookimpl
def ntfc_plugin():
    raise ZeroDivisionError("no reason at all")
