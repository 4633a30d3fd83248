"""How joint training joins in with the pages of bodies."""

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.permissions import Actor, can
from ntfc.plugins import Panel, Plugin, Tab, hookimpl
from ntfc.trainings import models, queries, rules
from ntfc.trainings.views import bp

TRAIL = {
    "training.came_noted": _("Who came to joint training was noted"),
    "training.planned": _("Joint training was planned"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="trainings",
        title=_("Joint training"),
        models=(models.Training, models.TrainingGuest),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body which sessions both sides had or will have."""
    if tab is not Tab.PEOPLE or not can(actor, READ, body):
        return None
    found = queries.trainings_of(body.id)
    if not found and not can(actor, rules.PLAN, body):
        return None
    html = drawn("trainings/_panel.html", body=body, trainings=found[:3])
    return Panel(id="trainings", title=_("Joint training"), html=html, order=70)
