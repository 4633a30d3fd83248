"""What the pages share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Overtaken
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize, can
from ntfc_client_coordinators import words
from ntfc_client_coordinators.models import Firm
from ntfc_client_coordinators.queries import firms
from ntfc_client_coordinators.rules import access

bp = Blueprint("client_coordinators", "ntfc_client_coordinators", template_folder="templates")


@bp.context_processor
def in_pages() -> dict[str, Any]:
    """Give templates the words for posts, states and lines of the log."""
    return {"words": words}


def today() -> date:
    """Return the day it is where the site is."""
    return clock.today("")


def moment() -> dict[str, Any]:
    """Return when and by whom something is done, as services ask for it."""
    return {"now": clock.now(), "today": today(), "actor": current_user}


def seen(firm_id: int) -> Firm:
    """Return the firm, or answer 404 to whoever may not even know of it."""
    firm = firms.get_firm(firm_id)
    authorize(current_user, access.READ, firm)
    return firm


def page_of(firm: Firm) -> str:
    return url_for("client_coordinators.firm", firm_id=firm.id)


def after(firm: Firm) -> str:
    """Return where one goes on: to the firm, if one reads its file."""
    reads = can(current_user, access.READ, firm)
    return page_of(firm) if reads else url_for("client_coordinators.index")


def crumbs(firm: Firm) -> list[tuple[str, str]]:
    """Return the way back."""
    return [(firm.name, after(firm))]


def refuse_overtaken(form: Form, stands: Any) -> None:
    """Refuse what was typed over words that somebody else wrote since the form was opened.

    What the form does not show, such as when the next talk is due, may have moved.
    """
    held = [each for each in form if hasattr(stands, each.name) and each.name != "seen"]
    if any(form.seen.is_news(each, getattr(stands, each.name)) for each in held):
        raise Overtaken(
            _("Somebody changed this since you opened it. Look again, then save once more."),
            stands=stands,
        )


def ask(
    form: Form,
    act: Callable[[], str],
    message: str,
    *,
    template: str = "client_coordinators/form.html",
    **page: Any,
) -> Response:
    """Do it once, if it was sent and is good; else show the form with all that was typed."""
    after, status = taken(form, act)
    if after:
        flash(message, "success")
        return done(after)
    return render(template, status=status, form=form, **{"lead": "", "crumbs": [], **page})
