"""Has a page that fails for everybody who may see it."""

from flask import Blueprint
from flask_login import current_user

from ntfc.permissions import BE_HERE, SITE, authorize
from ntfc.plugins import Plugin, hookimpl

bp = Blueprint("failing_page", __name__)


@bp.get("/")
def show():
    authorize(current_user, BE_HERE, SITE)
    return str(1 / 0)


@hookimpl
def ntfc_plugin():
    return Plugin(name="failing_page", title="failing_page", blueprints=(bp,))
