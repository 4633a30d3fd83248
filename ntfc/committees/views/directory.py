"""The directory of bodies, and which sectors they cover."""

from flask import Response, request
from flask_login import current_user

from ntfc.committees import queries, rules
from ntfc.committees.models.vocabulary import Level, Reach, State
from ntfc.committees.queries import Filters
from ntfc.committees.rules import words
from ntfc.committees.views.common import bp
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.permissions import SITE, authorize


def _filters() -> Filters:
    """Return what the address asks for; what makes no sense is left out."""
    given = request.args
    return Filters(
        words=given.get("q", "").strip()[:200],
        kind_id=given.get("kind", type=int),
        level=_one_of(given.get("level", ""), {level.value for level in Level}),
        reach=_one_of(given.get("reach", ""), {reach.value for reach in Reach}),
        state=_one_of(given.get("state", ""), {"all", *(state.value for state in State)}),
        sector_id=given.get("sector", type=int),
        place=given.get("place", "").strip()[:200],
    )


def _one_of(value: str, known: set[str]) -> str:
    return value if value in known else ""


@bp.get("/")
def index() -> Response:
    authorize(current_user, rules.LIST, SITE)
    filters = _filters()
    found = queries.directory(current_user, filters, request.args.get("page", 1, type=int))
    shown = [entry.id for entry in found.entries]
    return render(
        "committees/index.html",
        "committees/_directory.html",
        found=found,
        due=queries.next_due(shown),
        met={number: max(days) for number, days in queries.days_met(shown).items() if days},
        meets=queries.meets_next(shown, current_user),
        filters=filters,
        kinds=queries.kind_choices(top=False),
        levels=words.choices_of(Level),
        reaches=words.choices_of(Reach),
        states=[("", _("Not closed")), ("all", _("All")), *words.choices_of(State)],
        sectors=queries.sector_choices(),
        tones=words.TONES,
        asked={name: value for name, value in request.args.items() if name != "page" and value},
    )


@bp.get("/coverage")
def coverage() -> Response:
    authorize(current_user, rules.LIST, SITE)
    rows, without = queries.coverage(current_user)
    return render("committees/coverage.html", rows=rows, without=without)
