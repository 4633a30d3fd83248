"""Made-up typed texts, for tests that hold of every text."""

from hypothesis import strategies as st

from ntfc.blocks import ORDER, Block, Run, write
from ntfc.richtext import clean

CHARACTERS = st.characters(exclude_categories=["Cs"])
# What goes wrong elsewhere: signs of lists, marks of direction, joined emoji, markup as words.
HARD = ("-", "•", "1.", "2.", "12)", "–", "- x", "1. y", "\n", "  ", "\u00a0", "\u200f", "\u061c")
WORDS = ("quorum", "سلام", "לחיים", "通关", "👩‍👩‍👧", "🇯🇴", "<b>", "&amp;", '"')
ADDRESSES = ("", "https://example.org/a?b=1&c=2", "mailto:a@example.org")

plain_words = st.one_of(st.sampled_from(WORDS), st.text("abcدهر", min_size=1, max_size=6))
any_words = st.one_of(st.sampled_from(HARD + WORDS), st.text(CHARACTERS, max_size=6))
any_text = st.one_of(
    st.lists(any_words, min_size=1, max_size=6).map(" ".join),
    st.lists(any_words, max_size=6).map("\n".join),
    st.text(CHARACTERS),
)


def html_of(words):
    """Return a strategy for stored texts made of such words."""
    texts = st.lists(words, min_size=1, max_size=6).map(" ".join)
    marks = st.frozensets(st.sampled_from(ORDER))
    runs = st.builds(Run, texts, marks, st.sampled_from(ADDRESSES))
    kinds = st.sampled_from(["p", "h3", "quote", "bullet", "number"])
    several = st.lists(runs, min_size=1, max_size=3).map(tuple)
    blocks = st.builds(Block, kinds, several, st.integers(0, 3))
    return st.lists(blocks, max_size=6).map(lambda made: clean(write(made)))


any_html = html_of(any_words)
plain_html = html_of(plain_words)
