"""Under which terms the national committee works: adopted ones, and a new version reviewed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ntfc.committees import queries as committees
from ntfc.committees import service as bodies
from ntfc.committees.service import cooperation
from ntfc.demo.beginnings import START
from ntfc.demo.country import Country
from ntfc.demo.table import RULES
from ntfc.demo.words import CHANGED, MATTERS, ON_FIRST, ON_SECOND, TEXT, Said
from ntfc.mandates import queries
from ntfc.mandates import service as mandates
from ntfc.mandates.models import TermsOfReference
from ntfc.mandates.rules import sections
from ntfc.organisations.models import Camp
from ntfc.permissions import Actor
from ntfc.procedure import service as procedures

FIRST_DRAFT = START - 30
ADOPTED = FIRST_DRAFT - 40


def first_terms(country: Country) -> None:
    """Draft, review and adopt the terms of reference in force."""
    ago = FIRST_DRAFT
    rana = country.acting("rana.odeh", ago)
    body = country.body("national")
    terms = mandates.start_version(body, actor=rana, now=country.at(ago), today=country.day(ago))
    write(country, terms, TEXT, rana, ago)
    for code, matter in MATTERS:
        mandates.add_matter(
            terms,
            organisation=country.institution(code),
            matter=matter,
            actor=rana,
            today=country.day(ago),
        )
    review(country, terms, ago - 1, ON_FIRST, closes=ago - 21)
    answer(country, terms, ON_FIRST, ago=ago - 24)
    mandates.adopt(
        terms,
        adopted_on=country.day(ADOPTED),
        actor=country.acting("samer.khatib", ADOPTED),
        today=country.day(ADOPTED),
        now=country.at(ADOPTED),
    )


def write(
    country: Country,
    terms: TermsOfReference,
    text: dict[str, dict[str, Any]],
    actor: Actor,
    ago: int,
) -> None:
    """Save a draft section by section; what is not in *text* stays as it was."""
    for key, values in text.items():
        kept = {name: getattr(terms, name) for name in sections.BY_KEY[key].fields} | values
        if "protocol_review_on" in values:
            kept["protocol_review_on"] = country.day(values["protocol_review_on"])
        mandates.save_section(
            terms,
            section=key,
            values=kept,
            seen=sections.fingerprint(terms, key),
            actor=actor,
            today=country.day(ago),
        )


def review(
    country: Country, terms: TermsOfReference, ago: int, said: Sequence[Said], *, closes: int
) -> None:
    """Open a draft for joint review, and have members comment by the link they were sent."""
    mandates.open_review(
        terms,
        closes_on=country.day(closes),
        actor=country.acting("rana.odeh", ago),
        today=country.day(ago),
        now=country.at(ago),
    )
    for number, each in enumerate(said, 1):
        comment(country, terms, each, max(ago - number, closes, 0))


def comment(country: Country, terms: TermsOfReference, said: Said, ago: int) -> None:
    def give(holder: Actor, subject: TermsOfReference) -> None:
        mandates.comment(
            subject,
            section=said.section,
            said=said.text,
            organisation_id=country.institution(said.of).id,
            on_behalf_of=said.heard,
            actor=holder,
            today=country.day(ago),
            now=country.at(ago, 13),
        )

    if said.who in SIGN_IN:
        give(country.acting(said.who, ago), terms)
    else:
        country.by_link(said.who, "terms.comment", terms, give, ago=ago)


SIGN_IN = frozenset({"mariam.tesfaye", "karim.bishara", "samer.khatib", "omar.darwish"})


def answer(country: Country, terms: TermsOfReference, said: Sequence[Said], *, ago: int) -> None:
    """Say what became of the comments, as far as that is decided."""
    decided = {each.text: each for each in said if each.became is not None}
    for kept in queries.comments_on(terms):
        answered = decided.get(kept.text)
        if answered is not None and answered.became is not None:
            mandates.dispose(
                queries.get_comment(kept.id),
                disposition=answered.became,
                reason=answered.reason,
                actor=country.acting("omar.darwish", ago),
                today=country.day(ago),
                now=country.at(ago),
            )


def second_terms(country: Country) -> None:
    """Draft the next version with new rules, review it, and answer half of what was said."""
    ago = 40
    omar = country.acting("omar.darwish", ago)
    body = country.body("national")
    terms = mandates.start_version(body, actor=omar, now=country.at(ago), today=country.day(ago))
    write(country, terms, CHANGED, omar, ago)
    procedures.save_draft(
        body,
        procedure=replace(RULES, notice_days=15, min_women_percent=30, silence_days=10),
        terms_id=terms.id,
        seen=0,
        actor=omar,
        now=country.at(ago),
    )
    review(country, terms, 30, ON_SECOND, closes=3)
    answer(country, terms, ON_SECOND, ago=1)


PRIORITIES = (
    (
        "GDC",
        "Documents accepted in electronic form at every post",
        ("samer.khatib", "karim.bishara"),
    ),
    ("PAHS", "One joint inspection instead of three", ("samer.khatib", "karim.bishara")),
    ("MOT", "Transit to the eastern border under one guarantee", ("samer.khatib", "karim.bishara")),
    ("MTI", "All fees published on one page", ("samer.khatib", "karim.bishara")),
    ("MOF", "Payment of duties by telephone", ("samer.khatib",)),
)
PARTNERS = ("QCC", "ACB", "")  # who answers for each on the private side; of one nobody yet
DELIVERED, WITHDRAWN = 3, "A tariff book in print"


def term(country: Country) -> None:
    """Start the first term with its priorities; the second chair still owes one confirmation."""
    ago = START - 12
    rana, today = country.acting("rana.odeh", ago), country.day(ago)
    body = country.body("national")
    bodies.start_term(body, starts_on=today, ends_on=country.day(-42), today=today, actor=rana)
    for code, text, _confirmed in PRIORITIES:
        named_by = country.institution(code).id
        bodies.name_priority(body, text=text, named_by_id=named_by, today=today, actor=rana)
    dropped = bodies.name_priority(
        body, text=WITHDRAWN, named_by_id=country.institution("MTI").id, today=today, actor=rana
    )
    bodies.withdraw_priority(body, priority_id=dropped.id, today=country.day(ago - 60), actor=rana)
    confirmed = {text: people for _code, text, people in PRIORITIES}
    named = list(committees.open_priorities_of(body))
    for priority in named:
        for key in confirmed[priority.text]:
            chair = country.acting(key, ago - 8)
            bodies.confirm_priority(priority, now=country.at(ago - 8), actor=chair)
    for priority, code in zip(named, PARTNERS, strict=False):
        owners = {
            Camp.PUBLIC: priority.named_by_id,
            Camp.PRIVATE: country.institution(code).id if code else None,
        }
        cooperation.name_owners(body, priority_id=priority.id, owners=owners, actor=rana)
    bodies.deliver_priority(
        body, priority_id=named[DELIVERED].id, today=country.day(90), actor=rana
    )
