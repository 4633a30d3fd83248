"""Papers at the items of an agenda: adding one, taking it off, and those for everybody."""

from typing import Any

from flask import Response, abort, current_app, flash, request
from flask_login import current_user

from ntfc import clock, files, uploads
from ntfc.agendas import queries, rules
from ntfc.agendas.forms.papers import KnownPaperForm, NewPaperForm, SentPaperForm
from ntfc.agendas.models import AgendaItem
from ntfc.agendas.service import papers as service
from ntfc.agendas.views.common import bp, crumbs_of, page_url, seen_item
from ntfc.documents import queries as documents
from ntfc.documents.service import keeping
from ntfc.documents.service.keeping import Content
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.meetings.rules import bodies_of
from ntfc.permissions import COME_IN, SITE, authorize
from ntfc.uploads import Sent, WithFile, taken_with_file


def _allowed(item_id: int) -> AgendaItem:
    item = seen_item(item_id)
    authorize(current_user, rules.ATTACH, item)
    return item


@bp.route("/agenda-items/<int:item_id>/papers/new", methods=["GET", "POST"])
def add_paper(item_id: int) -> Response:
    """Take a new paper and put it at the item; or offer those that are there already."""
    sent = uploads.sent("file", lambda: _allowed(item_id))
    item = _allowed(item_id)
    form = typed(NewPaperForm)
    body = item.agenda.body

    def act(found: Sent) -> str:
        document = keeping.add(
            body,
            facts={"title": form.title.data or "", "access": form.access.data},
            content=Content.of(found),
            actor=current_user,
            now=clock.now(),
        )
        service.attach(item, document=document, actor=current_user, now=clock.now())
        return page_url(item.agenda)

    after, status = taken_with_file(form, sent, act)
    if after is not None:
        flash(_("The paper stands at the item."), "success")
        return done(after)
    return _page(item, form, status)


@bp.route("/agenda-items/<int:item_id>/papers/send-in", methods=["GET", "POST"])
def send_paper(item_id: int) -> Response:
    """Send a paper to the secretariat for an item."""
    sent = uploads.sent("file", lambda: _may_send(item_id))
    item = _may_send(item_id)
    form = typed(SentPaperForm)

    def act(found: Sent) -> str:
        service.send_in(
            item,
            title=form.title.data or "",
            content=Content.of(found),
            actor=current_user,
            now=clock.now(),
        )
        return page_url(item.agenda)

    after, status = taken_with_file(form, sent, act)
    if after is not None:
        flash(_("The paper is with the secretariat. You are told what becomes of it."), "success")
        return done(after)
    return _show(
        item, form, status, title=_("Send a paper to the secretariat"), known=None, more=False
    )


def _may_send(item_id: int) -> AgendaItem:
    item = seen_item(item_id)
    authorize(current_user, rules.SEND_PAPER, item)
    return item


def _page(item: AgendaItem, form: WithFile, status: int) -> Response:
    known, q = KnownPaperForm(), request.args.get("q", "").strip()[:100]
    papers, more = queries.papers_to_add(item, current_user, q)
    known.offer(papers)
    more = more or bool(q)  # whoever looked for one may look for another
    return _show(item, form, status, title=_("Add a paper"), known=known, q=q, more=more)


def _show(item: AgendaItem, form: WithFile, status: int, **page: Any) -> Response:
    return render(
        "agendas/paper.html",
        "agendas/_paper.html",
        status=status,
        item=item,
        form=form,
        action=request.path,
        **page,
        late=rules.comes_late(item),
        crumbs=crumbs_of(item.agenda.meeting, within=True),
        back=page_url(item.agenda),
    )


@bp.post("/agenda-items/<int:item_id>/papers")
def add_known_paper(item_id: int) -> Response:
    item = _allowed(item_id)
    document = documents.get_document(request.form.get("document_id", 0, type=int))
    service.attach(item, document=document, actor=current_user, now=clock.now())
    flash(_("The paper stands at the item."), "success")
    return done(page_url(item.agenda))


@bp.post("/item-papers/<int:attachment_id>/remove")
def remove_paper(attachment_id: int) -> Response:
    paper = queries.get_item_paper(attachment_id)
    item = paper.item
    authorize(current_user, rules.ATTACH, item)
    service.detach(item, paper=paper, actor=current_user)
    flash(_("The paper no longer stands at the item. It stays among the papers."), "success")
    return done(page_url(item.agenda))


@bp.get("/announced/papers/<int:attachment_id>")
def take_announced(attachment_id: int) -> Response:
    """Hand a public paper of a meeting in public to everybody."""
    authorize(current_user, COME_IN, SITE)
    paper = queries.get_item_paper(attachment_id)
    restricted = any(body.is_restricted for body in bodies_of(paper.item.agenda.meeting))
    version = documents.latest_of(paper.document)
    fonts = current_app.extensions["ntfc.config"].instance / "fonts"
    is_out = rules.is_announced(paper, restricted)
    found = documents.file_of(version, fonts) if is_out and version is not None else None
    return files.download(*found) if found is not None else abort(404)
