"""Puts an entry in the menu that leads to somebody else's page."""

from ntfc.plugins import NavItem, Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="foreign_menu",
        title="foreign_menu",
        nav=(NavItem(title="x", endpoint="home.show", icon="home"),),
    )
