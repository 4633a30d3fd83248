"""Two texts compared word by word, for people who want to see what changed."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
WORDS = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Change:
    """A stretch of text that stayed, came or went. The text is as typed: escape it when shown."""

    kind: Kind
    text: str


def word_changes(before: str, after: str) -> list[Change]:
    """Return how *after* came from *before*; what went stands before what came."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    changes: list[Change] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            changes.append(Change("same", "".join(old[a:b])))
            continue
        if a < b:
            changes.append(Change("removed", "".join(old[a:b])))
        if c < d:
            changes.append(Change("added", "".join(new[c:d])))
    return changes
