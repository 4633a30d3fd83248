"""Adding a paper, and a version of one: a file that was looked into before anything is locked."""

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock, uploads
from ntfc.committees.queries import person_choices
from ntfc.documents import queries, rules
from ntfc.documents.forms import AddForm, VersionForm
from ntfc.documents.service import keeping as service
from ntfc.documents.service.keeping import Content
from ntfc.documents.views.common import ask_for_file, bp, crumbs_of, page_url, seen
from ntfc.errors import Overtaken
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.permissions import authorize
from ntfc.uploads import Sent


@bp.route("/bodies/<int:body_id>/documents/new", methods=["GET", "POST"])
def add(body_id: int) -> Response:
    sent = uploads.sent(
        "file", lambda: authorize(current_user, rules.ADD, queries.get_body(body_id))
    )
    body = queries.get_body(body_id)
    authorize(current_user, rules.ADD, body)
    form = typed(AddForm)
    form.offer(person_choices())

    def act(found: Sent) -> str:
        said = {name: form[name].data or "" for name in ("title", "source")}
        made = service.add(
            body,
            facts={**said, "access": form.access.data},
            content=Content.of(found),
            is_draft=form.is_draft.data,
            readers=form.reader_ids.data,
            actor=current_user,
            now=clock.now(),
        )
        return page_url(made)

    return ask_for_file(
        form,
        sent,
        act,
        _("The paper is added."),
        title=_("Add a paper"),
        button=_("Add the paper"),
        crumbs=crumbs_of(body),
        back=url_for(".of_body", body_id=body.id),
    )


@bp.route("/documents/<int:document_id>/versions/new", methods=["GET", "POST"])
def add_version(document_id: int) -> Response:
    sent = uploads.sent("file", lambda: authorize(current_user, rules.KEEP, seen(document_id)))
    document = seen(document_id)
    authorize(current_user, rules.KEEP, document)
    form = typed(VersionForm, seen=document.latest)

    def act(found: Sent) -> str:
        before = form.seen.data or ""
        try:
            service.add_version(
                document,
                content=Content.of(found),
                change=form.change.data,
                seen=int(before) if before.isdecimal() else 0,
                actor=current_user,
                now=clock.now(),
            )
        except Overtaken:
            form.seen.data = str(document.latest)  # sent once more, it goes behind that one
            raise
        return page_url(document)

    return ask_for_file(
        form,
        sent,
        act,
        _("The new version is here. The ones before stay."),
        title=_("A new version"),
        lead=document.title,
        beside="documents/_latest.html",
        latest=queries.latest_of(document),
        button=_("Add the version"),
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )
