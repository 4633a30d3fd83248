"""Was written for another version of the contract."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="old_api", title="old_api", api=0)
