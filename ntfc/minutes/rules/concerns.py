"""A round of concerns in the record: listed one by one, with or without who raised them."""

from collections.abc import Sequence

from ntfc.blocks import Block, Blocks, Run

STRONG = frozenset({"strong"})


def concerns_in(typed: str) -> list[str]:
    """Return the concerns that were typed, one a line, without the marks of a list."""
    lines = (line.strip().lstrip("-•–*").strip() for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def with_concerns(text: Blocks, concerns: Sequence[str], raised_by: str = "") -> Blocks:
    """Return a text with concerns put behind it, none twice; no name leaves no trace of anybody."""
    name = (Run(f"{raised_by}: ", STRONG),) if raised_by else ()
    entries = [Block("bullet", (*name, Run(one))) for one in concerns]
    known = {block.text for block in text}
    return (*text, *(entry for entry in entries if entry.text not in known))
