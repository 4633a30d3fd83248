"""The minutes as a file to take away, and recognising one."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Response, current_app, request
from flask_login import current_user

from ntfc import clock, storage
from ntfc.filekinds import DOCX, PDF
from ntfc.files import download
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import RecogniseForm
from ntfc.minutes.models import Minutes
from ntfc.minutes.service import printing as services
from ntfc.minutes.views.common import minutes
from ntfc.paper import Paper, pdf
from ntfc.permissions import COME_IN, SITE, authorize
from ntfc.transaction import afterwards

MEDIA = {kind.ending: kind.media for kind in (PDF, DOCX)}


@minutes.get("/minutes/<int:minutes_id>/members.pdf")
def members_pdf(minutes_id: int) -> Response:
    return _asked_for(minutes_id, "members", "pdf")


@minutes.get("/minutes/<int:minutes_id>/members.docx")
def members_docx(minutes_id: int) -> Response:
    return _asked_for(minutes_id, "members", "docx")


@minutes.get("/minutes/<int:minutes_id>/public.pdf")
def public_pdf(minutes_id: int) -> Response:
    return _asked_for(minutes_id, "public", "pdf")


@minutes.get("/minutes/<int:minutes_id>/public.docx")
def public_docx(minutes_id: int) -> Response:
    return _asked_for(minutes_id, "public", "docx")


def _asked_for(minutes_id: int, audience: rules.Audience, kind: str) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.VIEW, found)
    if not rules.reads_confidential(current_user, found):
        audience = "public"
    return download(*handed_out(found, audience, kind, current_user))


def handed_out(
    found: Minutes, audience: rules.Audience, kind: str, reader: Any
) -> tuple[bytes, str, str]:
    """Return the minutes as they stand; approved ones as the very file that was issued first."""
    ready = queries.ready_to_print(found, audience, clock.now())
    content = _file(found, kind, ready)
    note_file(found, content, kind, ready, reader)
    return content, _name(ready.printing, kind), MEDIA[kind]


def _file(found: Minutes, kind: str, ready: queries.Ready) -> bytes:
    before = queries.issued_before(found, kind, ready.printing)
    if before is not None and storage.exists(before.content):
        return storage.get(before.content)
    drawn = rules.paper_of(ready.document, ready.printing)
    return _pdf(drawn, ready) if kind == "pdf" else _docx(drawn, ready)


def _docx(drawn: Paper, ready: queries.Ready) -> bytes:
    from ntfc.word import docx  # noqa: PLC0415  -- its library is heavy, and seldom asked for

    return docx(drawn, at=ready.at)


def _pdf(drawn: Paper, ready: queries.Ready) -> bytes:
    instance: Path = current_app.extensions["ntfc.config"].instance
    return pdf(drawn, at=ready.at, more_fonts=instance / "fonts")


def _name(printing: rules.Printing, kind: str) -> str:
    mark = rules.spoken(printing.fingerprint)
    draft = "" if printing.is_approved else " ({} {})".format(_("draft"), mark)
    what = printing.title + draft
    return f"{printing.letterhead[-1]} - {what}.{kind}"


def note_file(found: Minutes, content: bytes, kind: str, ready: queries.Ready, reader: Any) -> None:
    """Note a file that is handed out, so that it is recognised."""
    afterwards(_note, found.id, content, kind, ready, reader)


def _note(minutes_id: int, content: bytes, kind: str, ready: queries.Ready, reader: Any) -> None:
    words, printing = ready.document, ready.printing
    if printing.is_approved and kind in MEDIA:  # of minutes the very file is handed out again
        storage.put(content)
    found = queries.get_minutes(minutes_id)
    services.note_issued(found, content, kind, words, printing, actor=reader, now=clock.now())


@minutes.get("/minutes/recognise")
def recognise() -> Response:
    authorize(current_user, COME_IN, SITE)
    return render("minutes/recognise.html", form=RecogniseForm(), said=())


@minutes.post("/minutes/recognise")
def look_up() -> Response:
    """Compare the bytes of a file with those handed out. The file itself is not kept."""
    authorize(current_user, COME_IN, SITE)
    form = RecogniseForm()
    file = request.files.get("file")
    if file is None or not file.filename:
        form.refuse("file", _("Choose a file."))
        return render("minutes/recognise.html", form=form, said=(), status=422)
    said = queries.said_of(hashlib.sha256(file.read()).hexdigest()) or None
    return render("minutes/recognise.html", form=form, said=said or [rules.UNKNOWN])
