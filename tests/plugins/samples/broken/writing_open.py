"""Opens a page to strangers on which they could write."""

from flask import Blueprint
from flask_login import current_user

from ntfc.permissions import COME_IN, SITE, authorize
from ntfc.plugins import Plugin, hookimpl

bp = Blueprint("writing_open", __name__)


@bp.route("/", methods=["GET", "POST"])
def show():
    authorize(current_user, COME_IN, SITE)
    return "Write whatever you like."


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="writing_open", title="Writing", blueprints=(bp,), open_pages=("writing_open.show",)
    )
