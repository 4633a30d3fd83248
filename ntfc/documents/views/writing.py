"""Writing a paper here: its parts, each save a version, and what changed when two wrote."""

from collections.abc import Mapping
from typing import Any

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.differences import Change, word_changes
from ntfc.documents import queries, rules
from ntfc.documents.forms import RewriteForm, WriteForm
from ntfc.documents.models import DocumentVersion
from ntfc.documents.service import keeping as service
from ntfc.documents.service.keeping import Content
from ntfc.documents.views.common import ask, bp, crumbs_of, page_url, seen
from ntfc.errors import Overtaken
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.permissions import authorize


@bp.route("/bodies/<int:body_id>/documents/write", methods=["GET", "POST"])
def write(body_id: int) -> Response:
    """Begin a paper in the shape of a committee paper; it is a draft until it is given out."""
    body = queries.get_body(body_id)
    authorize(current_user, rules.ADD, body)
    form = typed(WriteForm)

    def act() -> str:
        said = {name: form[name].data or "" for name in ("title", "source")}
        made = service.add(
            body,
            facts={**said, "access": form.access.data},
            content=Content(written=rules.parts_of(form.values)),
            is_draft=True,
            actor=current_user,
            now=clock.now(),
        )
        return page_url(made)

    return ask(
        form,
        act,
        _("The draft is kept. Give it to its readers when it is ready."),
        title=_("Write a paper"),
        button=_("Keep the draft"),
        crumbs=crumbs_of(body),
        back=url_for(".of_body", body_id=body.id),
    )


@bp.route("/documents/<int:document_id>/rewrite", methods=["GET", "POST"])
def rewrite(document_id: int) -> Response:
    """Write a further version, from the latest one."""
    document = seen(document_id)
    authorize(current_user, rules.KEEP, document)
    latest = queries.latest_of(document)
    stored = rules.stored(latest.written if latest else None)
    form = typed(RewriteForm, **stored, seen=document.latest)
    page: dict[str, Any] = {}

    def act() -> str:
        before = form.seen.data or ""
        try:
            service.add_version(
                document,
                content=Content(written=rules.parts_of(form.values)),
                change=form.change.data,
                seen=int(before) if before.isdecimal() else 0,
                actor=current_user,
                now=clock.now(),
            )
        except Overtaken:
            form.seen.data = str(document.latest)
            page["theirs"] = latest
            page["differences"] = differences(latest, rules.parts_of(form.values))
            raise
        return page_url(document)

    return ask(
        form,
        act,
        _("The new version is here. The ones before stay."),
        title=_("Write a new version"),
        lead=document.title,
        beside="documents/_theirs.html",
        page=page,
        button=_("Keep as a new version"),
        crumbs=crumbs_of(document.body, document),
        back=page_url(document),
    )


def differences(
    theirs: DocumentVersion | None, mine: Mapping[str, Any]
) -> list[tuple[str, list[Change]]]:
    """Return, part by part, how what was typed differs from what somebody else stored."""
    stored, typed_now = rules.plain(theirs.written if theirs else None), rules.plain(mine)
    return [
        (str(rules.TITLES[name]), word_changes(stored[name], typed_now[name]))
        for name in rules.TITLES
        if stored[name] != typed_now[name]
    ]
