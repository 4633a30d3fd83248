"""Building a folder of plugins from wheels, beside the database, with pip.

A folder in use is never changed: every change builds the next one.
"""

import fcntl
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from ntfc.catalogues import compile_stale
from ntfc.config import Config
from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.paths import PACKAGE
from ntfc.plugins.discovery import discover
from ntfc.plugins.installed import plugins_folder

LOCK = PACKAGE / "requirements.lock"
WHEELS = ".wheels"
KEPT = 3  # generations: processes that are about to end still run from the former ones


@contextmanager
def alone(config: Config) -> Iterator[None]:
    """Let one change of plugins happen at a time; a second one waits."""
    folder = plugins_folder(config)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        turn = (folder / "lock").open("a")
    except OSError as error:
        raise Misconfigured(
            _("%(folder)s cannot be written: %(error)s.", folder=folder, error=error.strerror)
        ) from error
    with turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def wheels_in(generation: Path | None) -> list[Path]:
    """Return the wheels from which *generation* was built; it keeps them."""
    return sorted((generation / WHEELS).glob("*.whl")) if generation is not None else []


def project_of(wheel: Path) -> str:
    """Return the project that a wheel belongs to, as its file name spells it."""
    return wheel.name.partition("-")[0].lower()


@contextmanager
def wheel_of(source: Path) -> Iterator[Path]:
    """Yield *source*, a wheel or the folder of a plugin, as a wheel."""
    with tempfile.TemporaryDirectory() as folder:
        if source.suffix == ".whl" and source.is_file():
            _refuse_damaged(source)
            yield source
        elif (source / "pyproject.toml").is_file():
            copy = Path(folder) / "source"  # building may write into the folder
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", ".git"))
            _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, str(copy))
            yield next(Path(folder).glob("*.whl"))
        else:
            raise Misconfigured(
                _("%(file)s is neither a wheel (.whl) nor the folder of a plugin.", file=source)
            )


def _refuse_damaged(wheel: Path) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            spoilt = archive.testzip()
    except (OSError, zipfile.BadZipFile) as error:
        raise Misconfigured(
            _("%(file)s cannot be read as a wheel: %(error)s.", file=wheel.name, error=error)
        ) from error
    if spoilt:
        raise Misconfigured(
            _("%(file)s is damaged, at %(part)s. Fetch it again.", file=wheel.name, part=spoilt)
        )


@contextmanager
def building(config: Config, wheels: Sequence[Path], last: int) -> Iterator[Path]:
    """Yield the generation after *last*, with just *wheels* and what they need beyond the core.

    An exception in the block takes it away again.
    """
    folder = plugins_folder(config)
    numbers = [int(p.name) for p in folder.iterdir() if p.name.isdigit()]
    number = 1 + max([last, *numbers])
    fresh = Path(tempfile.mkdtemp(prefix="building-", dir=folder))
    generation = folder / str(number)
    try:
        fresh.chmod(0o755)
        fill(fresh, wheels)
        fresh.rename(generation)
        yield generation
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(generation, ignore_errors=True)
        raise


def fill(folder: Path, wheels: Sequence[Path]) -> None:
    """Lay *wheels*, and what they need beyond the core, into an empty folder."""
    (folder / WHEELS).mkdir()
    for wheel in wheels:
        _refuse_overlap(folder, wheel)
        shutil.copy(wheel, folder / WHEELS)
        _unpack(folder, wheel)
    needs = sorted(_missing_needs(folder))
    if needs:
        with tempfile.TemporaryDirectory() as beside:
            limits = _constraints(Path(beside))
            _pip("install", "--target", str(folder), "--constraint", str(limits), *needs)
    for catalogues in folder.glob("*/translations"):  # translators write, programs read compiled
        compile_stale(catalogues)


def _unpack(folder: Path, wheel: Path) -> None:
    """Install a wheel: most are laid out as they stand in the file, which takes no pip at all."""
    with zipfile.ZipFile(wheel) as archive:
        special = any(".data/" in name for name in archive.namelist())
        if not special:
            archive.extractall(folder)
    if special:
        _pip("install", "--no-deps", "--no-index", "--target", str(folder), str(wheel))


def _refuse_overlap(folder: Path, wheel: Path) -> None:
    """Refuse modules that another plugin has, or that would never be found behind the core's."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {Path(name).parts[0] for name in archive.namelist() if name.strip("/")}
    modules = {top for top in tops if not top.endswith((".dist-info", ".data"))}
    places = [PACKAGE.parent, *(Path(place) for place in sys.path if "site-packages" in place)]
    for module in sorted(modules):
        name = module.removesuffix(".py")
        if (folder / module).exists():
            raise Misconfigured(
                _(
                    "%(file)s brings %(module)s, which another plugin brings too.",
                    file=wheel.name,
                    module=name,
                )
            )
        taken = any((place / module).exists() for place in places if folder != place)
        if taken or name in sys.stdlib_module_names:
            raise Misconfigured(
                _(
                    "%(file)s brings %(module)s, which the site has already.",
                    file=wheel.name,
                    module=name,
                )
            )


def _missing_needs(folder: Path) -> set[str]:
    """Return what the plugins in *folder* require and the core's environment does not offer."""
    needs = set()
    for found in discover(folder).values():
        if found.root == folder:
            lines = found.distribution.requires or ()
            needs |= {line for line in lines if ";" not in line and not _is_there(line)}
    return needs


def _is_there(requirement: str) -> bool:
    name = "".join(c if c.isalnum() or c in "-_." else " " for c in requirement).split()[0]
    try:
        distribution(name)
    except PackageNotFoundError:
        return name == "openntfc"
    return True


def _constraints(folder: Path) -> Path:
    """Return the core's lock as constraints; pip takes no hashes there."""
    lines = [line.split()[0] for line in LOCK.read_text("utf-8").splitlines() if "==" in line]
    path = folder / "constraints.txt"
    path.write_text("\n".join(lines), "utf-8")
    return path


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  -- our own words
    if told.returncode:
        errors = [line for line in told.stderr.splitlines() if "error" in line.lower()]
        last = (errors or told.stderr.strip().splitlines() or [f"exit {told.returncode}"])[-1]
        said = last.removeprefix("ERROR: ")
        raise Misconfigured(_("Nothing was installed. pip said: %(error)s", error=said))


def sweep(config: Config) -> None:
    """Take away generations that no process can still be using, and what was left half built."""
    folder = plugins_folder(config)
    numbers = sorted((int(p.name) for p in folder.iterdir() if p.name.isdigit()), reverse=True)
    for old in numbers[KEPT:]:
        shutil.rmtree(folder / str(old), ignore_errors=True)
    for left in folder.glob("building-*"):
        shutil.rmtree(left, ignore_errors=True)
