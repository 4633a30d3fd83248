"""What minutes offer at an item in the meeting, and show of it on the page of its issue."""

from collections.abc import Iterator

from flask import url_for

from ntfc.agendas.models import Agenda, ItemKind
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.issues.models import Issue
from ntfc.meetings.models import MeetingState
from ntfc.minutes import queries, rules
from ntfc.permissions import Actor, can
from ntfc.plugins import ItemAct, Panel


def acts(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Yield for each item the way to its positions, interests and, of a round, concerns."""
    if agenda.meeting.state is not MeetingState.UNDER_WAY:
        return
    minutes = queries.find_minutes_of(agenda.meeting_id)
    if minutes is None or not can(actor, rules.WRITE, minutes):
        return
    rounds = {item.id for item in agenda.items if item.kind is ItemKind.CONCERNS}
    for item_id, section_id in queries.sections_by_item(agenda).items():
        pages = [(_("Positions"), "voices"), (_("Interests"), "interests")]
        if item_id in rounds:
            pages.append((_("List concerns"), "concerns"))
        for title, page in pages:
            url = url_for(f"minutes_sections.{page}", section_id=section_id)
            yield ItemAct(item_id=item_id, title=title, url=url, in_meeting=True)


def panel(issue: Issue, actor: Actor) -> Panel | None:
    """Return the positions on an issue that *actor* may read."""
    found = queries.positions_on(issue, actor)
    if not found:
        return None
    html = drawn("minutes/_issue_panel.html", found=found)
    return Panel(id="positions", title=_("Positions"), html=html, order=25)
