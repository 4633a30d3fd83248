"""The programme itself: what is open to whom, what is public, how it is built and counted."""

import enum
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ntfc.i18n import _
from ntfc.texts import named_in
from ntfc_golden_list.rules.judging import Size
from ntfc_golden_list.rules.lines import Fault, Line, day_of, empty_cells, too_long

PILOT_AT_MOST = 10  # T8: ten or fewer
FIRST_TO_COME = frozenset({"importer", "exporter"})  # T9
IN_PUBLIC = ("requirements", "suspension", "removal", "appeal")  # T6


class Register(enum.Enum):
    """What everybody may read of who holds the status."""

    FULL = "full"
    COUNTS = "counts"
    NONE = "none"


class Stage(enum.Enum):
    """How far a programme is."""

    BUILDING = "building"
    PILOT = "pilot"
    FULL = "full"


def publication_faults(texts: Mapping[str, object]) -> Iterator[str]:
    """Yield what must be public before anybody applies under these rules (T6)."""
    if any(not texts.get(name) for name in IN_PUBLIC):
        yield _(
            "Requirements, suspension, removal and appeal are written down before they are published."
        )


def opening_faults(
    opens: Mapping[str, date | None], roles: Collection[str], on: date
) -> Iterator[str]:
    """Yield why a firm cannot apply in these roles yet (T9)."""
    if not roles:
        yield _("Say in which role the firm takes part.")
    for role in sorted(roles):
        day = opens.get(role)
        if day is None or day > on:
            yield _("The programme is not open yet to one of these roles.")
            return


def order_warnings(opens: Mapping[str, date | None]) -> Iterator[str]:
    """Yield a warning where others are let in before importers and exporters (T9)."""
    first = [opens[role] for role in FIRST_TO_COME if opens.get(role)]
    others = [day for role, day in opens.items() if day and role not in FIRST_TO_COME]
    if others and (not first or min(others) < min(day for day in first if day)):
        yield _("Importers and exporters come first; others follow step by step.")


@dataclass(frozen=True)
class Pilot:
    """A firm in the pilot: how large it is, what it deals in, and whether it wants to."""

    size: Size
    sector: str
    is_volunteer: bool = True


def pilot_warnings(firms: Sequence[Pilot]) -> Iterator[str]:
    """Yield what good practice says against a pilot; it holds nothing back (T8)."""
    if len(firms) > PILOT_AT_MOST:
        yield _("A pilot has %(most)s firms or fewer.", most=PILOT_AT_MOST)
    if any(not firm.is_volunteer for firm in firms):
        yield _("Firms of a pilot are volunteers.")
    if len(firms) > 1 and len({firm.size for firm in firms}) == 1:
        yield _("All firms of the pilot are of one size.")
    if len(firms) > 1 and len({firm.sector for firm in firms}) == 1:
        yield _("All firms of the pilot deal in the same.")


class Exempt(enum.Enum):
    """The two cases in which recognition may be agreed before a programme is full."""

    REGIONAL = "regional"  # programmes that were designed together
    EARLY_BILATERAL = "early_bilateral"


class Recognition(enum.Enum):
    """How far recognition with a partner is."""

    EXPLORED = "explored"
    COMPARED = "compared"
    AGREED = "agreed"
    IN_FORCE = "in_force"
    ENDED = "ended"


BINDING = frozenset({Recognition.AGREED, Recognition.IN_FORCE})


def recognition_faults(stage: Stage, exception: Exempt | None) -> Iterator[str]:
    """Yield why mutual recognition cannot be agreed yet (T13)."""
    if stage is not Stage.FULL and exception is None:
        yield _("A pilot is no basis for mutual recognition: a full programme is compared.")


@dataclass(frozen=True)
class Ruling:
    """How the central unit reads a requirement."""

    criterion: str
    since: date
    text: str
    by_central_unit: bool = True


def ruling_faults(ruling: Ruling) -> Iterator[str]:
    """Yield why a reading cannot be entered (T17)."""
    if not ruling.by_central_unit:
        yield _("One unit reads the rules for the whole country: ask it.")


