"""Says what an act of the core means."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="loose_trail", title="loose_trail", trail={"person.erased": "Nothing"})
