"""The hooks by kind, and looking at what a plugin answered before it reaches a page."""

from collections.abc import Hashable, Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin

from ntfc.plugins.contract import Hooks

PLAIN = frozenset({str, int, bool, type(None)})  # they cannot fail later
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
        kind = promised if isinstance(promised, UnionType) else get_origin(promised) or promised
        _refuse_other(hook, given, kind)
    return given


def _refuse_other(hook: str, item: Any, kind: Any) -> None:
    if not isinstance(kind, str) and not isinstance(item, kind):
        raise TypeError(f"{hook} answered {type(item).__name__}, not {kind}")
    made_of: Any = type(item)
    for name in _names(made_of):
        value = getattr(item, name)
        if type(value) not in PLAIN:
            str(value)


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
