"""How the first page joins in."""

from ntfc.home.views import bp
from ntfc.i18n import _
from ntfc.plugins import NavItem, Plugin, hookimpl


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="home",
        title=_("Home"),
        blueprints=(bp,),
        nav=(NavItem(title=_("Home"), endpoint="home.show", icon="home", order=10),),
    )
