"""The joint review of a draft: opened, commented on, extended, answered."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.errors import FieldRefused, Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.links.service import Issued
from ntfc.mandates import queries, rules, service
from ntfc.mandates.forms import (
    CommentForm,
    DispositionForm,
    ExtensionForm,
    ReviewForm,
    comment_form,
)
from ntfc.mandates.models import TermsOfReference
from ntfc.mandates.rules import sections
from ntfc.mandates.rules.wording import DISPOSITIONS
from ntfc.once import told
from ntfc.permissions import authorize

bp = Blueprint("reviews", __name__)


@bp.get("/terms-of-reference/<int:terms_id>/review")
def open_form(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.OPEN_REVIEW, terms)
    return _review_page(terms, ReviewForm())


def _review_page(
    terms: TermsOfReference, form: ReviewForm, status: int = 200, reasons: Sequence[str] = ()
) -> Response:
    return render(
        "mandates/review.html",
        "mandates/_review_form.html",
        status=status,
        terms=terms,
        body=terms.body,
        form=form,
        reasons=reasons,
        extending=isinstance(form, ExtensionForm),
    )


@bp.post("/terms-of-reference/<int:terms_id>/review")
def open_review(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.OPEN_REVIEW, terms)
    form = ReviewForm(request.form)
    if not form.validate():
        return _review_page(terms, form, 422)
    today = clock.today(terms.body.time_zone)
    try:
        issued = service.open_review(
            terms, **form.values, actor=current_user, today=today, now=clock.now()
        )
    except Refused as refusal:
        return _review_page(terms, form, 409, refusal.reasons)
    return _asked(
        terms,
        issued,
        _("The draft is open for comments. Everybody who takes part in the body is asked."),
    )


@bp.get("/terms-of-reference/<int:terms_id>/review/extend")
def extend_form(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.OPEN_REVIEW, terms)
    return _review_page(terms, ExtensionForm())


@bp.post("/terms-of-reference/<int:terms_id>/review/extend")
def extend(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.OPEN_REVIEW, terms)
    form = ExtensionForm(request.form)
    if not form.validate():
        return _review_page(terms, form, 422)
    today = clock.today(terms.body.time_zone)
    try:
        issued = service.extend_review(
            terms, **form.values, actor=current_user, today=today, now=clock.now()
        )
    except Refused as refusal:
        return _review_page(terms, form, 409, refusal.reasons)
    return _asked(terms, issued, _("The review is extended. Everybody who was asked is told."))


def _asked(terms: TermsOfReference, issued: Sequence[Issued], told: str) -> Response:
    """Say that it is done; links that no mail carried are shown, this once, to hand over."""
    flash(told, "success")
    if not issued:
        return done(url_for(".comments", terms_id=terms.id))
    return render("mandates/hand_over.html", terms=terms, body=terms.body, handed=issued)


@bp.get("/terms-of-reference/<int:terms_id>/comments")
def comments(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.VIEW_COMMENTS, terms)
    own = queries.institutions_of(current_user.person_id, terms.body)
    return _comments(terms, comment_form(None, own))


def _comments(
    terms: TermsOfReference,
    form: CommentForm,
    *,
    status: int = 200,
    reasons: Sequence[str] = (),
    answering: tuple[int, DispositionForm] | None = None,
) -> Response:
    today = clock.today(terms.body.time_zone)
    said = queries.comments_on(terms)
    context: dict[str, Any] = {
        "terms": terms,
        "body": terms.body,
        "comments": said,
        "spoke": {comment.person_id for comment in said},
        "requests": queries.requests_of(terms),
        "title_of": sections.title_of,
        "dispositions": DISPOSITIONS,
        "under_review": rules.is_under_review(terms, today),
        "reviewed": rules.is_reviewed(terms, today),
        "days": rules.review_days(terms.review_opened_on, terms.review_closes_on)
        if terms.review_opened_on and terms.review_closes_on
        else None,
        "form": form,
        "reasons": reasons,
        "answering": answering,
        "new_answer": DispositionForm,
    }
    return render("mandates/comments.html", "mandates/_comments.html", status=status, **context)


@bp.post("/terms-of-reference/<int:terms_id>/comments")
def add_comment(terms_id: int) -> Response:
    terms = queries.get_terms(terms_id)
    authorize(current_user, rules.COMMENT, terms)
    own = queries.institutions_of(current_user.person_id, terms.body)
    form = comment_form(request.form, own)
    if not form.validate():
        return _comments(terms, form, status=422)
    today = clock.today(terms.body.time_zone)
    try:
        message = told(
            lambda: service.comment(
                terms, **form.spoken, actor=current_user, today=today, now=clock.now()
            ),
            _("Your comment is stored. You will read here what became of it."),
        )
    except FieldRefused as refusal:
        form.refuse(refusal.field, refusal.reason)
        return _comments(terms, form, status=422)
    except Refused as refusal:
        return _comments(terms, form, status=409, reasons=refusal.reasons)
    flash(message, "success")
    return done(url_for(".comments", terms_id=terms.id))


@bp.post("/comments/<int:comment_id>/answer")
def answer(comment_id: int) -> Response:
    comment = queries.get_comment(comment_id)
    authorize(current_user, rules.DISPOSE, comment)
    terms = queries.get_terms(comment.terms_id)
    blank = comment_form(None, queries.institutions_of(current_user.person_id, terms.body))
    form = DispositionForm(request.form)
    if not form.validate():
        return _comments(terms, blank, status=422, answering=(comment.id, form))
    today = clock.today(terms.body.time_zone)
    try:
        service.dispose(
            comment,
            disposition=form.disposition.data,
            reason=form.reason.data or "",
            actor=current_user,
            today=today,
            now=clock.now(),
        )
    except Refused as refusal:
        answering = (comment.id, form)
        return _comments(terms, blank, status=409, reasons=refusal.reasons, answering=answering)
    flash(_("The answer is stored."), "success")
    return done(url_for(".comments", terms_id=terms.id))
