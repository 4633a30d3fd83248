"""Puts a page of its own in the place of one of the core."""

from flask import Blueprint

from ntfc.plugins import Plugin, hookimpl

bp = Blueprint("replaces_view", __name__)


@bp.record
def take_over(state):
    state.app.view_functions["home.show"] = lambda: "mine now"


@hookimpl
def ntfc_plugin():
    return Plugin(name="replaces_view", title="replaces_view", blueprints=(bp,))
