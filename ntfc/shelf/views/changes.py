"""How far a change is, and what came of it."""

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.htmx import done, render
from ntfc.permissions import SITE, authorize
from ntfc.shelf import queries, rules, service
from ntfc.shelf.views.common import bp


@bp.get("/plugin-changes/<int:change_id>")
def change(change_id: int) -> Response:
    authorize(current_user, rules.SEE, SITE)
    found = queries.get_change(change_id)
    return render(
        "shelf/change.html",
        "shelf/_change.html",
        change=found,
        is_open=found.state in rules.OPEN,
        steps=rules.steps_of(found.what, found.state, found.step),
        is_left_lying=rules.is_left_lying(found.state, found.asked_at, clock.now()),
        may_give_up=rules.may_be_given_up(found.state, found.asked_at, clock.now()),
    )


@bp.post("/plugin-changes/<int:change_id>/give-up")
def give_up(change_id: int) -> Response:
    authorize(current_user, rules.CHANGE, SITE)
    service.give_up(queries.get_change(change_id), actor=current_user, now=clock.now())
    return done(url_for(".change", change_id=change_id))
