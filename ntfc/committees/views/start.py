"""Starting bodies: one, or one at each of many places."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees import queries, rules, service
from ntfc.committees.forms import PlacesForm, StartForm
from ntfc.committees.models import Body, BodyKind
from ntfc.committees.views.common import ask, bp, saved, seen, typed
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _, ngettext
from ntfc.organisations.rules import choice_name
from ntfc.permissions import SITE, Site, authorize

LAYOUT = [
    ["kind_id"],
    ["name", "short_name"],
    ["started_on", "sunset_on"],
    ["place", "mirror_of_id"],
    ["is_restricted"],
]


@bp.route("/new", methods=["GET", "POST"])
def start_top() -> Response:
    authorize(current_user, rules.START, SITE)
    return _start(SITE)


@bp.route("/<int:body_id>/new", methods=["GET", "POST"])
def start_below(body_id: int) -> Response:
    parent = seen(body_id)
    authorize(current_user, rules.START, parent)
    return _start(parent)


def _start(parent: Body | Site) -> Response:
    above = parent if isinstance(parent, Body) else None
    form = StartForm(typed(), kind_id=request.args.get("kind", type=int))
    kinds = queries.kinds(top=above is None)
    form.kind_id.offer([(kind.id, choice_name(kind)) for kind in kinds])
    form.mirror_of_id.offer(queries.body_choices(current_user))
    if request.method == "POST" and form.validate():
        try:
            body = _started(parent, form.values)
        except Refused as refusal:
            form.form_errors = [*form.form_errors, *refusal.reasons]
        else:
            return saved(body, _("The body was started. Say next who is in charge of it."))
    title = (
        _("Start a body") if above is None else _("Start a body below %(name)s", name=above.name)
    )
    status = 422 if form.errors else 200
    return ask(title, form, LAYOUT, body=above, button=_("Start"), status=status, kinds=kinds)


def _started(parent: Body | Site, typed: dict[str, Any]) -> Body:
    """Start the body; what was left empty comes from its kind and from the body above."""
    kind = db.session.get_one(BodyKind, typed["kind_id"])
    columns = ("short_name", "started_on", "sunset_on", "mirror_of_id")
    facts = {column: typed[column] for column in columns}
    facts |= {column: typed[column] for column in ("place", "is_restricted") if typed[column]}
    return service.start(
        parent, kind=kind, name=typed["name"], now=clock.now(), actor=current_user, **facts
    )


@bp.route("/<int:body_id>/places", methods=["GET", "POST"])
def start_at_places(body_id: int) -> Response:
    """Start one body for each place of a list; shown first, then done as a whole."""
    parent = seen(body_id)
    authorize(current_user, rules.START, parent)
    kinds = queries.kinds(top=False)
    local = next((kind.id for kind in kinds if kind.code == "local_body"), None)
    usual = _("Trade facilitation committee of %(place)s", place="{place}")
    form = PlacesForm(typed(), kind_id=local, pattern=str(usual))
    form.kind_id.offer([(kind.id, choice_name(kind)) for kind in kinds])
    valid = request.method == "POST" and form.validate()
    if valid:
        faults = [*rules.obstacles_to_places(form.places.data, form.pattern.data)]
        form.form_errors = [*form.form_errors, *faults]
        if not faults and request.form.get("step") == "start":
            return _start_all(parent, form)
    preview = _preview(parent, form) if valid and not form.errors else None
    status = 422 if form.errors else 200
    page, part = "committees/places.html", "committees/_places.html"
    return render(page, part, status=status, form=form, body=parent, preview=preview)


def _preview(parent: Body, form: PlacesForm) -> list[tuple[str, bool]]:
    """Return each name, and whether there is a body of this name already."""
    taken = {rules.fold(name) for name in queries.names_below(parent)}
    names = [form.pattern.data.replace("{place}", place) for place in form.places.data]
    return [(name, rules.fold(name) in taken) for name in names]


def _start_all(parent: Body, form: PlacesForm) -> Response:
    started = service.start_at_places(
        parent,
        kind=db.session.get_one(BodyKind, form.kind_id.data),
        places=form.places.data,
        pattern=form.pattern.data,
        now=clock.now(),
        actor=current_user,
    )
    number = len(started)
    said = ngettext("%(num)d body was started.", "%(num)d bodies were started.", number)
    flash(str(said if number else _("Nothing to do: there is a body at each place already.")))
    return done(url_for(".show", body_id=parent.id))
