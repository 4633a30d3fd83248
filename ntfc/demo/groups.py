"""The bodies below the national committee: at work, near their end, and over."""

from dataclasses import dataclass, field
from typing import Any

from ntfc.committees import service as bodies
from ntfc.committees.models import SuccessionKind
from ntfc.committees.models.vocabulary import State
from ntfc.demo.country import Country
from ntfc.demo.table import Place, accept, add_seat, appoint
from ntfc.founding.queries import kind_called
from ntfc.organisations.models import Camp
from ntfc.permissions import Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import CadenceKind, ChairModel, Procedure

CHAIR, MEMBER = Role.CHAIR, Role.MEMBER


@dataclass(frozen=True, kw_only=True)
class Group:
    """A body as this story tells of it; days are counted back from today, ahead below zero."""

    key: str
    kind: str
    name: str
    about: str
    ago: int
    coordinator: str
    table: tuple[tuple[str, str, Role], ...]  # institution, person, role
    months: int | None = 3  # between two meetings at most
    sunset: int | None = None
    sponsor: str = "layla.mansour"
    contacts: tuple[str, str] = ("omar.darwish", "sofia.marchetti")
    next_chair: str = ""  # the institution that chairs next, where the chair rotates
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def chair_model(self) -> ChairModel:
        if self.next_chair:
            return ChairModel.ROTATING
        chairs = [role for _of, _key, role in self.table].count(CHAIR)
        return {0: ChairModel.NONE, 1: ChairModel.ONE}.get(chairs, ChairModel.TWO)


GROUPS = (
    Group(
        key="queues",
        kind="working_group",
        name="Working Group on Queues at the Border",
        about="Why lorries wait at the eastern border, and what shortens the wait.",
        ago=640,
        coordinator="omar.darwish",
        table=(
            ("MOT", "yusuf.rahmani", CHAIR),
            ("RHU", "abubakr.toure", MEMBER),
            ("BPO", "munir.aslan", MEMBER),
        ),
    ),
    Group(
        key="steering",
        kind="steering_committee",
        name="Steering Committee",
        about="Prepares the meetings of the national committee and follows up what it decided.",
        ago=600,
        coordinator="omar.darwish",
        months=1,
        table=(
            ("MTI", "dina.aziz", CHAIR),
            ("COI", "jamal.tannous", CHAIR),
            ("GDC", "omar.darwish", MEMBER),
            ("QCC", "sofia.marchetti", MEMBER),
            ("ASE", "mariam.tesfaye", MEMBER),
            ("FDA", "rana.qasim", MEMBER),
        ),
    ),
    Group(
        key="documents",
        kind="working_group",
        name="Working Group on Documents",
        about="Which papers are asked for twice, and which can go.",
        ago=340,
        sunset=-24,
        coordinator="omar.darwish",
        table=(
            ("ACB", "leila.said", CHAIR),
            ("SMI", "hassan.farouk", MEMBER),
            ("NTX", "ayman.nour", MEMBER),
            ("ASE", "mariam.tesfaye", MEMBER),
            ("MOA", "salma.idris", MEMBER),
            ("ASP", "samira.lahoud", MEMBER),
        ),
    ),
    Group(
        key="window",
        kind="virtual_group",
        name="Users of the Single Window",
        about="Works by papers and remarks: what users of the Single Window report and propose.",
        ago=260,
        months=2,
        coordinator="maya.fares",
        table=(
            ("SWC", "maya.fares", Role.MODERATOR),
            ("EPQ", "reem.khoury", MEMBER),
            ("ACB", "omar.husseini", MEMBER),
            ("BNK", "nabil.shami", MEMBER),
            ("CBQ", "walid.nasser", MEMBER),
            ("BFI", "claire.boucher", MEMBER),
        ),
    ),
    Group(
        key="marsa",
        kind="local_body",
        name="Port Facilitation Committee of Marsa",
        about="Gates, yard and clearance at the port of Marsa, week by week.",
        ago=420,
        months=1,
        coordinator="tariq.salim",
        contacts=("tariq.salim", "peter.lindqvist"),
        table=(
            ("PMA", "fadi.saleh", CHAIR),
            ("MCT", "peter.lindqvist", MEMBER),
            ("GDC", "tariq.salim", MEMBER),
            ("SAC", "george.haddad", MEMBER),
            ("CLA", "s.volkov", MEMBER),
            ("TWU", "mustafa.demir", MEMBER),
            ("RHU", "idris.musa", MEMBER),
        ),
        next_chair="MCT",
        facts={"place": "Marsa"},
    ),
    Group(
        key="integrity",
        kind="advisory_group",
        name="Advisory Group on Integrity",
        about="Reports of improper demands, and what prevents them. Its papers are for its seats.",
        ago=200,
        coordinator="omar.darwish",
        table=(
            ("GDC", "samer.khatib", CHAIR),
            ("TRW", "rashid.omari", MEMBER),
            ("ITL", "jawad.masri", MEMBER),
        ),
        facts={"is_restricted": True},
    ),
)


def groups(country: Country) -> None:
    """Start the groups, give each its rules, fill its table, and open its doors."""
    for group in sorted(GROUPS, key=lambda each: -each.ago):
        start(country, group)


