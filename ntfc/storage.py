"""Files by the hash of their content, in the instance folder. The same bytes are kept once.

A row of the table says what is known of each; what refers to a file points at that row.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import BigInteger, ForeignKey, Select, String, inspect, select
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ntfc.db import Base, db, writing
from ntfc.i18n import _

NAME = re.compile(r"[0-9a-f]{64}")
MEDIA = {b"%PDF-": "application/pdf", b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class StoredFile(Base):
    """What is known of a file beside its content. Several things may refer to one."""

    __tablename__ = "stored_files"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)  # the hash of its content
    size: Mapped[int | None] = mapped_column(BigInteger)  # None: from before this was kept
    media: Mapped[str] = mapped_column(String(80), default="")  # by how it begins
    stored_at: Mapped[datetime | None]
    stored_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)


def put(content: bytes) -> str:
    """Keep *content* and return the name by which it is found again.

    Call it before the transaction that refers to it: a file nobody refers to does no harm, a
    reference to a missing file does, and on SQLite everybody would wait for the disk.
    """
    if writing.get() and db.session().in_transaction():
        raise RuntimeError("a file is kept before the transaction begins: see ntfc.files.kept()")
    name = hashlib.sha256(content).hexdigest()
    path = _path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{name}.{secrets.token_hex(4)}")
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # the row that names it survives a power cut; so must it
        fresh.replace(path)
    return name


def note(name: str, *, person_id: int | None, now: datetime) -> None:
    """Write down what is known of a file just kept, in the transaction that will refer to it."""
    path = _path(name)
    with path.open("rb") as file:
        media = media_of(file.read(16))
    on_postgresql = db.session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(StoredFile) if on_postgresql else sqlite.insert(StoredFile)
    row = insert.values(
        name=name,
        size=path.stat().st_size,
        media=media,
        stored_at=now,
        stored_by_id=person_id,
    )
    db.session.execute(row.on_conflict_do_nothing(index_elements=[StoredFile.name]))


def media_of(content: bytes) -> str:
    """Return what a file is by how it begins; what is not known is only to be saved."""
    found = (media for start, media in MEDIA.items() if content.startswith(start))
    return next(found, "application/octet-stream")


def faults() -> Iterator[str]:
    """Say of each file that is missing, or is no longer what was stored, what refers to it."""
    for name in db.session.scalars(select(StoredFile.name).order_by(StoredFile.name)).all():
        path = _path(name)
        if not path.exists():
            yield _("The file %(name)s is missing; %(why)s.", name=name, why=_referring(name))
        elif _sum(path) != name:
            yield _(
                "The file %(name)s is not what was stored; %(why)s.",
                name=name,
                why=_referring(name),
            )


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _referring(name: str) -> str:
    """Say which rows point at a file, such as bodies:7."""
    rows = [*_naming(name)]
    if not rows:
        return _("nothing names it")
    return _("it is named by %(rows)s", rows=", ".join(rows))


def _naming(name: str) -> Iterator[str]:
    """Name the rows that point at a file, those of plugins that are off or not installed, too.

    So the database is asked what points there: this process may not know all of its tables.
    """
    connection = db.session.connection()
    for (_schema, table), keys in inspect(connection).get_multi_foreign_keys().items():
        for key in keys:
            if key["referred_table"] == StoredFile.__tablename__:
                (column,) = key["constrained_columns"]
                rows: Select[int] = select(sql_column("id")).select_from(sql_table(table))
                found = rows.where(sql_column(column) == name)
                for number in connection.scalars(found):
                    yield f"{table}:{number}"


def forget(name: str) -> bool:
    """Erase the content kept under *name* unless something names it; tell whether it is gone.

    Whoever sends the same bytes at this very moment finds them missing, and sends them again.
    """
    row = db.session.get(StoredFile, name, with_for_update=True)
    if row is None or any(_naming(name)):
        return False
    db.session.delete(row)
    db.session.flush()
    _path(name).unlink(missing_ok=True)
    return True


def get(name: str) -> bytes:
    """Return the content kept under *name*, and refuse it if it is no longer what it was."""
    content = _path(name).read_bytes()
    if hashlib.sha256(content).hexdigest() != name:
        raise ValueError(f"the stored file {name} was damaged")
    return content


def exists(name: str) -> bool:
    """Tell whether content is kept under *name*."""
    return _path(name).exists()


def folder(instance: Path) -> Path:
    return instance / "files"


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError(f"not the name of a stored file: {name!r}")
    return folder(current_app.extensions["ntfc.config"].instance) / name[:2] / name
