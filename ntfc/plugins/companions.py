"""Plugins that others need: those that lie on the shelf come along, and none is taken away first.

pip tells which file on the shelf fits: versions are compared there, and nowhere else.
"""

import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PathDistribution, distributions
from pathlib import Path

from ntfc.errors import Misconfigured
from ntfc.i18n import _, in_one
from ntfc.plugins.discovery import GROUP, Found, discover
from ntfc.plugins.needs import as_in_files, missing, pip, project_in, requirements_of

FETCH = ("download", "--no-deps", "--no-index", "--only-binary", ":all:")


def on_shelf(folder: Path, shelf: Path | None) -> list[Path]:
    """Return the wheels on the *shelf* of plugins that those in *folder* need, and do not have."""
    there = _plugins_on(shelf) if shelf is not None else {}
    wanted = [line for line in sorted(missing(folder)) if project_in(line) in there]
    if not wanted:
        return []
    with tempfile.TemporaryDirectory() as beside:
        pip(*FETCH, "--dest", beside, "--find-links", str(shelf), *wanted)
        names = sorted(wheel.name for wheel in Path(beside).glob("*.whl"))
    return [Path(str(shelf)) / name for name in names]


def _plugins_on(shelf: Path) -> set[str]:
    """Return the projects on the shelf that are plugins, as files spell them."""
    return {
        as_in_files(told.name)
        for wheel in sorted(shelf.glob("*.whl"))
        for told in _told_by(wheel)
        if any(entry.group == GROUP for entry in told.entry_points)
    }


def _told_by(wheel: Path) -> Iterator[Distribution]:
    """Yield what a wheel says of itself; nothing where it cannot be read, which is told elsewhere."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            notes = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    except (OSError, ValueError, zipfile.BadZipFile):
        return
    for name in notes:
        yield PathDistribution(zipfile.Path(wheel, name.removesuffix("METADATA")))


def refuse_namesakes(folder: Path) -> None:
    """Refuse two packages that bring a plugin of one name: nobody would know which one is on."""
    bring: dict[str, set[str]] = {}
    for told in distributions(path=list(dict.fromkeys([*sys.path, str(folder)]))):
        for entry in told.entry_points:
            if entry.group == GROUP:
                bring.setdefault(entry.name, set()).add(as_in_files(told.name))
    for name, packages in sorted(bring.items()):
        if len(packages) > 1:
            raise Misconfigured(
                _(
                    "Different packages bring a plugin called %(plugin)s: %(packages)s. A site has "
                    "one of a name: uninstall the one that is there first.",
                    packages=in_one(sorted(packages)),
                    plugin=name,
                )
            )


def refuse_misfits(folder: Path, wheels: Path) -> None:
    """Refuse a plugin in *folder* that needs another version of one that is there."""
    mine = {as_in_files(found.package) for found in _inside(folder)}
    lines = {
        line
        for found in _inside(folder)
        for line in requirements_of(found.distribution)
        if project_in(line) in mine and set(line) & set("<>=~!")
    }
    for line in sorted(lines):
        with tempfile.TemporaryDirectory() as beside:
            try:
                pip(*FETCH, "--dest", beside, "--find-links", str(wheels), line)
            except Misconfigured as error:
                told = _(
                    "A plugin needs %(package)s, and another version of it is there. Install both in "
                    "versions that go together.",
                    package=line,
                )
                raise Misconfigured(told) from error


def needed_by(folder: Path | None, names: Sequence[str]) -> list[str]:
    """Return the plugins in *folder* without which others do not go, beside *names* themselves."""
    found = _inside(folder) if folder is not None else []
    gone = {as_in_files(each.package) for each in found if each.name in names}
    return [
        each.name
        for each in found
        if as_in_files(each.package) not in gone
        and gone & {project_in(line) for line in requirements_of(each.distribution)}
    ]


def _inside(folder: Path) -> list[Found]:
    return [found for found in discover(folder).values() if found.root == folder]
