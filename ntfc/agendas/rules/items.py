"""What keeps a single item from going where somebody wants it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from ntfc.agendas.models import AgendaItem, ItemKind, ItemState
from ntfc.agendas.rules.release import obstacles_to_editing
from ntfc.i18n import _
from ntfc.issues.models import IssueState
from ntfc.issues.rules import STEPS
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules import first_day, in_one_sentence
from ntfc.procedure.rules.words import day as long

LEFT_OVER = "agenda_items:"
ON_TABLE = frozenset({ItemState.PLANNED, ItemState.DISCUSSED})
SUBJECT = re.compile(r"[a-z_.]+:\d")  # the key of something that proposes itself


def is_for_everybody(item: AgendaItem) -> bool:
    """Tell whether everybody may read the title: it went out, stands, and is not in confidence."""
    gone = item.state in (ItemState.DROPPED, ItemState.POSTPONED)
    return item.released_at is not None and not item.is_confidential and not gone


def takes_guests(item: AgendaItem) -> bool:
    """Tell whether somebody without a seat may come for an item: none in confidence, none gone."""
    gone = item.state in (ItemState.DROPPED, ItemState.POSTPONED, ItemState.PARKED)
    return not item.is_confidential and not gone and item.kind is not ItemKind.FORMAL


def was_led(items: Iterable[AgendaItem]) -> bool:
    """Tell whether the meeting was led through its agenda, so that it is known what was reached."""
    return any(item.state is ItemState.DISCUSSED for item in items)


def not_settled(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Return the items of which nobody noted yet whether they were reached."""
    return [
        item
        for item in items
        if item.state is ItemState.PLANNED and item.kind is not ItemKind.FORMAL
    ]


def is_brought_anew(item: AgendaItem) -> bool:
    """Tell whether something else brings the item again, so that it need not be left over.

    What is due proposes itself by its own key until it is settled, such as minutes to approve.
    """
    key = item.origin_key or ""
    return item.is_standing or key.startswith("group:") or _is_brought_by_others(item)


def _is_brought_by_others(item: AgendaItem) -> bool:
    key = item.origin_key or ""
    return item.issue_id is None and bool(SUBJECT.match(key)) and not key.startswith(LEFT_OVER)


def key_there(item: AgendaItem, there: Iterable[AgendaItem], *, stays: bool) -> str:
    """Return the key of an item on the agenda to which it moves.

    What proposes itself keeps its own, so that it does not propose itself there once more; where
    it stays here too, its own line is the one here.
    """
    taken = {one.origin_key for one in there}
    keeps = not stays and _is_brought_by_others(item) and item.origin_key not in taken
    return f"{item.origin_key}" if keeps else f"{LEFT_OVER}{item.id}"


def obstacles_to_note_date(due: date | None, meeting: Meeting) -> Iterator[str]:
    """Say why a note cannot be due on a day: people read it before they meet."""
    day = first_day(meeting)
    if due is not None and due >= day:
        yield _("The note is read before the meeting: choose a day before %(day)s.", day=long(day))


def obstacles_to_making_issue(item: AgendaItem) -> Iterator[str]:
    """Say why no issue can be made of an item, to be set aside or handed to another body."""
    if item.issue_id is not None:
        yield _("This item has its issue already. Carry that on from its own page.")
    if item.state not in ON_TABLE:
        yield _("This item is no longer on the table.")
    if item.kind is ItemKind.FORMAL:
        yield _("Opening, breaks and closing are no issues.")
    if item.is_confidential:
        yield _(
            "This item is kept in confidence, and an issue is read by everybody who reads the "
            "papers of the body. Move it to another meeting instead."
        )


def obstacles_to_putting_back(item: AgendaItem) -> Iterator[str]:
    """Say why a line does not stand again; after the release it comes as a late one."""
    yield from obstacles_to_editing(item.agenda, item)
    if item.state is not ItemState.DROPPED:
        yield _("This item is on the agenda.")


def comes_back(item: AgendaItem) -> bool:
    """Tell whether a line can stand again as far as its issue is concerned: it went nowhere else."""
    issue = item.issue
    return issue is None or IssueState.ON_AGENDA in STEPS[issue.state]


def obstacles_to_placing_anew(elsewhere: Iterable[AgendaItem]) -> Iterator[str]:
    """Say why the issue of a line stands on no second agenda: it is discussed where it stands."""
    for item in elsewhere:
        yield _(
            "Its issue stands on an agenda already: %(meeting)s. Take it off there first.",
            meeting=in_one_sentence(item.agenda.meeting),
        )


def obstacles_to_putting_below(item: AgendaItem, parent_id: int | None) -> Iterator[str]:
    """Say why an item cannot be a part of that one: parts have no parts of their own."""
    if parent_id is None:
        return
    by_id = {one.id: one for one in item.agenda.items}
    parent = by_id.get(parent_id)
    if parent is None or parent.id == item.id or parent.state is ItemState.DROPPED:
        yield _("The item above is no longer there. Look at the agenda again.")
    elif parent.parent_id is not None:
        yield _("A part of an item has no parts of its own.")
    if any(one.parent_id == item.id for one in item.agenda.items):
        yield _("This item has parts of its own: it cannot become a part of another one.")
