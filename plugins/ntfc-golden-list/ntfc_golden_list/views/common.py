"""What the pages share."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc_golden_list import words
from ntfc_golden_list.models import File, Programme
from ntfc_golden_list.queries import files
from ntfc_golden_list.rules import access
from ntfc_golden_list.texts import said

bp = Blueprint("golden_list", "ntfc_golden_list", template_folder="templates")


@bp.context_processor
def in_pages() -> dict[str, Any]:
    """Give templates the words for states and posts, and texts in the reader's language."""
    return {"words": words, "said": said}


def today() -> date:
    """Return the day it is where the site is."""
    return clock.today("")


def seen(file_id: int) -> File:
    """Return the file, or answer 404 to whoever may not even know of it."""
    file = files.get_file(file_id)
    authorize(current_user, access.READ, file)
    return file


def for_customs(file: File) -> None:
    """Let in whoever works on a file for customs: nobody on the file of the own firm."""
    authorize(current_user, access.WORK, file.programme)
    if not access.posts_on(current_user, file):
        raise Refused(_("Whoever speaks for a firm does not act on its file for customs."))


def page_of(file: File) -> str:
    return url_for("golden_list.file", file_id=file.id)


def crumbs(programme: Programme, file: File | None = None) -> list[tuple[str, str]]:
    """Return the way back."""
    way = [
        (programme.title, url_for("golden_list.programme", programme_id=programme.id)),
    ]
    if file is not None:
        way.append((file.firm.name, page_of(file)))
    return way


def ask(
    form: Form,
    act: Callable[[], str],
    message: str,
    *,
    template: str = "golden_list/form.html",
    **page: Any,
) -> Response:
    """Do it once, if it was sent and is good; else show the form with all that was typed."""
    after, status = taken(form, act)
    if after:
        flash(message, "success")
        return done(after)
    return render(template, status=status, form=form, **{"lead": "", "in_the_way": (), **page})
