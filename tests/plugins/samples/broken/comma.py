"""Left out a comma: a list of one is no list."""

from flask import Blueprint

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(name="comma", title="comma", blueprints=Blueprint("comma", __name__))
