"""The demonstration: a Golden List with a firm in each state, led there by the services day by day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ntfc.links import service as links
from ntfc.permissions import SITE, Actor
from ntfc.plugins import DemoCountry
from ntfc_golden_list.demo.firms import FIRMS, HELD, RULES, WHY, Told
from ntfc_golden_list.models import File, Programme
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules.building import EVALUATIONS
from ntfc_golden_list.rules.describing import PARTS
from ntfc_golden_list.rules.judging import Answer, Result, Said, Weight
from ntfc_golden_list.rules.lifecycle import WITH_CLASS, Post, State
from ntfc_golden_list.rules.lines import text_of
from ntfc_golden_list.rules.programme import Notice, Recognition, Register, Stage
from ntfc_golden_list.service import (
    benefits,
    building,
    describing,
    files,
    judging,
    registers,
    steps,
)
from ntfc_golden_list.service import people as speaking
from ntfc_golden_list.service import programmes as service

S = State
QADRIA = "XQ"  # of the codes that stand for no real country
EVERY = 12  # days from step to step
BEGAN = 400  # days ago
HEAD, DESK, CONTACT, VALIDATOR = "hiba.sharif", "hiba.sharif", "omar.darwish", "tariq.salim"
DECIDER, APPEAL, SECOND, ADMINISTRATOR = (
    "samer.khatib",
    "layla.mansour",
    "rana.odeh",
    "bilal.hariri",
)
POSTS = (
    (HEAD, Post.HEAD),
    (DESK, Post.DESK),
    (DESK, Post.VETTING),
    (DESK, Post.CENTRAL),
    (CONTACT, Post.COORDINATOR),
    (CONTACT, Post.DESK),  # who can be clicked in the demonstration sees the desk
    (VALIDATOR, Post.VALIDATOR),
    (DECIDER, Post.DECIDER),
    (APPEAL, Post.APPEAL),
    (SECOND, Post.VETTING),
)
BY = {
    S.CANDIDATE: DESK,
    S.SELF_ASSESSMENT: CONTACT,
    S.RETURNED: DESK,
    S.VETTING: DESK,
    S.VALIDATION_PLANNED: DESK,
    S.VALIDATION: VALIDATOR,
    S.IMPROVEMENT: VALIDATOR,
    S.DECISION: VALIDATOR,
    S.REVALIDATION: VALIDATOR,
    S.CLASS_CHANGE: DECIDER,
    S.LAPSED: DESK,
}


def fill(country: DemoCountry) -> None:
    """Tell of a programme that began more than a year ago, and of each of its firms."""
    made = _programme(country)
    _benefits(country, made)
    walks = [_Walk(country, made, told, number) for number, told in enumerate(FIRMS)]
    for walk in walks:
        walk.all_the_way()
    _since(country, made, walks)


def _programme(country: DemoCountry) -> Programme:
    at, head = country.at(BEGAN), country.acting(HEAD, BEGAN)
    begun = service.begin(
        SITE, profile="jordan", country=QADRIA, now=at, actor=country.acting(ADMINISTRATOR, BEGAN)
    )
    made = programmes.get_programme(begun.id)
    administrator = country.acting(ADMINISTRATOR, BEGAN)
    for key, post in POSTS:
        person, on = country.person(key), country.day(BEGAN)
        service.appoint(made, person=person, post=post, on=on, actor=administrator)
    for key in dict(POSTS):
        service.accept_conduct(made, on=country.day(BEGAN), actor=country.acting(key, BEGAN))
    values: dict[str, Any] = {
        **dict.fromkeys(service.TERMS),
        "review_months": 12,
        "review_opens_days": 90,
        "waiting_months": 36,
        "answer_days": 30,
        "appeal_days": 30,
        "remind_days": 30,
        "of_body_id": country.body("national").id,
        "stage": Stage.FULL,
        "pilot_on": country.day(BEGAN - 30),
        "register": Register.FULL,
        "exempt": None,
    }
    service.set_up(made, values=values, actor=head)
    _rules(country, made, head)
    return made


def _rules(country: DemoCountry, made: Programme, head: Actor) -> None:
    silver = ["class", "silver", "", "Silver List", "Liste d’argent", "القائمة الفضية"]
    describing.describe(made, text=text_of(PARTS, [silver]), actor=head)
    edition = programmes.newest_edition(made.id)
    for language, texts in RULES.items():
        named = dict(zip(("requirements", "suspension", "removal", "appeal"), texts, strict=True))
        service.write_rules(made, edition=edition, texts=named, language=language, actor=head)
    service.publish(made, edition=edition, on=country.day(BEGAN), actor=head)
    for part in made.roles:
        if part.code in ("importer", "exporter"):
            service.open_part(made, part=part, opens_on=country.day(BEGAN), actor=head)


def _benefits(country: DemoCountry, made: Programme) -> None:
    head = country.acting(HEAD, BEGAN)
    granted = [one for one in programmes.benefits_of(made.id) if one.group.value != "results"]
    for number, row in enumerate(granted[:8]):
        benefits.promise(made, benefit=row, on=country.day(BEGAN - 20), actor=head)
        if number < 6:
            benefits.deliver(made, benefit=row, on=country.day(BEGAN - 60), actor=head)


class _Walk:
    """One firm on its way, twelve days from step to step; its last step was some days ago."""

    def __init__(self, country: DemoCountry, made: Programme, told: Told, number: int) -> None:
        self.country, self.told, self.made = country, told, made
        self.ago = 8 + 5 * number + EVERY * (len(told.way) + 1)
        firm = files.FirmTold(
            name=told.name,
            registration=f"XQ-{4100 + number}",
            size=told.size,
            sector=told.sector,
            region=told.region,
            roles=[told.role],
        )
        begun = files.show_interest(made, firm=firm, now=self.now, actor=self.as_(told.person))
        self.id = begun.id

    @property
    def now(self) -> datetime:
        return self.country.at(self.ago)

    @property
    def today(self) -> date:
        return self.country.day(self.ago)

    def as_(self, key: str) -> Actor:
        return self.country.acting(key, self.ago)

    @property
    def file(self) -> File:
        return queries.get_file(self.id)

    def all_the_way(self) -> None:
        before: Mapping[State, Callable[[], None]] = {
            S.APPLICATION: self._answer,
            S.VALIDATION_PLANNED: self._vet,
            S.VALIDATION: self._plan,
            S.IMPROVEMENT: self._visit,
            S.DECISION: self._visit,
            S.CERTIFIED: self._prepare,
        }
        for to in self.told.way:
            self.ago -= EVERY
            before.get(to, lambda: None)()
            by = BY.get(to, DECIDER if to in WHY or to in HELD else self.told.person)
            if to in (S.APPLICATION, S.APPEAL, S.DROPPED):
                by = self.told.person
            kind = self.made.kinds[-1 if to is S.CLASS_CHANGE else 0] if to in WITH_CLASS else None
            reasons = WHY.get(to, "")
            review = self.country.day(self.ago - 90) if to is S.SUSPENDED else None
            steps.take(
                self.file,
                to=to,
                reasons=reasons,
                now=self.now,
                actor=self.as_(by),
                kind=kind,
                review_on=review,
            )

    def _answer(self) -> None:
        asked = queries.questions(self.file)
        said = {one.id: (Said(answer=Answer.YES), "In our manual, chapter 3.") for one in asked}
        actor = self.as_(self.told.person)
        files.answer(
            self.file, said=said, is_news=lambda _key, _row: False, now=self.now, actor=actor
        )
        for name in ("Head office", "Store at the port"):
            judging.add_site(self.file, name=name, actor=actor)

    def _vet(self) -> None:
        for source in ("Tax office", "Police"):
            row = judging.check(
                self.file, source=source, is_clear=True, note="", now=self.now, actor=self.as_(DESK)
            )
            judging.second(self.file, row=row, actor=self.as_(SECOND))

    def _plan(self) -> None:
        judging.plan(
            self.file,
            sites=[queries.sites(self.file.firm_id)[0].id],
            reason="Both stores work by the same manual.",
            scope="Seals, records, access",
            on=self.today,
            actor=self.as_(VALIDATOR),
        )

    def _visit(self) -> None:
        asked = queries.questions(self.file)
        later = next(one.id for one in asked if one.weight is Weight.IMPORTANT)
        found: dict[int, tuple[Result, str, date | None]] = {
            one.id: (Result.MET, "", None) for one in asked
        }
        found[later] = (Result.PLANNED, "The list is kept on paper.", self.country.day(-40))
        judging.note_visit(
            self.file,
            visit=queries.visits(self.id)[-1],
            made_on=self.today,
            people_met="The manager and the keeper of the store",
            found=found,
            now=self.now,
            actor=self.as_(VALIDATOR),
        )

    def _prepare(self) -> None:
        desk, contact = self.as_(DESK), self.country.person(CONTACT).id
        files.give_contact(self.made, file=self.file, person_id=contact, office="Marsa", actor=desk)
        judging.add_control(
            self.file, what="Seals", how_often="Each month", by_whom="Marsa", actor=desk
        )


def _since(country: DemoCountry, made: Programme, walks: Sequence[_Walk]) -> None:
    """Tell what happened since: uses, a notice, a colleague, a lesson, a wish."""
    desk, first = country.acting(DESK, 3), walks[0]
    codes = [one.code for one in programmes.benefits_of(made.id) if one.delivered_on][:4]
    certificates = [each.number for walk in walks[:3] for each in queries.certificates(walk.id)]
    lines = ["certificate;benefit;month;times;minutes_without;minutes_with;money"]
    for back in range(4):
        month = country.day(30 * back + 5).strftime("%Y-%m")
        lines += [
            f"{number};{code};{month};{12 + 3 * place - back};95;{20 + 5 * place};40"
            for number in certificates
            for place, code in enumerate(codes)
        ]
    benefits.record_uses(made, text="\n".join(dict.fromkeys(lines)), now=country.at(3), actor=desk)
    effect = next(one for one in programmes.benefits_of(made.id) if one.group.value == "results")
    day, text = country.day(4), "Trucks wait 40 minutes less than before, over one month."
    benefits.measure(made, benefit=effect, on=day, text=text, today=day, actor=desk)
    person = country.acting(first.told.person, 2)
    text = "From next month a second store at the port is used."
    benefits.tell(first.file, kind=Notice.CHANGE, text=text, now=country.at(2), actor=person)
    colleague = country.person("noor.jaber")
    speaking.add(first.file, person=colleague, now=country.at(2), actor=person)
    text = "Ask for the keys of the sealed store before the visit."
    registers.learn(made, text=text, now=country.at(4), actor=country.acting(VALIDATOR, 4))
    registers.propose(
        made, text="One declaration for a week.", now=country.at(5), actor=country.acting(HEAD, 5)
    )
    partner = {"code": "XR", "recognition": Recognition.COMPARED, "since": country.day(60)}
    values = {**partner, "prefix": "QG", "note": "Both programmes are compared line by line."}
    registers.recognise(made, row=None, seen=0, values=values, actor=country.acting(HEAD, 60))
    _evaluate(country, made)
    _answer_by_link(country, walks)


def _evaluate(country: DemoCountry, made: Programme) -> None:
    """Note the first evaluation; the second one is late."""
    building.plan_action(
        made,
        number=EVALUATIONS + 1,
        owner="Working group",
        due_on=None,
        done_on=country.day(225),
        note="Firms wait less at the gate; small ones ask for shorter forms.",
        actor=country.acting(HEAD, 225),
    )


def _answer_by_link(country: DemoCountry, walks: Sequence[_Walk]) -> None:
    """Have a firm answer its questions by link: whoever signs, and one who keeps the accounts."""
    walk, at = next(one for one in walks if one.file.state is S.SELF_ASSESSMENT), country.at(6)
    colleague, actor = country.person("karim.bishara"), country.acting(walk.told.person, 6)
    asked = files.ask(walk.file, area="finance", person=colleague, now=at, actor=actor)
    links.issue_and_send(colleague, "golden_list.answer", asked, actor=actor, now=at)
    signs = country.person(walk.told.person)
    links.issue_and_send(signs, "golden_list.apply", walk.file, actor=actor, now=at)
