"""Replaces a method of a class of the core."""

from ntfc.permissions import Insider
from ntfc.plugins import Plugin, hookimpl

Insider.is_granted = lambda *_: True


@hookimpl
def ntfc_plugin():
    return Plugin(name="patches_method", title="patches_method")
