"""What the pages share: the blueprint, the second factor, and asking for a change."""

from datetime import datetime
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.accounts import queries as accounts
from ntfc.accounts.service import second_factor
from ntfc.config import Config
from ntfc.errors import Refused
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import SITE
from ntfc.shelf import queries, service
from ntfc.shelf.forms import CodeForm
from ntfc.shelf.models import PluginChange, What
from ntfc.shelf.rules import State

F = TypeVar("F", bound=CodeForm)

bp = Blueprint("shelf", __name__, url_prefix="/admin")

STATES = {
    State.ON: (_("on"), "success"),
    State.ASIDE: (_("set aside"), "danger"),
    State.AWAITED: (_("on, not taken up yet"), "warning"),
    State.OFF: (_("off"), "neutral"),
    State.KEPT: (_("not installed; its data is kept"), "neutral"),
}
BUTTONS = {
    What.CHECK: _("Check again"),
    What.ON: _("Turn on"),
    What.OFF: _("Turn off"),
    What.UNINSTALL: _("Uninstall"),
    What.PURGE: _("Delete with its data"),
}


def config() -> Config:
    found: Config = current_app.extensions["ntfc.config"]
    return found


@bp.app_template_global("plugin_change_title")
def title_of(what: What, plugin: str) -> str:
    """Return what a change is called, with the plugin it is about."""
    return {
        What.READ: _("Read the shelf"),
        What.INSTALL: _("Install %(plugin)s", plugin=plugin),
        What.CHECK: _("Check %(plugin)s again", plugin=plugin),
        What.ON: _("Turn %(plugin)s on", plugin=plugin),
        What.OFF: _("Turn %(plugin)s off", plugin=plugin),
        What.UNINSTALL: _("Uninstall %(plugin)s", plugin=plugin),
        What.PURGE: _("Delete %(plugin)s with its data", plugin=plugin),
    }[what]


def has_factor() -> bool:
    """Tell whether whoever is signed in has a second factor to confirm with."""
    return accounts.safety_of(current_user.person_id).factor_since is not None


def asking(form: F) -> F:
    """Return a form as it asks here: in a demonstration nobody has a password, and so no code."""
    if config().demo:
        del form.code
    return form


def confirmed(form: CodeForm, now: datetime) -> bool:
    """Tell whether a fresh code was given; what is wrong with it is shown at its field."""
    if config().demo:
        return True
    person = accounts.person(current_user.person_id)
    try:
        second_factor.confirm(
            person,
            form.code.data,
            address=request.remote_addr or "",
            actor=current_user,
            now=now,
        )
    except Refused as refused:
        for reason in refused.reasons:
            form.refuse("code", reason)
        return False
    return True


def asked(change: PluginChange) -> Response:
    """Have a change done, and lead to the page that tells how far it is."""
    service.ask(SITE, change, actor=current_user, now=clock.now())
    flash(_("It is being done; this page tells how far it is."), "success")
    return done(url_for("shelf.change", change_id=change.id))


def shared() -> dict[str, Any]:
    """Return what each page of a change needs beside its own."""
    is_demo = config().demo
    return {
        "has_factor": is_demo or has_factor(),
        "asks_nothing": is_demo,
        "busy": queries.open_change(),
    }
