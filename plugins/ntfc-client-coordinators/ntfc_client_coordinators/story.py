"""Who tells the demonstration, and the few things that are told again and again."""

from datetime import timedelta
from typing import Any

from ntfc.people import service as people
from ntfc.people.models import Person
from ntfc.permissions import SITE, Insider
from ntfc.plugins import DemoCountry
from ntfc_client_coordinators.models import Case, Desk, Firm
from ntfc_client_coordinators.rules import cases as case_rules
from ntfc_client_coordinators.rules.assigning import State
from ntfc_client_coordinators.rules.portfolio import Candidate, Level, Talk
from ntfc_client_coordinators.service import assigning, cases, firms

S = case_rules.State
BEGAN = 400  # days ago


class Story:
    """Who acts on which day."""

    def __init__(self, country: DemoCountry) -> None:
        self.country = country
        self.admin = country.acting("bilal.hariri", BEGAN)
        self.manager = country.acting("samer.khatib", BEGAN)
        self.omar = country.acting("omar.darwish", BEGAN)
        self.tariq = country.acting("tariq.salim", BEGAN)
        self.hiba = country.acting("hiba.sharif", BEGAN)
        self.section = self._added("Yara Khalil", "yara.khalil@customs.example")

    def _added(self, name: str, email: str) -> Insider:
        now = self.country.at(BEGAN)
        person: Person = people.add(SITE, name=name, email=email, actor=self.admin, now=now)
        return Insider(person_id=person.id, name=person.name, token="")

    def on(self, ago: int, who: Insider, hour: int = 9) -> dict[str, Any]:
        return {
            "now": self.country.at(ago, hour),
            "today": self.country.day(ago),
            "actor": who,
        }


def taken_in(story: Story, made: Desk, name: str, **more: Any) -> Firm:
    number = f"QA-{sum(map(ord, name)) % 9000 + 1000}"
    values = {
        "name": name,
        "registration": f"{number}-{name[:3].upper()}",
        "branch": "",
        "size": Level.SMALL,
        "volume": Level.SMALL,
        "complexity": Level.SMALL,
        "divisions": [],
        "countries": ["Qadria"],
        "people": [],
        "access": "",
        "candidate": Candidate.NONE,
        "cadence_months": None,
        **more,
    }
    return firms.add(made, values=values, **story.on(BEGAN, story.manager))


def given(
    story: Story,
    firm: Firm,
    who: Insider,
    other: Insider,
    share: int,
    *,
    alone: bool = False,
    ago: int = BEGAN,
) -> None:
    """Name who answers for a firm; both declared last year and this."""
    one = assigning.assign(
        firm,
        person_id=who.person_id,
        substitute_id=other.person_id,
        share=share,
        is_exclusive=alone,
        **story.on(ago, story.manager),
    )
    for each in (who, other):
        assigning.declare(one, has_shares=False, note="", **story.on(ago, each))
    assigning.take(one, to=State.ACTIVE, reason=None, **story.on(ago, story.manager))
    if share > 10:  # of the small ones nobody thought this year: the report says so
        for each in (who, other):
            assigning.declare(one, has_shares=False, note="", **story.on(30, each))


def talk(story: Story, firm: Firm, who: Insider, ago: int, talk: Talk, agreed: str) -> None:
    spoken = firms.Spoken(talk=talk, agreed=agreed)
    firms.log_contact(firm, spoken=spoken, **story.on(ago, who))


def asked(story: Story, firm: Firm, who: Insider, ago: int, **more: Any) -> Case:
    values = {
        "title": "",
        "topic": case_rules.Topic.QUESTION,
        "channel": case_rules.Channel.PHONE,
        "is_urgent": False,
        "text": "",
        "division": "",
        "caller": "",
        "due_on": None,
        "is_sensitive": False,
        **more,
    }
    return cases.open_case(firm, values=values, **story.on(ago, who))


def step(story: Story, case: Case, to: S, ago: int, who: Insider, **told: Any) -> None:
    moment = story.on(ago, who)
    moment["now"] += timedelta(hours=3)
    cases.take(case, to=to, told=cases.Told(**told), **moment)
