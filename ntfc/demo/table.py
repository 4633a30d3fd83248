"""The table of the national committee: rules of procedure, seats, and who sat in them when."""

from dataclasses import dataclass
from typing import Any

from ntfc.demo.beginnings import START
from ntfc.demo.country import Country
from ntfc.permissions import LinkHolder, Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import (
    AgendaRelease,
    CadenceKind,
    ChairModel,
    LateItems,
    Procedure,
    Substitution,
)
from ntfc.seats import queries
from ntfc.seats.models import Appointment, Capacity, Expectation, Seat
from ntfc.seats.rules import proposed_end
from ntfc.seats.service import appointments, conduct, seats
from ntfc.seats.service.appointments import Terms

FIRST = START - 10  # the day on which most people take their seats
DECREE = "Decree on the National Committee, article 4"

RULES = Procedure(
    cadence=CadenceKind.FIXED_MONTHS,
    cadence_months=(3, 6, 9, 12),
    at_month_end=True,
    conveners=("chair", "secretary"),
    requesters=("member",),
    notice_days=10,
    notice_form="in writing, with the agenda",
    urgent_notice_days=3,
    urgent_form="by telephone and e-mail",
    count_working_days=True,
    agenda_release=AgendaRelease.ALL_CHAIRS,
    late_items=LateItems.CHAIRS_DECIDE,
    chair_model=ChairModel.TWO,
    chair_sides=("customs", "business"),
    substitution=Substitution.ALTERNATE,
    parity=True,
    min_sme=2,
    seats_per_organisation=1,
    share_percent=25,
    alternates=True,
    guests_by_leave=True,
    absences_limit=3,
    comment_days=10,
    minutes_target_days=15,
    languages=("en", "ar"),
)


def rules_of_procedure(country: Country) -> None:
    """Lay down the rules that the decree states."""
    ago = START - 3
    procedures.lay_down(
        country.body("national"),
        procedure=RULES,
        valid_from=country.day(ago),
        actor=country.acting("rana.odeh", ago),
        now=country.at(ago),
    )


@dataclass(frozen=True, kw_only=True)
class Place:
    """A seat as this story tells of it; days are counted back from today."""

    of: str
    role: Role = Role.MEMBER
    title: str = ""
    months: int | None = None  # none: permanent
    named: bool = False
    agreement: str = ""
    agreement_ended: int = 0
    expects: Expectation | None = None
    spreads: str = ""
    exception: str = ""


CIRCULAR = "A circular to all offices within a week; questions are gathered before each meeting."
MEETING = "A meeting of members in each region, and a page of results by e-mail the week after."
WHATSAPP = "A group on the telephone; the spokeswoman reads the results aloud on market days."
ADVICE, FORUM = Expectation.INFORMATION, Expectation.OPEN_FORUM
UPWARD = Expectation.ESCALATION

