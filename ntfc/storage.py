"""Files by the hash of their content, in the instance folder. The same bytes are kept once."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from flask import current_app

from ntfc.db import db, writing

NAME = re.compile(r"[0-9a-f]{64}")


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
