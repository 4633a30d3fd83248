"""Sending a paper in from the table, and the answer of the secretariat."""

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock, uploads
from ntfc.documents import queries, rules
from ntfc.documents.forms import SendBackForm, SendInForm, TakeInForm
from ntfc.documents.service import sending_in as service
from ntfc.documents.service.keeping import Content
from ntfc.documents.views.common import ask, ask_for_file, bp, crumbs_of, page_url, seen
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.uploads import Sent


@bp.route("/bodies/<int:body_id>/documents/send-in", methods=["GET", "POST"])
def send_in(body_id: int) -> Response:
    sent = uploads.sent(
        "file", lambda: authorize(current_user, rules.SEND_IN, queries.get_body(body_id))
    )
    body = queries.get_body(body_id)
    authorize(current_user, rules.SEND_IN, body)
    form = typed(SendInForm)

    def act(found: Sent) -> str:
        made = service.send_in(
            body,
            facts={name: form[name].data or "" for name in ("title", "source")},
            content=Content.of(found),
            actor=current_user,
            now=clock.now(),
        )
        return page_url(made)

    return ask_for_file(
        form,
        sent,
        act,
        _("The paper is with the secretariat. You are told what becomes of it."),
        title=_("Send a paper to the secretariat"),
        lead=_("The secretariat says who reads it, or returns it with a reason."),
        button=_("Send it"),
        crumbs=crumbs_of(body),
        back=url_for(".of_body", body_id=body.id),
    )


@bp.route("/documents/<int:document_id>/take-in", methods=["GET", "POST"])
def take_in(document_id: int) -> Response:
    document = seen(document_id)
    authorize(current_user, rules.SETTLE, document)
    form = typed(TakeInForm, title=document.title, access=document.access)

    def act() -> str:
        service.take_in(
            document,
            title=form.title.data,
            access=form.access.data,
            actor=current_user,
            now=clock.now(),
        )
        return page_url(document)

    return ask(
        form,
        act,
        _("The paper is taken in. Whoever sent it is told."),
        title=_("Take the paper in"),
        lead=document.title,
        button=_("Take the paper in"),
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )


@bp.route("/documents/<int:document_id>/send-back", methods=["GET", "POST"])
def send_back(document_id: int) -> Response:
    document = seen(document_id)
    authorize(current_user, rules.SETTLE, document)
    form = typed(SendBackForm)

    def act() -> str:
        service.send_back(document, reason=form.reason.data, actor=current_user, now=clock.now())
        return page_url(document)

    return ask(
        form,
        act,
        _("The paper is returned. Whoever sent it is told why."),
        title=_("Return the paper"),
        lead=document.title,
        button=_("Return it"),
        tone="danger",
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )
