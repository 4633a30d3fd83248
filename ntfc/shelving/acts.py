"""The changes one by one, each made by the very functions that the commands call."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ntfc import installer, instance, migrate, removal, serve, upkeep
from ntfc.app import create_app
from ntfc.config import Config
from ntfc.db import db
from ntfc.errors import Misconfigured
from ntfc.i18n import _, in_one
from ntfc.permissions import Actor
from ntfc.plugins import generations
from ntfc.plugins.discovery import discover
from ntfc.plugins.installed import Inventory, folder_of, inventory
from ntfc.shelf import queries, rules
from ntfc.shelf.models import PluginChange, What
from ntfc.shelving import reading
from ntfc.transaction import unit_of_work


@dataclass(frozen=True)
class Before:
    """How the site was before a change."""

    known: Inventory
    stand: frozenset[str]  # revisions of the tables of the plugin; none where it has none


@dataclass(frozen=True)
class Work:
    """One change, with all that is needed to do it."""

    config: Config
    change: PluginChange
    actor: Actor
    tell: Callable[[str], None]
    saved: list[Path] = field(default_factory=list)  # the site as it was before tables changed
    along: list[str] = field(default_factory=list)  # plugins that came because it needs them

    @property
    def name(self) -> str:
        return self.change.plugin

    @property
    def folder(self) -> Path:
        return self.config.instance / "shelf"

    @property
    def shelf(self) -> Path | None:
        return self.folder if self.folder.is_dir() else None

    def keep(self, saved: Path | None) -> None:
        """Note where the site was saved, if it was."""
        self.saved.extend([saved] if saved is not None else [])

    def how(self) -> dict[str, Any]:
        """Return how installing and removing are to be done; what is needed is on the shelf."""
        return {"actor": self.actor, "shelf": self.shelf, "tell": self.tell}


def do(work: Work) -> str:
    """Make the change, have the running site take it up, and say in words what came of it.

    This process has the program as it is now, which the running site may not have loaded yet.
    """
    upkeep.recheck(work.config)
    if work.change.what is What.READ:
        work.tell("read")
        return reading.read(work.config, actor=work.actor)
    before = Before(inventory(work.config), _stand(work))
    told = ACTS[work.change.what](work)
    try:
        if work.change.what in BEGINNING:
            told = _with_saved(work, told)
            _refuse_spoiler(work)
        return _taken_up(work, told)
    except (Misconfigured, serve.ReloadError) as error:
        raise _taken_back(work, before, error) from error


def take_up(work: Work) -> str:
    """Have the running site take up a change that was made by a process that then ended."""
    try:
        return _taken_up(work, _("It was made."))
    except serve.ReloadError as error:
        raise Misconfigured(_not_taken_up(str(error))) from error


def is_made(work: Work) -> bool:
    """Tell whether a change that was cut off had been made and kept all the same."""
    known = inventory(work.config)
    found = discover(folder_of(work.config, known.generation)).get(work.name)
    row = known.plugins.get(work.name)
    is_on = row is not None and row.is_on
    match work.change.what:
        case What.INSTALL:
            wheels = generations.wheels_of(work.config, known)
            return is_on and work.change.sum in map(generations.sum_of, wheels)
        case What.ON:
            return is_on
        case What.OFF:
            return not is_on
        case What.UNINSTALL:
            return found is None
        case What.PURGE:
            return row is None
        case _:
            return False


def clear(work: Work) -> None:
    """Take away what a change left that was cut off, and keep what is in use."""
    with generations.alone(work.config):
        generations.clear(work.config, generations.number_of(inventory(work.config)))


def _refuse_spoiler(work: Work) -> None:
    """Put the site together as its processes will: a plugin that spoils that is taken back."""
    whole = instance.with_plugins(work.config)
    try:
        aside = create_app(whole).extensions["ntfc.set_aside"]
        fault = aside.get(work.name, "")
    except (Exception, SystemExit) as error:
        raise Misconfigured(_("The site does not start with it: %(error)s", error=error)) from error
    if fault:
        raise Misconfigured(fault)


def _with_saved(work: Work, told: str) -> str:
    """Add where the site was saved, for whoever keeps the server: the file holds its keys."""
    if not work.saved:
        return told
    return _(
        "%(told)s Tables that hold data changed: the site as it was just before is saved in %(file)s.",
        told=told,
        file=work.saved[0].name,
    )


def _taken_up(work: Work, told: str) -> str:
    work.tell("reload")
    if serve.request_reload(work.config.instance):
        return told
    return _("%(told)s It counts from the next start of the site.", told=told)


def _stand(work: Work) -> frozenset[str]:
    """Return at which revisions the tables of the plugin are."""
    with unit_of_work():
        return frozenset(migrate.revisions(db.session.connection(), work.name))


def _taken_back(work: Work, before: Before, error: Exception) -> Misconfigured:
    """Undo what the site could not take up, where that leads back to how it was, and say so."""
    reason = str(error) if isinstance(error, serve.ReloadError) else error.args[0]
    what, is_new = work.change.what, work.name not in before.known.on
    if what is What.INSTALL and _had_files(work, before):
        return _gone_back(work, before, reason)
    if what is What.INSTALL and is_new:
        how: dict[str, Any] = {"actor": work.actor, "shelf": work.shelf}
        removal.take_back(work.config, [work.name, *work.along], before.known, **how)
    elif what is What.ON and is_new:
        installer.turn_off(work.config, work.name, actor=work.actor)
    elif what is What.OFF:
        installer.turn_on(work.config, work.name, actor=work.actor)
    else:
        return Misconfigured(_not_taken_up(reason))
    return Misconfigured(_("The change was taken back. %(reason)s", reason=reason))


def _had_files(work: Work, before: Before) -> bool:
    """Tell whether a version of the plugin lay among the plugins of the site before."""
    folder = folder_of(work.config, before.known.generation)
    found = discover(folder).get(work.name)
    return found is not None and found.root == folder


def _gone_back(work: Work, before: Before, reason: str) -> Misconfigured:
    """Bring the former version back, unless its tables were changed; then the new one is off."""
    is_fresh = not before.stand
    if not is_fresh and _stand(work) != before.stand:
        installer.turn_off(work.config, work.name, actor=work.actor)
        return Misconfigured(
            _(
                "The new version of %(plugin)s is installed and off: it changed tables already, "
                "and the former version cannot read them. Its data is kept. Install a version that "
                "mends it; or whoever keeps the server brings the whole site back as it was just "
                "before, from %(file)s, with “ntfc backup restore”. %(reason)s",
                plugin=work.name,
                file=work.saved[0].name if work.saved else "?",
                reason=reason,
            )
        )
    try:
        how: dict[str, Any] = {"actor": work.actor, "is_fresh": is_fresh}
        removal.go_back(work.config, work.name, before.known, **how)
    except (Misconfigured, OSError):
        return Misconfigured(_not_taken_up(reason))
    return Misconfigured(_("The change was taken back. %(reason)s", reason=reason))


def _not_taken_up(reason: str) -> str:
    return _("The change is made, but the running site is as it was. %(reason)s", reason=reason)


def _install(work: Work) -> str:
    work.tell("fetch")
    with tempfile.TemporaryDirectory() as beside:
        copy = Path(beside) / work.change.file  # what is compared is what is installed
        try:
            shutil.copy(work.folder / work.change.file, copy)
        except FileNotFoundError as error:
            raise Misconfigured(_("The file is not on the shelf any more.")) from error
        except OSError as error:
            raise Misconfigured(rules.UNREADABLE) from error
        if generations.sum_of(copy) != work.change.sum:
            raise Misconfigured(_("The file changed since it was read. Have the shelf read again."))
        with unit_of_work():
            needs = queries.facts_of(work.change.file, work.change.sum).get("needs", {})
        done = installer.install(work.config, copy, on=True, needs=needs, **work.how())
    work.keep(done.saved)
    work.along.extend(each.name for each in done.plugins if each.name != work.name)
    if work.along:
        return _(
            "%(plugin)s is installed and on, and with it %(others)s.",
            plugin=work.name,
            others=in_one(work.along),
        )
    return _("%(plugin)s is installed and on.", plugin=work.name)


def _check(work: Work) -> str:
    work.tell("try")
    fault = installer.check(work.config, work.name, actor=work.actor)
    if fault:
        raise Misconfigured(fault)
    return _("%(plugin)s was checked; nothing is wrong with it.", plugin=work.name)


def _on(work: Work) -> str:
    work.keep(installer.turn_on(work.config, work.name, actor=work.actor, tell=work.tell))
    return _("%(plugin)s is on.", plugin=work.name)


def _off(work: Work) -> str:
    work.tell("write")
    installer.turn_off(work.config, work.name, actor=work.actor)
    return _("%(plugin)s is off. Its data is kept.", plugin=work.name)


def _uninstall(work: Work) -> str:
    removal.uninstall(work.config, work.name, **work.how())
    return _("%(plugin)s is uninstalled. Its data is kept.", plugin=work.name)


def _purge(work: Work) -> str:
    saved = removal.purge(work.config, work.name, **work.how())
    return _(
        "%(plugin)s is gone, with its data. What was there is saved in %(file)s.",
        plugin=work.name,
        file=saved.name,
    )


BEGINNING = (What.INSTALL, What.ON)
ACTS: Mapping[What, Callable[[Work], str]] = {
    What.INSTALL: _install,
    What.CHECK: _check,
    What.ON: _on,
    What.OFF: _off,
    What.UNINSTALL: _uninstall,
    What.PURGE: _purge,
}
