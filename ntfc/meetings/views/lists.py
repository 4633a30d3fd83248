"""The meetings of all bodies, and those of one."""

from flask import Response, request
from flask_login import current_user

from ntfc import clock
from ntfc.committees import queries as bodies
from ntfc.committees import rules as body_rules
from ntfc.htmx import render
from ntfc.meetings import queries, rules
from ntfc.meetings.queries.due import rhythm_asked
from ntfc.meetings.views.common import bp, crumbs_to, today_in
from ntfc.permissions import SITE, authorize


@bp.get("/meetings/")
def index() -> Response:
    authorize(current_user, rules.LIST, SITE)
    now = clock.now()
    body_id = request.args.get("body", type=int)
    number = request.args.get("page", 1, type=int)
    choices = bodies.body_choices(current_user)
    return render(
        "meetings/index.html",
        "meetings/_list.html",
        body=None,
        body_id=body_id,
        bodies=choices,
        chosen=queries.get_body(body_id) if body_id in dict(choices) else None,
        coming=queries.coming(current_user, now, body_id or None),
        past=queries.past(current_user, now, body_id or None, number=number),
        asked={"body": body_id} if body_id else {},
        endpoint="meetings.index",
    )


@bp.get("/bodies/<int:body_id>/meetings")
def of_body(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, body_rules.VIEW, body)
    now = clock.now()
    number = request.args.get("page", 1, type=int)
    return render(
        "meetings/of_body.html",
        "meetings/_list.html",
        body=body,
        crumbs=crumbs_to(body)[:1],
        rhythm=rhythm_asked(body, today_in(body)),
        coming=queries.coming(current_user, now, body.id),
        past=queries.past(current_user, now, body.id, number=number),
        asked={"body_id": body.id},
        endpoint="meetings.of_body",
    )
