"""What falls vacant, ends or is due in all the bodies one sees."""

from flask import Blueprint, Response, request
from flask_login import current_user

from ntfc import clock
from ntfc.htmx import render
from ntfc.i18n import time_zone
from ntfc.permissions import SITE, authorize
from ntfc.seats import queries, rules

bp = Blueprint("vacancies", __name__)  # of its own: an entry of the menu is lit by its blueprint


@bp.get("/seats/expiring")
def index() -> Response:
    authorize(current_user, rules.EXPIRING, SITE)
    today = clock.today(time_zone())
    body_id = request.args.get("body", type=int)
    found = queries.ahead(current_user, today, None if body_id is None else [body_id])
    return render("seats/expiring.html", ahead=found, today=today)
