"""How plugins in the browser join in."""

import os
import sys
from collections.abc import Iterator
from datetime import date
from subprocess import DEVNULL, run
from typing import Any

from flask import current_app, url_for

from ntfc.config import Config
from ntfc.i18n import _
from ntfc.jobs import JobKind
from ntfc.paths import PACKAGE
from ntfc.permissions import SITE, Actor, can
from ntfc.plugins import Plugin, Waiting, hookimpl
from ntfc.shelf import rules
from ntfc.shelf.views import bp

CARRY_OUT = "from ntfc import shelving; shelving.main()"
TRAIL = {
    "plugin.change_asked": _("A change of plugins was asked for"),
    "plugin.change_failed": _("A change of plugins failed"),
    "plugin.shelf_read": _("The shelf of plugins was read"),
    "plugin.set": _("A setting of a plugin was changed"),
}


def carry_out(payload: dict[str, Any]) -> None:
    """Do a change in a process of its own: what it loads and may break is gone with it."""
    config: Config = current_app.extensions["ntfc.config"]
    words = [str(payload["change"]), str(payload["person"])]
    run(  # noqa: S603  -- our own words
        [sys.executable, "-P", "-c", CARRY_OUT, *words],
        stdin=DEVNULL,
        cwd=config.instance,
        env=_environment(config),
        check=True,
    )


def _environment(config: Config) -> dict[str, str]:
    """Return what the process is to find: the same instance, and the same database."""
    found = {**os.environ, "NTFC_INSTANCE": str(config.instance)}
    if config.database_url:
        found["NTFC_DATABASE_URL"] = config.database_url
    if "site-packages" not in PACKAGE.parts:  # a checkout
        found["PYTHONPATH"] = str(PACKAGE.parent)
    return found


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Tell administrators of plugins that are on and not loaded."""
    aside: dict[str, str] = current_app.extensions["ntfc.set_aside"]
    if not aside or not can(actor, rules.SEE, SITE):
        return
    for name, reason in sorted(aside.items()):
        yield Waiting(
            title=_("The plugin %(plugin)s is set aside", plugin=name),
            reason=reason,
            url=url_for("shelf.plugin", name=name),
            button=_("Look at it"),
            due=today,
        )


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="shelf",
        title=_("Plugins"),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        jobs=(JobKind(name=rules.JOB, run=carry_out),),
        trail=TRAIL,
    )
