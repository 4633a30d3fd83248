"""How seats join in with the rest of the site."""

import enum
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy import Select

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.i18n import _, time_zone
from ntfc.organisations.models import Organisation
from ntfc.people.models import Person
from ntfc.people.rules import ERASE
from ntfc.permissions import OFFICE, Actor, Governed, Permission, Role, can
from ntfc.plugins import Duty, NavItem, Panel, PersonalData, Plugin, SeatedPerson, Waiting, hookimpl
from ntfc.seats import models, queries, rules
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
def ntfc_body_panel(body: Body, actor: Actor) -> Panel | None:
    """Show on the page of a body who sits in it."""
    if not can(actor, rules.VIEW, body):
        return _first_officer(body, actor)
    places = queries.places_of(body.id, today_in(body))
    html = render_template(
        "seats/_panel.html",
        body=body,
        places=places,
        most=SHORT,
        counted=rules.counted(places),
        balance=rules.balance(places),
        may_set_up=may_set_up(body, places),
    )
    return _panel(html)


def _first_officer(body: Body, actor: Actor) -> Panel | None:
    """Offer an administrator, who does not see a restricted body's seats, to name its first officer."""
    if not can(actor, rules.SET_UP, body):
        return None
    held = queries.officers_in(body.id, today_in(body))
    if all([*rules.obstacles_to_setting_up(role, held)] for role in rules.FIRST_ROLES):
        return None
    return _panel(render_template("seats/_first.html", body=body))


def _panel(html: str) -> Panel:
    return Panel(id="seats", title=_("Seats"), html=Markup(html), order=20)  # noqa: S704  -- our own template, escaped


@hookimpl
def ntfc_people_of_body(body: Body) -> list[SeatedPerson]:
    """Name who sits in a body now; an alternate stands there as alternate."""
    return [
        SeatedPerson(
            person_id=row.person_id,
            role=Role.ALTERNATE if row.capacity is Capacity.ALTERNATE else row.role,
            organisation_id=row.organisation_id,
        )
        for row in queries.seated_in(body.id, today_in(body))
    ]


@hookimpl
def ntfc_organisation_panel(organisation: Organisation, actor: Actor) -> Markup | None:
    """Show on the page of an institution where it has seats."""
    today = clock.today(time_zone())
    rows = queries.seats_of_organisation(organisation.id, actor, today)
    if not rows:
        return None
    html = render_template("seats/_organisation_panel.html", rows=rows, today=today)
    return Markup(html)  # noqa: S704  -- our own template, escaped


@hookimpl
def ntfc_waiting(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the seats to accept and, for who serves a body, what falls vacant or is due there."""
    if actor.person_id is None:
        return
    yield from _of_oneself(actor.person_id, today)
    if OFFICE & actor.roles_in(None):
        served = [number for number in queries.body_ids() if OFFICE & actor.roles_in(number)]
        yield from _of_bodies(queries.ahead(actor, today, served))


def _of_oneself(person_id: int, today: date) -> Iterator[Waiting]:
    for row in queries.unaccepted(person_id, today):
        yield Waiting(
            title=_("You were put in a seat"),
            reason=_("Accept it, or say that you leave."),
            url=url_for("seats.appointed", appointment_id=row.id),
            button=_("Look at it"),
            body_name=row.body,
        )
    for body in queries.bodies_to_accept_in(person_id, today):
        yield Waiting(
            title=_("Code of conduct"),
            reason=_("You sit in this body and have not accepted it in its present words."),
            url=url_for("seats.conduct", body_id=body.id),
            button=_("Read and accept"),
            body_name=body.name,
        )


KINDS_OF_WORK = (
    ("vacant", _("Vacant seats"), _("Nobody sits in them.")),
    ("ending", _("Appointments end"), _("The last day is within 90 days.")),
    ("lapsed", _("Seats rest"), _("The agreement they hang on has lapsed.")),
    ("lapsing", _("Agreements lapse"), _("The last day is within 90 days; the seats then rest.")),
    ("review", _("How information is spread"), _("Not described, or not reviewed for a year.")),
)


def _of_bodies(ahead: queries.Ahead) -> Iterator[Waiting]:
    """One entry for each body and kind of work: a list of hundreds would hide the rest."""
    for name, title, reason in KINDS_OF_WORK:
        by_body: dict[int, list[queries.Due]] = {}
        for one in getattr(ahead, name):
            by_body.setdefault(one.body_id, []).append(one)
        for body_id, found in by_body.items():
            yield Waiting(
                title=_("%(title)s: %(number)s", title=title, number=len(found)),
                reason=reason,
                url=url_for("vacancies.index", body=body_id),
                button=_("See which"),
                due=_first_day(name, found),
                body_name=found[0].body,
            )


def _first_day(name: str, found: list[queries.Due]) -> date | None:
    if name == "lapsing":
        return found[0].place.agreement_ends_on
    holder = found[0].place.holder
    return holder.last_day if name == "ending" and holder else None


@hookimpl
def ntfc_person_panel(person: Person, actor: Actor) -> Markup | None:
    """Show on the page of a person where that person sits."""
    rows = queries.seats_of_person(person.id, actor, clock.today(time_zone()))
    if not rows:
        return None
    html = render_template("seats/_person_panel.html", rows=rows)
    return Markup(html)  # noqa: S704  -- our own template, escaped


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
    yield PersonalData(
        name="appointments",
        tables=("appointments",),
        title=_("Seats the person was put forward for or sat in"),
        columns=APPOINTMENT_COLUMNS,
        rows=[_row(row, APPOINTMENT_COLUMNS) for row in queries.appointments_of(person.id)],
        stays=_(
            "Who sat in a public body is part of its records. The name is taken off, "
            "and with it what was noted of competence and of the reason for leaving."
        ),
    )
    yield PersonalData(
        name="conduct",
        tables=("conduct_acceptances",),
        title=_("Codes of conduct the person accepted"),
        columns={"name": _("Body"), "at": _("When")},
        rows=[_row(row, ("name", "at")) for row in queries.accepted_by(person.id)],
    )
    yield PersonalData(
        name="declarations",
        tables=("declarations",),
        title=_("Interests the person declared"),
        columns=DECLARATION_COLUMNS,
        rows=[_row(row, DECLARATION_COLUMNS) for row in queries.kept_of(person.id)],
    )


APPOINTMENT_COLUMNS = {
    "body": _("Body"),
    "role": _("Seat"),
    "capacity": _("Sits as"),
    "organisation": _("Institution"),
    "nominated_on": _("Put forward on"),
    "competence": _("Competence"),
    "instrument": _("By what text"),
    "starts_on": _("From"),
    "ends_on": _("Last day as foreseen"),
    "ended_on": _("Left on"),
    "end_reason": _("Reason for leaving"),
    "accepted_on": _("Accepted on"),
}
DECLARATION_COLUMNS = {
    "name": _("Body"),
    "text": _("The interest"),
    "declared_on": _("Declared on"),
    "ended_on": _("Withdrawn on"),
}


def _row(row: Any, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {name: v.value if isinstance(v, enum.Enum) else v for name, v in values.items()}


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