# Public and private in turn, so that at no moment one side outweighs the other.
PLACES = (
    Place(
        of="GDC",
        role=Role.CHAIR,
        title="Co-chair, public side",
        spreads=CIRCULAR,
        exception="Its other seat is that of the secretary, who serves the committee.",
    ),
    Place(of="QCC", role=Role.CHAIR, title="Co-chair, private side", spreads=MEETING),
    Place(of="MTI", named=True, expects=ADVICE, spreads=CIRCULAR),
    Place(of="COI", months=24, expects=UPWARD, spreads=MEETING),
    Place(of="MOF", expects=ADVICE),
    Place(of="EXA", months=24, expects=UPWARD, spreads=MEETING),
    Place(of="MOT", expects=ADVICE, spreads=CIRCULAR),
    Place(of="ACB", named=True, expects=UPWARD, spreads=MEETING),
    Place(of="MOA", expects=ADVICE, spreads=CIRCULAR),
    Place(of="FFA", months=36, expects=UPWARD, spreads=MEETING),
    Place(of="PAHS", expects=UPWARD, spreads=CIRCULAR),
    Place(of="RHU", months=36, expects=FORUM, spreads="By telephone after the evening prayer."),
    Place(of="FDA", expects=ADVICE),
    Place(of="ASE", months=36, expects=FORUM, spreads=MEETING),
    Place(of="SMI", expects=ADVICE, spreads=CIRCULAR),
    Place(of="WIT", months=36, expects=FORUM, spreads=MEETING),
    Place(of="BPO", expects=ADVICE, spreads=CIRCULAR),
    Place(of="CTS", months=36, expects=FORUM, spreads=WHATSAPP),
    Place(
        of="SWC",
        agreement="Memorandum with the Single Window Company",
        agreement_ended=12,
        expects=UPWARD,
        spreads="Notices in the system, and a mailing to all its users.",
    ),
    Place(of="IMF1", months=36, expects=UPWARD, spreads=MEETING),
    Place(of="UOQ", role=Role.EXPERT, title="Expert on time release studies"),
    Place(of="DPG", role=Role.OBSERVER, title="Observer for the partners"),
    Place(of="TWU", role=Role.OBSERVER, title="Observer for the unions"),
)
# Who sat first: institution, person, from how many days back. Later ones follow in order.
SITTINGS: tuple[tuple[str, str, int], ...] = (
    ("GDC", "samer.khatib", FIRST),
    ("QCC", "karim.bishara", FIRST),
    ("MTI", "dina.aziz", FIRST),
    ("COI", "jamal.tannous", FIRST),
    ("MOF", "nadia.haddad", FIRST),
    ("EXA", "rami.chalhoub", FIRST),
    ("MOT", "yusuf.rahmani", FIRST),
    ("ACB", "omar.husseini", FIRST),
    ("MOA", "salma.idris", FIRST),
    ("FFA", "huda.mansi", FIRST),
    ("PAHS", "ibrahim.zaki", FIRST),
    ("RHU", "abubakr.toure", FIRST),
    ("FDA", "rana.qasim", FIRST),
    ("ASE", "sana.ali", FIRST),
    ("SMI", "hassan.farouk", FIRST),
    ("WIT", "fatou.diallo", FIRST),
    ("BPO", "munir.aslan", FIRST),
    ("CTS", "أم خالد", FIRST),
    ("SWC", "maya.fares", FIRST),
    ("IMF1", "elias.karam", FIRST),
    ("UOQ", "hala.qudsi", FIRST - 30),
    ("DPG", "ingrid.solberg", FIRST - 30),
    ("TWU", "mustafa.demir", FIRST - 60),
    ("ASE", "mariam.tesfaye", 300),
    ("WIT", "grace.mwangi", 250),
    ("FFA", "anton.weber", 16),
)
ALTERNATES: tuple[tuple[str, str, int], ...] = (
    ("GDC", "hiba.sharif", FIRST),
    ("QCC", "ziad.rafiq", FIRST),
    ("MTI", "nisreen.taha", FIRST),
    ("COI", "amina.yilmaz", FIRST),
    ("EXA", "noor.jaber", FIRST),
    ("ACB", "leila.said", FIRST - 4),
    ("PAHS", "mona.shaheen", FIRST - 4),
    ("RHU", "idris.musa", 420),
    ("ASE", "yara.hamdan", 300),
    ("WIT", "fatou.diallo", 249),
    ("FFA", "carmen.ortega", 16),
)
NOT_YET_ACCEPTED = frozenset({"anton.weber", "carmen.ortega"})
BY_TELEPHONE = frozenset({"أم خالد"})  # no address: the secretary hands every link over
LATER = FIRST - 100  # from this day on, whoever comes takes over from somebody
LEFT = ("IMF1", 20, "Elected to another office of the federation.")


def places(country: Country) -> None:
    """Add the seats that the decree gives to institutions of all sides."""
    for number, place in enumerate(PLACES, 1):
        add_seat(country, "national", place, FIRST + 1, position=10 * number)


