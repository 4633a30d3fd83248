"""Reading the shelf: each wheel is laid out and tried as installing would, and none is installed."""

import tempfile
from pathlib import Path

from ntfc import clock, installer
from ntfc.config import Config
from ntfc.errors import Misconfigured
from ntfc.i18n import Sentence, _
from ntfc.mark import core_mark
from ntfc.permissions import SITE, Actor
from ntfc.plugins import generations
from ntfc.plugins.discovery import Found, discover
from ntfc.plugins.installed import Inventory, folder_of, inventory
from ntfc.shelf import queries, rules, service
from ntfc.shelf.models import ShelfWheel
from ntfc.transaction import unit_of_work

# How sentences begin that are told where installing fails: on the shelf nothing was to be installed.
BEGINNINGS = ("Nothing was installed. %(reason)s", "Nothing was changed. %(reason)s")


def read(config: Config, *, actor: Actor) -> str:
    """Read every wheel on the shelf, keep what was found, and say how many can be installed."""
    if queries.is_closed(config):
        raise Misconfigured(rules.CLOSED)
    known = inventory(config)
    sums = queries.sums(config)
    found = [_read(config, known, file, total) for file, total in sums.items()]
    with unit_of_work():
        service.put_on_record(SITE, found, actor=actor)
        versions = queries.versions()
        good = sum(1 for each in found if not [*rules.refusals(each, found, sums, versions)])
    return _(
        "Of the files on the shelf, %(good)s of %(all)s can be installed.",
        good=good,
        all=len(found),
    )


def _read(config: Config, known: Inventory, file: str, total: str) -> ShelfWheel:
    wheel = ShelfWheel(file=file, sum=total, fault="", facts={}, read_at=clock.now())
    if not total:
        wheel.fault = rules.UNREADABLE
        return wheel
    if _is_in_use(config, known, wheel):
        return wheel
    with tempfile.TemporaryDirectory() as beside:
        try:
            wheel.facts = _facts(config, known, wheel, Path(beside))
        except Misconfigured as error:
            wheel.fault = _without_beginning(error.args[0])
        except Exception as error:  # noqa: BLE001  -- one bad file keeps no other from being read
            said = f"{type(error).__name__}: {error}"
            wheel.fault = _("It cannot be read as a plugin: %(error)s", error=said)
    return wheel


def _facts(config: Config, known: Inventory, wheel: ShelfWheel, folder: Path) -> dict[str, object]:
    """Return what the plugin in a wheel adds, tried beside those that are on."""
    shelf = queries.shelf_folder(config)
    with generations.wheel_of(shelf / wheel.file) as source:
        former = folder_of(config, known.generation)
        wheels = installer.wheels_with(config, known, source)
        generations.fill(folder, wheels, shelf, former)
        along = generations.came_along(folder, wheels)
        wheel.package = generations.project_of(source)[:120]
        for found in discover(folder).values():
            if generations.is_of(found, source):
                _note(wheel, found)
        _mine, verdicts, _all = installer.tried(config, known, folder, [source, *along], on=True)
        adds = dict(verdicts[wheel.name]["facts"][wheel.name])
        return {**adds, "needs": generations.brought(folder, wheels, former)}


def _note(wheel: ShelfWheel, found: Found) -> None:
    wheel.name, wheel.package = found.name[:30], found.package[:120]
    wheel.package_version, wheel.author = found.version[:60], found.author[:200]


def _is_in_use(config: Config, known: Inventory, wheel: ShelfWheel) -> bool:
    """Tell whether just this file is installed and sound: what was said of it then still holds."""
    folder = folder_of(config, known.generation)
    alike = [w for w in generations.wheels_in(folder) if generations.sum_of(w) == wheel.sum]
    for found in discover(folder).values() if alike else ():
        said = known.verdicts.get((found.name, found.hash), {}).get(core_mark())
        if generations.is_of(found, alike[0]) and said is not None and not said.fault:
            _note(wheel, found)
            wheel.facts = {**said.facts, "needs": {}}
            return True
    return False


def _without_beginning(fault: str) -> str:
    if isinstance(fault, Sentence) and fault.parts and fault.parts[0] in BEGINNINGS:
        return _without_beginning(fault.values["reason"])
    return fault
