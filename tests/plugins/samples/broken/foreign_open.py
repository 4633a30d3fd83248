"""Opens a page of the core to strangers."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="foreign_open", title="Foreign", open_pages=("home.show",))