def add_seat(country: Country, body: str, place: Place, ago: int, *, position: int = 100) -> None:
    """Have the secretary add a seat; it is found again as body:code of the institution."""
    values: dict[str, Any] = {
        "role": place.role,
        "title": place.title,
        "position": position,
        "organisation_id": country.institution(place.of).id,
        "nominated_by_id": None,
        "side_id": None,
        "is_permanent": place.months is None,
        "term_months": place.months,
        "is_named": place.named,
        "agreement": place.agreement,
        "agreement_ends_on": country.day(place.agreement_ended) if place.agreement else None,
        "expectation": place.expects,
        "dissemination": place.spreads,
        "dissemination_reviewed_on": None,
        "exception": place.exception,
    }
    rana, today = country.acting("rana.odeh", ago), country.day(ago)
    seat = seats.add_seat(country.body(body), values=values, today=today, actor=rana)
    country.seats[f"{body}:{place.of}"] = seat.id


def sittings(country: Country) -> None:
    """Appoint, day by day, whom the institutions put forward; most accept by the link sent."""
    told = [(*sitting, Capacity.REPRESENTATIVE) for sitting in SITTINGS]
    told += [(*sitting, Capacity.ALTERNATE) for sitting in ALTERNATES]
    for of, key, ago, capacity in sorted(told, key=lambda each: -each[2]):
        reason = "Elected anew by the members." if ago < LATER else ""
        appoint(country, "national", of, key, ago, capacity=capacity, reason=reason)
        if key not in NOT_YET_ACCEPTED | BY_TELEPHONE:
            accept(country, "national", key, ago - 2)


def appoint(country: Country, body: str, of: str, key: str, ago: int, **terms: Any) -> Appointment:
    """Have the secretary put a person in a seat; a later holder relieves the one before."""
    seat, starts_on = country.seat(f"{body}:{of}"), country.day(ago)
    made = appointments.appoint(
        seat,
        person=country.person(key),
        terms=Terms(
            starts_on=starts_on,
            ends_on=proposed_end(
                starts_on, is_permanent=seat.is_permanent, term_months=seat.term_months
            ),
            authorities=(seat.organisation.name,) if seat.organisation else (),
            instrument=DECREE,
            nominated_by_id=seat.organisation_id,
            replaces=_has_holder(seat, terms.get("capacity", Capacity.REPRESENTATIVE)),
            **terms,
        ),
        now=country.at(ago),
        actor=country.acting("rana.odeh", ago),
    )
    country.numbers[f"accept:{body}:{key}"] = made.id
    return made


def _has_holder(seat: Seat, capacity: Capacity) -> bool:
    return any(held.capacity is capacity and held.ended_on is None for held in seat.appointments)


def accept(country: Country, body: str, key: str, ago: int) -> None:
    """Have a person accept the seat and the code of conduct by the link that was sent."""
    appointment = queries.get_appointment(country.numbers[f"accept:{body}:{key}"])
    code = queries.code_of(appointment.body_id)

    def accepted(holder: LinkHolder, subject: Appointment) -> None:
        appointments.accept(subject, today=country.day(ago), actor=holder)
        conduct.accept_with_seat(subject, mark=code.mark, now=country.at(ago, 12), actor=holder)

    country.by_link(key, "appointment.accept", appointment, accepted, ago=ago)


def changes(country: Country) -> None:
    """Let one representative leave, so that a seat stands vacant, and put another forward."""
    of, ago, reason = LEFT
    rana = country.acting("rana.odeh", ago)
    leaving = queries.get_appointment(country.numbers["accept:national:elias.karam"])
    appointments.end(leaving, on=country.day(ago), reason=reason, actor=rana)
    appointments.nominate(
        country.seat(f"national:{of}"),
        person=country.person("claire.boucher"),
        nominated_by_id=country.institution(of).id,
        competence="Imports machinery for small workshops; knows valuation from her own files.",
        capacity=Capacity.REPRESENTATIVE,
        today=country.day(6),
        now=country.at(6),
        actor=country.acting("rana.odeh", 6),
    )
