"""The class of a paragraph: one that begins with a mark stays with those who sit at the table.

The mark is typed, on any keyboard, in the editor or without it, and stands in the text itself. So
it travels with the paragraph wherever that is moved, merged or corrected, and no change of words can
part them. For everybody else a sign stands in its place, so that numbers stay those of the whole.
"""

from collections.abc import Iterable
from dataclasses import replace

from ntfc.blocks import Block, Blocks, Run, write
from ntfc.i18n import _
from ntfc.richtext import read

MARK = "[!]"
LEFT_OUT = "[…]"


def is_restricted(block: Block) -> bool:
    """Tell whether a paragraph is kept in confidence."""
    return block.text.lstrip().startswith(MARK)


def without_restricted(blocks: Iterable[Block]) -> Blocks:
    """Return paragraphs as everybody reads them."""
    return tuple(
        replace(block, runs=(Run(LEFT_OUT),)) if is_restricted(block) else block for block in blocks
    )


def spelled_out(blocks: Iterable[Block]) -> Blocks:
    """Return paragraphs as those at the table read them, the class of each said in words."""
    said = Run("[{}] ".format(_("In confidence")), frozenset({"strong"}))
    return tuple(
        replace(block, runs=(said, *_after_mark(block))) if is_restricted(block) else block
        for block in blocks
    )


def _after_mark(block: Block) -> list[Run]:
    rest = block.text.lstrip().removeprefix(MARK).lstrip()
    left = len(block.text) - len(rest)
    runs = []
    for run in block.runs:
        text, left = run.text[left:], max(0, left - len(run.text))
        if text:
            runs.append(replace(run, text=text))
    return runs


def html_spelled_out(html: str) -> str:
    """Return a text with the class of its paragraphs in words."""
    return write(spelled_out(read(html))) if MARK in html else html
