"""Saving and bringing back a whole instance: database, files, settings, keys. Works while it runs.

The order makes it consistent without stopping anybody: first the noted end of the audit trail
(never newer than the database that follows), then one snapshot of the database, then the files,
which are only ever added.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from sqlalchemy.engine import make_url

from ntfc import __version__, audit, clock, postgresql
from ntfc.config import Config, secret
from ntfc.errors import Misconfigured
from ntfc.i18n import _

HEAD = "audit.head"
SETTINGS = (HEAD, "ntfc.toml", "secret.key", "audit.key")
FOLDERS = ("files", "plugins", "shelf", "translations", "fonts", "letterhead")
# What else may lie in the folder of an instance, and is no part of it.
LEFT_OUT = (
    "ntfc.db*",  # saved as a snapshot
    "serve.*",
    "setup.link",
    "backup.last",
    "compiled",
    "demo*",
    "before-restore-*",
    "*.tar.gz",
    ".*",
)
MANIFEST, DATABASE = "manifest.json", "database"
LAST = "backup.last"  # says when the instance was last saved


def create(config: Config, target: Path) -> Path:
    """Write a backup of the instance into *target*, a file or a folder, and return the file."""
    if target.is_dir():
        target /= f"ntfc-{clock.now():%Y%m%d-%H%M%S}.tar.gz"
    fresh = target.with_name(f".{target.name}.part")
    try:  # readable by its owner only: it holds the keys
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise Misconfigured(
            _(
                "Nothing can be saved in %(folder)s: %(error)s. Make that folder first, or name "
                "another.",
                folder=target.parent,
                error=error.strerror,
            )
        ) from error
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
        _fill(config, archive)
    fresh.replace(target)
    (config.instance / LAST).write_text(clock.now().isoformat(), "ascii")
    return target


def last(config: Config) -> datetime | None:
    """Return when the instance was last saved by this program, if it ever was."""
    path = config.instance / LAST
    return datetime.fromisoformat(path.read_text("ascii")) if path.exists() else None


class _Read:
    """A file on its way into an archive: what is read of it is summed up, never held."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sum = file, hashlib.sha256()

    def read(self, size: int) -> bytes:
        piece = self.file.read(size)
        self.sum.update(piece)
        return piece


def _fill(config: Config, archive: tarfile.TarFile) -> None:
    sums: dict[str, str] = {}

    def add(name: str, file: IO[bytes], size: int) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        entry.mtime = int(clock.now().timestamp())
        read = _Read(file)
        archive.addfile(entry, cast(IO[bytes], read))
        sums[name] = read.sum.hexdigest()

    def add_file(name: str, path: Path) -> None:
        with path.open("rb") as file:
            add(name, file, os.fstat(file.fileno()).st_size)

    instance = config.instance
    secret(instance, "audit.key")  # a first entry may be sealed while we are at it
    note = audit.noted(instance)
    add(HEAD, io.BytesIO(note), len(note))
    for name in SETTINGS:
        if name != HEAD and (instance / name).exists():
            add_file(name, instance / name)
    with tempfile.TemporaryDirectory() as folder:
        add_file(DATABASE, snapshot(config, Path(folder) / DATABASE))
    for path in _files(instance):
        add_file(str(path.relative_to(instance)), path)
    told = {"ntfc": __version__, "made": clock.now().isoformat(), "kind": _kind(config)}
    manifest = json.dumps({**told, "sha256": sums}, indent=1).encode()
    add(MANIFEST, io.BytesIO(manifest), len(manifest))