def start(country: Country, group: Group) -> None:
    ago, rana = group.ago, country.acting("rana.odeh", group.ago)
    facts = group.facts | {"about": group.about}
    if group.sunset is not None:
        facts["sunset_on"] = country.day(group.sunset)
    body = bodies.start(
        country.body("national"),
        kind=kind_called(group.kind),
        name=group.name,
        now=country.at(ago),
        actor=rana,
        **facts,
    )
    country.bodies[group.key] = body.id
    _put_in_charge(country, group)
    procedures.lay_down(
        country.body(group.key),
        procedure=Procedure(
            cadence=CadenceKind.MAX_GAP_MONTHS if group.months else CadenceKind.AS_NEEDED,
            cadence_n=group.months,
            chair_model=group.chair_model,
            notice_days=5,
            may_adopt=False,
            languages=("en", "ar"),
        ),
        valid_from=country.day(ago),
        actor=country.acting("rana.odeh", ago),
        now=country.at(ago),
    )
    _seat(country, group)


def _put_in_charge(country: Country, group: Group) -> None:
    body, rana = country.body(group.key), country.acting("rana.odeh", group.ago)
    bodies.put_in_charge(
        body,
        sponsor_id=country.person(group.sponsor).id,
        sponsor_office="Director General of Customs",
        coordinator_id=country.person(group.coordinator).id,
        secretariat_id=country.institution("GDC").id,
        actor=rana,
    )
    for key, camp in zip(group.contacts, (Camp.PUBLIC, Camp.PRIVATE), strict=True):
        who = country.person(key).id
        bodies.add_contact(
            body,
            person_id=who,
            camp=camp,
            note="First to call",
            today=country.day(group.ago),
            actor=rana,
        )


def _seat(country: Country, group: Group) -> None:
    ago = group.ago - 4
    for number, (of, _key, role) in enumerate(group.table, 1):
        spreads = "" if number % 3 == 0 else "A note to all members after each meeting."
        add_seat(
            country, group.key, Place(of=of, role=role, spreads=spreads), ago, position=10 * number
        )
    for of, key, _role in group.table:
        appoint(country, group.key, of, key, ago)
        accept(country, group.key, key, ago - 3)
    if group.next_chair:
        add_seat(country, group.key, Place(of=group.next_chair, role=CHAIR), ago, position=15)
    rana, today = country.acting("rana.odeh", ago), country.day(ago)
    bodies.change_state(country.body(group.key), to=State.ACTIVE, today=today, actor=rana)


TRANSIT = Group(
    key="transit",
    kind="working_group",
    name="Working Group on Transit",
    about="One guarantee, one seal and one queue from the port to the eastern border.",
    ago=330,
    coordinator="omar.darwish",
    table=(
        ("MOT", "yusuf.rahmani", CHAIR),
        ("RHU", "abubakr.toure", MEMBER),
        ("BPO", "munir.aslan", MEMBER),
        ("FFA", "huda.mansi", MEMBER),
        ("GEB", "zaid.amin", MEMBER),
        ("ASE", "mariam.tesfaye", MEMBER),
        ("CAA", "lina.barakat", MEMBER),
        ("CTS", "أم خالد", MEMBER),
    ),
)
SLOT = "A slot by telephone for every lorry"
REPORT = (
    "In ten months the group counted 1,240 lorries. Two thirds of the wait fell before the gate "
    "opened. It proposed longer hours, one queue for transit and a slot by telephone; the first "
    "two are in force. The third went to the group that follows."
)


def succession(country: Country) -> None:
    """Let a group end with its report, and another one with a wider task take its place."""
    ago = TRANSIT.ago
    rana, today = country.acting("rana.odeh", ago), country.day(ago)
    queues = country.body("queues")
    first, customs = country.day(ago + 60), country.institution("GDC").id
    bodies.start_term(queues, starts_on=first, ends_on=today, today=today, actor=rana)
    bodies.name_priority(queues, text=SLOT, named_by_id=customs, today=first, actor=rana)
    transit = bodies.succeed(
        queues,
        successor=None,
        name=TRANSIT.name,
        kind=SuccessionKind.REFORMED,
        reason="Its task was done; transit as a whole asks for more institutions.",
        today=today,
        now=country.at(ago),
        actor=rana,
    )
    country.bodies["transit"] = transit.id
    ended = country.body("queues")
    bodies.file_final_report(
        ended,
        text=REPORT,
        today=country.day(ago - 12),
        actor=country.acting("omar.darwish", ago - 12),
    )
    _finish_transit(country, TRANSIT)


def _finish_transit(country: Country, group: Group) -> None:
    body, rana = country.body(group.key), country.acting("rana.odeh", group.ago)
    bodies.change_identity(body, sector_ids=(), about=group.about, actor=rana)
    for key, camp in zip(group.contacts, (Camp.PUBLIC, Camp.PRIVATE), strict=True):
        who = country.person(key).id
        bodies.add_contact(
            body,
            person_id=who,
            camp=camp,
            note="First to call",
            today=country.day(group.ago),
            actor=rana,
        )
    ago = group.ago - 4
    for number, (of, key, role) in enumerate(group.table, 1):
        place = Place(of=of, role=role, spreads="By telephone after each meeting.")
        add_seat(country, group.key, place, ago, position=10 * number)
        appoint(country, group.key, of, key, ago)
