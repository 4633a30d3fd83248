"""The lines of an agenda: their numbers, their order, their time, and what was agreed to."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ntfc.agendas.models import AgendaItem, ItemKind, ItemState
from ntfc.agendas.rules.first import is_follow_up, opening_of
from ntfc.issues.models import Issue

STEP = 10  # between two places
GONE = frozenset({ItemState.DROPPED})
# What somebody agrees to. Who proposed a line and when are no part of it.
REPEATED = (
    *("kind", "title", "text", "expected_result", "asked", "questions", "minutes", "presenter"),
)
AGREED = (*REPEATED, "is_confidential")
OWN = ("is_confidential", "note", "proposed_by_id", "proposed_for_id")  # beside these, left over


@dataclass(frozen=True)
class Line:
    """An item where it stands: its number as it is spoken, such as 3.1, and how deep it is."""

    label: str
    depth: int
    item: AgendaItem


def lined_up(items: Iterable[AgendaItem]) -> list[Line]:
    """Return the items in the order of the agenda, each below the one it is a part of.

    An item taken off a draft has no number; one taken off after the release, or at the table,
    keeps its own: people have it, and the record is written under it.
    """
    shown = [
        item
        for item in items
        if item.state not in GONE or item.released_at is not None or item.ended_at is not None
    ]
    by_parent: dict[int | None, list[AgendaItem]] = {}
    known = {item.id for item in shown}
    for item in sorted(shown, key=lambda item: (item.supplement, item.position, item.id)):
        parent = item.parent_id if item.parent_id in known else None
        by_parent.setdefault(parent, []).append(item)
    lines = []
    for number, top in enumerate(by_parent.get(None, ()), 1):
        lines.append(Line(str(number), 0, top))
        parts = enumerate(by_parent.get(top.id, ()), 1)
        lines += [Line(f"{number}.{part}", 1, item) for part, item in parts]
    return lines


def minutes_of(lines: Iterable[Line]) -> int:
    """Return how long the items take together; the time of parts counts within their whole."""
    total = 0
    for top, parts in _with_parts(lines):
        of_parts = sum(part.minutes or 0 for part in parts if _takes_time(part))
        total += max(top.minutes or 0, of_parts) if _takes_time(top) else of_parts
    return total


def _takes_time(item: AgendaItem) -> bool:
    return item.state not in {ItemState.DROPPED, ItemState.POSTPONED, ItemState.PARKED}


def _with_parts(lines: Iterable[Line]) -> list[tuple[AgendaItem, list[AgendaItem]]]:
    found: list[tuple[AgendaItem, list[AgendaItem]]] = []
    for line in lines:
        if line.depth == 0:
            found.append((line.item, []))
        else:
            found[-1][1].append(line.item)
    return found


def starts(items: Iterable[AgendaItem]) -> dict[int, int]:
    """Return by item how many minutes after the meeting begins it is planned to begin.

    That is known up to the first item without a time of its own; formal lines may take none.
    """
    found: dict[int, int] = {}
    at = 0
    for top, parts in _with_parts(lined_up(items)):
        within: int | None = at
        for item in [top, *parts]:
            if within is not None and _takes_time(item):
                found[item.id] = within
                own = 0 if item is top else item.minutes
                within = None if own is None else within + own
        length = minutes_of([Line("", int(item is not top), item) for item in (top, *parts)])
        if not length and _takes_time(top) and top.kind is not ItemKind.FORMAL:
            break
        at += length
    return found


def over_days(starts: Mapping[int, int], days: Sequence[Any]) -> dict[int, int]:
    """Return the same by the clock: what does not begin within one day begins on the next one.

    The last day takes all that is left, as the only one does.
    """
    found: dict[int, int] = {}
    for number, minutes in starts.items():
        here, left = 0, minutes
        while here + 1 < len(days) and left >= _minutes(days[here].starts_at, days[here].ends_at):
            left -= _minutes(days[here].starts_at, days[here].ends_at)
            here += 1
        found[number] = _minutes(days[0].starts_at, days[here].starts_at) + left
    return found


def _minutes(since: datetime, until: datetime) -> int:
    return int((until - since).total_seconds() // 60)


def canonical(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Return the agenda as those who release it agree to it: every word that goes out."""
    return [
        {"number": line.label, **{name: _plain(getattr(line.item, name)) for name in AGREED}}
        for line in lines
        if line.item.state not in GONE
    ]


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


def fingerprint(text: Sequence[dict[str, Any]]) -> str:
    """Return the mark of just this text; whatever is altered gives another."""
    plain = json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def place_of(items: Sequence[AgendaItem], added: AgendaItem) -> int:
    """Return where a new item stands: last, but before the closing of the meeting.

    A formal line comes last of all, as closing does; what follows up comes right after the opening.
    """
    last = max((item.position for item in items if item is not added), default=0) + STEP
    if added.kind is ItemKind.FORMAL or added.parent_id is not None:
        return last
    tops = sorted(
        (i for i in items if i is not added and i.parent_id is None and i.state not in GONE),
        key=lambda item: item.position,
    )
    if is_follow_up(added) and not added.supplement:
        return _after_opening(tops, last)
    closing = tops[-1] if len(tops) > 1 and tops[-1].kind is ItemKind.FORMAL else None
    if closing is None:
        return last
    here, closing.position = closing.position, last
    return here


def _after_opening(tops: Sequence[AgendaItem], last: int) -> int:
    """Make room before the first item that is no opening, and return its place."""
    later = tops[len(opening_of(tops)) :]
    here = later[0].position if later else last
    for item in later:
        item.position += STEP
    return here


def moved(ids: Sequence[int], item_id: int, steps: int) -> list[int]:
    """Return the order of items of one level after one of them went up (-1) or down (1)."""
    order = list(ids)
    here = order.index(item_id)
    there = min(max(here + steps, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    return order


def reordered(present: Sequence[int], wanted: Iterable[int]) -> list[int]:
    """Return the order somebody dragged the items into; items they did not see keep the end."""
    known: Collection[int] = set(present)
    order = list(dict.fromkeys(number for number in wanted if number in known))
    return [*order, *(number for number in present if number not in order)]


def of_issue(issue: Issue) -> dict[str, Any]:
    """Return what an item says of the issue that it puts on the table."""
    return {
        "title": issue.title,
        "text": issue.problem,
        "expected_result": issue.expected_result,
        "asked": list(issue.asked),
        "questions": list(issue.questions),
        "note_due_on": issue.note_due_on,
        "issue_id": issue.id,
        "proposed_by_id": issue.raised_by_id,
        "proposed_for_id": issue.raised_for_id,
    }


def of_earlier(item: AgendaItem) -> dict[str, Any]:
    """Return what an item says again that was left over."""
    return {"came_from_id": item.id, **{name: getattr(item, name) for name in (*REPEATED, *OWN)}}


def changes(
    before: Sequence[dict[str, Any]], after: Sequence[dict[str, Any]]
) -> list[tuple[str, str]]:
    """Return which lines came, went or read otherwise, by title: added, removed, changed."""
    old, new = ({line["title"]: _unnumbered(line) for line in text} for text in (before, after))
    found = [("added", title) for title in new if title not in old]
    found += [("removed", title) for title in old if title not in new]
    found += [("changed", title) for title in new if title in old and new[title] != old[title]]
    if not found and [line["title"] for line in before] != [line["title"] for line in after]:
        found.append(("order", ""))
    return found


def _unnumbered(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name != "number"}
