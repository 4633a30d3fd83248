"""The lists of papers, the page of one, its versions as files, and who can see it."""

from typing import Any

from flask import Response, request
from flask_login import current_user

from ntfc import clock, files
from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.documents import queries, rules
from ntfc.documents.models import NOT_TAKEN_IN, Access, Document
from ntfc.documents.queries import Filters
from ntfc.documents.service import keeping as service
from ntfc.documents.views.common import (
    bp,
    crumbs_of,
    instance_fonts,
    seen,
    seen_version,
)
from ntfc.errors import Gone
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.permissions import SITE, Actor, authorize, can
from ntfc.transaction import afterwards


@bp.get("/documents/")
def index() -> Response:
    """List the papers of all bodies that the person may read."""
    authorize(current_user, rules.READ_ALL, SITE)
    return _list(None)


@bp.get("/bodies/<int:body_id>/documents")
def of_body(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, committees.READ, body)
    return _list(body)


def _list(body: Body | None) -> Response:
    asked = {name: request.args.get(name, "") for name in ("q", "show", "access")}
    filters = Filters(
        body_id=body.id if body else None,
        show=asked["show"] if asked["show"] in ("drafts", "sent", "withdrawn", "all") else "",
        q=asked["q"].strip(),
        access=next((one for one in Access if one.value == asked["access"]), None),
    )
    page = max(1, request.args.get("page", 1, type=int))
    rows, count = queries.listed(current_user, filters, page)
    return render(
        "documents/index.html",
        "documents/_list.html",
        body=body,
        crumbs=crumbs_of(body)[:1] if body else [],
        rows=rows,
        count=count,
        page=page,
        last=max(1, -(-count // queries.PER_PAGE)),
        filters=filters,
        kept={name: value for name, value in request.args.items() if name != "page" and value},
        accesses=[(one.value, name) for one, name in rules.ACCESSES.items()],
    )


@bp.get("/documents/<int:document_id>")
def show(document_id: int) -> Response:
    document = seen(document_id)
    return render("documents/show.html", "documents/_whole.html", **shown(document))


def shown(document: Document) -> dict[str, Any]:
    """Return all that the page of a paper shows."""
    versions = queries.versions_of(document)
    opens = bool(versions) and can(current_user, rules.TAKE, versions[0])
    if opens and versions[0].written and document.access in rules.LOGGED:
        afterwards(_note_reading, versions[0].id, current_user)
    keeps = can(current_user, rules.KEEP, document)
    settles = document.state in NOT_TAKEN_IN
    here = rules.open_step(document.steps)
    latest_id = versions[0].id if versions else None
    return {
        "document": document,
        "body": document.body,
        "crumbs": crumbs_of(document.body),
        "versions": versions,
        "opens": opens,
        "written": rules.stored(versions[0].written) if opens and versions[0].written else None,
        "titles": rules.TITLES,
        "reference": rules.reference(document, document.latest),
        "steps": queries.steps_of(document),
        "here": here,
        "says": here is not None and can(current_user, rules.ENDORSE, here),
        "sends": document.steps and not any(rules.obstacles_to_sending(document, latest_id)),
        "returned": rules.was_returned(document.steps),
        "endorsed": rules.is_endorsed(document.steps, latest_id),
        "behind": {one.id for one in rules.behind(document.steps, latest_id)},
        "passed": rules.has_passed(document.steps),
        "unread": queries.unread_of(document) if keeps else {},
        "named": {
            step.by_body_id
            for step in document.steps
            if committees.may_name(current_user, step.by_body)
        },
        "keeps": keeps and not settles,
        "settles": settles,
        "spread": rules.SPREAD[document.access],
        "readers": len(document.readers),
    }


@bp.get("/document-versions/<int:version_id>/file")
def take(version_id: int) -> Response:
    """Hand out a version as the file that was sent."""
    version = seen_version(version_id)
    found = queries.file_of(version, instance_fonts())
    if found is None:
        raise Gone(_("This version has no file any more."))
    afterwards(_note_reading, version.id, current_user)
    return files.download(*found)


def _note_reading(version_id: int, reader: Actor) -> None:
    service.note_reading(queries.get_version(version_id), actor=reader, now=clock.now())


@bp.get("/documents/<int:document_id>/who")
def who(document_id: int) -> Response:
    """Answer seat by seat who can see the paper, and why."""
    document = seen(document_id)
    authorize(current_user, rules.WHO, document)
    answers = queries.who_reads(document, clock.today(document.body.time_zone))
    return render(
        "documents/who.html",
        "documents/_who.html",
        document=document,
        crumbs=crumbs_of(document.body, document),
        answers=answers,
        seeing=sum(1 for one in answers if one.grounds and not one.is_vacant),
        people=sum(1 for one in answers if not one.is_vacant),
    )
