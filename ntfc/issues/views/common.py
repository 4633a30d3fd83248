"""What the pages of issues share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.committees.rules.words import WORDS
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _, with_commas
from ntfc.issues import queries, rules
from ntfc.issues.models import Issue
from ntfc.issues.rules.levels import is_elsewhere, levels_of
from ntfc.permissions import authorize

bp = Blueprint("issues", __name__)
bp.add_app_template_filter(rules.word, "issue_word")


@bp.app_template_global("levels_in_words")
def levels_in_words(issue: Issue | None, body: Body) -> str:
    """Return on which level a matter is, in words."""
    found = levels_of(issue.level if issue else None, body.levels)
    return with_commas(WORDS[level] for level in found)


@bp.app_template_global("is_elsewhere")
def elsewhere(issue: Issue | None, body: Body) -> bool:
    """Tell whether the body handles what is on another level than its own."""
    return is_elsewhere(issue.level if issue else None, body.levels)


Crumbs = list[tuple[str, str]]


def today_in(body: Body) -> date:
    """Return the day it is where the body sits."""
    return clock.today(body.time_zone)


def seen(issue_id: int) -> Issue:
    """Return the issue, or answer 404 to whoever may not even know of it."""
    issue = queries.get_issue(issue_id)
    authorize(current_user, rules.VIEW, issue)
    return issue


def crumbs_of(body: Body, issue: Issue | None = None) -> Crumbs:
    """Return the way back: the body, its issues, the issue."""
    way = [
        (body.name, url_for("committees.show", body_id=body.id)),
        (_("Issues"), url_for("issues.of_body", body_id=body.id)),
    ]
    if issue is not None:
        here = _("Issue %(number)s", number=issue.number)
        way.append((here, url_for("issues.show", issue_id=issue.id)))
    return way


def ask(form: Form, act: Callable[[], str | Response], message: str, **page: Any) -> Response:
    """Show a form; when it was sent, do what it asks for and go where *act* says.

    Whatever is wrong is told in the form itself, with all that was typed.
    """
    after, status = taken(form, act)
    if isinstance(after, Response):
        return after
    if after is not None:
        flash(message, "success")
        return done(after)
    page.setdefault("lead", None)
    page.setdefault("beside", None)
    page.setdefault("tone", "primary")
    page.setdefault("action", request.path)
    return render("issues/form.html", "issues/_form.html", status=status, form=form, **page)
