"""What the worker does with papers: it reads their words, in a process of its own."""

from typing import Any

from ntfc import clock, storage
from ntfc.db import db
from ntfc.documents import queries
from ntfc.documents.service import keeping
from ntfc.extraction import Unreadable, words_of
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work


def read_words(payload: dict[str, Any]) -> None:
    """Read the words of a version; what goes wrong is noted beside it and hurts nothing."""
    version = queries.find_version(payload["version_id"])
    file, media = (version.file, version.media) if version else (None, "")
    db.session.rollback()  # reading takes seconds: nothing is held meanwhile
    if file is None:
        return
    text = reason = ""
    try:
        text = words_of(storage.get(file), media)
    except Unreadable as error:
        reason = str(error)
    with unit_of_work():
        version = queries.find_version(payload["version_id"])
        if version is not None:
            keeping.note_words(version, text=text, reason=reason, actor=SYSTEM, now=clock.now())


def forget_file(payload: dict[str, Any]) -> None:
    """Erase the bytes of a version that was erased, unless something else names them."""
    with unit_of_work():
        storage.forget(payload["name"])
