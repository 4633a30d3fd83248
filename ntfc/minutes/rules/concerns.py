"""A round of concerns in the record: listed one by one, with or without who raised them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from ntfc.blocks import Block, Blocks, Run, tidy

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


def without_names(earlier: Blocks, present: Blocks, names: Collection[str]) -> Blocks:
    """Return an earlier text without who raised what, where that does not stand there now.

    Who asked to be named no more is not found in what was saved before.
    """
    stands = {block.text for block in present}
    return tidy(block if block.text in stands else _nameless(block, names) for block in earlier)


def _nameless(block: Block, names: Collection[str]) -> Block:
    runs = [run for run in block.runs if run.text]
    if runs and runs[0].marks == STRONG and runs[0].text.rstrip().endswith(":"):
        runs = runs[1:]
    return replace(block, runs=tuple(_left_out(run, names) for run in runs))


def _left_out(run: Run, names: Collection[str]) -> Run:
    text = run.text
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(f"{name}: ", "").replace(name, "…")
    return replace(run, text=text)
