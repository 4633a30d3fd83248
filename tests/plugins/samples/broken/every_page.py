"""Adds to the templates of the core."""

from flask import Blueprint

from ntfc.plugins import Plugin, hookimpl

bp = Blueprint("every_page", __name__)


@bp.app_template_filter("bold")
def bold(text):
    return text


@hookimpl
def ntfc_plugin():
    return Plugin(name="every_page", title="every_page", blueprints=(bp,))
