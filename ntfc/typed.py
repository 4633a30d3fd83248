"""What comes in from outside, made fit to be looked up and stored: addresses, queries, forms.

PostgreSQL refuses the NUL character and half characters (lone surrogates), and both databases
refuse numbers beyond the size of a column. Nobody types such things; programs do.
"""

import re
from typing import Any

from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.datastructures.structures import iter_multi_items
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, ValidationError

from ntfc.arrival import BoundedRequest
from ntfc.directions import settled

LARGEST = 2**31 - 1  # what a column of whole numbers holds
UNFIT = re.compile("[\x00\ud800-\udfff]")


def storable(text: Any) -> Any:
    """Return *text* without what no database stores and what turns the words around it.

    Other things are returned as they are.
    """
    return settled([UNFIT.sub("", text)])[0] if isinstance(text, str) else text


class Typed(ImmutableMultiDict[Any, Any]):
    """The fields of a query or form, in text that can be stored."""

    def __init__(self, mapping: Any = None) -> None:
        pairs = iter_multi_items(mapping) if mapping is not None else ()
        super().__init__([(storable(key), storable(value)) for key, value in pairs])

    def get(self, key: Any, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]  # noqa: A002  -- named so by Flask
        """Return a value as *type*; a number that names no row is as good as none."""
        found = super().get(key, default) if type is None else super().get(key, default, type)
        too_large = isinstance(found, int) and abs(found) > LARGEST
        return default if too_large else found


class Request(BoundedRequest):
    """A request whose query and form can be stored as they are read."""

    parameter_storage_class = Typed


class RowNumber(IntegerConverter):
    """A number in an address, no larger than any row's: beyond that, the page does not exist."""

    regex = r"\d{1,10}"

    def __init__(self, map: Map, max: int = LARGEST, **options: Any) -> None:  # noqa: A002  -- named so by Werkzeug
        super().__init__(map, max=max, **options)


class Word(UnicodeConverter):
    """A word in an address; one that cannot be stored names nothing."""

    def to_python(self, value: str) -> str:
        if UNFIT.search(value):
            raise ValidationError
        return str(super().to_python(value))


def init_app(app: Flask) -> None:
    """Let every address and every request of *app* be read this way; before its first page."""
    app.request_class = Request
    app.url_map.converters |= {"int": RowNumber, "default": Word, "string": Word}


def number_or_none(value: Any) -> int | None:
    """Return the number of what was chosen from a list; None where nothing was."""
    return None if value in (None, "", "None") else int(value)
