"""The board of a body's parking lot, the list with its filters, and how long issues stand there."""

from datetime import timedelta
from typing import Any

from flask import Response, request
from flask_login import current_user

from ntfc import clock
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.htmx import render
from ntfc.issues import queries as issues
from ntfc.parking_lot import queries, rules
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.queries import Filters
from ntfc.parking_lot.views.common import bp, crumbs_of, today_in
from ntfc.permissions import SITE, authorize, can

YEAR = timedelta(days=365)


def _page(body: Body) -> dict[str, Any]:
    return {
        "body": body,
        "crumbs": crumbs_of(body)[:1],
        "today": today_in(body),
        "may": can(current_user, rules.PARK, body),
    }


@bp.get("/bodies/<int:body_id>/parking-lot")
def board(body_id: int) -> Response:
    """Show what is due, what waits, and what somebody works on."""
    body = issues.get_body(body_id)
    authorize(current_user, committees.READ, body)
    page = _page(body)
    days = queries.planned_days(body.id, page["today"])
    upcoming = days[0] if days else None
    rows = queries.standing_in(current_user, body.id)
    columns = rules.in_columns(rows, page["today"], upcoming)
    return render(
        "parking_lot/board.html",
        "parking_lot/_board.html",
        columns=columns,
        count=len(rows),
        upcoming=upcoming,
        about=rules.ABOUT,
        **page,
    )


@bp.get("/bodies/<int:body_id>/parking-lot/ageing")
def ageing(body_id: int) -> Response:
    """Show how old the issues are, with the issues behind every figure."""
    body = issues.get_body(body_id)
    authorize(current_user, committees.READ, body)
    page = _page(body)
    rows = queries.standing_in(current_user, body.id)
    left = queries.left_since(current_user, body.id, clock.now() - YEAR)
    return render(
        "parking_lot/ageing.html",
        "parking_lot/_ageing.html",
        rows=sorted(rows, key=lambda row: -row.age(page["today"])),
        left=left,
        report=rules.ageing(rows, left, page["today"]),
        **page,
    )


@bp.get("/bodies/<int:body_id>/parking-lot/list")
def of_body(body_id: int) -> Response:
    body = issues.get_body(body_id)
    authorize(current_user, committees.READ, body)
    return _list(body)


@bp.get("/parking-lot/")
def index() -> Response:
    """List what is parked in all bodies that the person may read."""
    authorize(current_user, rules.READ_ALL, SITE)
    return _list(None)


def _list(body: Body | None) -> Response:
    asked = {name: request.args.get(name, "") for name in ("q", "show", "cause")}
    today = today_in(body) if body else clock.today("UTC")
    filters = Filters(
        body_id=body.id if body else None,
        show=asked["show"] if asked["show"] in queries.SHOWN else "",
        q=asked["q"].strip(),
        cause=next((one for one in Cause if one.value == asked["cause"]), None),
        mine=bool(request.args.get("mine")),
    )
    page = max(1, request.args.get("page", 1, type=int))
    rows, count = queries.listed(current_user, filters, today, page)
    return render(
        "parking_lot/list.html",
        "parking_lot/_list.html",
        body=body,
        crumbs=crumbs_of(body)[:1] if body else [],
        rows=rows,
        count=count,
        page=page,
        last=max(1, -(-count // queries.PER_PAGE)),
        filters=filters,
        kept={name: value for name, value in request.args.items() if name != "page" and value},
        causes=[(one.value, name) for one, name in rules.CAUSES.items()],
        today=today,
    )
