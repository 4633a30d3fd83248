"""The hooks by kind, and looking at what a plugin answered before it reaches a page."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from flask_babel import LazyString

from ntfc.plugins.contract import Hooks

PLAIN = frozenset({str, int, bool, date, type(None)})  # they cannot fail later
HOOKS = frozenset(name for name in vars(Hooks) if name.startswith("ntfc_"))


# What is done by all or not at all: a right of a person, the end of an address given up, the way
# of an issue, which leaves no parking lot and no agenda without a trace, and the work of a body that
# is over, which is told to have gone to another; what stood on a meeting that is over waits again.
OBLIGATIONS = frozenset(
    {
        "ntfc_personal_data",
        "ntfc_person_erased",
        "ntfc_address_changed",
        "ntfc_issue_moved",
        "ntfc_meeting_ended",
        "ntfc_body_closed",
    }
)


def kind_of(hook: str) -> str:
    """Return what a hook is for: declaration, guard, obligation, event or offer."""
    fixed = {"ntfc_plugin": "declaration", "ntfc_objections": "guard"}
    fixed |= dict.fromkeys(OBLIGATIONS, "obligation")
    return fixed.get(hook, "event" if _promised(hook) is None else "offer")


def _promised(hook: str) -> Any:
    return getattr(Hooks, hook).__annotations__["return"]


def answer_of(hook: str, given: Any) -> Any:
    """Return an answer once every part of it was looked at; raise if it is not what was asked.

    What is only worked out later, such as a generator or a text in the reader's language, would
    fail later too, in the middle of a page.
    """
    promised = _promised(hook)
    if given is None or promised is None:
        return None
    if get_origin(promised) is Iterable:
        given = list(given)
        for item in given:
            _refuse_other(hook, item, get_args(promised)[0])
    else:
        _refuse_other(hook, given, promised)
    return given


def _refuse_other(hook: str, item: Any, kind: Any) -> None:
    if not _fits(item, kind):
        raise TypeError(f"{hook} answered {type(item).__name__}, not {kind}")
    made_of: Any = type(item)
    for name, hint, plain in _fields(made_of):
        value = getattr(item, name)
        if type(value) in plain:
            continue
        if not _fits(value, hint):
            raise TypeError(f"{hook} answered a {name} of {type(value).__name__}, not {hint}")
        str(value)


def _fits(value: Any, hint: Any) -> bool:
    """Tell whether a value is what was promised, down to what a list or a mapping holds."""
    if hint is Any or isinstance(hint, str):  # a name says something to type checkers only
        return True
    if hint is date:  # an instant is a date to Python, and cannot be compared with one
        return type(value) is date
    if hint is str:
        return isinstance(value, str | LazyString)
    if get_origin(hint) in (UnionType, Union):
        return any(_fits(value, part) for part in get_args(hint))
    return _holds(value, get_origin(hint) or hint, get_args(hint))


def _holds(value: Any, kind: Any, parts: Sequence[Any]) -> bool:
    if kind is Callable:
        return callable(value)
    if kind is Sequence:
        is_list = isinstance(value, Collection) and not isinstance(value, str)
        return is_list and all(_fits(one, parts[0]) for one in value)
    if kind is Mapping and isinstance(value, Mapping):
        return all(_fits(k, parts[0]) and _fits(v, parts[1]) for k, v in value.items())
    return isinstance(value, kind)


@cache
def _fields(kind: Hashable) -> tuple[tuple[str, Any, frozenset[Any]], ...]:
    """Return the fields of what is answered: the name, what is promised, and what needs no look."""
    if not is_dataclass(kind):
        return ()
    hints = get_type_hints(kind)
    return tuple((f.name, hints[f.name], _plain(hints[f.name])) for f in fields(kind))


def _plain(hint: Any) -> frozenset[Any]:
    return PLAIN.intersection(get_args(hint) if isinstance(hint, UnionType) else [hint])
