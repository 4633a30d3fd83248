"""Puts an entry in the menu that leads nowhere: every page would fail."""

from ntfc.plugins import NavItem, Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="bad_menu",
        title="bad_menu",
        nav=(NavItem(title="x", endpoint="bad_menu.show", icon="home"),),
    )
