"""Typed texts compared and brought together, paragraph by paragraph.

Two people changed one text: what each did to other paragraphs is kept, and so is what both added
at one place. Only a paragraph that both changed otherwise is left to a person.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ntfc.blocks import Block, Blocks, tidy
from ntfc.differences import Change, word_changes

Choice = Literal["mine", "theirs", "both"]


@dataclass(frozen=True)
class Stretch:
    """Some paragraphs in a row: as they were, as one made them, as another made them."""

    base: Blocks
    mine: Blocks
    theirs: Blocks

    @property
    def is_open(self) -> bool:
        """Tell whether both changed the same paragraphs, each otherwise."""
        changed_by_both = self.base not in (self.mine, self.theirs) and self.mine != self.theirs
        return bool(self.base) and changed_by_both and self._grown is None

    @property
    def _grown(self) -> Blocks | None:
        """Return the outcome when one only added before or after what the other changed."""
        if (around := _around(self.base, self.theirs)) is not None:
            return (*around[0], *self.mine, *around[1])
        if (around := _around(self.base, self.mine)) is not None:
            return (*around[0], *self.theirs, *around[1])
        return None

    def settled(self, choice: Choice = "both") -> Blocks:
        """Return the paragraphs as they stand in the end; *choice* counts only where it is open."""
        if self.mine in (self.base, self.theirs):
            return self.theirs
        if self.theirs == self.base:
            return self.mine
        if self.base and self._grown is not None:
            return self._grown
        if not self.base or choice == "both":
            return _together(self.theirs, self.mine)
        return self.mine if choice == "mine" else self.theirs


def _around(inner: Blocks, outer: Blocks) -> tuple[Blocks, Blocks] | None:
    """Return what *outer* has before and after *inner*, if it holds it as it is."""
    for at in range(len(outer) - len(inner) + 1):
        if outer[at : at + len(inner)] == inner:
            return outer[:at], outer[at + len(inner) :]
    return None


def _together(first: Blocks, second: Blocks) -> Blocks:
    """Return all paragraphs of both; what stands in both stands once."""
    return (*first, *(block for block in second if block not in first))


def stretches(base: Blocks, mine: Blocks, theirs: Blocks) -> list[Stretch]:
    """Return the whole text as stretches that are alike in all three, or differ."""
    found: list[Stretch] = []
    at = mine_at = theirs_at = 0
    for anchor, mine_anchor, theirs_anchor, size in _anchors(base, mine, theirs):
        between = Stretch(
            base[at:anchor], mine[mine_at:mine_anchor], theirs[theirs_at:theirs_anchor]
        )
        if between != Stretch((), (), ()):
            found.append(between)
        if size:
            same = base[anchor : anchor + size]
            found.append(Stretch(same, same, same))
        at, mine_at, theirs_at = anchor + size, mine_anchor + size, theirs_anchor + size
    return found


def _anchors(base: Blocks, mine: Blocks, theirs: Blocks) -> Iterator[tuple[int, int, int, int]]:
    """Yield where the same paragraphs stand in all three, and at last the three ends."""
    ours, others = _matches(base, mine), _matches(base, theirs)
    i = j = 0
    while i < len(ours) and j < len(others):
        (a, b, size), (c, d, length) = ours[i], others[j]
        start, end = max(a, c), min(a + size, c + length)
        if start < end:
            yield start, b + start - a, d + start - c, end - start
        if a + size < c + length:
            i += 1
        else:
            j += 1
    yield len(base), len(mine), len(theirs), 0


def _matches(a: Blocks, b: Blocks) -> list[tuple[int, int, int]]:
    return [
        (m.a, m.b, m.size)
        for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    ]


def merged(
    found: Sequence[Stretch], choose: Callable[[int], Choice] = lambda _number: "both"
) -> Blocks:
    """Return the text in which all is brought together; open stretches are numbered from 0."""
    settled: list[Block] = []
    number = 0
    for stretch in found:
        settled += stretch.settled(choose(number) if stretch.is_open else "both")
        number += stretch.is_open
    return tidy(settled)


@dataclass(frozen=True)
class Difference:
    """A paragraph in a comparison; *words* tells how it came about, word by word."""

    kind: Literal["same", "added", "removed", "changed"]
    block: Block
    words: tuple[Change, ...] = ()


def differences(before: Blocks, after: Blocks) -> list[Difference]:
    """Return how *after* came from *before*: every paragraph of both, in the order of reading."""
    found: list[Difference] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            found += [Difference("same", block) for block in after[c:d]]
        else:
            found += _changed(before[a:b], after[c:d])
    return found


def _changed(old: Blocks, new: Blocks) -> Iterator[Difference]:
    for was, now in zip(old, new, strict=False):
        yield Difference("changed", now, tuple(word_changes(was.text, now.text)))
    for was in old[len(new) :]:
        yield Difference("removed", was, (Change("removed", was.text),))
    for now in new[len(old) :]:
        yield Difference("added", now, (Change("added", now.text),))
