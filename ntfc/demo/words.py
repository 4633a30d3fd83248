"""What the terms of reference of the national committee say, and what was said about them."""

from dataclasses import dataclass
from typing import Any

from ntfc.mandates.models import Disposition

TEXT: dict[str, dict[str, Any]] = {
    "purpose": {
        "objectives": "Goods cross the border faster, at lower cost and with fewer surprises.\n"
        "Each measure of the Trade Facilitation Agreement has an owner and a date.",
        "responsibilities": "The public side explains and decides within its powers. The private "
        "side brings evidence from those it represents and carries the results back.",
        "engagement": "Members consult before a rule is made, not after. Each proposal gets an "
        "answer with its reason.",
        "activities": "Four meetings a year, working groups with an end, a yearly time release "
        "study, and a public page of results.",
    },
    "limits": {
        "negotiable": ["Procedures and documents", "Opening hours", "Fees for services"],
        "not_negotiable": ["Security checks", "Tariffs", "Single cases"],
    },
    "expectations": {
        "expected_of_public": "Drafts are shown early, and dates are kept.",
        "expected_of_private": "One voice for each association, with figures behind it.",
    },
    "accountability": {
        "accountable_to": "The Director General of Customs, and the members of each association.",
        "accountable_how": "A report each year, published with what was promised and delivered.",
    },
    "membership": {
        "criteria": "Institutions that act at the border, and associations open to every firm.",
        "applies_to_all": True,
    },
    "protocol": {
        "protocol_start": "The coordinator calls each new member within a week.",
        "protocol_consulting": "Papers go out ten working days ahead, in both languages.",
        "protocol_results": "Results are told on the public page and by each association.",
        "protocol_review_on": -40,
    },
}
CHANGED: dict[str, dict[str, Any]] = {
    "purpose": {
        "activities": "Four meetings a year, working groups with an end, a time release study "
        "every year at two border posts, and a public page of results in plain language.",
    },
    "membership": {
        "criteria": "Institutions that act at the border, and associations open to every firm. "
        "Traders without registration are heard through an association of their own.",
    },
}
MATTERS = (
    ("MOF", "Fees that stand in the budget law"),
    ("BPO", "Opening hours of the border posts by night"),
)


@dataclass(frozen=True)
class Said:
    """A comment: who, in whose name, on which section, and what became of it."""

    who: str
    of: str
    section: str
    text: str
    heard: str = ""  # the smaller firms for whom an association speaks
    became: Disposition | None = None
    reason: str = ""


USED, PARTLY = Disposition.USED, Disposition.PARTLY
NOT_USED, LATER = Disposition.NOT_USED, Disposition.LATER
ON_FIRST = (
    Said(
        "rami.chalhoub",
        "EXA",
        "purpose",
        "Name the measures, or nobody will know when we are done.",
        became=USED,
        reason="Each measure now has an owner and a date.",
    ),
    Said(
        "nadia.haddad",
        "MOF",
        "limits",
        "Fees are for the budget law; the committee cannot promise them.",
        became=PARTLY,
        reason="Fees for services stay open; fees of the budget law are named under other matters.",
    ),
    Said(
        "sana.ali",
        "ASE",
        "protocol",
        "Ten days are short for members who work all day. Make it twenty.",
        heard="Micro firms of the old market",
        became=NOT_USED,
        reason="Twenty days would leave no time between two meetings; summaries go out first.",
    ),
)
ON_SECOND = (
    Said(
        "abubakr.toure",
        "RHU",
        "purpose",
        "Study the eastern border too. Our drivers wait there for two nights.",
        became=USED,
        reason="The study covers two posts, and the eastern one is the first.",
    ),
    Said(
        "mariam.tesfaye",
        "ASE",
        "membership",
        "A trader without registration cannot come on a weekday morning. Let an association speak.",
        heard="Small and micro traders",
        became=PARTLY,
        reason="They are heard through an association; hours are for the rules of procedure.",
    ),
    Said(
        "dina.aziz",
        "MTI",
        "accountability",
        "The yearly report should also go to parliament.",
        became=LATER,
        reason="The sponsor wishes to ask the minister first.",
    ),
    Said("omar.husseini", "ACB", "protocol", "Send papers in one file, not in nine."),
    Said("grace.mwangi", "WIT", "expectations", "Ask both sides to bring women to the table."),
    Said(
        "ibrahim.zaki",
        "PAHS",
        "limits",
        "Laboratory times belong under what can be negotiated; security checks do not.",
    ),
)
