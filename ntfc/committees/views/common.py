"""What the pages of bodies have in common."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask_babel import format_date
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ntfc import clock
from ntfc.committees import queries, rules
from ntfc.committees.models import Body
from ntfc.committees.rules import words
from ntfc.dates import as_read
from ntfc.forms import Form
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize

bp = Blueprint("committees", __name__, url_prefix="/bodies")
bp.add_app_template_filter(words.word, "word")

Layout = Sequence[Sequence[str]]


@bp.app_template_filter("day")
def day(when: date | None) -> str | None:
    """Return a day as people write it in the reader's language."""
    if when is None:
        return None
    written = as_read(format_date(when, "medium"))
    # Figures that are read from right to left keep their order beside words that are not.
    return (
        f"\N{RIGHT-TO-LEFT ISOLATE}{written}\N{POP DIRECTIONAL ISOLATE}"
        if "\N{RIGHT-TO-LEFT MARK}" in written
        else written
    )


def seen(body_id: int) -> Body:
    """Return the body, or answer 404 to whoever may not even know of it."""
    body = queries.get_body(body_id)
    authorize(current_user, rules.VIEW, body)
    return body


def today_at(body: Body | None) -> date:
    """Return the day it is where the body sits."""
    site: str = current_app.extensions["ntfc.config"].time_zone
    return clock.today(body.time_zone if body and body.time_zone else site)


def typed() -> MultiDict[str, str] | None:
    """Return what was sent; None where a form is only opened, or empty boxes would count as typed."""
    return request.form if request.method == "POST" else None


def ask(
    title: str,
    form: Form,
    layout: Layout,
    *,
    body: Body | None = None,
    button: str = "",
    back: str = "",
    status: int = 200,
    **more: Any,
) -> Response:
    """Show a form on a page of its own; *layout* names the fields, those in one row together."""
    home = url_for(".show", body_id=body.id) if body else url_for(".index")
    return render(
        "committees/form.html",
        "committees/_form.html",
        status=status,
        title=title,
        form=form,
        layout=layout,
        body=body,
        button=button or _("Save"),
        back=back or home,
        **({"lead": None, "part": None, "beside": {}} | more),
    )


def saved(body: Body, message: str, endpoint: str = ".show") -> Response:
    """Answer a change that went through with its sentence and the page it shows on."""
    flash(str(message), "success")
    return done(url_for(endpoint, body_id=body.id))
