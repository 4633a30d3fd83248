"""The mails of a demonstration, which never leave it. On any other site this page is not there."""

from flask import Response, abort, request
from flask_login import current_user

from ntfc.admin import queries, rules
from ntfc.admin.views.common import bp, config
from ntfc.htmx import render
from ntfc.permissions import SITE, authorize


@bp.get("/outbox")
def outbox() -> Response:
    authorize(current_user, rules.READ_OUTBOX, SITE)
    if not config().demo:
        abort(404)
    before = request.args.get("before", type=int)
    rows, following = queries.mails(before)
    return render("admin/outbox.html", rows=rows, following=following, is_first=before is None)


@bp.get("/outbox/<int:job_id>")
def mail(job_id: int) -> Response:
    authorize(current_user, rules.READ_OUTBOX, SITE)
    if not config().demo:
        abort(404)
    found = queries.get_mail(job_id)
    parts = list(rules.parts_of(found.payload["body"]))
    return render("admin/mail.html", mail=found.payload, written_at=found.created_at, parts=parts)
