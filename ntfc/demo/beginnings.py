"""The first days: an administrator, a secretary, and the directory as the secretary imports it."""

from importlib.resources import files
from typing import Any

from sqlalchemy import select

from ntfc import sheets
from ntfc.committees import service as bodies
from ntfc.committees.models import ActKind, Designation
from ntfc.committees.models.vocabulary import NameKind, State
from ntfc.db import db
from ntfc.demo.country import Country
from ntfc.founding.queries import kind_called
from ntfc.imports import queries as imports
from ntfc.imports import rules as import_rules
from ntfc.imports import service as import_service
from ntfc.imports.rules.plan import Plan, tables
from ntfc.organisations import queries as organisations
from ntfc.organisations import service as institutions
from ntfc.organisations.models import Camp, Organisation, Size
from ntfc.people import service as people
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM, Role
from ntfc.seats.service import appointments
from ntfc.seats.service.appointments import Terms

START = 690  # days before today

ABOUT = (
    "Brings customs, the other agencies at the border and business around one table, and sees to "
    "it that what was promised under the Trade Facilitation Agreement is done."
)
SCOPE = (
    "Procedures, documents, fees and inspections at import, export and transit; the Single Window; "
    "the commitments of categories A, B and C. Tariffs and single cases are outside."
)
DECISION = "Customs engages business as a partner in making the rules"


def first_people(country: Country) -> None:
    """Let the command line name an administrator, who starts the committee and its office."""
    now = country.at(START)
    bilal = people.add(
        SITE, name="Bilal Hariri", email="bilal.hariri@customs.example", actor=SYSTEM, now=now
    )
    people.make_administrator(bilal, actor=SYSTEM)
    country.numbers["person:bilal.hariri"] = bilal.id
    actor = country.acting("bilal.hariri", START)
    rana = people.add(
        SITE, name="Rana Odeh", email="rana.odeh@customs.example", actor=actor, now=now
    )
    country.numbers["person:rana.odeh"] = rana.id
    lists = organisations.lists()
    kind = next(k for k in lists.kinds.values() if k.code == "customs_administration")
    name = {"name": "General Directorate of Customs", "code": "GDC", "kind_id": kind.id}
    customs = institutions.add_organisation(SITE, values=name, now=now, actor=actor)
    _national_committee(country, customs.id)


def _national_committee(country: Country, customs_id: int) -> None:
    """Have the administrator start the committee and name its secretary, who sees to the rest."""
    now, today = country.at(START), country.day(START)
    actor = country.acting("bilal.hariri", START)
    committee = bodies.start(
        SITE,
        kind=kind_called("national_committee"),
        name="National Committee on Trade Facilitation",
        now=now,
        actor=actor,
        short_name="NTFC",
        weekend=[4, 5],
    )
    country.bodies["national"] = committee.id
    office = appointments.set_up_office(
        committee,
        role=Role.SECRETARY,
        organisation_id=customs_id,
        person=country.person("rana.odeh"),
        terms=Terms(
            starts_on=today,
            authorities=("Director General of Customs",),
            instrument="Order 12 of the Director General",
        ),
        now=now,
        today=today,
        actor=actor,
    )
    appointments.accept(office, today=today, actor=country.acting("rana.odeh", START))


def directory(country: Country) -> None:
    """Have the secretary import the institutions, then the people, through the preview."""
    ago = START - 1
    for table in ("institutions", "people"):
        rana = country.acting("rana.odeh", ago)
        content = (files("ntfc.demo") / f"{table}.csv").read_bytes()
        upload = import_rules.looked_through(f"{table}.csv", "utf-8", content)
        file = import_service.keep_file(SITE, upload=upload, now=country.at(ago), actor=rana)
        plan = _plan(content, country)
        import_service.take_over(
            file, plan=plan, seen=plan.digest, now=country.at(ago, 10), actor=rana
        )
    for person in db.session.scalars(select(Person)):
        key = person.email.partition("@")[0] if person.email else person.name
        country.numbers[f"person:{key}"] = person.id


def _plan(content: bytes, country: Country) -> Plan:
    known = imports.known(("en",), country.day(START - 1))
    read = tables(sheets.read(content, "utf-8"), imports.headings(("en",)), known.words)
    plan = import_rules.plan_import(read, known)
    if plan.problems:
        raise ValueError(f"the lists of the demonstration are wrong: {plan.problems[0]}")
    return plan


