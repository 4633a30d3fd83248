"""How seats join in with the rest of the site."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from markupsafe import Markup
from sqlalchemy import Select

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.htmx import drawn
from ntfc.i18n import _, in_one, time_zone
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import SYSTEM, Actor, Governed, Permission, Role, can
from ntfc.plugins import (
    AgendaProposal,
    Duty,
    NavItem,
    Panel,
    PersonalData,
    Plugin,
    SeatedPerson,
    Tab,
    Waiting,
    hookimpl,
)
from ntfc.seats import models, queries, rules
from ntfc.seats.hooks.personal import kept_of
from ntfc.seats.hooks.waiting import waiting_for
from ntfc.seats.models import Capacity
from ntfc.seats.service.people import forget
from ntfc.seats.views import bp, vacancies
from ntfc.seats.views.by_link import ACCEPT
from ntfc.seats.views.common import today_in
from ntfc.seats.views.seats import may_set_up

TRAIL = {
    "appointment.accepted": _("A seat was accepted"),
    "appointment.ended": _("An appointment ended"),
    "appointment.made": _("An appointment was made"),
    "appointment.nominated": _("Somebody was put forward for a seat"),
    "conduct.accepted": _("A code of conduct was accepted"),
    "conduct.guidance_written": _("The guidance for public members was written"),
    "conduct.written": _("A code of conduct was written"),
    "declaration.made": _("An interest was declared"),
    "declaration.withdrawn": _("A declaration of interest was withdrawn"),
    "person.seats_forgotten": _("What seats held of a person was erased"),
    "seat.added": _("A seat was added"),
    "seat.changed": _("A seat was changed"),
    "seat.closed": _("A seat was closed"),
    "seat.dissemination_reviewed": _("How a seat spreads information was reviewed"),
}


SHORT = 12  # seats on the page of a body; the rest stands on the page of its seats


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="seats",
        title=_("Seats"),
        models=(
            models.Seat,
            models.Appointment,
            models.CodeOfConduct,
            models.ConductAcceptance,
            models.GuidanceCard,
            models.Declaration,
        ),
        blueprints=(bp, vacancies.bp),
        acts=(ACCEPT,),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("What falls vacant"),
                endpoint="vacancies.index",
                icon="hourglass",
                order=40,
                permission=rules.EXPIRING,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_body_panel(body: Body, actor: Actor, tab: Tab) -> Panel | None:
    """Show on the page of a body who sits in it; where nobody serves it, all else waits for that."""
    if tab is Tab.WORK or (tab is Tab.PEOPLE and not can(actor, rules.VIEW, body)):
        return _first_officer(body, actor)
    if tab is not Tab.PEOPLE:
        return None
    places = queries.places_of(body.id, today_in(body))
    html = drawn(
        "seats/_panel.html",
        body=body,
        places=places,
        most=SHORT,
        counted=rules.counted(places),
        balance=rules.balance(places),
        may_set_up=may_set_up(body, places),
        turn=queries.turn_in(body, places, today_in(body)),
    )
    return _panel(html)


def _first_officer(body: Body, actor: Actor) -> Panel | None:
    """Offer an administrator to name the first officer of a body."""
    if not can(actor, rules.SET_UP, body):
        return None
    held = queries.officers_in(body.id, today_in(body))
    if all([*rules.obstacles_to_setting_up(role, held)] for role in rules.FIRST_ROLES):
        return None
    return _panel(drawn("seats/_first.html", body=body))


def _panel(html: Markup) -> Panel:
    return Panel(id="seats", title=_("Seats"), html=html, order=0)


@hookimpl
def ntfc_people_of_body(body: Body, today: date) -> list[SeatedPerson]:
    """Name who sits in a body on a day; an alternate stands there as alternate."""
    return [
        SeatedPerson(
            person_id=row.person_id,
            role=Role.ALTERNATE if row.capacity is Capacity.ALTERNATE else row.role,
            organisation_id=row.organisation_id,
        )
        for row in queries.seated_in(body.id, today)
    ]


@hookimpl
def ntfc_organisation_panel(organisation: Organisation, actor: Actor) -> Markup | None:
    """Show on the page of an institution where it has seats."""
    today = clock.today(time_zone())
    rows = queries.seats_of_organisation(organisation.id, actor, today)
    if not rows:
        return None
    return drawn("seats/_organisation_panel.html", rows=rows, today=today)


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the seats to accept and, for who serves a body, what falls vacant or is due there."""
    return waiting_for(actor, today)


@hookimpl
def ntfc_agenda_proposals(body: Body) -> Iterator[AgendaProposal]:
    """Propose to speak of seats that stand empty or fall vacant before long."""
    due = queries.ahead(SYSTEM, today_in(body), [body.id])
    names = [one.place.title or one.place.owner for one in (*due.vacant, *due.ending)]
    if names:
        yield AgendaProposal(
            key=f"seats.ending:{body.id}:{today_in(body).year}",
            title=_("Seats that stand empty or fall vacant"),
            reason=_("Within 90 days: %(names)s.", names=in_one(names[:SHORT])),
            kind="information",
            minutes=5,
            order=60,
        )


@hookimpl
def ntfc_person_panel(person: Person, actor: Actor) -> Markup | None:
    """Show on the page of a person where that person sits."""
    rows = queries.seats_of_person(person.id, actor, clock.today(time_zone()))
    if not rows:
        return None
    return drawn("seats/_person_panel.html", rows=rows)


@hookimpl
def ntfc_listed_people() -> Select[int]:
    """Let everyone who signs in know who sits in a body that is not restricted."""
    return queries.listed_people(clock.today(""))


@hookimpl
def ntfc_affiliations(person_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Name for which institutions people sit."""
    return queries.affiliations(person_ids, clock.today(""))


@hookimpl
def ntfc_duties(person_ids: Collection[int]) -> Iterator[Duty]:
    """Name the seat that each of the people holds highest in the tree."""
    for row in queries.highest_seats(person_ids, clock.today("")):
        yield Duty(
            person_id=row.person_id,
            text=_("%(seat)s, %(body)s", seat=row.title or rules.ROLES[row.role], body=row.body),
            order=30,
        )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that is kept of a person about seats, the code of conduct and interests."""
    return kept_of(person)


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor) -> None:
    """Forget what goes beyond the bare record of who sat where."""
    forget(person, actor=actor)


@hookimpl
def ntfc_objections(action: Permission, subject: Governed) -> list[str]:
    """Object to erasing a person in office: a seat would be held by nobody in particular."""
    if action is not ERASE or not isinstance(subject, Person):
        return []
    return [
        _("This person sits in %(body)s: let the seat be left first.", body=name)
        for name in queries.sits_now(subject.id, clock.today(""))
    ]
