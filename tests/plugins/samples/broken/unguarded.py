"""Has a page that never asks who may see it."""

from flask import Blueprint

from ntfc.plugins import Plugin, hookimpl

bp = Blueprint("unguarded", __name__)


@bp.get("/")
def show():
    return "everything"


@hookimpl
def ntfc_plugin():
    return Plugin(name="unguarded", title="unguarded", blueprints=(bp,))
