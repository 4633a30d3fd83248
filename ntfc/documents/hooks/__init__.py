"""How papers join in with the rest of the site."""

from collections.abc import Iterator
from datetime import date

from flask import render_template, url_for
from markupsafe import Markup

from ntfc.committees import rules as committees
from ntfc.committees.models import Body
from ntfc.documents import models, queries, rules
from ntfc.documents.hooks.personal import kept_of
from ntfc.documents.views import bp
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import Actor, can
from ntfc.plugins import NavItem, Panel, PersonalData, Plugin, Waiting, hookimpl

NEWEST = 5
TRAIL = {
    "document.added": _("A paper was added"),
    "document.changed": _("What is said of a paper was changed"),
    "document.given_out": _("A paper was given to its readers"),
    "document.reader_named": _("A reader of a paper was named"),
    "document.reader_removed": _("A reader of a paper is named no longer"),
    "document.signed": _("A reader undertook not to disclose a paper"),
    "document.signed_on_paper": _("It was noted that a reader signed on paper"),
    "document.version_added": _("A paper got a new version"),
    "document.withdrawn": _("A paper was withdrawn"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="documents",
        title=_("Papers"),
        models=(
            models.Document,
            models.DocumentReader,
            models.DocumentVersion,
            models.DocumentReading,
        ),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("Papers"),
                endpoint="documents.index",
                icon="files",
                order=25,
                permission=rules.READ_ALL,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor) -> Panel | None:
    """Show on the page of a body its newest papers."""
    if not can(actor, committees.READ, body):
        return None
    rows, count = queries.listed(actor, queries.Filters(body_id=body.id), 1)
    html = render_template("documents/_body_panel.html", body=body, rows=rows[:NEWEST], count=count)
    return Panel(
        id="documents",
        title=_("Papers"),
        html=Markup(html),  # noqa: S704  -- our own template, escaped
        order=17,
    )


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:  # noqa: ARG001
    """Name the papers that open once the person has signed not to disclose them."""
    if actor.person_id is None:
        return
    for row in queries.to_sign(actor.person_id):
        yield Waiting(
            title=row.title,
            reason=_("You are named as a reader. It opens once you undertake not to disclose it."),
            url=url_for("documents.sign", document_id=row.id),
            button=_("Read the undertaking"),
            body_name=row.name,
        )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that papers keep of a person."""
    return kept_of(person)
