"""The look of typed text in plain signs, for browsers without scripts: what a textarea holds.

A blank line ends a paragraph, `- ` begins an entry of a list, `1. ` one of a numbered list, two
blanks before it a list within. Bold words, headings and links have no sign: a paragraph that was
not touched keeps them, one that was typed anew is plain. No word is lost either way.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ntfc.blocks import ITEMS, Block, Blocks, Kind, Run, tidy, write
from ntfc.richtext import LINE_ENDS, UNSEEN, read
from ntfc.typed import storable

BULLET = re.compile(r"( *)(?:[-*•·–])[ \u00a0]+(?=\S)")
NUMBER = re.compile(r"( *)(\d{1,3})[.)][ \u00a0]+(?=\S)")
INDENT = "  "
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Piece:
    """A paragraph or entry as it was typed: its block, and the signs by which it is known again."""

    block: Block
    typed: str


def as_text(html: str) -> str:
    """Return a stored text as a textarea shows it."""
    parts: list[str] = []
    before: Block | None = None
    for block, sign in _signed(read(html)):
        if before is not None:
            parts.append("\n" if {before.kind, block.kind} <= set(ITEMS) else "\n\n")
        parts.append(_typed(block, sign))
        before = block
    return "".join(parts)


def from_text(text: str, before: str = "") -> str:
    """Return what was typed in a textarea as the HTML that is stored.

    *before* is the text that the textarea held at first: what was not touched stays as it was.
    """
    pieces, old = _pieces(text), read(before)
    if [piece.typed for piece in pieces] == [piece.typed for piece in _pieces(as_text(before))]:
        return write(old)
    result = write(tidy(_kept(pieces, old)))
    if WORDS.findall(as_text(result)) == WORDS.findall(UNSEEN.sub("", text)):
        return result
    return write(tidy(piece.block for piece in pieces))  # no look is kept at the cost of a word


def _signed(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield each block with the sign that stands before it in a textarea."""
    numbers: list[int] = []
    kinds: list[Kind] = []
    for block in blocks:
        if block.kind not in ITEMS:
            numbers, kinds = [], []
            yield block, ""
            continue
        del numbers[block.depth + 1 :], kinds[block.depth + 1 :]
        if kinds[block.depth :] != [block.kind]:
            numbers, kinds = numbers[: block.depth], kinds[: block.depth]
            numbers, kinds = [*numbers, 0], [*kinds, block.kind]
        numbers[block.depth] += 1
        mark = "-" if block.kind == "bullet" else f"{numbers[block.depth]}."
        yield block, f"{INDENT * block.depth}{mark} "


def _typed(block: Block, sign: str) -> str:
    margin = INDENT * (block.depth + 1) if sign else ""
    return sign + _with_addresses(block).replace("\n", f"\n{margin}")


def _with_addresses(block: Block) -> str:
    """Return the words of a block; an address behind words stands after them."""
    parts = []
    for run in block.runs:
        shows = not run.href or run.href in run.text or run.href.endswith(run.text.strip())
        parts.append(run.text if shows else f"{run.text} ({run.href})")
    return "".join(parts)


def _pieces(text: str) -> list[Piece]:
    text = UNSEEN.sub("", LINE_ENDS.sub("\n", storable(text))).expandtabs(2)
    groups: list[list[str]] = []
    for chunk in re.split(r"\n(?:[ \u00a0]*\n)+", text.strip("\n")):
        groups += _groups([line.rstrip() for line in chunk.split("\n")] if chunk.strip() else [])
    entries = _are_entries([group[0] for group in groups])
    return [_piece(group, is_entry=it) for group, it in zip(groups, entries, strict=True)]


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """Return what stands between two blank lines: words, then perhaps a list."""
    groups: list[list[str]] = []
    for line in lines:
        if not groups or BULLET.match(line) or NUMBER.match(line):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _are_entries(lines: Sequence[str]) -> Iterator[bool]:
    """Tell which lines are entries. Numbers that do not count 1, 2, 3 are words, and stay."""
    last: dict[int, int] = {}
    for line in lines:
        bullet, number = BULLET.match(line), NUMBER.match(line)
        sign = bullet or number
        depth = len(sign.group(1)) // 2 if sign else 0
        counted = int(number.group(2)) if number else 0
        fits = counted == last.get(depth, 0) + 1
        if not bullet and not fits:
            last = {}
            yield False
            continue
        last = {level: at for level, at in last.items() if level < depth} | {depth: counted}
        yield True


def _piece(group: list[str], *, is_entry: bool) -> Piece:
    typed = "\n".join(line.strip() for line in group)
    if not is_entry:
        return Piece(Block("p", (Run(typed),)), typed)
    sign = BULLET.match(group[0]) or NUMBER.match(group[0])
    if sign is None:
        raise ValueError("an entry of a list begins with its sign")
    kind: Kind = "bullet" if BULLET.match(group[0]) else "number"
    depth = len(sign.group(1)) // 2
    said = "\n".join([group[0][sign.end() :], *(line.strip() for line in group[1:])])
    return Piece(Block(kind, (Run(said),), depth), f"{kind} {depth} {said}")


def _kept(pieces: Sequence[Piece], old: Blocks) -> Iterator[Block]:
    """Yield the pieces; where one was typed just as it stood, the block that stood there."""
    signs = [[piece.typed for piece in _pieces(_typed(b, s))] for b, s in _known(old)]
    flat = [(at, sign) for at, its in enumerate(signs) for sign in its]
    matcher = SequenceMatcher(
        a=[sign for _at, sign in flat], b=[piece.typed for piece in pieces], autojunk=False
    )
    same = {
        new + step: start + step
        for start, new, size in matcher.get_matching_blocks()
        for step in range(size)
    }
    at = 0
    while at < len(pieces):
        stood = same.get(at)
        if stood is not None and _is_whole(flat, stood, signs, same, at):
            block = old[flat[stood][0]]
            yield block
            at += len(signs[flat[stood][0]])
        else:
            yield pieces[at].block
            at += 1


def _known(old: Blocks) -> Iterator[tuple[Block, str]]:
    """Yield each block as if it stood alone: an entry of a numbered list is the first one."""
    for block in old:
        sign = {"bullet": "- ", "number": "1. "}.get(block.kind, "")
        yield block, f"{INDENT * block.depth}{sign}" if sign else ""


def _is_whole(
    flat: Sequence[tuple[int, str]],
    stood: int,
    signs: Sequence[Sequence[str]],
    same: dict[int, int],
    at: int,
) -> bool:
    """Tell whether all pieces of the block that stood there are there still, in a row."""
    owner = flat[stood][0]
    is_first = stood == 0 or flat[stood - 1][0] != owner
    return is_first and all(
        same.get(at + step) == stood + step for step in range(len(signs[owner]))
    )
