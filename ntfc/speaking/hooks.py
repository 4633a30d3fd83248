"""How the list of speakers and the balance of the sides join in with the rest of the site."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from flask import url_for

from ntfc import clock
from ntfc.agendas.models import Agenda
from ntfc.agendas.queries import head_of
from ntfc.agendas.rules import RUN, VIEW
from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.meetings.models import Meeting
from ntfc.organisations.models import Camp
from ntfc.permissions import Actor, can
from ntfc.plugins import ItemAct, Panel, Plugin, Tab, hookimpl
from ntfc.speaking import models, queries, rules
from ntfc.speaking.views import bp

TRAIL = {
    "speaking.floor_given": _("Somebody was given the floor"),
    "speaking.hand_lowered": _("Somebody was taken off the list of speakers"),
    "speaking.hand_raised": _("Somebody asked to speak"),
    "speaking.speech_noted": _("It was noted that somebody spoke"),
    "speaking.turn_ended": _("Somebody has finished speaking"),
}
A_YEAR = timedelta(days=365)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="speaking",
        title=_("Who speaks"),
        models=(models.SpeakingTurn,),
        blueprints=(bp,),
        trail=TRAIL,
    )


@hookimpl
def ntfc_item_acts(agenda: Agenda, actor: Actor) -> Iterator[ItemAct]:
    """Offer the list of speakers beside the item that is being discussed."""
    if can(actor, RUN, agenda):
        title, url = str(_("Who speaks")), url_for("speaking.speakers", agenda_id=agenda.id)
        for item in agenda.items:
            if item.id == agenda.current_item_id:
                yield ItemAct(item_id=item.id, title=title, url=url, in_meeting=True)


@hookimpl
def ntfc_meeting_panel(meeting: Meeting, actor: Actor) -> Panel | None:
    """Show on the page of a meeting how the sides stand: seats, who was there, who spoke."""
    if meeting.convened_at is None:
        return None
    agenda = head_of(meeting.id)
    shown = agenda if agenda is not None and can(actor, VIEW, agenda) else None
    return _panel(queries.balance_at(meeting), queries.heard_at(meeting.id), shown)


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body how the sides stood at its meetings of a year."""
    if tab is not Tab.PEOPLE or not can(actor, READ, body):
        return None
    now = clock.now()
    columns = queries.balance_since(body.id, clock.today(body.time_zone), now - A_YEAR)
    return _panel(columns) if columns else None


def _panel(
    columns: Sequence[rules.Column], heard: Sequence[Any] = (), agenda: Agenda | None = None
) -> Panel:
    html = drawn(
        "speaking/_balance.html",
        columns=columns,
        headings=[_("Side"), *("#" + str(column.name) for column in columns)],
        camps=[camp for camp in Camp if camp is not Camp.OTHER or any_of(columns, camp)],
        weak=list(rules.weak_sides(columns)),
        heard=heard,
        agenda=agenda,
    )
    return Panel(id="balance", title=_("Balance of the sides"), html=html, order=40)


def any_of(columns: Sequence[rules.Column], camp: Camp) -> bool:
    """Tell whether anything is counted for a side."""
    return any(column.counts.get(camp) for column in columns)