# Associations, with the member or group each speaks for; a number: how many stand behind it.
SPEAKS_FOR: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "ASE",
        {"group_name": "Small and micro traders", "sizes": ["micro", "small"], "members": 2600},
    ),
    ("ASE", {"of": "DFE"}),
    ("WIT", {"group_name": "Firms owned by women", "sizes": ["micro", "small"], "members": 230}),
    ("CTS", {"group_name": "Market traders", "sizes": ["micro"], "members": 400}),
    ("COI", {"of": "NTX"}),
    ("COI", {"of": "ASP"}),
    ("EXA", {"of": "NTX"}),
    ("EXA", {"of": "DFE"}),
    ("IMF1", {"of": "BFI"}),
    ("SAC", {"of": "CLA"}),
    (
        "QCC",
        {"group_name": "Traders of all sizes", "sizes": [s.value for s in Size], "members": 4100},
    ),
)
CHAMPIONS = ("mariam.tesfaye", "tariq.salim", "sofia.marchetti", "maya.fares", "grace.mwangi")
CALL_FIRST = (("QCC", "sofia.marchetti"), ("GDC", "omar.darwish"), ("MTI", "nisreen.taha"))


def what_is_known(country: Country) -> None:
    """Note whom associations speak for, whom to call first, and the champions."""
    ago = START - 5
    rana = country.acting("rana.odeh", ago)
    for code, said in SPEAKS_FOR:
        values = {key: value for key, value in said.items() if key != "of"}
        if "of" in said:
            values["organisation_id"] = country.institution(said["of"]).id
        else:
            values["counted_on"] = country.day(ago)
        institutions.add_representation(country.institution(code), values=values, actor=rana)
    for key in CHAMPIONS:
        who = country.person(key)
        values = {"is_champion": True}
        people.change(who, values=values, version=who.version, actor=rana, now=country.at(ago))
    for code, key in CALL_FIRST:
        _call_first(country.institution(code), country.person(key), country, ago)


def _call_first(place: Organisation, person: Person, country: Country, ago: int) -> None:
    contact = next(each for each in place.contacts if each.person_id == person.id)
    institutions.call_first(place, contact=contact, actor=country.acting("rana.odeh", ago))


def founding(country: Country) -> None:
    """Enter the decree and the designation; from then on the committee is at work."""
    ago = START - 2
    rana, today = country.acting("rana.odeh", ago), country.day(ago)
    body = country.body("national")
    bodies.change_identity(
        body, sector_ids=(), about=ABOUT, scope=SCOPE, place="Madinat Qadria", actor=rana
    )
    bodies.change_mandate(
        body,
        today=today,
        decision=DECISION,
        decided_on=country.day(START + 60),
        act_kind=ActKind.DECREE,
        act_number=f"47/{country.day(START + 20).year}",
        act_title="Decree on the National Committee on Trade Facilitation",
        act_on=country.day(START + 20),
        designation=Designation.NEW_BODY,
        designation_act="Article 2 of the decree; notified to the WTO",
        designated_on=country.day(START + 20),
        actor=rana,
    )
    bodies.change_state(body, to=State.ACTIVE, today=today, actor=rana)


def in_charge(country: Country) -> None:
    """Name who stands behind the committee, its other names, and whom to call on each side."""
    rana, body = country.acting("rana.odeh", START - 2), country.body("national")
    bodies.put_in_charge(
        body,
        sponsor_id=country.person("layla.mansour").id,
        sponsor_office="Director General of Customs",
        coordinator_id=country.person("omar.darwish").id,
        coordinator_reports_to="Director General",
        secretariat_id=country.institution("GDC").id,
        actor=rana,
    )
    names = (("ar", "اللجنة الوطنية لتيسير التجارة"), ("fr", "Comité national de la facilitation des échanges"))  # fmt: skip
    for language, name in names:
        bodies.add_name(body, kind=NameKind.TRANSLATION, name=name, language=language, actor=rana)
    for key, camp in (("rana.odeh", Camp.PUBLIC), ("sofia.marchetti", Camp.PRIVATE)):
        who = country.person(key)
        bodies.add_contact(
            body,
            person_id=who.id,
            camp=camp,
            note="First to call",
            today=country.day(START - 2),
            actor=rana,
        )
