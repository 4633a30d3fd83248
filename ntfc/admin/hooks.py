"""How running the site joins in."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import url_for

from ntfc import audit
from ntfc.admin import queries, rules, service
from ntfc.admin.views import bp
from ntfc.db import db
from ntfc.i18n import _, ngettext
from ntfc.jobs import JobKind
from ntfc.permissions import SITE, SYSTEM, Actor, can
from ntfc.plugins import NavItem, Plugin, Waiting, hookimpl
from ntfc.transaction import unit_of_work

TRAIL = {
    "job.repeated": _("A job was tried again"),
    "job.dropped": _("A job was dropped"),
    "plugin.checked": _("A plugin was checked"),
    "plugin.installed": _("A plugin was installed"),
    "plugin.taken_back": _("A new version of a plugin was taken back"),
    "plugin.on": _("A plugin was turned on"),
    "plugin.off": _("A plugin was turned off"),
    "plugin.uninstalled": _("A plugin was uninstalled"),
    "plugin.purged": _("A plugin and its data were deleted"),
    "trail.check_asked": _("A check of the audit trail was asked for"),
    "trail.checked": _("The audit trail was checked"),
}


def check_trail(_payload: dict[str, Any]) -> None:
    """Check the whole trail; reading it takes no lock, so nobody waits for it."""
    faults = audit.verify()
    db.session.rollback()
    with unit_of_work():
        service.note_check(SITE, faults=faults, actor=SYSTEM)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="admin",
        title=_("Administration"),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("Administration"),
                endpoint="admin.show",
                icon="settings",
                order=90,
                permission=rules.LOOK,
            ),
        ),
        jobs=(JobKind(name=rules.CHECK, run=check_trail, every=timedelta(days=1)),),
        trail=TRAIL,
    )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Tell administrators of work that failed and of a trail that is broken."""
    if can(actor, rules.MANAGE_JOBS, SITE):
        yield from _failed(today)
    if can(actor, rules.CHECK_TRAIL, SITE):
        yield from _broken(today)


def _failed(today: date) -> Iterator[Waiting]:
    count = queries.count_failed()
    if count:
        yield Waiting(
            title=ngettext("%(num)d job failed", "%(num)d jobs failed", count),
            reason=_("The site gave up: a mail that did not leave, for example."),
            url=url_for("admin.jobs"),
            button=_("Look at the jobs"),
            due=today,
        )


def _broken(today: date) -> Iterator[Waiting]:
    checked = queries.last_check()
    if checked is not None and checked.faults:
        yield Waiting(
            title=_("The audit trail is broken"),
            reason=_("The last check found an entry altered, inserted or removed."),
            url=url_for("admin.show"),
            button=_("See what was found"),
            due=today,
        )
