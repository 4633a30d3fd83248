"""The road map in two columns, and what became of what members said."""

from datetime import date
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.actions import queries, rules
from ntfc.actions.service import reporting as service
from ntfc.actions.views.common import bp, crumbs_of, today_in
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize

CHANGES = {
    "new": _("New"),
    "gone": _("No longer here"),
    "date": _("Another date"),
    "state": _("Another state"),
}


def _read(body_id: int) -> Body:
    body = queries.get_body(body_id)
    authorize(current_user, committees.READ, body)
    return body


@bp.get("/bodies/<int:body_id>/road-map")
def road_map(body_id: int) -> Response:
    return _road_map(_read(body_id))


def _road_map(body: Body, status: int = 200, reasons: tuple[str, ...] = ()) -> Response:
    kept = queries.road_maps(body.id)
    asked = request.args.get("version", type=int)
    old = next((one for one in kept if one.number == asked), None)
    shown = old.entries if old else _as_now(body)
    before = next((one for one in kept if old is None or one.number < old.number), None)
    changed = rules.changes(before.entries, shown) if before else []
    return render(
        "actions/road_map.html",
        status=status,
        body=body,
        crumbs=crumbs_of(body),
        columns=rules.columns(_with_days(shown)),
        kept=kept,
        old=old,
        before=before,
        changed=[(CHANGES[one.what], one, _told(one)) for one in changed],
        reasons=reasons,
    )


def _as_now(body: Body) -> list[dict[str, Any]]:
    return queries.road_map_of(body.id, today_in(body), clock.now() - service.SHOWN)


def _with_days(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**entry, "due": date.fromisoformat(entry["due"]) if entry["due"] else None}
        for entry in entries
    ]


def _told(change: Any) -> tuple[Any, Any]:
    """Return what stood before and what stands now, as a page shows it."""
    if change.what == "date":
        days = (change.before, change.after)
        return tuple(date.fromisoformat(day) if day else None for day in days)  # type: ignore[return-value]
    looks = rules.ROAD_LOOKS
    return looks.get(change.before, ""), looks.get(change.after, "")


@bp.post("/bodies/<int:body_id>/road-map")
def keep_road_map(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.ADD, body)
    try:
        service.keep_road_map(body, actor=current_user, now=clock.now(), today=today_in(body))
    except Refused as refusal:
        return _road_map(body, 409, refusal.reasons)
    flash(_("This version is kept; the next one is compared with it."), "success")
    return done(url_for(".road_map", body_id=body.id))


@bp.get("/bodies/<int:body_id>/you-said-we-did")
def said_and_done(body_id: int) -> Response:
    body = _read(body_id)
    rows = queries.said_and_done(current_user, body.id)
    return render("actions/said_and_done.html", body=body, crumbs=crumbs_of(body), rows=rows)
