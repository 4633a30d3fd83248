"""Two who change one thing: what a form showed when it was opened, and who changed what since."""

import base64
import enum
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import wtforms

MARK = 6  # bytes: enough to tell whether two texts are the same


class Seen(wtforms.HiddenField):  # type: ignore[misc]
    """The version that was opened, with a mark of what each field held then.

    By the marks, a form that comes too late tells what its writer changed from what was left alone.
    """

    held: dict[str, str] | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        self.held = {}
        if valuelist:
            self.data, *marks = valuelist[0].split() or [""]
            self.held = dict(mark.partition("=")[::2] for mark in marks)

    def _value(self) -> str:
        if self.held is None:
            self.held = {field.name: mark_of(field, field.data) for field in leaves(self._form)}
        return " ".join([str(self.data or 0), *(f"{name}={it}" for name, it in self.held.items())])

    @property
    def version(self) -> int:
        """Return the version that was opened; nonsense counts as one that never was."""
        return int(self.data) if str(self.data).isdecimal() else 0

    def left_alone(self, field: wtforms.Field) -> bool:
        """Tell whether a field holds what it held when the form was opened."""
        return (self.held or {}).get(field.name) == mark_of(field, field.data)

    def is_news(self, field: wtforms.Field, stored: Any) -> bool:
        """Tell whether *stored* differs from what a field held, if known, when it was opened."""
        return (self.held or {}).get(field.name) != mark_of(field, stored)

    def look_again(self, version: int, stands: Mapping[str, tuple[wtforms.Field, Any]]) -> None:
        """Begin anew from what is stored now, which the writer is shown."""
        self.data = str(version)
        if self.held:
            self.held |= {name: mark_of(field, value) for name, (field, value) in stands.items()}


def leaves(form: Iterable[wtforms.Field]) -> Iterator[wtforms.Field]:
    """Give each field in which something is typed, also those of a form within the form."""
    for field in form:
        if isinstance(field, wtforms.FormField):
            yield from leaves(field.form)
        elif not isinstance(field, wtforms.HiddenField):
            yield field


def mark_of(field: wtforms.Field, value: Any) -> str:
    """Return a short mark of a value: the same for what reads the same in this field."""
    if isinstance(field, wtforms.SelectMultipleField):  # of several boxes the order says nothing
        value = sorted(plain(each) for each in value or ())
    digest = hashlib.blake2s(plain(value).encode(), digest_size=MARK).digest()
    return base64.urlsafe_b64encode(digest).decode()


def plain(value: Any) -> str:
    """Return a value as text: nothing, no and an empty list are the same."""
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        return "\t".join(plain(each) for each in value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        return "\n".join(filter(str.strip, (plain(each) for each in value)))
    return "\n".join(line.rstrip() for line in str(value).strip().splitlines())


def put_beside(
    form: wtforms.Form, stands: Any, in_words: Callable[[wtforms.Field, Any], str]
) -> None:
    """Show in a form what *stands* holds by now, and let what was left alone take it."""
    seen = form.seen if "seen" in form else None
    opened = seen if isinstance(seen, Seen) else None
    found = {
        field.name: (field, getattr(stands, field.name))
        for field in leaves(form)
        if hasattr(stands, field.name)
    }
    for field, stored in found.values():
        is_same = mark_of(field, field.data) == mark_of(field, stored)
        if is_same or (opened and not opened.is_news(field, stored)):
            continue
        if opened and opened.left_alone(field):
            field.raw_data = None
            field.process(None, stored)
            field.is_news = True
        else:
            field.reads_now = in_words(field, stored)
    if opened:
        opened.look_again(stands.version, found)
