"""What goes out of minutes: the summary for members' organisations, and letters to institutions."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, current_app, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import Refused
from ntfc.files import download
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Minutes
from ntfc.minutes.rules.extracts import corrections_since
from ntfc.minutes.rules.recognising import LETTER, SUMMARY
from ntfc.minutes.service import extracts
from ntfc.minutes.views.common import crumbs, minutes
from ntfc.minutes.views.printing import note_file
from ntfc.paper import Paper, pdf
from ntfc.permissions import authorize

PDF = "application/pdf"
File = tuple[bytes, str, str]


@minutes.get("/minutes/<int:minutes_id>/summary")
def summary(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.VIEW, found)
    document = queries.approved_document(found)
    corrections = sum(not one.is_confidential for one in queries.approved_errata(found))
    return render(
        "minutes/summary.html",
        minutes=found,
        summary=rules.summary_of(document),
        corrections=corrections_since(corrections),
        held_on=rules.held_on(document),
        more_words=rules.more_words,
        what=rules.title_of(found.meeting),
        crumbs=crumbs(found, below=True),
    )


@minutes.get("/minutes/<int:minutes_id>/summary.pdf")
def summary_pdf(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.VIEW, found)
    return download(*one_page(found, current_user))


def one_page(found: Minutes, reader: Any) -> File:
    """Return the summary as a file: content, name and type."""
    ready = queries.ready_to_print(found, "public", clock.now())
    content = _drawn(rules.summary_paper(ready.document, ready.printing), ready)
    note_file(found, content, SUMMARY, ready, reader)
    return content, "{} - {}.pdf".format(ready.printing.title, _("Summary")), PDF


def _drawn(drawn: Paper, ready: queries.Ready) -> bytes:
    fonts = current_app.extensions["ntfc.config"].instance / "fonts"
    return pdf(drawn, at=ready.at, more_fonts=fonts)


@minutes.get("/minutes/<int:minutes_id>/letters")
def letters(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    return _letters(found)


def _letters(found: Minutes, status: int = 200, reasons: Sequence[str] = ()) -> Response:
    document = queries.approved_document(found)
    written = rules.letters_of(document)
    return render(
        "minutes/letters.html",
        status=status,
        minutes=found,
        document=document,
        letters=written,
        reaches={one.institution: queries.sits_for(found, one.institution) for one in written},
        sent=queries.letters_sent(found),
        obstacles=[*rules.obstacles_to_letters(found)],
        reasons=reasons,
        crumbs=crumbs(found, below=True),
    )


def _letter(found: Minutes, number: int) -> rules.Letter:
    written = rules.letters_of(queries.approved_document(found))
    if not 0 < number <= len(written):
        abort(404)
    return written[number - 1]


@minutes.get("/minutes/<int:minutes_id>/letter.pdf")
def letter_pdf(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    letter = _letter(found, request.args.get("number", 1, type=int))
    refusal = [*rules.obstacles_to_letters(found)]
    if refusal:
        return _letters(found, 409, refusal)
    ready = queries.ready_to_print(found, "public", clock.now())
    content = _drawn(rules.letter_paper(letter, ready.document, ready.printing), ready)
    note_file(found, content, LETTER, ready, current_user)
    return download(content, f"{letter.institution} - {ready.printing.title}.pdf", PDF)


@minutes.post("/minutes/<int:minutes_id>/letters")
def send_letter(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    letter = _letter(found, request.form.get("number", 0, type=int))
    by_mail = request.form.get("way") == "mail"
    go = extracts.mail_letter if by_mail else extracts.note_printed
    try:
        go(found, letter, actor=current_user, now=clock.now())
    except Refused as refusal:
        return _letters(found, 409, refusal.reasons)
    told = _("The letter went out by mail.") if by_mail else _("It is noted as sent on paper.")
    flash(told, "success")
    return done(url_for(".letters", minutes_id=found.id))
