"""The numbers of sections: those of the agenda, so that people find in the minutes what they read there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ntfc.minutes.rules.contents import Document


def numbers_of(items: Sequence[int | None], labels: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return for each section its number, and with what its paragraphs begin where that differs.

    *items* gives the item of each section, *labels* how the agenda numbers it. Sections beyond the
    agenda are counted on from its last number. Where an item has parts, 2.1 is the first of them;
    the paragraphs of the item itself are then 2.0.1, 2.0.2 …, so that no number says two things.
    """
    given = [labels.get(item, "") if item is not None else "" for item in items]
    last = max((int(label.partition(".")[0]) for label in labels.values()), default=0)
    whole = {label.partition(".")[0] for label in given if "." in label}
    found = []
    for label in given:
        if not label:
            last += 1
        number = label or str(last)
        found.append((number, f"{number}.0" if number in whole else ""))
    return found


def with_numbers(document: Document) -> Document:
    """Return a document whose sections have numbers; one without is from before there were any."""
    parts = (
        part if part.number else replace(part, number=str(place))
        for place, part in enumerate(document.parts, 1)
    )
    return replace(document, parts=tuple(parts))
