"""What members bring to their bodies, what the others say to it, and what becomes of it."""

from ntfc.demo.brought import ISSUES, OTHER_WORDS, Brought
from ntfc.demo.country import Country
from ntfc.demo.today import ACCOUNTS
from ntfc.issues import queries
from ntfc.issues.models import Issue
from ntfc.issues.service import asking, becoming, handing, letters, moving, proposing
from ntfc.mandates.models import Disposition
from ntfc.permissions import Actor

SIGN_IN = {key for key, _gender in ACCOUNTS}
ACCEPTED = (
    # the issue, who decided, days back; the secretary notes what was said by telephone
    ("two_inspections", "samer.khatib", 38),
    ("night_hours", "karim.bishara", 33),
    ("fees", "samer.khatib", 24),
)


def brought(country: Country) -> None:
    """Have everybody bring their issues, most by link, and say what they hold of those of others."""
    for one in sorted(ISSUES, key=lambda each: -each.ago):
        _bring(country, one)
        for key, of, strength in one.voices:
            _voice(country, one, key, of, strength)


def issue(country: Country, key: str) -> Issue:
    """Return an issue of the story by its key."""
    return queries.get_issue(country.numbers[f"issue:{key}"])


def _bring(country: Country, one: Brought) -> None:
    body = country.body(one.body)
    facts = {
        "title": one.title,
        "problem": one.problem,
        "expected_result": one.result,
        **one.facts,
        **({"note_due_on": country.day(one.note_due)} if one.note_due is not None else {}),
    }

    def bring(actor: Actor, _subject: object) -> None:
        made = proposing.propose(
            body,
            facts=facts,
            organisation_id=country.institution(one.of).id,
            ideas=one.ideas,
            actor=actor,
            now=country.at(one.ago, 12),
            today=country.day(one.ago),
        )
        country.numbers[f"issue:{one.key}"] = made.id

    if one.who in SIGN_IN:
        bring(country.acting(one.who, one.ago), body)
    else:
        country.by_link(one.who, letters.PROPOSE_ACT, body, bring, ago=one.ago)


def _voice(country: Country, one: Brought, key: str, of: str, strength: object) -> None:
    found, ago = issue(country, one.key), one.ago - 1

    def speak(actor: Actor, _subject: object) -> None:
        proposing.support(
            found,
            strength=strength,  # type: ignore[arg-type]
            organisation_id=country.institution(of).id,
            actor=actor,
            now=country.at(ago, 12),
        )

    if key in SIGN_IN:
        speak(country.acting(key, ago), found)
    else:
        country.by_link(key, letters.SUPPORT_ACT, found, speak, ago=ago)


def decided(country: Country) -> None:
    """Have the chairs decide; the secretary notes what one of them said on the telephone."""
    for key, who, ago in ACCEPTED:
        moving.accept(
            issue(country, key),
            actor=country.acting(who, ago),
            now=country.at(ago),
            today=country.day(ago),
        )
    moving.decline(
        issue(country, "import_ban"),
        reason="The committee gives no instructions; it may ask why mills buy abroad. Bring that.",
        word_of=country.person("samer.khatib").id,
        actor=country.acting("rana.odeh", 52),
        now=country.at(52),
        today=country.day(52),
    )
    moving.withdraw(
        issue(country, "parking"),
        reason="Settled by a call to the building office.",
        actor=country.acting("karim.bishara", 50),
        now=country.at(50),
    )


def answered(country: Country) -> None:
    """Say what became of an idea; others still wait for their answer."""
    inspections = issue(country, "two_inspections")
    becoming.dispose_of_idea(
        inspections,
        idea=queries.ideas_of(inspections)[0],
        disposition=Disposition.PARTLY,
        reason="Customs keeps the calendar; the terminal reads it.",
        actor=country.acting("rana.odeh", 19),
        now=country.at(19),
    )


def handed_on(country: Country) -> None:
    """Hand an issue of the port up to the national committee, and close another with its answer."""
    rana = country.acting("rana.odeh", 28)
    for key, word, ago in (("scanner", "fadi.saleh", 45), ("gates", "fadi.saleh", 70)):
        moving.accept(
            issue(country, key),
            word_of=country.person(word).id,
            actor=country.acting("rana.odeh", ago),
            now=country.at(ago),
            today=country.day(ago),
        )
    received = handing.hand_over(
        issue(country, "scanner"),
        to=country.body("national"),
        reason="A second scanner is beyond the budget of the port.",
        attempts="The terminal offered its own; customs may not use it. Two meetings in spring.",
        actor=rana,
        now=country.at(28),
    )
    country.numbers["issue:scanner_national"] = received.id
    moving.close(
        issue(country, "gates"),
        reason="The port issues passes for a year since the first of last month.",
        actor=country.acting("rana.odeh", 20),
        now=country.at(20),
    )


def worded(country: Country) -> None:
    """Offer other words for an issue, whose author has not answered; ask everybody for more."""
    moving.offer_wording(
        issue(country, "copies"),
        words=OTHER_WORDS,
        actor=country.acting("rana.odeh", 5),
        now=country.at(5),
    )
    moving.offer_wording(
        issue(country, "laboratory"),
        words={
            "title": "Laboratory tests of small consignments of cosmetics and food",
            "problem": "Each carton is tested like a container. For micro and small firms the "
            "test often costs more than the goods.",
            "expected_result": "A threshold under which one test of a kind holds for half a year.",
        },
        actor=country.acting("rana.odeh", 4),
        now=country.at(4),
    )
    asking.call_for_issues(
        country.body("national"),
        message="The next meeting is on the eastern border.",
        closes_on=country.day(-9),
        actor=country.acting("rana.odeh", 3),
        now=country.at(3),
        today=country.day(3),
    )
