"""Names its pages otherwise than itself."""

from flask import Blueprint

from ntfc.plugins import Plugin, hookimpl


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="wrong_blueprint",
        title="wrong_blueprint",
        blueprints=(Blueprint("committees", __name__),),
    )
