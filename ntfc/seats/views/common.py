"""What the pages of this feature share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, request, url_for

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.forms import taken
from ntfc.htmx import done, render
from ntfc.seats import rules

bp = Blueprint("seats", __name__)


@bp.app_template_filter()
def seat_role(role: Any) -> str:
    """Return the name of a kind of seat."""
    return str(rules.ROLES[role])


@bp.app_template_filter()
def seat_capacity(capacity: Any) -> str:
    """Return the name of the capacity in which a person sits."""
    return str(rules.CAPACITIES[capacity])


def today_in(body: Body) -> date:
    """Return the day it is where the body sits."""
    return clock.today(body.time_zone)


def crumb(body: Body) -> tuple[str, str]:
    """Return the way back to the page of a body."""
    return body.name, url_for("committees.show", body_id=body.id)


def ask(form: Any, act: Callable[[], str], message: str, **page: Any) -> Response:
    """Show a form; when it was sent, do what it asks for and go where *act* says.

    Whatever is wrong is told in the form itself, with all that was typed.
    """
    url, status = taken(form, act)
    if url is not None:
        flash(message, "success")
        return done(url)
    fields = [form[name] for name in form.ORDER]
    page.setdefault("lead", None)
    page.setdefault("known_names", ())
    return render(
        "seats/form.html",
        "seats/_form.html",
        status=status,
        form=form,
        fields=fields,
        action=request.path,
        **page,
    )
