"""Whether a plugin keeps the contract, in all that can be looked at without knowing what it is for.

It runs in a process of its own: what a bad plugin changes is gone with it.
"""

import json
import runpy
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.pofile import PoFileError, read_po
from flask import Flask

from ntfc import admission, migrate, trial
from ntfc.plugins.contract import Plugin
from ntfc.plugins.declaration import Unfit
from ntfc.plugins.discovery import discover
from ntfc.plugins.loader import reason_of
from ntfc.testing.imports import private_imports
from ntfc.testing.rows import Rows
from ntfc.testing.visiting import Visit, tables_with_people

LOOK = "import gc; gc.disable(); from ntfc.testing import fitness; fitness.main()"
SECONDS = 120
PERSONAL = ("ntfc_personal_data", "ntfc_person_erased")


def faults_of(name: str, folder: Path | None, table: Path) -> list[str]:
    """Return what the author of a plugin has to mend; nothing when all is well.

    *folder* is where it was laid down, if it is not installed; *table* the file with ROUTES and
    HOLDERS, typed by hand.
    """
    if folder is None and name in (found := discover(None)):
        folder = found[name].root
    told = admission.ask(LOOK, [str(folder or ""), name, str(table)], SECONDS)
    return [told["fault"]] if told.get("fault") else list(told["faults"])


def main() -> None:
    """Write all faults, whatever happens on the way."""
    verdict, folder, name, table = sys.argv[1:]
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as instance:
        try:
            place = Path(folder) if folder else None
            told["faults"] = list(_faults(name, place, Path(table), Path(instance)))
        except BaseException as error:  # noqa: BLE001  -- SystemExit is one of the ways to break
            told["fault"] = str(reason_of(error))
            if not isinstance(error, Unfit):
                told["fault"] += "\n" + traceback.format_exc()
    Path(verdict).write_text(json.dumps(told), "utf-8")


def _faults(name: str, folder: Path | None, table: Path, instance: Path) -> Iterator[str]:
    if name not in discover(folder):
        raise Unfit(f"There is no plugin {name!r}. Install its folder first: pip install -e .")
    app, plugins = trial.tried([name], folder, instance, languages=("en", "ar"))
    plugin = plugins[0]
    trial.facts_of(app, plugin, folder)  # what would be read on the shelf
    yield from _imports(app, plugin)
    yield from _catalogues(plugin)
    yield from _personal(app, plugin)
    access = runpy.run_path(str(table)) if table.is_file() else None
    yield from _access(app, plugin, access)
    told = access or {}
    rows = Rows(plugin.models, told.get("fill"))
    try:
        is_open = (*plugin.open_pages, *plugin.open_forms)
        pages = told.get("ROUTES", {}), told.get("EXAMPLES", {}), is_open
        yield from Visit(app, name, rows, *pages).faults()
    except LookupError as error:
        yield _no_rows(error)
    yield from _migrations(app, plugin)


def _no_rows(error: Exception) -> str:
    return (
        f"No rows can be made up for its tables: {error}. Write fill(number, body_id, person_id) in "
        "tests/access.py, which adds one more of each thing."
    )


def _module(app: Flask, name: str) -> Any:
    return app.extensions["ntfc.plugins"].get_plugin(name)


def _imports(app: Flask, plugin: Plugin) -> Iterator[str]:
    top = Path(_module(app, plugin.name).__file__)
    files = sorted(top.parent.rglob("*.py")) if top.name == "__init__.py" else [top]
    for path in files:
        for name in private_imports(path):
            yield (
                f"{path.relative_to(top.parent)} takes {name}, which is not public: see “What a "
                "plugin may import” in plugins/README.md."
            )


def _catalogues(plugin: Plugin) -> Iterator[str]:
    folder = Path(plugin.translations)
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")) if plugin.translations else ():
        language = path.parent.parent.name
        try:
            with path.open("rb") as file:
                words = read_po(file, locale=language, abort_invalid=True)
        except (PoFileError, ValueError) as error:
            yield f"Its catalogue {language} cannot be compiled: {error}"
            continue
        for message in words:
            for fault in message.check(words) if message.id and message.string else ():
                yield f"Its catalogue {language} is wrong at “{message.id}”: {fault}."


def _personal(app: Flask, plugin: Plugin) -> Iterator[str]:
    module = _module(app, plugin.name)
    missing = [hook for hook in PERSONAL if not hasattr(module, hook)]
    for table in tables_with_people(list(plugin.models)) if missing else ():
        yield f"Its table {table} points at people, but it does not answer {' and '.join(missing)}."


def _access(app: Flask, plugin: Plugin, access: Mapping[str, Any] | None) -> Iterator[str]:
    """Compare pages and permissions with what was typed by hand, in both directions."""
    real = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(f"{plugin.name}.")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    held = {p.name: {role.value for role in p.roles} for p in plugin.permissions}
    if access is None:
        if real or held:
            yield "It lacks tests/access.py: ROUTES and HOLDERS, who may do what, typed by hand."
        return
    routes, holders = set(access.get("ROUTES", {})), access.get("HOLDERS", {})
    for route in sorted(real - routes):
        yield f"ROUTES in tests/access.py lacks {route}."
    for route in sorted(routes - real):
        yield f"ROUTES in tests/access.py names {route}, which is no page of the plugin."
    for name in sorted(held.keys() | holders.keys()):
        if held.get(name) != holders.get(name):
            there, typed = _listed(held.get(name)), _listed(holders.get(name))
            yield f"{name} is held by {there}; HOLDERS in tests/access.py says {typed}."


def _listed(roles: set[str] | None) -> str:
    return "nothing" if roles is None else ", ".join(sorted(roles)) or "no role"


def _migrations(app: Flask, plugin: Plugin) -> Iterator[str]:
    if not plugin.migrations:
        return
    versions = Path(plugin.migrations)
    try:
        migrate.downgrade(app, plugin.name, versions)
        left = [t for t in trial.tables(app) if migrate.owner(t) == plugin.name]
        if left:
            yield f"Its migrations, taken back, leave tables: {', '.join(sorted(left))}."
            return
        migrate.upgrade(app, {plugin.name: versions})
    except (Exception, SystemExit) as error:  # noqa: BLE001  -- whatever a migration does
        said = str(error).partition("\n[SQL")[0]
        yield f"Its migrations cannot be taken back and done again: {type(error).__name__}: {said}"
