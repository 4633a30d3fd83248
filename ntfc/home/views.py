"""The first page: everything that waits for this person, in every body."""

from datetime import date

from flask import Blueprint, Response
from flask_babel import format_timedelta
from flask_login import current_user

from ntfc import clock
from ntfc.home import queries, rules
from ntfc.htmx import render
from ntfc.i18n import _, time_zone
from ntfc.permissions import BE_HERE, SITE, authorize

bp = Blueprint("home", __name__)

GROUPS = {
    rules.Urgency.OTHERS: (_("Others wait for you"), "warning"),
    rules.Urgency.OVERDUE: (_("Overdue"), "danger"),
    rules.Urgency.SOON: (_("This week"), "warning"),
    rules.Urgency.LATER: (_("Later"), "neutral"),
}
NEAR = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}


@bp.get("/")
def show() -> Response:
    authorize(current_user, BE_HERE, SITE)
    today = clock.today(time_zone())
    bodies, count = queries.bodies_of(current_user)
    groups = rules.in_order(queries.waiting(current_user, today), today)
    return render(
        "home/show.html",
        "home/_waiting.html",
        groups=groups,
        at_once=rules.at_once(groups),
        words=GROUPS,
        away=lambda day: how_far(day, today),
        is_past=lambda day: day < today,
        bodies=bodies,
        more=count - len(bodies),
        is_empty_site=queries.is_empty_site(),
    )


def how_far(day: date, today: date) -> str:
    """Return how far *day* is, in words: in 3 days, yesterday, 2 weeks ago."""
    distance = day - today
    if distance.days in NEAR:
        return NEAR[distance.days]
    # Two of a unit at least: "in 13 days" helps where "in 2 weeks" would hide a day.
    words: str = format_timedelta(distance, granularity="day", threshold=2, add_direction=True)
    return words