def reading_of(criterion: str, rulings: Iterable[Ruling], on: date) -> Ruling | None:
    """Return the one reading of a requirement that holds on a day (T17)."""
    holding = [one for one in rulings if one.criterion == criterion and one.since <= on]
    return max(holding, key=lambda one: one.since, default=None)


def lesson_faults(text: str, names: Collection[str]) -> Iterator[str]:
    """Yield why a lesson cannot go to all centres as it is (T21): it names nobody."""
    if not text.strip():
        yield _("Say what was learnt.")
    if named_in(text, names):
        yield _("A lesson for all centres names no firm.")


MANY = 2  # what only one firm has is its own matter, and would name it


def general_faults(text: str, firms: int, names: Collection[str]) -> Iterator[str]:
    """Yield why a problem cannot be told to the committee as it is: it is of many, and names none."""
    if firms < MANY:
        yield _("What only one firm has is no general problem, and the firm could be guessed.")
    if named_in(text, names):
        yield _("The committee hears of problems, not of firms: take the name out.")


class Notice(enum.Enum):
    """What a firm tells its contact."""

    CHANGE = "change"
    SUSPICION = "suspicion"
    LEAVING = "leaving"


def notice_readers(kind: Notice, contact: int | None, central: Collection[int]) -> frozenset[int]:
    """Return who is told at once of what a firm reports (T23): its contact, and never nobody."""
    told = {contact} if contact is not None else set(central)
    return frozenset(told | set(central) if kind is Notice.SUSPICION else told)


@dataclass(frozen=True)
class Forecast:
    """How many firms are interested, how many went on so far, and how many more may."""

    interested: int
    went_on: int
    waiting: int

    @property
    def expected(self) -> int | None:
        """Return how many of those who wait will apply if they do as those before them."""
        settled = self.interested - self.waiting
        return round(self.waiting * self.went_on / settled) if settled else None


def forecast(went_on: Iterable[bool | None]) -> Forecast:
    """Count interest (T24): for each firm whether it applied, gave up, or has not said yet."""
    counted = Counter(went_on)
    return Forecast(sum(counted.values()), counted[True], counted[None])


@dataclass(frozen=True)
class Holder:
    """A firm that holds the status, as risk systems know it."""

    number: str
    firm: str
    registration: str
    classes: str
    since: date
    until: date | None
    is_in_force: bool
    roles: tuple[str, ...] = ()


HOLDER_COLUMNS = ("number", "firm", "registration", "class", "roles", "since", "until")


def holder_rows(holders: Iterable[Holder], partners: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the holders in force as lines for a risk system, with the codes of partners (T25).

    *partners* gives for each partner the letters before the number by which it knows our firms.
    """
    return [
        {
            "number": one.number,
            "firm": one.firm,
            "registration": one.registration,
            "class": one.classes,
            "roles": " ".join(one.roles),
            "since": one.since.isoformat(),
            "until": one.until.isoformat() if one.until else "",
            **{f"code_{partner}": f"{start}{one.number}" for partner, start in partners.items()},
        }
        for one in holders
        if one.is_in_force
    ]


def class_faults(
    wanted: str, needs: Mapping[str, str | None], held: Collection[str]
) -> Iterator[str]:
    """Yield why a firm cannot have a class: another one comes first."""
    if wanted not in needs:
        yield _("The programme has no such class.")
    elif needs[wanted] is not None and needs[wanted] not in held:
        yield _("This class is given on top of another one, which the firm does not hold.")


HOLDER_TOLD = (
    "firm",
    "registration",
    "size",
    "class",
    "role",
    "certificate",
    "given_on",
    "decision",
)
HOLDER_LENGTHS = {"firm": 200, "registration": 60, "certificate": 40}


def taking_over_faults(line: Line, today: date) -> Iterator[Fault]:
    """Yield why a holder of before cannot be taken over: no status without its papers."""
    yield from empty_cells(line, HOLDER_TOLD)
    yield from too_long(line, HOLDER_LENGTHS)
    given_on = day_of(line["given_on"])
    if line["given_on"] and given_on is None:
        yield "given_on", _("a day such as 2030-03-01 is wanted")
    elif given_on is not None and given_on > today:
        yield "given_on", _("the day of a certificate lies in the future")
