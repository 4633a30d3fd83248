"""What members of the demonstration country bring to their bodies, in their own words."""

from dataclasses import dataclass, field
from typing import Any

from ntfc.committees.models import Level
from ntfc.issues.models import Breadth, Implication, Measure, Strength

SMALL, MEDIUM, LARGE = Measure.SMALL, Measure.MEDIUM, Measure.LARGE
HELPS, MATTERS, PRESSES = Strength.HELPFUL, Strength.IMPORTANT, Strength.PRESSING


@dataclass(frozen=True, kw_only=True)
class Brought:
    """An issue as this story tells of it; days are counted back from today, ahead below zero."""

    key: str
    who: str
    of: str
    ago: int
    title: str
    problem: str
    result: str
    body: str = "national"
    facts: dict[str, Any] = field(default_factory=dict)
    ideas: tuple[str, ...] = ()
    voices: tuple[tuple[str, str, Strength], ...] = ()  # who, for whom, how much
    note_due: int | None = None


ISSUES = (
    Brought(
        key="two_inspections",
        who="omar.husseini",
        of="ACB",
        ago=46,
        title="Two agencies open the same container on the same day",
        problem="Customs and the plant health service open a container one after the other. It is "
        "unloaded twice, and the second one often comes a day later.",
        result="One joint inspection at one time, with one record both accept.",
        facts={
            "level": Level.OPERATIONAL,
            "implication": Implication.OPERATIONAL,
            "breadth": Breadth.MANY,
            "effort": SMALL,
            "benefit": LARGE,
            "contention": SMALL,
            "crossings": "Marsa, eastern border",
            "asked": ["examine", "endorse"],
            "questions": ["Who calls the other agency?", "Whose seal closes the container?"],
            "context": "Both agencies have offices in the same building at Marsa.",
            "position": "Brokers would send one notice for both, two hours ahead.",
        },
        ideas=("A shared calendar of the yard, kept by the terminal.",),
        voices=(
            ("mariam.tesfaye", "ASE", PRESSES),
            ("rami.chalhoub", "EXA", MATTERS),
            ("anton.weber", "FFA", PRESSES),
        ),
        note_due=-6,
    ),
    Brought(
        key="night_hours",
        who="abubakr.toure",
        of="RHU",
        ago=40,
        title="The eastern gate closes at nine while lorries arrive at ten",
        problem="Drivers of refrigerated goods wait until morning with the engine running. Some "
        "forty lorries stand there every night of the season.",
        result="The gate opens one shift longer in the season, as a trial of three months.",
        facts={
            "level": Level.TACTICAL,
            "breadth": Breadth.MANY,
            "effort": MEDIUM,
            "benefit": LARGE,
            "contention": LARGE,
            "crossings": "Eastern border",
            "asked": ["share_views", "give_guidance"],
        },
        voices=(("yusuf.rahmani", "MOT", MATTERS), ("karim.bishara", "QCC", MATTERS)),
    ),
    Brought(
        key="fees",
        who="karim.bishara",
        of="QCC",
        ago=30,
        title="Fees for services are found in nine different places",
        problem="A trader who wants to know what an import costs asks nine offices, and three of "
        "them answer only in person.",
        result="One public page with every fee, its legal ground and its date.",
        facts={
            "level": Level.STRATEGIC,
            "implication": Implication.STRATEGIC,
            "breadth": Breadth.EVERYBODY,
            "effort": SMALL,
            "benefit": MEDIUM,
            "contention": SMALL,
            "asked": ["endorse"],
        },
        voices=(("mariam.tesfaye", "ASE", MATTERS), ("nadia.haddad", "MOF", HELPS)),
    ),
    Brought(
        key="laboratory",
        who="mariam.tesfaye",
        of="ASE",
        ago=19,
        title="Small firms pay for a laboratory test of every single box",
        problem="A carton of cosmetics is tested like a container of it. For a firm of three "
        "people the test costs more than the goods.",
        result="A threshold under which one test of a kind is valid for half a year.",
        facts={"breadth": Breadth.SECTOR, "sizes": ["micro", "small"], "asked": ["examine"]},
        voices=(("grace.mwangi", "WIT", PRESSES), ("rana.qasim", "FDA", HELPS)),
    ),
    Brought(
        key="market_days",
        who="grace.mwangi",
        of="WIT",
        ago=12,
        title="On market days there is no woman officer at the crossing of Tel Sabha",
        problem="Women who carry goods to the market are searched by men or sent back.",
        result="One woman officer on duty at the crossing on the two market days.",
        facts={"breadth": Breadth.MANY, "crossings": "Tel Sabha", "effort": SMALL},
        voices=(("أم خالد", "CTS", PRESSES), ("mariam.tesfaye", "ASE", MATTERS)),
    ),
    Brought(
        key="copies",
        who="hassan.farouk",
        of="SMI",
        ago=9,
        title="Certificates are printed although they are in the Single Window",
        problem="Officers ask for paper copies of certificates that they could open on a screen.",
        result="An instruction to all posts that the electronic certificate is enough.",
    ),
    Brought(
        key="receipts",
        who="karim.bishara",
        of="QCC",
        ago=8,
        title="Receipts of the port come without the number of the declaration",
        problem="Accountants match each payment by hand, and auditors ask again a year later.",
        result="The number of the declaration stands on every receipt.",
        facts={"level": Level.OPERATIONAL, "effort": SMALL, "benefit": MEDIUM},
    ),
    Brought(
        key="shorter_papers",
        who="dina.aziz",
        of="MTI",
        ago=7,
        title="Papers reach members the evening before the meeting",
        problem="Nobody can ask the own members for their views in one night.",
        result="No paper is discussed that was not sent ten working days ahead.",
        facts={"is_about_process": True},
        voices=(("rami.chalhoub", "EXA", MATTERS),),
    ),
    Brought(
        key="import_ban",
        who="salma.idris",
        of="MOA",
        ago=60,
        title="Importers should be told to use local wheat",
        problem="Mills buy abroad what is grown here.",
        result="An instruction to importers.",
    ),
    Brought(
        key="parking",
        who="karim.bishara",
        of="QCC",
        ago=55,
        title="Parking before the head office of customs",
        problem="Brokers find no place to park.",
        result="Ten places for visitors.",
    ),
    Brought(
        key="weights",
        who="yusuf.rahmani",
        of="MOT",
        ago=88,
        title="Weight slips of one bridge are not taken at the next",
        problem="A lorry is weighed again in each district, because no one takes the slip before.",
        result="One slip that holds from the port to the border.",
        facts={"level": Level.OPERATIONAL, "breadth": Breadth.MANY, "contention": MEDIUM},
        voices=(("abubakr.toure", "RHU", PRESSES),),
    ),
    Brought(
        key="brokers_fee",
        who="nadia.haddad",
        of="MOF",
        ago=80,
        title="Whether brokers' fees should have a ceiling",
        problem="Small importers say that fees differ tenfold for the same declaration.",
        result="A common view on whether fees are published, capped or left alone.",
        facts={"level": Level.STRATEGIC, "contention": LARGE, "breadth": Breadth.EVERYBODY},
    ),
    Brought(
        key="rulings",
        who="rami.chalhoub",
        of="EXA",
        ago=70,
        title="Advance rulings are not published",
        problem="Traders ask the same question again, as nobody sees how it was answered before.",
        result="Rulings without names on one page.",
        facts={"level": Level.TACTICAL, "effort": MEDIUM, "benefit": MEDIUM},
        voices=(("nadia.haddad", "MOF", HELPS),),
    ),
    Brought(
        key="radio",
        who="anton.weber",
        of="FFA",
        ago=86,
        title="A radio channel between terminal and forwarders",
        problem="Forwarders learn by chance that a container is free.",
        result="A common channel, or a message when a container is free.",
    ),
    Brought(
        key="gates",
        who="peter.lindqvist",
        of="MCT",
        body="marsa",
        ago=75,
        title="Gate passes of the port are renewed every month in person",
        problem="Four hundred drivers queue on the first day of each month for one stamp.",
        result="A pass for a year, renewed in writing.",
        facts={"level": Level.OPERATIONAL, "effort": SMALL, "benefit": MEDIUM},
        voices=(("idris.musa", "RHU", PRESSES),),
    ),
    Brought(
        key="scanner",
        who="peter.lindqvist",
        of="MCT",
        body="marsa",
        ago=50,
        title="One scanner serves both directions of the port",
        problem="Exports wait behind imports. On Thursdays the queue reaches the road.",
        result="A second scanner, or exports scanned by risk only.",
        facts={"level": Level.OPERATIONAL, "effort": LARGE, "benefit": LARGE},
        voices=(("george.haddad", "SAC", MATTERS),),
    ),
    Brought(
        key="seals",
        who="abubakr.toure",
        of="RHU",
        body="transit",
        ago=34,
        title="Transit seals are checked at each of four weighing stations",
        problem="A lorry in transit stops four times for the same seal.",
        result="One check on entry and one on exit.",
        facts={"effort": SMALL, "benefit": LARGE, "level": Level.OPERATIONAL},
    ),
)
OTHER_WORDS = {
    "title": "Paper copies of certificates that the Single Window holds already",
    "problem": "At some posts, officers ask for paper copies of certificates that they can open "
    "in the Single Window. The posts and the certificates are known.",
    "expected_result": "All posts accept the certificate of the Single Window, from a fixed day on.",
}
