"""The state of the site on one page."""

from typing import Any

from flask import Response, current_app, flash, url_for
from flask_login import current_user
from sqlalchemy.engine import make_url

from ntfc import __version__, audit, backup, clock, mail
from ntfc.admin import queries, rules, service
from ntfc.admin.views.common import bp, config, kinds_of_jobs
from ntfc.config import SECRET, SETTINGS
from ntfc.db import db
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import SITE, authorize
from ntfc.plugins.installed import InstalledPlugin

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@bp.get("")
def show() -> Response:
    authorize(current_user, rules.LOOK, SITE)
    return render("admin/show.html", "admin/_trail_state.html", **state(), **trail_state())


@bp.post("/trail/check")
def check_trail() -> Response:
    authorize(current_user, rules.CHECK_TRAIL, SITE)
    service.check_trail(SITE, actor=current_user)
    flash(_("The trail is being checked; the result appears here in a moment."), "success")
    return done(url_for(".show"), "admin/_trail_state.html", **trail_state())


def trail_state() -> dict[str, Any]:
    return {
        "checked": queries.last_check(),
        "is_check_waiting": queries.is_check_waiting(),
        "key_fault": audit.key_fault(),
    }


def state() -> dict[str, Any]:
    """Return all that the page shows of the site."""
    now = clock.now()
    counts = queries.job_counts(now, kinds_of_jobs())
    return {
        "version": __version__,
        "database": DATABASES[make_url(config().url).get_backend_name()],
        "can_send": mail.can_send(),
        "saved_at": backup.last(config()),
        "counts": counts,
        "stands_still": rules.is_standing_still(counts.oldest_due, now),
        "plugins": plugins(),
        "settings": settings(),
    }


def plugins() -> list[tuple[str, str, str]]:
    """Return each plugin with its state and, if it was set aside, the reason."""
    aside: dict[str, str] = current_app.extensions["ntfc.set_aside"]
    known = {row.name: row.is_on for row in db.session.scalars(db.select(InstalledPlugin))}
    names = sorted({*known, *aside, *config().plugins})
    return [(name, _plugin_state(name, aside), aside.get(name, "")) for name in names]


def _plugin_state(name: str, aside: dict[str, str]) -> str:
    if name in aside:
        return "aside"
    return "on" if name in config().plugins else "off"


def settings() -> list[tuple[str, str | None]]:
    """Return each setting with its value; of a secret only whether there is one."""
    return [(name, _shown(name, getattr(config(), name))) for name in SETTINGS]


def _shown(name: str, value: Any) -> str | None:
    if name in SECRET:
        return str(_("set, and not shown")) if value else None
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return str(value) or None
