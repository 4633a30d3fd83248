"""Needs something that nobody installed."""

from weather_of_tomorrow import SUNSHINE

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="no_import", title=SUNSHINE)
