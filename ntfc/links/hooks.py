"""How one-time links join in with the rest of the site."""

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from ntfc import clock
from ntfc.htmx import drawn
from ntfc.i18n import _
from ntfc.links import queries, rules, service
from ntfc.links.models import Link
from ntfc.links.views import bp
from ntfc.people import queries as people
from ntfc.people.models import Person
from ntfc.permissions import ADMINISTER, SITE, Actor, can
from ntfc.plugins import NavItem, PersonalData, Plugin, hookimpl

TRAIL = {
    "link.paper_taken": _("A paper was taken by a link"),
    "link.issued": _("A link was issued"),
    "link.revoked": _("A link was revoked"),
    "link.used": _("A link was used"),
}


COLUMNS = {
    "act": _("What for"),
    "about": _("About"),
    "created_at": _("Issued"),
    "expires_at": _("Until"),
    "first_opened_at": _("Opened"),
    "spent_at": _("Used"),
    "revoked_at": _("Revoked"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="links",
        title=_("One-time links"),
        models=(Link,),
        blueprints=(bp,),
        permissions=(rules.ISSUE, rules.USE, rules.MANAGE, rules.INVITE),
        nav=(
            NavItem(
                title=_("One-time links"),
                endpoint="links.index",
                icon="link",
                order=80,
                permission=rules.MANAGE,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_person_panel(person: Person, actor: Actor) -> Markup | None:
    if not can(actor, rules.MANAGE, SITE):
        return None
    rows, _last = queries.listed(actor, clock.now(), person_id=person.id)
    by_administrator = can(actor, ADMINISTER, SITE)
    serves = by_administrator or people.serves(actor, person.id)
    obstacles = [
        *rules.obstacles_to_inviting(person, by_administrator=by_administrator, serves=serves)
    ]
    return drawn("links/_person_panel.html", person=person, count=len(rows), obstacles=obstacles)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    yield PersonalData(
        name="links",
        tables=("links",),
        title=_("One-time links sent to the person"),
        columns=COLUMNS,
        rows=[
            {name: getattr(link, name) for name in COLUMNS} for link in queries.kept_of(person.id)
        ],
    )


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor, now: datetime) -> None:
    service.forget(person, actor=actor, now=now)


@hookimpl
def ntfc_address_changed(person: Person, actor: Actor, now: datetime) -> None:
    service.revoke_all_to(person, actor=actor, now=now)
