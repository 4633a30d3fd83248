"""How the horizon joins in with bodies and agendas."""

from collections.abc import Iterator

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.horizon import models, queries, rules
from ntfc.horizon.views import bp
from ntfc.htmx import drawn
from ntfc.i18n import _, on_day
from ntfc.meetings.models import Meeting
from ntfc.meetings.rules import first_day
from ntfc.permissions import Actor, can
from ntfc.plugins import AgendaProposal, Panel, Plugin, Tab, hookimpl

TRAIL = {
    "horizon.added": _("A topic was put on the horizon"),
    "horizon.closed": _("A topic was taken off the horizon"),
}
TITLE = _("Horizon scanning")
KEY = "group:Horizon scanning"  # what belongs to it stands below it
MINUTES, MOST = 15, 5


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="horizon",
        title=_("Horizon"),
        models=(models.Topic,),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a strategic body what it sees coming."""
    if tab is not Tab.WORK or not rules.scans(body.levels) or not can(actor, READ, body):
        return None
    topics = queries.watched_in(body.id)
    html = drawn("horizon/_panel.html", body=body, topics=topics, most=MOST)
    return Panel(id="horizon", title=_("Horizon"), html=html, order=24)


@hookimpl
def ntfc_agenda_proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Propose to scan the horizon at each meeting of a strategic body: what is new, what is due."""
    if not rules.scans(body.levels):
        return
    topics, met = queries.watched_in(body.id), queries.met_before(body.id, meeting.starts_at)
    meeting_on = first_day(meeting)
    yield AgendaProposal(
        key=KEY,
        title=TITLE,
        reason=_(
            "Strategic bodies look ahead at each meeting. Topics watched: %(num)s.", num=len(topics)
        ),
        kind="discussion",
        minutes=MINUTES,
        order=65,
    )
    for topic in topics:
        due, new = rules.is_due(topic, meeting_on), rules.is_new(topic, met)
        if due or new:
            yield AgendaProposal(
                key=f"horizon_topics:{topic.id}",
                title=topic.title,
                text=topic.why,
                reason=_("It is expected by %(day)s.", day=on_day(topic.expected_on))
                if due and topic.expected_on
                else _("It is new since the last meeting."),
                kind="discussion",
                group=TITLE,
                order=66,
            )
