"""Who did what, and when."""

import csv
import io
import json
from typing import Any

from flask import Response, current_app, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ntfc import clock
from ntfc.admin import queries, rules
from ntfc.admin.forms import TrailForm, trail_form
from ntfc.admin.queries import Entry, Filters
from ntfc.admin.views.common import bp
from ntfc.files import download
from ntfc.htmx import render
from ntfc.i18n import _, time_zone
from ntfc.permissions import SITE, authorize
from ntfc.sheets import harmless

HEADINGS = (
    _("Number"),
    _("When (UTC)"),
    _("Who"),
    _("Name"),
    _("What"),
    _("In words"),
    _("On what"),
    _("Details"),
)


def sentences() -> dict[str, str]:
    """Return what each action says in words, as the features declare it."""
    declared = current_app.extensions["ntfc.declared"]
    return {action: words for plugin in declared for action, words in plugin.trail.items()}


def asked(words: dict[str, str]) -> TrailForm:
    """Return the filters as they came with the address."""
    known = {action: words.get(action, action) for action in queries.actions()}
    typed = MultiDict(request.args)
    chosen = typed.get("action", "")
    if chosen:
        known.setdefault(chosen, words.get(chosen, chosen))
    return trail_form(typed, sorted(known.items(), key=lambda pair: str(pair[1])))


def filters_of(form: TrailForm) -> Filters:
    return Filters(**{name: value or _nothing(name) for name, value in form.values.items()})


def _nothing(name: str) -> Any:
    return None if name in ("since", "until") else ""


@bp.get("/audit")
def trail() -> Response:
    authorize(current_user, rules.READ_TRAIL, SITE)
    words = sentences()
    form = asked(words)
    is_right = form.validate()
    before = request.args.get("before", type=int)
    found: tuple[list[Entry], int] = ([], 0)
    if is_right:
        found = queries.trail(filters_of(form), time_zone(), before=before)
    chosen = {name: request.args[name] for name in form.data if request.args.get(name)}
    return render(
        "admin/trail.html",
        "admin/_trail.html",
        status=200 if is_right else 422,
        form=form,
        entries=found[0],
        following=found[1],
        words=words,
        chosen=chosen,
        is_first=before is None,
        person_in=queries.person_in,
    )


@bp.get("/audit.csv")
def trail_csv() -> Response:
    authorize(current_user, rules.READ_TRAIL, SITE)
    words = sentences()
    form = asked(words)
    if not form.validate():
        return render("admin/trail.html", status=422, form=form, **NOTHING)
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([str(heading) for heading in HEADINGS])
    for entry in queries.whole_trail(filters_of(form), time_zone()):
        writer.writerow([harmless(cell) for cell in row_of(entry, words)])
    name = f"audit-{clock.today(time_zone()).isoformat()}.csv"
    return download(out.getvalue().encode("utf-8-sig"), name, "text/csv; charset=utf-8")


NOTHING: dict[str, Any] = {
    "entries": [],
    "following": 0,
    "words": {},
    "chosen": {},
    "is_first": True,
    "person_in": queries.person_in,
}


def row_of(entry: Entry, words: dict[str, str]) -> list[str]:
    """Return an act as a row of the file."""
    details = json.dumps(entry.details, ensure_ascii=False, default=str) if entry.details else ""
    return [
        str(entry.number),
        entry.at.isoformat(),
        entry.actor,
        entry.actor_name,
        entry.action,
        str(words.get(entry.action, "")),
        entry.subject,
        details,
    ]
