"""What the demonstration shows: both worked examples, MultiCom and ABC/XYZ, in a customs at work.

Everything is done by the services, as the officers concerned and on their days.
"""

from typing import Any

from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import SITE
from ntfc.plugins import DemoCountry
from ntfc_client_coordinators.models import Desk, Firm
from ntfc_client_coordinators.rules import cases as case_rules
from ntfc_client_coordinators.rules import plans as plan_rules
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.rules.portfolio import Candidate, Level, Talk
from ntfc_client_coordinators.rules.posts import Label, Post
from ntfc_client_coordinators.service import cases, committee, desk, log, plans
from ntfc_client_coordinators.story import BEGAN, Story, asked, given, step, taken_in, talk

S = case_rules.State
PAINTS = (
    "Qadria Paints",
    "Marsa Fertilisers",
    "Northern Soap Works",
    "Gulf Solvents",
    "Cedar Plastics",
    "Delta Resins",
    "Oasis Cleaning Supplies",
    "Eastern Pigments",
    "Harbour Adhesives",
    "Sunrise Cosmetics",
    "Palm Oils and Waxes",
    "Blue Sea Salt",
    "Valley Agrochemicals",
    "Star Inks",
    "Union Rubber",
)


def fill(country: DemoCountry) -> None:
    """Begin the service, and tell of its firms."""
    story = Story(country)
    made = _service(story)
    _multicom(story, made)
    _chemicals(story, made)


def _service(story: Story) -> Desk:
    made = desk.begin(SITE, actor=story.admin)
    values = {
        "label": Label.COORDINATOR,
        "of_body_id": story.country.body("national").id,
        "warn_share": 80,
        "most_firms": 16,
        "rotation_months": 12,
        "grants": False,
    }
    desk.set_up(made, values=values, actor=story.admin)
    posts = (
        (story.manager, Post.MANAGER, "", ""),
        (story.omar, Post.COORDINATOR, "Large firms", "Electronics"),
        (story.tariq, Post.COORDINATOR, "Marsa", "Chemicals"),
        (story.hiba, Post.AUDITOR, "", ""),
        (story.section, Post.SECTION, "Tariffs", ""),
    )
    for who, post, office, branch in posts:
        person = db.session.get_one(Person, who.person_id)
        day = story.country.day(BEGAN)
        told = {"office": office, "branch": branch}
        desk.appoint(made, person=person, post=post, **told, on=day, actor=story.admin)
        desk.accept_conduct(made, on=day, actor=who)
    return made


def _multicom(story: Story, made: Desk) -> None:
    """Tell of an electronics firm in two countries: audited almost daily, one officer for it alone."""
    firm = taken_in(
        story,
        made,
        "MultiCom",
        branch="Electronics",
        size=Level.LARGE,
        volume=Level.LARGE,
        complexity=Level.LARGE,
        divisions=["Production", "Distribution"],
        countries=["Country X", "Country Y"],
        people=["Dana Sayegh, logistics, +999 1 555 0701"],
        access="Stock accounts and delivery notes, read by machine every night.",
        candidate=Candidate.CERTIFIED,
        cadence_months=1,
    )
    given(story, firm, story.omar, story.tariq, 70, alone=True)
    told = "Stock in the bonded store matches; one delivery note is looked for."
    for ago in (120, 88, 61, 34):
        talk(story, firm, story.omar, ago, Talk.OPERATIONAL, told)
    talk(story, firm, story.omar, 9, Talk.STRATEGIC, "A second line opens in spring: new codes.")
    log.note(
        firm,
        kind=Kind.NEED,
        text="A single guarantee for both countries.",
        now=story.country.at(8),
        actor=story.omar,
    )
    _multicom_plan(story, firm)
    _multicom_cases(story, firm)


