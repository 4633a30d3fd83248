"""How a body is made up: every figure is counted from its seats, and the seats stand behind it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ntfc.organisations.models import Camp
from ntfc.people.models import Gender
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import SeatFacts
from ntfc.seats.rules.drafts import Tally
from ntfc.seats.rules.places import Place, counted

ENOUGH_TO_TELL = 5  # fewer answers would tell of single persons


@dataclass(frozen=True)
class Share:
    """A part of a whole. Without a whole there is no share to speak of."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True)
class Row:
    """One bar of a chart: what it counts, how many seats, how many of them filled."""

    name: str
    seats: int
    filled: int
    number: int | None = None  # of what is counted, such as the role in the supply chain


def balance(places: Iterable[Place]) -> dict[Camp, Share]:
    """Return for each half of the table how many of its seats are filled."""
    members = counted(places)
    return {
        camp: Share(
            sum(1 for p in members if _camp(p) is camp and p.is_filled),
            sum(1 for p in members if _camp(p) is camp),
        )
        for camp in Camp
    }


def _camp(place: Place) -> Camp:
    return place.camp or Camp.OTHER


def tally(places: Iterable[Place]) -> Tally:
    """Return how many members are in office on each half of the table, and by side."""
    filled = [place for place in counted(places) if place.is_filled]
    camps = Counter(_camp(place) for place in filled)
    return Tally(
        public=camps[Camp.PUBLIC],
        private=camps[Camp.PRIVATE],
        other=camps[Camp.OTHER],
        by_side=dict(Counter(place.side_code for place in filled if place.side_code)),
    )


def sme_share(places: Iterable[Place]) -> Share:
    """Return how many of the private seats belong to small and medium enterprises."""
    private = [place for place in counted(places) if place.camp is Camp.PRIVATE]
    return Share(sum(1 for place in private if place.is_sme), len(private))


def chain(places: Iterable[Place], roles: Iterable[tuple[int, str]]) -> list[Row]:
    """Return each role of the supply chain with its seats; the empty ones stay in the list."""
    members = counted(places)
    return [
        Row(
            name,
            sum(1 for p in members if p.chain_role_id == number),
            sum(1 for p in members if p.chain_role_id == number and p.is_filled),
            number,
        )
        for number, name in roles
    ]


def by_organisation(places: Iterable[Place]) -> list[Row]:
    """Return the institutions with their seats, the one with most of them first."""
    held = [place for place in counted(places) if place.organisation_id is not None]
    names = {place.organisation_id: place.owner for place in held}
    rows = [
        Row(
            name,
            sum(1 for p in held if p.organisation_id == number),
            sum(1 for p in held if p.organisation_id == number and p.is_filled),
            number,
        )
        for number, name in names.items()
    ]
    return sorted(rows, key=lambda row: (-row.seats, row.name.casefold()))


def above(rows: Iterable[Row], most: int | None) -> list[Row]:
    """Return the institutions with more seats than the terms allow; none where nothing is said."""
    return [row for row in rows if most is not None and row.seats > most]


def dominant(rows: Sequence[Row], whole: int, percent: int) -> list[Row]:
    """Return the institutions whose share of all seats is above *percent*."""
    return [row for row in rows if whole and row.seats * 100 > percent * whole]


@dataclass(frozen=True)
class Continuity:
    """How many of the present members were members a year ago, and how many are new since."""

    stayed: Share
    newcomers: Share


def continuity(present: Collection[int], a_year_ago: Collection[int]) -> Continuity | None:
    """Return how much stayed in a year; None where nobody sat a year ago or nobody sits now."""
    now, before = set(present), set(a_year_ago)
    if not now or not before:
        return None
    return Continuity(Share(len(now & before), len(now)), Share(len(now - before), len(now)))


@dataclass(frozen=True)
class GenderBalance:
    """Women and men among those who said so themselves."""

    women: Share
    men: Share


def gender_balance(answers: Mapping[Gender, int]) -> GenderBalance | None:
    """Return the shares among those who answered; None while so few did that it shows persons."""
    said = sum(answers.values())
    if said < ENOUGH_TO_TELL:
        return None
    return GenderBalance(
        Share(answers.get(Gender.WOMAN, 0), said), Share(answers.get(Gender.MAN, 0), said)
    )


def facts(places: Iterable[Place], women: int | None) -> list[SeatFacts]:
    """Return the seats as the rules of procedure look at them.

    *women* is how many said so. It is laid on the first seats: only the number is ever looked at,
    so that nobody's own answer travels with a seat.
    """
    return [
        SeatFacts(
            camp=place.camp,
            organisation=place.owner if place.organisation_id is not None else "",
            organisation_kind=place.organisation_kind,
            is_sme=place.is_sme,
            is_woman=None if women is None else number < women,
        )
        for number, place in enumerate(counted(places))
    ]


def tellable(procedure: Procedure, gender: GenderBalance | None) -> Procedure:
    """Return the rules that may be checked aloud: those on women only when enough answered."""
    if gender is not None:
        return procedure
    return replace(procedure, min_women=None, min_women_percent=None)
