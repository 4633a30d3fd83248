"""Papers that people send: looked into before anything is locked, and never lost by a mistake.

A browser does not send a file twice by itself. A form that comes back, because something else was
wrong, therefore carries a mark by which the file that arrived is found again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, request
from flask_login import current_user
from itsdangerous import BadData, URLSafeTimedSerializer
from wtforms import HiddenField

from ntfc import clock, filekinds, storage
from ntfc.errors import Refused
from ntfc.files import plain_name
from ntfc.forms import Form, taken
from ntfc.i18n import _
from ntfc.transaction import before_writing

CARRIED = 24 * 3600  # seconds for which a form may carry a file
NO_FILE = _("Choose a file.")


@dataclass(frozen=True)
class Sent:
    """A file that somebody sent, kept in the store; *file* is empty if it is not taken."""

    file: str
    file_name: str
    media: str = ""
    size: int = 0
    refused: tuple[str, ...] = ()


def sent(field: str, allow: Callable[[], Any]) -> Sent | None:
    """Keep the file sent in *field*, if any, if it is of a kind that papers have; call it first.

    *allow* authorises: of somebody who may not, nothing is kept.
    """
    file = request.files.get(field)
    if file is None or not file.filename:
        return _carried(request.form.get(f"{field}_carried", ""), allow)
    file_name = plain_name(file.filename)
    with before_writing():
        allow()
        if request.is_too_large:  # type: ignore[attr-defined]  # the form says so
            return Sent("", file_name)
        found = looked_into(file.read(), file_name)
    if found.file:
        storage.note(found.file, person_id=current_user.person_id, now=clock.now())
    return found


def looked_into(content: bytes, file_name: str) -> Sent:
    """Keep *content* if it is of a kind that papers have, under a name that says which."""
    try:
        kind = filekinds.kind_of(content, file_name)
    except Refused as refusal:
        return Sent("", file_name, refused=refusal.reasons)
    named = filekinds.named_as(kind, file_name)
    return Sent(storage.put(content), named, kind.media, len(content))


def _carried(mark: str, allow: Callable[[], Any]) -> Sent | None:
    if not mark:
        return None
    try:
        file, file_name, media, size, person_id = _carrier().loads(mark, max_age=CARRIED)
    except BadData:
        return None
    with before_writing():
        allow()
        is_own = person_id == current_user.person_id and storage.exists(file)
    if not is_own:
        return None
    storage.note(file, person_id=person_id, now=clock.now())
    return Sent(file, file_name, media, size)


def _carrier() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="a file that was kept")


class WithFile(Form):
    """A form whose field *file* brings a paper; it comes back with the file when all is not well."""

    file_carried = HiddenField()

    def carries(self, found: Sent | None) -> bool:
        """Tell whether a file came that is taken; else say at the field what is wrong with it."""
        if found is None:
            self.refuse("file", NO_FILE)
        elif found.refused:
            for reason in found.refused:
                self.refuse("file", reason)
        elif found.file:
            facts = [found.file, found.file_name, found.media, found.size, current_user.person_id]
            self.file_carried.data = _carrier().dumps(facts)
            self.file.description = _(
                "“%(name)s” has arrived and is kept. Choose a file only to send another one.",
                name=found.file_name,
            )
            return True
        return False


def taken_with_file(
    form: WithFile, found: Sent | None, act: Callable[[Sent], str]
) -> tuple[str | None, int]:
    """Have what a form with a file asks for done, if it was sent and is good: see `forms.taken`."""
    if request.method != "POST":
        return None, 200
    is_right = form.validate()
    has_come = form.carries(found)
    if found is None or not (is_right and has_come):
        return None, 422
    return taken(form, lambda: act(found), found.file)
