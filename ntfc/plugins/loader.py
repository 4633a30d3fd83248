"""Putting core features and admitted plugins together into one application.

Only what passed the check in a child process is imported here: a module once imported cannot be
un-imported, and a bad one could change the core's own tables before anybody noticed.
"""

import logging
import re
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from flask import Flask
from pluggy import PluginManager

from ntfc.i18n import _
from ntfc.plugins import contract
from ntfc.plugins.contract import Hooks, Plugin
from ntfc.plugins.declaration import Unfit, check_api, check_declaration, check_hooks
from ntfc.plugins.discovery import Found, discover, make_importable

log = logging.getLogger(__name__)

# Names that would stand for something else: lines of migrations, groups of commands.
RESERVED = frozenset(
    {
        "core",
        "audit",
        "backup",
        "db",
        "demo",
        "files",
        "plugins",
        "serve",
        "static",
        "users",
        "worker",
    }
)

UNKNOWN_FIELD = re.compile(r"(?P<kind>\w+)\.__init__\(\) got an unexpected keyword argument")


def assemble(
    app: Flask,
    features: Iterable[ModuleType],
    names: Iterable[str] = (),
    folder: Path | None = None,
) -> tuple[tuple[Plugin, ...], tuple[Plugin, ...]]:
    """Register core *features*, then the plugins called *names*; return what each declares.

    A plugin that fails is set aside with the reason, and the site runs without it.
    """
    manager = PluginManager("ntfc")
    manager.add_hookspecs(Hooks)
    app.extensions["ntfc.plugins"] = manager
    app.extensions["ntfc.set_aside"] = set_aside = {}
    core = tuple(_join(manager, feature) for feature in features)
    manager.check_pending()
    make_importable(folder)
    found = discover(folder) if names else {}
    taken = names_taken(core)
    added = []
    for name in names:
        try:
            added.append(admit(manager, name, found.get(name), taken))
        except (Exception, SystemExit) as error:
            log.exception("plugin %s is set aside", name)
            set_aside[name] = reason_of(error)
    return core, tuple(added)


def names_taken(core: Iterable[Plugin]) -> frozenset[str]:
    """Return the names that no plugin can have: permissions, jobs and acts of the core begin so, too."""
    taken = set(RESERVED)
    for each in core:
        named = [permission.name for permission in each.permissions]
        named += [job.name for job in each.jobs] + [act.name for act in each.acts]
        named += each.trail
        taken |= {each.name, *(name.partition(".")[0] for name in named)}
    return frozenset(taken)


def reason_of(error: BaseException) -> str:
    """Return why a plugin failed, in words for an administrator."""
    if isinstance(error, Unfit):
        return str(error) if not error.args else cast(str, error.args[0])
    if isinstance(error, SystemExit):
        return _("It tried to end the whole program.")
    if _is_of_another_version(error):
        said = str(error).partition(" (")[0]
        return _(
            "It is written for another version of this site: %(error)s. Ask its author for one that "
            "fits.",
            error=said,
        )
    if isinstance(error, ImportError):
        return _("It needs something that is not there: %(error)s.", error=str(error))
    said = f"{type(error).__name__}: {error}"
    return _("It failed while being loaded: %(error)s", error=said)


def _is_of_another_version(error: BaseException) -> bool:
    """Tell whether a plugin asks for something of the contract that is not offered here."""
    if isinstance(error, ImportError):
        return (error.name or "").partition(".")[0] == "ntfc"
    unknown = UNKNOWN_FIELD.match(str(error)) if isinstance(error, TypeError) else None
    return unknown is not None and hasattr(contract, unknown["kind"])


def _join(manager: PluginManager, module: Any) -> Plugin:
    plugin: Plugin = module.ntfc_plugin()
    manager.register(module, name=plugin.name)
    return plugin


def admit(manager: PluginManager, name: str, found: Found | None, taken: frozenset[str]) -> Plugin:
    """Import a plugin, look at all that it declares, and let it join."""
    if found is None:
        raise Unfit(
            _("It is on, but its files are not there any more. Install it again, or turn it off.")
        )
    _refuse_shadowed(found)
    module: Any = found.entry_point.load()
    try:
        check_hooks(module)
    except Unfit:  # hooks of another version of the contract: then that is what is to be said
        told = module.ntfc_plugin() if hasattr(module, "ntfc_plugin") else None
        if isinstance(told, Plugin):
            check_api(told.api)
        raise
    plugin: Plugin = module.ntfc_plugin()
    check_declaration(plugin, name, taken)
    manager.register(module, name=name)
    return plugin


def _refuse_shadowed(found: Found) -> None:
    """Refuse when Python would import something else of the same name: that was never checked."""
    top = found.entry_point.module.partition(".")[0]
    spec = find_spec(top)
    told = found.distribution.read_text("direct_url.json") or ""
    if spec is None or not spec.origin or '"editable": true' in told:
        return
    if found.root.resolve() not in Path(spec.origin).resolve().parents:
        raise Unfit(
            _(
                "Another module called %(module)s stands before it, in %(place)s.",
                module=top,
                place=spec.origin,
            )
        )
