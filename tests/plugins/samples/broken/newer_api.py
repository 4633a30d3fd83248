"""Was written for a later version of the contract, and answers a hook of it."""

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="newer_api", title="newer_api", api=2)


@hookimpl
def ntfc_stamped(body):
    return body