def _multicom_plan(story: Story, firm: Firm) -> None:
    plan = plans.begin(firm, **story.on(200, story.omar))
    written: dict[str, Any] = {"now": story.country.at(195), "actor": story.omar}
    values = {
        "cycle": plan_rules.Cycle.AUDIT,
        "reasons": "The systems show nearly all; the rest is looked at by sample.",
    }
    plans.write(plan, values=values, **written)
    risk = {
        "area": plan_rules.Area.GOODS,
        "what": "Wrong codes for spare parts",
        "level": Level.LARGE,
        "measures": "The firm checks its master data every quarter.",
        "remaining": Level.MEDIUM,
        "is_covered": True,
        "reason": "",
    }
    plans.keep_risk(plan, values=risk, **written)
    left = {
        **risk,
        "area": plan_rules.Area.ORGANISATION,
        "what": "Work given to temporary staff",
        "measures": "",
        "is_covered": False,
        "remaining": Level.LARGE,
        "reason": "Few people until autumn; looked at with the next audit.",
    }
    plans.keep_risk(plan, values=left, **written)
    control = {
        "kind": plan_rules.Control.SYSTEMS,
        "what": "Stock against deliveries",
        "risk_id": plan.risks[0].id,
        "how_often": "daily",
        "by_whom": "Audit section",
    }
    plans.add_control(plan, values=control, **written)
    plans.hand_in(plan, now=story.country.at(190), actor=story.omar)
    plans.decide(firm.desk, plan=plan, agrees=True, text="Agreed.", **story.on(185, story.manager))
    joint = {
        "kind": plan_rules.Audit.JOINT,
        "scope": "Transfers between both plants",
        "country": "Country Y",
        "planned_on": story.country.day(20),
        "auditor_id": story.hiba.person_id,
    }
    audit = plans.plan_audit(firm, values=joint, now=story.country.at(60), actor=story.omar)
    found = "Two transfers without a note; the firm put it right."
    plans.note_audit(audit, done_on=story.country.day(18), result=found, **story.on(18, story.hiba))
    for ago in (16, 9, 2):
        moment = story.country.at(ago)
        plans.carry_out(plan, control=plan.controls[0], now=moment, actor=story.omar)
    paper = {
        "kind": plan_rules.Paper.SECURITY,
        "name": "General guarantee",
        "amount": "2 500 000",
        "until": story.country.day(-40),
        "evaluated_by_id": None,
    }
    plans.add_due(firm, values=paper, now=story.country.at(300), actor=story.omar)


def _multicom_cases(story: Story, firm: Firm) -> None:
    omar, part = story.omar, case_rules.Part
    code = asked(story, firm, omar, 15, title="Code of a new scanner module")
    sent = {"part": part.INFORMS, "section": "Tariffs", "text": "See the data sheet."}
    step(story, code, S.SENT, 15, omar, **sent, due_on=story.country.day(10))
    step(story, code, S.WORKING, 14, story.section)
    step(story, code, S.BACK_ANSWERED, 12, story.section, text="A part of a machine: as such.")
    step(story, code, S.REPORTED, 12, omar, text="It goes with the machine.")
    step(story, code, S.CLOSED, 11, omar)
    lesson = "A module that works in one machine only goes with that machine."
    cases.keep_precedent(code, lesson=lesson, now=story.country.at(11), actor=omar)
    refund = asked(
        story, firm, omar, 6, title="Refund for returned boards", topic=case_rules.Topic.REFUND
    )
    cases.ask_colleague(refund, person_id=story.hiba.person_id, now=story.country.at(5), actor=omar)
    problem = asked(
        story, firm, omar, 26, title="Scales closed at noon", topic=case_rules.Topic.PROBLEM
    )
    committee.bring(
        problem,
        title="Scales at the port are closed at noon",
        problem="Lorries that arrive between noon and two wait until the afternoon.",
        expected_result="The scales are open as long as the gate is.",
        **story.on(25, omar),
    )
    redirected = {"part": part.PREPARES, "where": case_rules.Where.COMMITTEE}
    step(story, problem, S.REDIRECTED, 25, omar, **redirected, text="Brought to the committee.")


def _chemicals(story: Story, made: Desk) -> None:
    """Tell of a chemicals firm with three divisions, and of fifteen others of the branch."""
    firm = taken_in(
        story,
        made,
        "ABC/XYZ",
        branch="Chemicals",
        size=Level.LARGE,
        volume=Level.LARGE,
        complexity=Level.MEDIUM,
        divisions=["ABC Base", "ABC Fine", "XYZ Crop"],
        people=["Majd Halabi, ABC Base", "Ines Roux, ABC Fine", "Faris Amer, XYZ Crop"],
        access="Flow of goods, seen in the stock system.",
        candidate=Candidate.APPLIED,
        cadence_months=3,
    )
    given(story, firm, story.tariq, story.omar, 45)
    talk(story, firm, story.tariq, 190, Talk.OUTLINE, "Next quarter: drums instead of tanks.")
    talk(story, firm, story.tariq, 101, Talk.OUTLINE, "The licence for XYZ Crop is renewed.")
    guidance = "Which questions of the self-assessment each division answers."
    log.note(firm, kind=Kind.GUIDANCE, text=guidance, now=story.country.at(40), actor=story.tariq)
    question = asked(
        story,
        firm,
        story.tariq,
        3,
        title="Which paper for a sample by air?",
        division="ABC Fine",
        is_urgent=True,
    )
    answer = {"part": case_rules.Part.INFORMS, "text": "The invoice and the data sheet."}
    step(story, question, S.ANSWERED, 3, story.tariq, **answer)
    for number, name in enumerate(PAINTS):
        small = taken_in(story, made, name, branch="Chemicals")
        given(story, small, story.tariq, story.omar, 3, ago=BEGAN if number < 2 else 150)
