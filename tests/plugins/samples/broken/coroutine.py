"""Answers a hook with a coroutine, which nobody awaits."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="coroutine", title="coroutine")


@hookimpl
async def ntfc_waiting(actor):
    return []
