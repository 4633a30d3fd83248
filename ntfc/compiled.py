"""Templates as they were compiled, kept in the folder of the instance: the first page after a start
need not compile them again.

What is kept holds for just this core, and each file for just this text of its template.
"""

import contextlib
import shutil
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from ntfc.mark import core_mark

NAME = "compiled"


class Kept(FileSystemBytecodeCache):
    """What cannot be read is compiled anew, and what cannot be kept is shown all the same."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001  -- half a file, whatever is wrong with it
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def init_app(app: Flask, instance: Path) -> None:
    """Let the application keep its templates with the instance, where there is one."""
    if app.jinja_env.bytecode_cache is None and instance.is_dir():
        with contextlib.suppress(OSError):
            app.jinja_env.bytecode_cache = Kept(str(_folder(instance / NAME, core_mark()[:16])))


def _folder(place: Path, mark: str) -> Path:
    """Return the folder for this core; those of others are thrown away when it is made."""
    folder = place / mark
    if not folder.is_dir():
        for old in place.glob("*"):
            shutil.rmtree(old, ignore_errors=True)
        place.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(exist_ok=True)
    return folder
