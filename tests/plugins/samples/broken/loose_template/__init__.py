"""Brings a template where another would look for its own."""

from flask import Blueprint

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="loose_template",
        title="loose_template",
        blueprints=(Blueprint("loose_template", __name__, template_folder="templates"),),
    )
