"""What plugins need beyond the core: ready-made wheels, fetched once and kept with the generation.

Nothing is ever built of sources here: building runs code of theirs before anybody agreed to it.
"""

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


def as_in_files(project: str) -> str:
    """Return the name of a project as files spell it: it may be written in several ways."""
    return project.lower().replace("-", "_").replace(".", "_")


def needs_in(generation: Path | None) -> list[Path]:
    """Return the wheels of what the plugins of *generation* need; it keeps them."""
    return sorted((generation / NEEDS).glob("*.whl")) if generation is not None else []


def lay(folder: Path, shelf: Path | None = None, former: Path | None = None) -> None:
    """Lay what the plugins in *folder* need into it, and keep its wheels there.

    What the *former* generation kept is taken first. With a *shelf*, the rest comes from that
    folder alone, else from the index that pip uses.
    """
    wanted = sorted(missing(folder))
    if not wanted:
        return
    kept = folder / NEEDS
    with tempfile.TemporaryDirectory() as beside:
        _fetch(wanted, kept, Path(beside), needs_in(former), shelf)
    wheels = map(str, needs_in(folder))
    pip("install", "--no-deps", "--no-index", "--target", str(folder), *wheels)


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
    what = ("download", "--only-binary", ":all:", "--dest", str(kept))
    for place, versions in first:
        with suppress(Misconfigured):
            pip(*what, *place, "--constraint", str(versions), *wanted)
            return
    pip(*what, *source, "--constraint", str(limit), *wanted)


def _linked(links: Path, former: Sequence[Path], shelf: Path | None) -> tuple[str, str]:
    """Return how pip is told of the wheels at hand: of two called alike, the one in use counts."""
    links.mkdir()
    at_hand = {wheel.name: wheel for wheel in shelf.glob("*.whl")} if shelf else {}
    for name, wheel in (at_hand | {wheel.name: wheel for wheel in former}).items():
        (links / name).symlink_to(wheel.resolve())
    return "--find-links", str(links)


def _constraints(path: Path, former: Sequence[Path]) -> Path:
    """Return the core's lock, and the versions in *former*, as constraints; pip takes no hashes."""
    lines = [line.split()[0] for line in LOCK.read_text("utf-8").splitlines() if "==" in line]
    locked = {as_in_files(line.partition("==")[0]) for line in lines}
    for wheel in former:
        project, version = wheel.name.split("-")[:2]
        if as_in_files(project) not in locked:
            lines.append(f"{project}=={version}")
    path.write_text("\n".join(lines), "utf-8")
    return path


def missing(folder: Path) -> set[str]:
    """Return what the plugins in *folder* require, and neither it nor the core's environment has."""
    inside = {as_in_files(one.name) for one in distributions(path=[str(folder)])}
    return {
        line
        for found in discover(folder).values()
        if found.root == folder
        for line in requirements_of(found.distribution)
        if not _is_there(line, inside)
    }


def requirements_of(told: Distribution) -> list[str]:
    """Return the lines that say what a package requires, without what only some ways of using it do."""
    return [line for line in told.requires or () if ";" not in line]


def project_in(requirement: str) -> str:
    """Return the project of a line such as `Stamps-of-Mine >= 2`, as files spell it."""
    name = "".join(c if c.isalnum() or c in "-_." else " " for c in requirement).split()[0]
    return as_in_files(name)


def _is_there(requirement: str, inside: Collection[str]) -> bool:
    name = project_in(requirement)
    if name in inside:  # another plugin, or what was laid out with it
        return True
    try:
        distribution(name)
    except PackageNotFoundError:
        return name == "openntfc"
    return True


def pip(*words: str) -> None:
    """Have pip do something; what it says when it fails is said in one sentence."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  -- our own words
    if told.returncode:
        errors = [line for line in told.stderr.splitlines() if "error" in line.lower()]
        last = (errors or told.stderr.strip().splitlines() or [f"exit {told.returncode}"])[-1]
        said = last.removeprefix("ERROR: ")
        lacking = said.removeprefix("No matching distribution found for ")
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
