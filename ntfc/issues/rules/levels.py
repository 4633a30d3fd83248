"""On which level a matter is: its issue says so, else the body that deals with it."""

from collections.abc import Collection

from ntfc.committees.models import Level


def levels_of(own: Level | None, levels: Collection[str]) -> list[Level]:
    """Return the level of an issue, item or action; *levels* are those of its body."""
    return [own] if own is not None else [level for level in Level if level.value in levels]


def is_elsewhere(own: Level | None, levels: Collection[str]) -> bool:
    """Tell whether a matter is handled on another level than the one it is on."""
    return own is not None and bool(levels) and own.value not in levels
