"""How the page of lists joins in with the rest of the site."""

from ntfc.i18n import _
from ntfc.lists import rules
from ntfc.lists.views import bp
from ntfc.plugins import Plugin, hookimpl

TRAIL = {
    "list.entry_added": _("An entry of a list was added"),
    "list.entry_brought_back": _("An entry of a list was brought back"),
    "list.entry_changed": _("An entry of a list was changed"),
    "list.entry_moved": _("An entry of a list was moved"),
    "list.entry_retired": _("An entry of a list was retired"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="lists", title=_("Lists"), blueprints=(bp,), permissions=(rules.EDIT,), trail=TRAIL
    )
