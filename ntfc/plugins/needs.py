"""What plugins need beyond the core: ready-made wheels, fetched once and kept with the generation.

Nothing is ever built of sources here: building runs code of theirs before anybody agreed to it.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.paths import PACKAGE
from ntfc.plugins.discovery import discover

LOCK = PACKAGE / "requirements.lock"
NEEDS = ".needs"
EXTRA = re.compile(r";.*\bextra\b")  # ends a line that counts only for some ways of using a package
AT_ODDS = re.compile(r"Cannot install (?P<what>.+) because")


def as_in_files(project: str) -> str:
    """Return the name of a project as files spell it: it may be written in several ways."""
    return project.lower().replace("-", "_").replace(".", "_")


def needs_in(generation: Path | None) -> list[Path]:
    """Return the wheels of what the plugins of *generation* need; it keeps them."""
    return sorted((generation / NEEDS).glob("*.whl")) if generation is not None else []


def lay(folder: Path, shelf: Path | None = None, former: Path | None = None) -> None:
    """Lay what the plugins in *folder* need into it, and keep its wheels there.

    What the *former* generation kept is taken first. With a *shelf*, the rest comes from that
    folder alone, else from the index that pip uses. What the core needs, too, stays as it is.
    """
    wanted = sorted(missing(folder) | _of_the_core(folder))
    if not wanted:
        return
    with tempfile.TemporaryDirectory() as beside:
        _fetch(wanted, folder / NEEDS, Path(beside), needs_in(former), shelf)
    if wheels := needs_in(folder):
        pip("install", "--no-deps", "--no-index", "--target", str(folder), *map(str, wheels))


def _fetch(
    wanted: Sequence[str], kept: Path, beside: Path, former: Sequence[Path], shelf: Path | None
) -> None:
    """Fetch what is wanted, in the versions that are in use already where these will do."""
    links = _linked(beside / "links", former, shelf)
    limits = _constraints(beside / "limits.txt", ())
    strict = _constraints(beside / "strict.txt", former)
    at_hand = ("--no-index", *links)
    all_there_is = at_hand if shelf else links
    ways: list[tuple[tuple[str, ...], Path]] = [(all_there_is, limits)]
    if former:
        ways = [(at_hand, strict), (all_there_is, strict), *ways]
    *first, (source, limit) = dict.fromkeys(ways)
    for place, versions in first:
        with suppress(Misconfigured):
            _take(place, versions, wanted, kept)
            return
    _take(source, limit, wanted, kept)


def _take(place: Sequence[str], versions: Path, wanted: Sequence[str], kept: Path) -> None:
    """Download what is wanted and not there: pip tells what that is, and all that it needs in turn."""
    told = versions.with_suffix(".json")
    how = ("--only-binary", ":all:", *place)
    limits = ("--constraint", str(versions))
    pip("install", "--dry-run", "--report", str(told), *how, *limits, *wanted)
    each = [one["metadata"] for one in json.loads(told.read_text("utf-8"))["install"]]
    found = [f"{one['name']}=={one['version']}" for one in each]
    if found:
        pip("download", "--no-deps", "--dest", str(kept), *how, *found)


def _linked(links: Path, former: Sequence[Path], shelf: Path | None) -> tuple[str, str]:
    """Return how pip is told of the wheels at hand: of two called alike, the one in use counts."""
    links.mkdir()
    at_hand = {wheel.name: wheel for wheel in shelf.glob("*.whl")} if shelf else {}
    for name, wheel in (at_hand | {wheel.name: wheel for wheel in former}).items():
        (links / name).symlink_to(wheel.resolve())
    return "--find-links", str(links)


def _constraints(path: Path, former: Sequence[Path]) -> Path:
    """Return as constraints what the core runs with, and the versions in *former*."""
    names = _names_of_the_core()
    lines = [f"{name}=={_version(name) or locked}" for name, locked in names.items()]
    for wheel in former:
        project, version = wheel.name.split("-")[:2]
        if as_in_files(project) not in names:
            lines.append(f"{project}=={version}")
    path.write_text("\n".join(lines), "utf-8")
    return path


def _names_of_the_core() -> dict[str, str]:
    """Return the packages that the core needs, each with the version it was locked to."""
    lines = [line.split()[0] for line in LOCK.read_text("utf-8").splitlines() if "==" in line]
    return {as_in_files(name): version for name, _is, version in (x.partition("==") for x in lines)}


def _version(name: str) -> str:
    """Return the version of a package in the environment, if it is there."""
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return ""


def missing(folder: Path) -> set[str]:
    """Return what the plugins in *folder* require, and neither it nor the core's environment has."""
    inside = {as_in_files(one.name) for one in distributions(path=[str(folder)])}
    return {line for line in _required_in(folder) if not _is_there(line, inside)}


def _of_the_core(folder: Path) -> set[str]:
    """Return which versions the plugins in *folder* require of packages that the core runs with."""
    names = _names_of_the_core()
    lines = {line for line in _required_in(folder) if set(line) & set("<>=~!")}
    return {line for line in lines if project_in(line) in names}


def _required_in(folder: Path) -> set[str]:
    mine = [found for found in discover(folder).values() if found.root == folder]
    return {line for found in mine for line in requirements_of(found.distribution)}


def requirements_of(told: Distribution) -> list[str]:
    """Return the lines that say what a package requires, without what only some ways of using it do."""
    return [line for line in told.requires or () if not EXTRA.search(line)]


def project_in(requirement: str) -> str:
    """Return the project of a line such as `Stamps-of-Mine >= 2`, as files spell it."""
    name = "".join(c if c.isalnum() or c in "-_." else " " for c in requirement).split()[0]
    return as_in_files(name)


def _is_there(requirement: str, inside: Collection[str]) -> bool:
    name = project_in(requirement)
    if name in inside:  # another plugin, or what was laid out with it
        return True
    return name == "openntfc" or bool(_version(name))


def pip(*words: str) -> None:
    """Have pip do something; what it says when it fails is said in one sentence."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  -- our own words
    if told.returncode:
        errors = [line for line in told.stderr.splitlines() if "error" in line.lower()]
        last = (errors or told.stderr.strip().splitlines() or [f"exit {told.returncode}"])[-1]
        said = last.removeprefix("ERROR: ")
        lacking = said.removeprefix("No matching distribution found for ")
        if said.startswith("ResolutionImpossible"):
            raise Misconfigured(_at_odds(errors))
        if lacking != said:
            raise Misconfigured(_lacks(lacking, is_at_hand="--no-index" in words))
        raise Misconfigured(_("Nothing was installed. pip said: %(error)s", error=said))


def _lacks(package: str, *, is_at_hand: bool) -> str:
    """Say that something is needed that is not there, and where it would be taken from."""
    if is_at_hand:
        return _(
            "It needs %(package)s, which is not on the shelf. Put its wheel there, too.",
            package=package,
        )
    return _(
        "It needs %(package)s, which is found nowhere. Name its file in the same command: ntfc plugins "
        "install FILE OTHER-FILE",
        package=package,
    )


def _at_odds(errors: Sequence[str]) -> str:
    """Say what cannot be installed because versions do not go together, as pip named it."""
    named = [found["what"] for found in map(AT_ODDS.search, errors) if found]
    return _(
        "It needs %(package)s, and that does not go together with the versions that this site runs "
        "with. These stay as they are: ask its author for a version that fits.",
        package=", ".join(named) or "?",
    )
