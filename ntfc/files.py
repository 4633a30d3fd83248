"""Files that people send and take away: kept before the transaction, handed out safely."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, request
from flask_login import current_user

from ntfc import clock, storage
from ntfc.paper import Paper, pdf
from ntfc.transaction import before_writing
from ntfc.typed import storable

LONGEST_NAME = 200
# What a name cannot have on some disk, and what ends a quoted name in a header.
FORBIDDEN = re.compile(r'[<>:"|?*]')
JOINERS = "\u200c\u200d"  # signs without width that Persian and the scripts of India need


@dataclass(frozen=True)
class Upload:
    """A file that somebody sent, kept in the store; *name* is empty if its kind is not taken."""

    name: str
    file_name: str


def kept(
    field: str, allow: Callable[[], Any], only: Collection[bytes] | None = None
) -> Upload | None:
    """Keep the file sent in *field*, if any; call it first in a view.

    Writing a file takes as long as the disk takes, and must come before the transaction that
    refers to it. *allow* authorises: of somebody who may not, nothing is kept. *only* names how a
    file must begin.
    """
    file = request.files.get(field)
    if file is None or not file.filename:
        return None
    with before_writing():
        allow()
        content = file.read()
        is_taken = content.startswith(tuple(only)) if only is not None else bool(content)
        name = storage.put(content) if is_taken and not request.is_too_large else ""  # type: ignore[attr-defined]
    if name:
        storage.note(name, person_id=current_user.person_id, now=clock.now())
    return Upload(name, plain_name(file.filename))


def plain_name(name: str, otherwise: str = "file") -> str:
    """Return the name of a file without what could pass it off as something else.

    No folders, no line ends, no signs that turn the direction of writing (a name that reads
    “report-exe.pdf” may end in .exe), no dot at its beginning; cut in the middle if too long.
    """
    last = re.split(r"[/\\]", storable(name))[-1]
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in last)
    bare = "".join(c for c in shown if c in JOINERS or unicodedata.category(c) != "Cf")
    tidy = " ".join(FORBIDDEN.sub("_", bare).split()).lstrip(". ")
    stem, dot, ending = tidy.rpartition(".")
    if len(tidy) > LONGEST_NAME:
        tail = dot + ending[-20:] if stem else ""
        tidy = tidy[: LONGEST_NAME - len(tail)] + tail
    return tidy or otherwise


def download(content: bytes, name: str, media: str) -> Response:
    """Answer with a file to be saved: under a harmless name, kept by no cache on the way."""
    answer = Response(content, content_type=media)
    answer.headers["Content-Disposition"] = disposition(name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def printed(paper: Paper, name: str) -> Response:
    """Answer with a paper as PDF to be saved, drawn now and with the fonts of the instance."""
    fonts = current_app.extensions["ntfc.config"].instance / "fonts"
    return download(pdf(paper, at=clock.now(), more_fonts=fonts), name, "application/pdf")


def disposition(name: str) -> str:
    """Return the header that says under which name a file is saved, in every script."""
    plain = plain_name(name)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    fallback = re.sub(r"[^\w.() -]", "_", ascii_only).strip()
    if not fallback.rpartition(".")[0].strip():
        fallback = f"file{fallback if fallback.startswith('.') else ''}"
    said = f'attachment; filename="{fallback}"'
    return said if fallback == plain else f"{said}; filename*=UTF-8''{quote(plain, safe='')}"
