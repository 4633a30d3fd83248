"""What is handled on another level than the body's, and the way to hand it on."""

from flask import Response
from flask_login import current_user

from ntfc.actions import queries, rules
from ntfc.actions.queries.levels import handled_elsewhere
from ntfc.actions.views.common import bp, crumbs_of
from ntfc.htmx import render
from ntfc.issues.rules import SETTLED
from ntfc.permissions import authorize


@bp.get("/bodies/<int:body_id>/levels")
def on_other_levels(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.ADD, body)
    rows = handled_elsewhere(body, current_user)
    crumbs = crumbs_of(body)[:1]
    return render("actions/levels.html", body=body, rows=rows, crumbs=crumbs, settled=SETTLED)
