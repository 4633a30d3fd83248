"""What the national committee has set aside: overdue, waiting, and closed."""

from ntfc.demo.country import Country
from ntfc.demo.issues import issue
from ntfc.issues.service import proposing
from ntfc.mandates.models import Disposition
from ntfc.parking_lot import queries
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.rules import Facts
from ntfc.parking_lot.service import leaving, letters, parking
from ntfc.permissions import LinkHolder

# The issue, days back, why, in words, the owner, when to look again, the next step.
PARKED = (
    (
        "weights",
        66,
        Cause.WAITS_FOR_OTHERS,
        "The districts own the bridges; the ministry of local government was asked.",
        "samer.khatib",
        4,
        "",
    ),
    (
        "brokers_fee",
        61,
        Cause.TOO_EARLY,
        "Both sides prefer to begin with what unites them.",
        "karim.bishara",
        -110,
        "",
    ),
    ("radio", 64, Cause.NEEDS_THOUGHT, "", "karim.bishara", -20, ""),
)


def parked(country: Country) -> None:
    """Have the chairs set aside what is not ripe."""
    for key, ago, cause, reason, owner, review, step in PARKED:
        made = parking.park(
            issue(country, key),
            facts=Facts(
                cause=cause,
                reason=reason,
                asked_by_id=country.person("samer.khatib").id,
                owner_id=country.person(owner).id,
                review_on=country.day(review),
                next_step=step,
            ),
            actor=country.acting("samer.khatib", ago),
            now=country.at(ago),
            today=country.day(ago),
        )
        country.numbers[f"parking:{key}"] = made.id


def since(country: Country) -> None:
    """Have an idea come by link, and let one leave the parking lot with its answer."""
    weights = queries.get_parking(country.numbers["parking:weights"])

    def think(holder: LinkHolder, _issue: object) -> None:
        proposing.add_idea(
            weights.issue,
            text="Our members would carry a sealed slip if one office vouched for it.",
            actor=holder,
            now=country.at(30, 12),
        )

    country.by_link("abubakr.toure", letters.IDEA_ACT, weights.issue, think, ago=31)
    leaving.close(
        queries.get_parking(country.numbers["parking:radio"]),
        reason="The terminal sends a message for each container since last month.",
        disposition=Disposition.USED,
        actor=country.acting("rana.odeh", 15),
        now=country.at(15),
    )
