"""Shows a page to strangers."""

from flask import Blueprint
from flask_login import current_user

from ntfc.permissions import COME_IN, SITE, authorize
from ntfc.plugins import Plugin, hookimpl

bp = Blueprint("open_page", __name__)


@bp.get("/list/<int:number>")
def show(number):
    authorize(current_user, COME_IN, SITE)
    return str(number)


@hookimpl
def ntfc_plugin():
    return Plugin(name="open_page", title="open_page", blueprints=(bp,))
