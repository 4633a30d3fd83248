"""How starting bodies joins in with the rest of the site."""

from ntfc.committees.models import Body
from ntfc.founding import rules
from ntfc.founding.models import Suggestion
from ntfc.founding.views import bp, suggestions_of
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.permissions import Actor, can
from ntfc.plugins import NavItem, Panel, Plugin, Tab, hookimpl

TRAIL = {
    "body.started_from": _("A body was started from the library"),
    "suggestion.settled": _("A suggestion of the library was settled"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="founding",
        title=_("Library of mechanisms"),
        models=(Suggestion,),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("Library"),
                endpoint="founding.index",
                icon="books",
                order=60,
                permission=rules.READ,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show whoever forms the body what its library entry suggests."""
    if tab is not Tab.WORK or not body.library_entry or not can(actor, rules.SETTLE, body):
        return None
    shown = suggestions_of(body)
    if not shown["suggestions"]:
        return None
    page = drawn("founding/_suggestions.html", **shown)
    return Panel(id="suggested", title=_("From the library"), html=page, order=90)
