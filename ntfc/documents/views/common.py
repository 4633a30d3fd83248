"""What the pages of papers share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask_babel import format_decimal
from flask_login import current_user

from ntfc.committees.models import Body
from ntfc.documents import queries, rules
from ntfc.documents.models import Document, DocumentVersion
from ntfc.filekinds import BY_MEDIA
from ntfc.forms import Form, taken
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.uploads import Sent, WithFile, taken_with_file

KB, MB = 1024, 1024 * 1024


def size_of(number: int | None) -> str:
    """Return a number of bytes as people say it."""
    if number is None:
        return ""
    if number < MB:
        return str(_("%(number)s KB", number=format_decimal(max(1, round(number / KB)))))
    return str(_("%(number)s MB", number=format_decimal(round(number / MB, 1))))


def kind_of(media: str) -> str:
    """Return what kind of file a type is, in a word; a text written here has none."""
    kind = BY_MEDIA.get(media)
    return str(kind.title) if kind else str(_("Text"))


bp = Blueprint("documents", __name__)
bp.add_app_template_filter(rules.word, "document_word")
bp.add_app_template_filter(rules.TONES.__getitem__, "document_tone")
bp.add_app_template_filter(size_of, "file_size")
bp.add_app_template_filter(kind_of, "file_kind")

Crumbs = list[tuple[str, str]]


def instance_fonts() -> Path:
    """Return the folder of the fonts that the instance adds for its scripts."""
    instance: Path = current_app.extensions["ntfc.config"].instance
    return instance / "fonts"


def seen(document_id: int) -> Document:
    """Return the paper, or answer 404 to whoever may not even know of it."""
    document = queries.get_document(document_id)
    authorize(current_user, rules.VIEW, document)
    return document


def seen_version(version_id: int) -> DocumentVersion:
    version = queries.get_version(version_id)
    authorize(current_user, rules.TAKE, version)
    return version


def page_url(document: Document) -> str:
    return url_for("documents.show", document_id=document.id)


def crumbs_of(body: Body, document: Document | None = None) -> Crumbs:
    """Return the way back: the body, its papers, the paper."""
    way = [
        (body.name, url_for("committees.show", body_id=body.id)),
        (_("Papers"), url_for("documents.of_body", body_id=body.id)),
    ]
    if document is not None:
        way.append((document.title, page_url(document)))
    return way


def ask(form: Form, act: Callable[[], str], message: str, **page: Any) -> Response:
    """Show a form; when it was sent, do what it asks for and go where *act* says.

    Whatever is wrong is told in the form itself, with all that was typed.
    """
    return _answer(form, *taken(form, act), message, **page)


def ask_for_file(
    form: WithFile, sent: Sent | None, act: Callable[[Sent], str], message: str, **page: Any
) -> Response:
    """Do the same for a form that brings a file; what came is kept while the form comes back."""
    return _answer(form, *taken_with_file(form, sent, act), message, **page)


def _answer(form: Form, after: str | None, status: int, message: str, **page: Any) -> Response:
    if after is not None:
        flash(message, "success")
        return done(after)
    shown = {"lead": None, "beside": None, "tone": "primary", "action": request.path, **page}
    return render("documents/form.html", "documents/_form.html", status=status, form=form, **shown)
