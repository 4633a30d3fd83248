"""Answers every request of the site."""

from flask import Blueprint

from ntfc.plugins import Plugin, hookimpl

bp = Blueprint("every_request", __name__)


@bp.before_app_request
def watch():
    return "closed today"


@hookimpl
def ntfc_plugin():
    return Plugin(name="every_request", title="every_request", blueprints=(bp,))
