"""What a meeting hears first: what became of what was agreed at the last one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from ntfc.agendas.models import AgendaItem, ItemKind
from ntfc.i18n import _

FOLLOW_UP_KEY = "follow_up"
FOLLOW_UP_TITLE = _("What became of what was agreed: actions since the last meeting")
BEFORE = frozenset({ItemKind.FORMAL, ItemKind.APPROVAL})  # the opening, and the last minutes


def is_follow_up(item: Any) -> bool:
    """Tell whether a line is the one on actions since the last meeting, also one typed earlier."""
    return bool(item.origin_key == FOLLOW_UP_KEY or item.title == str(FOLLOW_UP_TITLE))


def opening_of(tops: Sequence[AgendaItem]) -> Sequence[AgendaItem]:
    """Return the formal lines with which a meeting opens; its closing is none of them."""
    formal = list(takewhile(lambda item: item.kind is ItemKind.FORMAL, tops))
    return formal[:-1] if len(formal) == len(tops) > 1 else formal


def not_first(items: Iterable[AgendaItem], *, has_met: bool) -> Iterator[tuple[str, str]]:
    """Say that members are not told first what became of what they agreed on."""
    if not has_met:
        return
    for item in items:
        if is_follow_up(item):
            return
        if item.kind not in BEFORE:
            yield (
                _(
                    "Members should hear first what became of what was agreed: put the actions "
                    "since the last meeting before “%(title)s”.",
                    title=item.title,
                ),
                "R102",
            )
            return
