"""The actions of a body, with what each side delivered; and one's own across bodies."""

from typing import Any

from flask import Response, request
from flask_login import current_user

from ntfc import clock
from ntfc.actions import queries, rules
from ntfc.actions.queries import Filters
from ntfc.actions.views.common import bp, crumbs_of, today_in
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.htmx import render
from ntfc.mandates.queries import version_valid_on
from ntfc.mandates.rules.sections import LABELS
from ntfc.organisations.models import Camp
from ntfc.permissions import SITE, authorize

EXPECTED = ("expected_of_public", "expected_of_private")


@bp.get("/actions/")
def index() -> Response:
    """List one's own actions in all bodies, or all that one may read."""
    authorize(current_user, rules.READ_ALL, SITE)
    return _list(None, mine="mine" in request.args or not request.args)


@bp.get("/bodies/<int:body_id>/actions")
def of_body(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, committees.READ, body)
    return _list(body, mine=bool(request.args.get("mine")))


def _list(body: Body | None, *, mine: bool) -> Response:
    asked = {name: request.args.get(name, "") for name in ("q", "show", "camp", "owner")}
    filters = Filters(
        body_id=body.id if body else None,
        show=asked["show"] if asked["show"] in queries.SHOWN else "",
        q=asked["q"].strip(),
        owner_id=int(asked["owner"]) if _is_number(asked["owner"]) else None,
        camp=next((camp for camp in Camp if camp.value == asked["camp"]), None),
        mine=mine,
    )
    today = today_in(body) if body else clock.today("")
    page = max(1, request.args.get("page", 1, type=int))
    rows, count = queries.listed(current_user, filters, today, page)
    kept = {name: value for name, value in request.args.items() if name != "page" and value}
    return render(
        "actions/index.html",
        "actions/_list.html",
        body=body,
        crumbs=crumbs_of(body)[:1] if body else [],
        rows=rows,
        count=count,
        page=page,
        last=max(1, -(-count // queries.PER_PAGE)),
        filters=filters,
        kept=kept,
        today=today,
        camps=[(camp.value, name) for camp, name in rules.CAMPS.items()],
        owners=queries.owners_in(current_user, body.id if body else None),
        **_about(body, today),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _about(body: Body | None, today: Any) -> dict[str, Any]:
    """Return what each side delivered, and what the terms of reference expect of it."""
    if body is None:
        return {"figures": (), "expected": ()}
    terms = version_valid_on(body, today)
    words = [(LABELS[name], getattr(terms, name)) for name in EXPECTED] if terms else []
    return {
        "figures": rules.by_side(queries.sides_of(body.id), today),
        "expected": [(label, text) for label, text in words if text],
    }
