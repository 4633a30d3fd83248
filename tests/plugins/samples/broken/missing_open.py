"""Opens a page that there is not."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="missing_open", title="Missing", open_pages=("missing_open.show",))
