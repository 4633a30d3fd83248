"""The library of mechanisms, and starting a body from one of them."""

from dataclasses import replace
from typing import Any

from babel import Locale
from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound

from ntfc import clock
from ntfc.committees import queries as bodies
from ntfc.committees import rules as bodies_rules
from ntfc.committees.models import Body
from ntfc.errors import Refused
from ntfc.founding import queries, rules, service
from ntfc.founding.forms import StartFromForm
from ntfc.htmx import done, render
from ntfc.i18n import _, language, time_zone
from ntfc.library import catalogue
from ntfc.library.entry import Entry
from ntfc.library.vocabulary import Kind, Level
from ntfc.permissions import SITE, Site, authorize
from ntfc.texts import fold

bp = Blueprint("founding", __name__)


bp.add_app_template_filter(rules.word, "mechanism")
bp.add_app_template_filter(rules.told, "stated")
bp.add_app_template_filter(rules.levels, "levels")


@bp.app_template_filter("country")
def country(code: str | None) -> str:
    """Return the name of a country in the reader's language."""
    return str(Locale.parse(language()).territories.get(code or "", code or ""))


def by_name(pair: tuple[str, str]) -> str:
    return fold(str(pair[1]))


def _in_order(entry: Entry) -> tuple[bool, str, str]:
    """Sort by the country as its reader calls it, then by name; regions come last."""
    region = entry.region or ""
    home = country(entry.country) if entry.country else str(_(region))
    return (entry.country is None, fold(home), fold(entry.name))


@bp.get("/library/")
def index() -> Response:
    authorize(current_user, rules.READ, SITE)
    asked = {name: request.args.get(name, "") for name in ("q", "kind", "country", "level")}
    found = catalogue.search(
        asked["q"],
        Kind(asked["kind"]) if asked["kind"] in {kind.value for kind in Kind} else None,
        asked["country"] or None,
        Level(asked["level"]) if asked["level"] in {level.value for level in Level} else None,
    )
    return render(
        "founding/index.html",
        "founding/_entries.html",
        entries=sorted(found, key=_in_order),
        asked=asked,
        kinds=sorted(((kind.value, rules.word(kind)) for kind in Kind), key=by_name),
        levels=[(level.value, rules.word(level)) for level in Level],
        countries=[
            *sorted(((code, country(code)) for code in catalogue.countries()), key=by_name),
            *((name, _(name)) for name in catalogue.regions()),
        ],
    )


def _entry(entry_id: str) -> Entry:
    entry = catalogue.get(entry_id)
    if entry is None:
        raise NotFound
    return entry


@bp.get("/library/<entry_id>")
def show(entry_id: str) -> Response:
    authorize(current_user, rules.READ, SITE)
    entry = _entry(entry_id)
    may_start = bool(queries.places_to_start(current_user))
    return render(
        "founding/show.html", entry=entry, plan=rules.plan_from(entry), may_start=may_start
    )


@bp.route("/library/<entry_id>/start", methods=["GET", "POST"])
def start(entry_id: str) -> Response:
    """Start a body from an entry; where it may stand depends on whom the person serves."""
    authorize(current_user, rules.READ, SITE)
    entry = _entry(entry_id)
    plan = rules.plan_from(entry)
    places = queries.places_to_start(current_user)
    if not places:
        authorize(current_user, bodies_rules.START, SITE)
    names = [part.name for part in plan.parts]
    given = {"name": plan.name, "short_name": plan.short_name, "parts": names}
    given["parent_id"] = request.args.get("parent", "")
    form = StartFromForm(request.form, data=given)
    form.offer(places, names)
    if request.method == "POST" and form.validate():
        try:
            body = _started(form, plan)
        except Refused as refusal:
            form.form_errors = [*form.form_errors, *refusal.reasons]
        else:
            flash(
                str(_("Started with what the entry states. The rest is yours to decide.")),
                "success",
            )
            return done(url_for("committees.show", body_id=body.id))
    status = 422 if form.errors else 200
    page, part = "founding/start.html", "founding/_start.html"
    return render(page, part, status=status, entry=entry, plan=plan, form=form)


def _started(form: StartFromForm, plan: rules.Plan) -> Body:
    parent = _parent(form.parent_id.data)
    authorize(current_user, bodies_rules.START, parent)
    return service.start_from(
        parent,
        plan=replace(plan, short_name=form.short_name.data or ""),
        name=form.name.data,
        parts=form.chosen_parts,
        starts_on=form.starts_on.data,
        now=clock.now(),
        today=clock.today(time_zone()),
        actor=current_user,
    )


def _parent(number: str) -> Body | Site:
    return bodies.get_body(int(number)) if number else SITE


def suggestions_of(body: Body) -> dict[str, Any]:
    """Return what the list of suggestions shows."""
    return {
        "body": body,
        "entry": catalogue.get(body.library_entry),
        "suggestions": queries.open_suggestions(body.id),
        "matters": rules.MATTERS,
        "sides": rules.SIDES,
    }


@bp.post("/suggestions/<int:suggestion_id>/settle")
def settle(suggestion_id: int) -> Response:
    suggestion = queries.get_suggestion(suggestion_id)
    authorize(current_user, rules.SETTLE, suggestion)
    service.settle(suggestion, today=clock.today(time_zone()), actor=current_user)
    return done(
        url_for("committees.show", body_id=suggestion.body_id),
        "founding/_suggestions.html",
        **suggestions_of(suggestion.body),
    )
