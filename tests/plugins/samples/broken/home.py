"""Takes a name that belongs to the core."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="home", title="home")
