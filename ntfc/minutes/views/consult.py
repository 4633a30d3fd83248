"""The draft on its way: finished, circulated, commented on, answered, taken back."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import FieldRefused, Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.links.service import Issued
from ntfc.mandates.rules.wording import DISPOSITIONS
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import (
    CirculateForm,
    CommentForm,
    TakeBackForm,
    comment_form,
)
from ntfc.minutes.forms.answering import AnswerForm
from ntfc.minutes.models import Minutes
from ntfc.minutes.service import consultation
from ntfc.minutes.views.common import crumbs, minutes, today_in
from ntfc.once import told
from ntfc.permissions import authorize
from ntfc.procedure import queries as procedure


@minutes.post("/minutes/<int:minutes_id>/finish")
def finish(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.WRITE, found)
    consultation.finish(found, actor=current_user, now=clock.now())
    flash(_("The record is finished. It is a draft now."), "success")
    return done(url_for(".show", minutes_id=found.id))


@minutes.get("/minutes/<int:minutes_id>/circulate")
def circulate_form(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    return _circulate(found, CirculateForm(data={"closes_on": _earliest(found)}))


def _earliest(found: Minutes) -> Any:
    today = today_in(found)
    settings = procedure.rules_on(found.body, today)
    return rules.earliest_closing(today, settings, queries.works_around(found.body, today))


def _circulate(
    found: Minutes, form: CirculateForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    return render(
        "minutes/circulate.html",
        status=status,
        minutes=found,
        form=form,
        reasons=reasons,
        earliest=_earliest(found),
        crumbs=crumbs(found, below=True),
    )


@minutes.post("/minutes/<int:minutes_id>/circulate")
def circulate(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    form = CirculateForm(request.form)
    if not form.validate():
        return _circulate(found, form, 422)
    try:
        issued = consultation.circulate(
            found,
            closes_on=form.closes_on.data,
            because=form.because.data or "",
            actor=current_user,
            today=today_in(found),
            now=clock.now(),
        )
    except FieldRefused as refusal:
        form.refuse(refusal.field, refusal.reason)
        return _circulate(found, form, 422)
    except Refused as refusal:
        return _circulate(found, form, 409, refusal.reasons)
    flash(_("The draft is with everybody in a seat."), "success")
    return handed_over(found, issued)


def handed_over(found: Minutes, issued: Sequence[Issued]) -> Response:
    """Go on to the comments; links that no mail carried are shown first, this once."""
    if not issued:
        return done(url_for("minutes.comments", minutes_id=found.id))
    way = crumbs(found, below=True)
    return render("minutes/hand_over.html", minutes=found, handed=issued, crumbs=way)


@minutes.get("/minutes/<int:minutes_id>/comments")
def comments(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.VIEW_COMMENTS, found)
    document = queries.document_of(found)
    form = comment_form(None, document.parts, place=request.args.get("place", ""))
    form.speak_for(queries.may_speak_for(found, current_user.person_id))
    return _comments(found, form)


def _comments(
    found: Minutes,
    form: CommentForm,
    *,
    status: int = 200,
    reasons: Sequence[str] = (),
    answering: tuple[int, AnswerForm] | None = None,
) -> Response:
    today, said = today_in(found), queries.comments_on(found)
    document = queries.approved_document(found)
    since, changes = queries.revised_since(found, document)
    context: dict[str, Any] = {
        "minutes": found,
        "document": document,
        "since": since,
        "changes": changes,
        "comments": said,
        "spoke": {comment.person_id for comment in said},
        "requests": queries.requests_of(found),
        "clock": queries.clock_of(found, today),
        "dispositions": DISPOSITIONS,
        "is_open": rules.is_open_for_comments(found, today),
        "form": form,
        "reasons": reasons,
        "answering": answering,
        "new_answer": AnswerForm,
        "crumbs": crumbs(found, below=True),
    }
    return render("minutes/comments.html", "minutes/_comments.html", status=status, **context)


@minutes.post("/minutes/<int:minutes_id>/comments")
def add_comment(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.COMMENT, found)
    form = comment_form(request.form, queries.document_of(found).parts)
    form.speak_for(queries.may_speak_for(found, current_user.person_id))
    if not form.validate():
        return _comments(found, form, status=422)
    try:
        message = told(
            lambda: consultation.comment(
                found, **form.spoken, actor=current_user, today=today_in(found), now=clock.now()
            ),
            _("Your comment is stored. You will read here what became of it."),
        )
    except Refused as refusal:
        return _comments(found, form, status=409, reasons=refusal.reasons)
    flash(message, "success")
    return done(url_for(".comments", minutes_id=found.id))


@minutes.post("/minutes/comments/<int:minutes_comment_id>/answer")
def answer(minutes_comment_id: int) -> Response:
    comment = queries.get_comment(minutes_comment_id)
    authorize(current_user, rules.DISPOSE, comment)
    found = queries.get_minutes(comment.minutes_id)
    blank = comment_form(None, ())
    blank.speak_for(())
    form = AnswerForm(request.form)
    if not form.validate():
        return _comments(found, blank, status=422, answering=(comment.id, form))
    try:
        consultation.dispose(
            comment,
            disposition=form.disposition.data,
            reason=form.reason.data or "",
            actor=current_user,
            today=today_in(found),
            now=clock.now(),
        )
    except Refused as refusal:
        answering = (comment.id, form)
        return _comments(found, blank, status=409, reasons=refusal.reasons, answering=answering)
    flash(_("The answer is stored."), "success")
    return done(url_for(".comments", minutes_id=found.id))


@minutes.get("/minutes/<int:minutes_id>/take-back")
def take_back_form(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    return _take_back(found, TakeBackForm())


def _take_back(
    found: Minutes, form: TakeBackForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    return render(
        "minutes/take_back.html",
        status=status,
        minutes=found,
        form=form,
        reasons=reasons,
        crumbs=crumbs(found, below=True),
    )


@minutes.post("/minutes/<int:minutes_id>/take-back")
def take_back(minutes_id: int) -> Response:
    found = queries.get_minutes(minutes_id)
    authorize(current_user, rules.CIRCULATE, found)
    form = TakeBackForm(request.form)
    if not form.validate():
        return _take_back(found, form, 422)
    try:
        consultation.take_back(
            found,
            reason=form.reason.data,
            actor=current_user,
            today=today_in(found),
            now=clock.now(),
        )
    except Refused as refusal:
        return _take_back(found, form, 409, refusal.reasons)
    flash(_("The text is back with the secretariat. Everybody who had it is told."), "success")
    return done(url_for(".show", minutes_id=found.id))