def _files(instance: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(p for p in (instance / folder).rglob("*") if p.is_file())


def _kind(config: Config) -> str:
    return make_url(config.url).get_backend_name()


def snapshot(config: Config, copy: Path) -> Path:
    """Write the database as it is at one moment into a file, while others go on."""
    if _kind(config) == "sqlite":
        with (
            closing(sqlite3.connect(_sqlite_file(config))) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
    else:
        postgresql.dump(make_url(config.url), copy)
    return copy


def _sqlite_file(config: Config) -> Path:
    name = make_url(config.url).database
    if not name:
        raise Misconfigured(_("A database in memory cannot be saved."))
    return Path(name)


@dataclass(frozen=True)
class Restored:
    """What was brought back: when it was saved, and where lies what had been there before."""

    made: str
    aside: Path | None


def restore(config: Config, source: Path, *, overwrite: bool = False) -> Restored:
    """Bring a backup back into the instance folder.

    Everything is unpacked and checked in a folder of its own first; until then nothing is touched.
    """
    instance = config.instance
    if not overwrite and instance.exists() and any(instance.iterdir()):
        raise Misconfigured(
            _("%(folder)s is not empty. To replace what is there: --overwrite.", folder=instance)
        )
    with _folder_in(instance) as fresh:
        manifest = _unpacked(source, fresh)
        if manifest["kind"] != _kind(config):
            raise Misconfigured(
                _(
                    "The backup holds a %(saved)s database; this instance uses %(here)s. Set "
                    "database_url to match.",
                    saved=manifest["kind"],
                    here=_kind(config),
                )
            )
        return Restored(manifest["made"], _put_in_place(config, fresh))


@contextmanager
def _folder_in(instance: Path) -> Iterator[Path]:
    """Give a passing folder in that of the instance: often the only one that may be written to."""
    is_new = not instance.exists()
    try:
        instance.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(dir=instance, prefix=".restore-")
    except OSError as error:
        raise Misconfigured(
            _(
                "Nothing can be written into %(folder)s: %(error)s.",
                folder=instance,
                error=error.strerror,
            )
        ) from error
    try:
        with folder as name:
            yield Path(name)
    finally:
        if is_new and not any(instance.iterdir()):
            instance.rmdir()


def check(source: Path) -> None:
    """Read a backup from end to end, and raise Misconfigured unless each part is what was saved."""
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        _unpacked(source, Path(folder))


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, fresh: Path) -> None:
    """Write one file of an archive below *fresh*, nowhere else, readable by its owner only.

    Python does this by itself only from 3.11.4, and Debian 12 has an older one.
    """
    target = fresh / member.name
    if ".." in target.parts or fresh not in (target, *target.parents):
        raise ValueError(f"{member.name} would lie outside the instance")
    content = archive.extractfile(member) if member.isfile() else None
    if content is None:
        return  # a folder, or what no backup of ours holds
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with content, os.fdopen(descriptor, "wb") as file:
        shutil.copyfileobj(content, file)


def _unpacked(source: Path, fresh: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as archive:
            for member in archive:
                _unpack(archive, member, fresh)
        manifest: dict[str, Any] = json.loads((fresh / MANIFEST).read_text("utf-8"))
        for name, told in manifest["sha256"].items():
            with (fresh / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != told:
                    raise Misconfigured(
                        _(
                            "%(file)s is damaged: %(part)s is not what was saved.",
                            file=source,
                            part=name,
                        )
                    )
    except (OSError, tarfile.TarError, EOFError, KeyError, ValueError) as error:
        raise Misconfigured(
            _("%(file)s cannot be read as a backup: %(error)s.", file=source, error=error)
        ) from error
    return manifest


def _put_in_place(config: Config, fresh: Path) -> Path | None:
    """Put what was saved in its place, and return the folder that keeps what was there."""
    instance = config.instance
    aside = instance / f"before-restore-{clock.now():%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)  # it holds the keys
    if _kind(config) == "sqlite":
        target = _sqlite_file(config)
        for rest in ("", "-wal", "-shm"):
            old = target.with_name(target.name + rest)
            if old.exists():
                shutil.move(old, aside / old.name)
        shutil.move(fresh / DATABASE, target)
    else:
        snapshot(config, aside / DATABASE)
        postgresql.bring_back(make_url(config.url), fresh / DATABASE)
    for name in (*SETTINGS, *FOLDERS):
        if (instance / name).exists():
            shutil.move(instance / name, aside / name)
        if (fresh / name).exists():
            shutil.move(fresh / name, instance / name)
    if any(aside.iterdir()):
        return aside
    aside.rmdir()
    return None
