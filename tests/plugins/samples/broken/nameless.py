"""Does not say who it is."""

from ntfc.plugins import hookimpl


@hookimpl
def ntfc_waiting(actor):
    return []
