"""Building a folder of plugins from wheels, beside the database, with pip.

A folder in use is never changed: every change builds the next one.
"""

import fcntl
import hashlib
import lzma
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ntfc.catalogues import compile_stale
from ntfc.config import Config
from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.paths import PACKAGE
from ntfc.plugins import companions, needs
from ntfc.plugins.discovery import Found
from ntfc.plugins.installed import Inventory, folder_of, plugins_folder
from ntfc.plugins.needs import as_in_files, pip

WHEELS = ".wheels"
COPY = ".copy-"  # begins the name of a folder with a copy of the data, for a rehearsal
LOCKED = 1  # the sign of a zip file by which a part is encrypted
CHUNK = 1 << 20
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


def wheels_of(config: Config, known: Inventory) -> list[Path]:
    """Return the wheels from which the generation in use was built."""
    return wheels_in(folder_of(config, known.generation))


def number_of(known: Inventory) -> int:
    """Return the number of the generation in use."""
    return known.generation.number if known.generation else 0


def is_of(found: Found, wheel: Path) -> bool:
    """Tell whether a plugin belongs to the project of *wheel*."""
    return as_in_files(found.package) == project_of(wheel)


def sum_of(wheel: Path) -> str:
    """Return the SHA-256 of a file, as others publish it beside the file."""
    with wheel.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def came_along(generation: Path, wheels: Sequence[Path]) -> list[Path]:
    """Return the wheels of plugins in *generation* that came because those of *wheels* need them."""
    asked = {wheel.name for wheel in wheels}
    return [wheel for wheel in wheels_in(generation) if wheel.name not in asked]


def brought(generation: Path, wheels: Sequence[Path], former: Path | None) -> dict[str, str]:
    """Return what came into *generation* because plugins need it, each file with its sum."""
    had = {wheel.name: sum_of(wheel) for wheel in needs.needs_in(former)}
    have = [*needs.needs_in(generation), *came_along(generation, wheels)]
    sums = {wheel.name: sum_of(wheel) for wheel in have}
    return {file: total for file, total in sums.items() if had.get(file) != total}


def refuse_others(brought: Mapping[str, str], read: Mapping[str, str] | None) -> None:
    """Refuse to bring anything in but what was read, where something was."""
    for file, total in brought.items():
        if read is not None and read.get(file) != total:
            raise Misconfigured(
                _("%(file)s changed since it was read. Have the shelf read again.", file=file)
            )


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
            pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, str(copy))
            yield next(Path(folder).glob("*.whl"))
        else:
            raise Misconfigured(
                _("%(file)s is neither a wheel (.whl) nor the folder of a plugin.", file=source)
            )


def _refuse_damaged(wheel: Path) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive:
            locked = any(part.flag_bits & LOCKED for part in archive.infolist())
            spoilt = "" if locked else _spoilt(archive)
    except (OSError, RuntimeError, ValueError, zipfile.BadZipFile) as error:
        raise Misconfigured(
            _("%(file)s cannot be read as a wheel: %(error)s.", file=wheel.name, error=error)
        ) from error
    if locked:
        raise Misconfigured(
            _("%(file)s is locked with a password. A wheel has none.", file=wheel.name)
        )
    if spoilt:
        raise Misconfigured(
            _("%(file)s is damaged, at %(part)s. Fetch it again.", file=wheel.name, part=spoilt)
        )


def _spoilt(archive: zipfile.ZipFile) -> str:
    """Return the first part of an archive that cannot be unpacked as it was packed."""
    for part in archive.infolist():
        try:
            with archive.open(part) as content:
                while content.read(CHUNK):
                    pass
        except (EOFError, lzma.LZMAError, zipfile.BadZipFile, zlib.error):
            return part.filename
    return ""


@contextmanager
def building(
    config: Config, wheels: Sequence[Path], last: int, shelf: Path | None = None
) -> Iterator[Path]:
    """Yield the generation after *last*, with just *wheels* and what they need beyond the core.

    An exception in the block takes it away again. With a *shelf*, what they need comes from there.
    """
    former = plugins_folder(config) / str(last)
    with _after(config, last, lambda fresh: fill(fresh, wheels, shelf, former)) as generation:
        yield generation


@contextmanager
def copying(config: Config, former: Path, last: int) -> Iterator[Path]:
    """Yield the generation after *last*, with just what is in *former*."""
    with _after(config, last, lambda fresh: _copy(former, fresh)) as generation:
        yield generation


def _copy(former: Path, fresh: Path) -> None:
    shutil.copytree(former, fresh, dirs_exist_ok=True)


@contextmanager
def _after(config: Config, last: int, lay: Callable[[Path], None]) -> Iterator[Path]:
    clear(config, last)
    folder = plugins_folder(config)
    fresh = Path(tempfile.mkdtemp(prefix="building-", dir=folder))
    generation = folder / str(last + 1)
    try:
        fresh.chmod(0o755)
        lay(fresh)
        fresh.rename(generation)
        yield generation
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(generation, ignore_errors=True)
        raise


def fill(
    folder: Path, wheels: Sequence[Path], shelf: Path | None = None, former: Path | None = None
) -> None:
    """Lay *wheels*, and what they need beyond the core, into an empty folder.

    What they need is taken from the *former* generation, which kept it, and else fetched from the
    index that pip uses; with a *shelf*, from that folder alone. Plugins among it come as plugins.
    """
    (folder / WHEELS).mkdir()
    for wheel in wheels:
        _lay(folder, wheel)
    while more := companions.on_shelf(folder, shelf):
        for wheel in more:
            _refuse_damaged(wheel)
            _lay(folder, wheel)
    companions.refuse_namesakes(folder)
    companions.refuse_misfits(folder, folder / WHEELS)
    needs.lay(folder, shelf, former)
    for catalogues in folder.glob("*/translations"):  # translators write, programs read compiled
        compile_stale(catalogues)


def _lay(folder: Path, wheel: Path) -> None:
    _refuse_overlap(folder, wheel)
    _unpack(folder, Path(shutil.copy(wheel, folder / WHEELS)))


def _unpack(folder: Path, wheel: Path) -> None:
    """Install a wheel: most are laid out as they stand in the file, which takes no pip at all."""
    with zipfile.ZipFile(wheel) as archive:
        special = any(".data/" in name for name in archive.namelist())
        if not special:
            archive.extractall(folder)
    if special:
        pip("install", "--no-deps", "--no-index", "--target", str(folder), str(wheel))


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


def clear(config: Config, last: int) -> None:
    """Take away what changes left that were killed: what comes after *last* was never in use."""
    folder = plugins_folder(config)
    unused = [p for p in folder.iterdir() if p.name.isdigit() and int(p.name) > last]
    for left in (*unused, *folder.glob("building-*"), *config.instance.glob(f"{COPY}*")):
        shutil.rmtree(left, ignore_errors=True)


def sweep(config: Config) -> None:
    """Take away generations that no process can still be using."""
    folder = plugins_folder(config)
    numbers = sorted((int(p.name) for p in folder.iterdir() if p.name.isdigit()), reverse=True)
    for old in numbers[KEPT:]:
        shutil.rmtree(folder / str(old), ignore_errors=True)
