"""What is open today: a review, seats and a code of conduct to accept, invitations on their way."""

from typing import Any

from ntfc.accounts.service import devices
from ntfc.accounts.service.devices import Browser
from ntfc.demo.country import Country
from ntfc.demo.mandate import review, write
from ntfc.demo.table import ALTERNATES, NOT_YET_ACCEPTED, SITTINGS
from ntfc.demo.words import Said
from ntfc.links import service as links
from ntfc.mandates import service as mandates
from ntfc.people import service as people
from ntfc.people.models import Gender
from ntfc.permissions import SITE, SYSTEM, LinkHolder
from ntfc.seats import queries
from ntfc.seats.models import Appointment
from ntfc.seats.service import conduct, seats

# Who has signed in here; the page of signing in lists just these. All others act by links.
ACCOUNTS = (
    ("bilal.hariri", Gender.MAN),
    ("rana.odeh", Gender.WOMAN),
    ("samer.khatib", Gender.MAN),
    ("karim.bishara", Gender.MAN),
    ("omar.darwish", Gender.MAN),
    ("mariam.tesfaye", Gender.WOMAN),
    ("layla.mansour", Gender.WOMAN),
)
TRANSIT: dict[str, dict[str, Any]] = {
    "purpose": {
        "objectives": "A lorry in transit crosses the country in one day and stops once.",
        "responsibilities": "The agencies agree on one seal; hauliers and forwarders report each "
        "stop that was not foreseen.",
        "engagement": "The group meets at the border twice a year, with the drivers.",
        "activities": "A trial of one guarantee, a count of stops, a handbook for drivers.",
    },
    "limits": {
        "negotiable": ["Hours of the gate", "Number of copies"],
        "not_negotiable": ["Weight limits"],
    },
}
ON_TRANSIT = (
    Said("zaid.amin", "GEB", "purpose", "Name the villages along the road; they bear the queue."),
    Said(
        "abubakr.toure",
        "RHU",
        "limits",
        "Count the weighing stations under what can be negotiated.",
        heard="Owners of one or two vehicles",
    ),
)
CODE = """I sit here for those who sent me, and carry the results back to them.
I speak openly, listen to every side and treat everybody with respect.
I say so when a matter touches an interest of mine, and step aside where the committee asks it.
I keep to myself what was given in confidence.
I offer and accept no favour, and no gift worth more than a cup of coffee.
I leave cases of single firms and persons outside the door."""
HAS_NOT_YET = frozenset({"karim.bishara", "mariam.tesfaye", "walid.nasser", "nadia.haddad"})
INVITED = ("dina.aziz", "jamal.tannous", "yusuf.rahmani", "grace.mwangi")


def accounts(country: Country) -> None:
    """Let those with an account sign in, say who they are, and sign out again."""
    for key, gender in ACCOUNTS:
        person, now = country.person(key), country.at(25)
        browser = Browser(label="Firefox on Linux", address="192.0.2.10")
        token = devices.open_device(person, browser=browser, actor=SYSTEM, now=now, proved=True)
        actor = country.acting(key, 25)
        people.change_profile(
            person,
            name=person.name,
            phone=person.phone,
            language="",
            time_zone="",
            gender=gender,
            version=person.version,
            actor=actor,
        )
        devices.sign_out(SITE, token=token, actor=actor, now=country.at(25, 16))


def code_of_conduct(country: Country) -> None:
    """Write a code of the committee's own; most have accepted it, some have not yet."""
    ago, body = 24, country.body("national")
    samer = country.acting("samer.khatib", ago)
    conduct.write_code(body, text=CODE, today=country.day(ago), actor=samer)
    mark = queries.code_of(body.id).mark
    rana = country.acting("rana.odeh", ago - 1)
    conduct.accept_code(body, mark=mark, now=country.at(ago - 1), actor=rana)
    signed_in = {key for key, _gender in ACCOUNTS}
    for _of, key, since in (*SITTINGS, *ALTERNATES):
        if key in HAS_NOT_YET | NOT_YET_ACCEPTED or since < ago or not _sits(country, key):
            continue
        if key in signed_in:
            actor = country.acting(key, ago - 2)
            conduct.accept_code(body, mark=mark, now=country.at(ago - 2), actor=actor)
        elif country.person(key).email:
            _accept_by_link(country, key, mark, ago - 3)


def _sits(country: Country, key: str) -> bool:
    held = queries.get_appointment(country.numbers[f"accept:national:{key}"])
    return held.ended_on is None


def _accept_by_link(country: Country, key: str, mark: str, ago: int) -> None:
    def accept(holder: LinkHolder, subject: Appointment) -> None:
        conduct.accept_with_seat(subject, mark=mark, now=country.at(ago, 12), actor=holder)

    held = queries.get_appointment(country.numbers[f"accept:national:{key}"])
    country.by_link(key, "appointment.accept", held, accept, ago=ago)


INTERESTS = (
    ("karim.bishara", 410, "I hold shares in the Marsa Container Terminal."),
    ("mariam.tesfaye", 280, "My brother runs a customs brokerage in Madinat Qadria."),
    ("samer.khatib", 380, "I sit on the board of the pension fund of the port."),
)


def interests(country: Country) -> None:
    """Declare interests; one of them has ended since."""
    body = country.body("national")
    for key, ago, text in INTERESTS:
        actor = country.acting(key, ago)
        declared = conduct.declare(body, text=text, today=country.day(ago), actor=actor)
    conduct.withdraw(declared, today=country.day(70), actor=country.acting("samer.khatib", 70))


REVIEWED = ("GDC", "QCC", "MTI", "ACB", "ASE", "WIT", "PAHS", "EXA", "MOT", "RHU", "SMI", "CTS")
BELOW = ("steering", "marsa")


def dissemination(country: Country) -> None:
    """Look again, a year later, at how some seats pass information on; others are overdue."""
    rana = country.acting("rana.odeh", 200)
    below = [key for key in country.seats if key.partition(":")[0] in BELOW]
    for key in (*(f"national:{code}" for code in REVIEWED), *below):
        seat = country.seat(key)
        if not seat.dissemination:
            continue
        seats.review(seat, dissemination=seat.dissemination, today=country.day(200), actor=rana)


def open_review(country: Country) -> None:
    """Open the first terms of the group on transit for comments; two came by link."""
    body, ago = country.body("transit"), 8
    rana = country.acting("rana.odeh", ago)
    terms = mandates.start_version(body, actor=rana, now=country.at(ago), today=country.day(ago))
    write(country, terms, TRANSIT, rana, ago)
    review(country, terms, 6, ON_TRANSIT, closes=-9)


def invitations(country: Country) -> None:
    """Invite some to sign in, and send the newest members the link to accept their seats."""
    rana = country.acting("rana.odeh", 5)
    for number, key in enumerate(INVITED):
        links.invite(country.person(key), actor=rana, now=country.at(9 - number))
    for key in sorted(NOT_YET_ACCEPTED):
        held = queries.get_appointment(country.numbers[f"accept:national:{key}"])
        links.issue_and_send(
            country.person(key), "appointment.accept", held, actor=rana, now=country.at(4)
        )
