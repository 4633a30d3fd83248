"""A list of recommendations of a forum, pasted as it stands: each paragraph is one of its own."""

import re

from ntfc.texts import one_line

MOST = 100  # at once; a longer list is something else, pasted by mistake
LONGEST = 120  # of the line by which one is found
MARK = re.compile(r"^\s*(?:[-–—•*]|\(?(?:\d{1,3}|[ivx]{1,5}|[a-z])[.)])\s+", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?؟;؛])\s")


def recommendations(text: str) -> list[tuple[str, str]]:
    """Return each recommendation of a list: in one line, and in its words, without its number."""
    parts = re.split(r"\n\s*\n", text.strip())
    if len(parts) == 1:
        parts = parts[0].splitlines()
    words = (MARK.sub("", part).strip() for part in parts)
    return [(_line(one), one) for one in words if one]


def _line(words: str) -> str:
    """Return the first sentence, as far as it goes into one line."""
    first = SENTENCE.split(one_line(words), 1)[0].rstrip(".;؛")
    if len(first) <= LONGEST:
        return first
    return first[:LONGEST].rsplit(" ", 1)[0] + "…"
