"""How institutions join in with the rest of the site."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select

from ntfc import clock
from ntfc.i18n import _
from ntfc.organisations import models, queries, rules, service
from ntfc.organisations.views import directory, parts
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.plugins import ChoiceList, Extra, NavItem, PersonalData, Plugin, hookimpl

TRAIL = {
    "contact.added": _("A contact was added"),
    "contact.changed": _("A contact was changed"),
    "contact.ended": _("A contact ended"),
    "contact.forgotten": _("The contacts of a person were erased"),
    "contact.put_first": _("A contact was put first"),
    "organisation.added": _("An institution was added"),
    "organisation.changed": _("An institution was changed"),
    "organisation.closed": _("An institution was closed"),
    "organisation.reopened": _("An institution was opened again"),
    "representation.added": _("An institution was noted as represented"),
    "representation.removed": _("An institution is no longer represented"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="organisations",
        title=_("Institutions"),
        models=(
            models.Side,
            models.OrganisationKind,
            models.ChainRole,
            models.Sector,
            models.Organisation,
            models.Representation,
            models.Contact,
        ),
        blueprints=(directory.bp, parts.bp),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("Institutions"),
                endpoint="organisations.index",
                icon="building",
                order=30,
                permission=rules.LIST,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_choice_lists() -> Iterable[ChoiceList]:
    yield ChoiceList(
        key="sides",
        title=_("Sides"),
        about=_("Who sits at the table, and for which camp each side counts in the balance."),
        model=models.Side,
        extras=(Extra(name="camp", title=_("Counts as"), options=camp_options),),
        order=10,
    )
    yield ChoiceList(
        key="organisation-kinds",
        title=_("Kinds of institution"),
        about=_("What an institution is, and the side it usually takes."),
        model=models.OrganisationKind,
        extras=(Extra(name="side_id", title=_("Usual side"), options=side_options),),
        order=20,
    )
    yield ChoiceList(
        key="chain-roles",
        title=_("Roles in the supply chain"),
        about=_("What part an institution plays between maker and buyer."),
        model=models.ChainRole,
        extras=(Extra(name="part", title=_("Part of the chain"), options=part_options),),
        order=30,
    )
    yield ChoiceList(
        key="sectors",
        title=_("Sectors"),
        about=_("Branches of trade, for institutions and for bodies that serve one sector."),
        model=models.Sector,
        order=40,
    )


def side_options() -> list[tuple[int, str]]:
    sides = queries.lists().sides.values()
    return [(side.id, rules.choice_name(side)) for side in sides if not side.is_retired]


def camp_options() -> list[tuple[models.Camp, str]]:
    return list(rules.CAMPS.items())


def part_options() -> list[tuple[models.ChainPart, str]]:
    return list(rules.PARTS.items())


@hookimpl
def ntfc_listed_people() -> Select[int]:
    return queries.contact_people()


@hookimpl
def ntfc_affiliations(person_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    return queries.workplaces(person_ids)


CONTACT_COLUMNS = {
    "organisation": _("Institution"),
    "job": _("What the person does there"),
    "hours": _("When to reach"),
    "competence": _("Competent for"),
    "starts_on": _("From"),
    "ended_on": _("Until"),
}


@hookimpl
def ntfc_personal_data(person: Person) -> Iterable[PersonalData]:
    rows = [
        {name: getattr(contact, name) for name in CONTACT_COLUMNS}
        | {
            "organisation": contact.organisation.name,
            "starts_on": contact.starts_on and contact.starts_on.isoformat(),
            "ended_on": contact.ended_on and contact.ended_on.isoformat(),
        }
        for contact in queries.contacts_of(person)
    ]
    yield PersonalData(
        name="contacts",
        tables=("contacts",),
        title=_("Contact of institutions"),
        columns=CONTACT_COLUMNS,
        rows=rows,
        stays=_(
            "That an institution had a contact stays, without a name and without what it said."
        ),
    )


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor, now: datetime) -> None:
    service.forget(person, on=clock.day_of(now, ""), actor=actor)
