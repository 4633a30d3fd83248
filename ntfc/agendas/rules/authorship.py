"""Whose words an item says: those of whoever raised its issue stay until that person agrees."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ntfc.agendas.models import AgendaItem
from ntfc.i18n import _
from ntfc.issues.models import Issue

# What an item says in the words of its issue, and the name that the issue has for it.
WORDS: Mapping[str, str] = {
    "title": "title",
    "text": "problem",
    "expected_result": "expected_result",
}


def author_of(issue: Issue | None, office: Collection[int]) -> str | None:
    """Return who has to agree to other words: nobody to what the secretariat raised itself."""
    if issue is None or issue.raised_by_id in office or issue.raised_by.erased_at is not None:
        return None
    return issue.raised_by.name


def reworded(item: AgendaItem, facts: Mapping[str, Any]) -> list[str]:
    """Return which words of an item somebody typed anew; blanks and ends of lines are no words."""
    return [
        name
        for name in WORDS
        if name in facts and str(facts[name]).split() != str(getattr(item, name)).split()
    ]


def obstacles_to_rewording(
    item: AgendaItem,
    issue: Issue | None,
    facts: Mapping[str, Any],
    office: Collection[int],
    *,
    may_ask: bool,
) -> Iterator[str]:
    """Say why these words do not go on the agenda: their author was not asked, and who may ask."""
    author = author_of(issue, office)
    if issue is None or author is None or not reworded(item, facts):
        return
    if not may_ask:
        yield _(
            "The words are those of %(name)s, who raised issue %(number)s. Only the secretary of "
            "%(body)s can ask for others.",
            name=author,
            number=issue.number,
            body=issue.body.name,
        )
    else:
        yield _(
            "The words are those of %(name)s, who raised issue %(number)s. Yours stand here, and "
            "hold once %(name)s agrees to them.",
            name=author,
            number=issue.number,
        )
