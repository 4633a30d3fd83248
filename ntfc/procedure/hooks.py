"""How rules of procedure join in with the rest of the site."""

from collections.abc import Collection, Iterator

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.permissions import Actor, can
from ntfc.plugins import DueMeeting, Panel, Plugin, Tab, hookimpl
from ntfc.procedure import models, queries, rules
from ntfc.procedure.rules.sentences import read_back
from ntfc.procedure.views import bp

TRAIL = {
    "procedure.discarded": _("Drafted rules of procedure were thrown away"),
    "procedure.drafted": _("Rules of procedure were drafted"),
    "procedure.in_force": _("Rules of procedure came into force"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="procedure",
        title=_("Rules of procedure"),
        models=(models.RulesOfProcedure,),
        blueprints=(bp,),
        permissions=(rules.VIEW, rules.EDIT, rules.ADOPT),
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show the rules that the body has regulated, on its page."""
    if tab is not Tab.MANDATE or not can(actor, READ, body):
        return None
    found = queries.version_on(body, clock.today(body.time_zone))
    sentences = read_back(found.procedure, queries.names()) if found else []
    html = drawn(
        "procedure/_panel.html",
        body=body,
        found=found,
        sentences=[sentence for sentence in sentences if sentence.is_set],
    )
    return Panel(id="procedure", title=_("Rules of procedure"), html=html, order=40)


@hookimpl
def ntfc_next_due(body_ids: Collection[int]) -> Iterator[DueMeeting]:
    """Name by which day each body is to meet next, as its rules of procedure ask."""
    yield from queries.due(body_ids, clock.today(""), clock.today)
