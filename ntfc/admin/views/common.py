"""What the pages share: the blueprint and the links between them."""

from typing import Any

from flask import Blueprint, current_app, request, url_for

from ntfc.admin import queries
from ntfc.config import Config
from ntfc.i18n import _
from ntfc.jobs import JobKind

bp = Blueprint("admin", __name__, url_prefix="/admin")


def config() -> Config:
    found: Config = current_app.extensions["ntfc.config"]
    return found


def kinds_of_jobs() -> dict[str, JobKind]:
    kinds: dict[str, JobKind] = current_app.extensions["ntfc.jobs"]
    return kinds


@bp.app_template_global("admin_tabs")
def tabs() -> list[tuple[Any, ...]]:
    """Return the pages of this feature, as ui.tabs shows them."""
    pages: list[tuple[Any, ...]] = [
        (_("The site"), "admin.show"),
        (_("Jobs"), "admin.jobs", queries.count_failed()),
        (_("Plugins"), "shelf.show"),
        (_("Audit trail"), "admin.trail"),
    ]
    if config().demo:
        pages.append((_("Outbox"), "admin.outbox"))
    return [
        (title, url_for(endpoint), request.endpoint == endpoint, *(n for n in count if n))
        for title, endpoint, *count in pages
    ]
