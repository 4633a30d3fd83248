"""Agendas to begin with: as real committees hold them, and as a body kept its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntfc.agendas.models import AgendaItem, ItemKind, ItemState
from ntfc.agendas.rules.first import FOLLOW_UP_KEY, FOLLOW_UP_TITLE, is_follow_up
from ntfc.i18n import _

Line = Mapping[str, Any]


def _line(
    kind: ItemKind, title: str, minutes: int | None = None, *parts: Line, **more: Any
) -> Line:
    return {"kind": kind.value, "title": title, "minutes": minutes, "parts": parts, **more}


# Every meeting first hears what became of what was agreed.
FOLLOW_UP = _line(
    ItemKind.REPORT,
    FOLLOW_UP_TITLE,
    15,
    is_standing=True,
    origin_key=FOLLOW_UP_KEY,
)
OPENING = _line(ItemKind.FORMAL, _("Opening, and approval of the agenda"), 5, is_standing=True)
CLOSING = _line(ItemKind.FORMAL, _("Other points, next meeting, closing"), 10, is_standing=True)
ON_OURSELVES = _line(
    ItemKind.CONCERNS,
    _("Suggestions on how we work together"),
    5,
    is_standing=True,
    text=_("Open to everybody; refused only where the law stands against it."),
)


@dataclass(frozen=True)
class Template:
    """An agenda to begin with."""

    key: str
    name: str
    about: str
    lines: Sequence[Line]


TEMPLATES = (
    Template(
        "usual",
        _("Usual meeting"),
        _("Follow-up first, then what members brought, then how we work together."),
        (OPENING, FOLLOW_UP, ON_OURSELVES, CLOSING),
    ),
    Template(
        "first",
        _("First meeting, with the head of customs"),
        _("Why we meet, what each side expects, free speech on concerns, and one concrete start."),
        (
            _line(ItemKind.FORMAL, _("Welcome by the head of customs"), 15),
            _line(ItemKind.INFORMATION, _("Those around the table, and for whom they speak"), 15),
            _line(ItemKind.INFORMATION, _("Terms of reference and rules of procedure"), 20),
            _line(
                ItemKind.CONCERNS,
                _("Round of concerns: everybody speaks freely"),
                40,
                text=_("Listed without names where that is wished."),
            ),
            _line(
                ItemKind.DISCUSSION,
                _("One issue to begin with, on which a result is near"),
                30,
            ),
            _line(ItemKind.DECISION, _("How often we meet, and when next"), 10),
        ),
    ),
    Template(
        "areas",
        _("Area by area"),
        _("The same areas at every meeting: services now, what is planned, ideas."),
        (
            OPENING,
            FOLLOW_UP,
            _line(ItemKind.DISCUSSION, _("Present services"), 30, is_standing=True),
            _line(ItemKind.INFORMATION, _("New initiatives"), 20, is_standing=True),
            _line(ItemKind.DISCUSSION, _("Ideas of members"), 20, is_standing=True),
            ON_OURSELVES,
            CLOSING,
        ),
    ),
    Template(
        "groups",
        _("Plenary and groups"),
        _("The plenary names problems and adopts; groups work in between and report."),
        (
            _line(
                ItemKind.FORMAL,
                _("Plenary: opening"),
                15,
                FOLLOW_UP,
                _line(ItemKind.DISCUSSION, _("What the groups are asked to work on"), 15),
            ),
            _line(
                ItemKind.DISCUSSION,
                _("Work in groups"),
                90,
                _line(ItemKind.DISCUSSION, _("Group 1"), None),
                _line(ItemKind.DISCUSSION, _("Group 2"), None),
            ),
            _line(ItemKind.FORMAL, _("Break"), 15),
            _line(
                ItemKind.DECISION,
                _("Plenary: results of the groups, and what is adopted"),
                45,
            ),
            CLOSING,
        ),
    ),
)
BY_KEY = {template.key: template for template in TEMPLATES}
REPEATED = (
    *("kind", "title", "text", "expected_result", "asked", "questions", "minutes", "presenter"),
    "is_standing",
)


def begun_with(standing: Iterable[Line], lines: Sequence[Line]) -> list[Line]:
    """Return the lines an agenda begins with: standing ones, but for those that come with it."""
    given = {str(line["title"]) for line in lines}
    return [*(line for line in standing if str(line["title"]) not in given), *lines]


def as_lines(items: Iterable[AgendaItem]) -> list[dict[str, Any]]:
    """Return items as lines to begin another agenda with; issues stay where they are."""
    kept = [i for i in items if i.state is not ItemState.DROPPED and i.issue_id is None]
    known = {item.id for item in kept}
    tops = [item for item in kept if item.parent_id not in known]
    return [
        {**_as_line(top), "parts": [_as_line(p) for p in _ordered(kept) if p.parent_id == top.id]}
        for top in _ordered(tops)
    ]


def _ordered(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    return sorted(items, key=lambda item: (item.position, item.id))


def _as_line(item: AgendaItem) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in REPEATED}
    line = {name: getattr(value, "value", value) for name, value in values.items()}
    return {**line, "origin_key": FOLLOW_UP_KEY} if is_follow_up(item) else line
