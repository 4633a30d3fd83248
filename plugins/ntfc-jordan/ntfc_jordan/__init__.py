"""What the plugin adds to the site, and the hooks that it answers."""

from pathlib import Path

from flask import render_template
from markupsafe import Markup

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.i18n import _
from ntfc.permissions import Actor, can
from ntfc.plugins import NavItem, Panel, Plugin, Setting, Tab, hookimpl
from ntfc_jordan import demo, models, queries, rules
from ntfc_jordan.data import told
from ntfc_jordan.views import bp

HERE = Path(__file__).parent
STEPS = Setting(
    name="steps",
    title=_("Steps of the scale of partners"),
    about=_("How far importance and impact of a partner go."),
    kind=int,
    default=5,
    least=2,
    most=10,
)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="jordan",
        title=_("Jordan"),
        models=(models.Partner,),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("Partnership Council"), endpoint="jordan.index", icon="users", order=60
            ),
        ),
        settings=(STEPS,),
        demo=demo.fill,
        trail={
            "jordan.partner_added": _("A partner of the council was added"),
            "jordan.partner_changed": _("A partner of the council was classified otherwise"),
            "jordan.partner_removed": _("A partner of the council was removed"),
        },
        migrations=str(HERE / "migrations"),
        translations=str(HERE / "translations"),
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Lead from the page of a council's people to its formal partners."""
    is_council = body.library_entry == told("council")["entry"]
    if tab is not Tab.PEOPLE or not is_council or not can(actor, READ, body):
        return None
    count = queries.sizes([body]).get(body.id, 0)
    html = Markup(render_template("jordan/_panel.html", body=body, count=count))  # noqa: S704  -- our own template, escaped
    return Panel(id="jordan", title=_("Formal partners"), html=html, order=70)
