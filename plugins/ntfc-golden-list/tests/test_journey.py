"""A firm's way through a programme, in the pages: from interest to certificate and beyond."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from html import unescape
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from ntfc_golden_list.models import (
    Account,
    Certificate,
    Checked,
    Criterion,
    Edition,
    File,
    Finding,
    Moved,
    PlaceChanged,
)
from ntfc_golden_list.queries import programmes as queries
from ntfc_golden_list.rules.judging import Weight
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.rules.programme import IN_PUBLIC
from ntfc_golden_list.service import describing
from ntfc_golden_list.service import programmes as service
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from ntfc import clock
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.links.models import Link
from ntfc.permissions import SYSTEM, Role
from ntfc.transaction import unit_of_work

X = "/x/golden_list"
LIGHT = pytest.mark.database("sqlite")  # about who may do what, which no database knows
POSTS = ("desk", "coordinator", "vetting", "validator", "decider", "appeal")


class World:
    """A programme that is open, with an officer in each post, and browsers for all of them."""

    def __init__(self, app, make_person, client_for):
        self.app, self.make_person, self.client_for = app, make_person, client_for
        self.admin = client_for(Role.ADMINISTRATOR)
        self.people = {}
        self.browsers = {}
        self.left_out = set()  # areas of which nothing is asked

    def person(self, name):
        self.people[name] = self.make_person(name, email=f"{name}@example.org")
        self.browsers[name] = self.client_for(self.people[name])
        return self.browsers[name]

    def sent(self, who, url, status=303, **data):
        answer = (self.browsers.get(who) or who).post(f"{X}{url}", data=data)
        assert answer.status_code == status, (url, answer.status_code, _told(answer.text))
        return answer

    def begin(self, profile="jordan"):
        self.sent(self.admin, "/begin", profile=profile)
        at = "/programmes/1"
        texts = dict.fromkeys(("requirements", "suspension", "removal", "appeal"), "As written.")
        self.sent(self.admin, f"{at}/rules/publish", status=409)
        self.sent(self.admin, f"{at}/rules", **texts)
        self.sent(self.admin, f"{at}/rules/publish")
        self.sent(self.admin, f"{at}/roles/1", opens_on="2020-01-01")
        for post in (*POSTS, "second"):
            self.person(post)
            kind = "vetting" if post == "second" else post
            self.sent(self.admin, f"{at}/officers", email=f"{post}@example.org", post=kind)
            self.sent(post, f"{at}/conduct")

    def table(self, who, at, text, status=303):
        """Send a table: what is good is shown first, and kept when it is sent again as it was seen."""
        seen = self.sent(who, at, status=200 if status == 303 else status, lines=text)
        if status != 303:
            return seen
        looked = re.search(r'name="looked"[^>]*value="(\w+)"', seen.text)[1]
        return self.sent(who, at, lines=text, looked=looked)

    def certified(self, who, name, **more):
        """Lead a firm to its certificate and into operation; return its file."""
        file = self.show_interest(who, name)
        self.step("desk", file, "candidate")
        self.to_decision(who, file, **more)
        self.step("decider", file, "certified", kind_id=1)
        self.step("decider", file, "monitoring")
        return file

    def prepare(self, file):
        """Give a firm its contact and its controls: without them nobody holds the status."""
        self.sent("coordinator", f"/files/{file}/controls", what="One in ten", how_often="daily")
        self.sent("desk", f"/files/{file}/contact", person_id=self.people["coordinator"])

    def show_interest(self, who, name):
        if who not in self.people:
            self.person(who)
        firm = {"name": name, "registration": f"R-{name}", "size": "small", "roles": "importer"}
        answer = self.sent(who, "/programmes/1/interest", **firm)
        return int(answer.location.rpartition("/")[2])

    def step(self, who, file, to, status=303, **data):
        return self.sent(who, f"/files/{file}/steps/{to}", status=status, **data)

    def answer_all(self, who, file, areas=None, **more):
        with self.app.app_context():
            found = db.session.execute(select(Criterion.id, Criterion.area)).all()
        for area in {row.area for row in found} - self.left_out if areas is None else areas:
            said = {f"a{row.id}": "yes" for row in found if row.area == area}
            self.sent(who, f"/files/{file}/answers/{area}", **said, **more)

    def findings(self):
        with self.app.app_context():
            numbers = db.session.scalars(select(Criterion.id)).all()
        return {f"r{number}": "met" for number in numbers}

    def to_decision(self, who, file, **more):
        """Lead a candidate to the decision."""
        self.to_visit(who, file, **more)
        self.step("validator", file, "decision", status=409)
        self.note("validator")
        self.step("validator", file, "decision")
        self.prepare(file)

    def note(self, who, status=303, visit=None, **found):
        """Note or correct the visit that was planned last."""
        today = clock.now().date().isoformat()
        seen = {"made_on": today, "people_met": "The manager", **self.findings(), **found}
        return self.sent(who, f"/visits/{visit or self.last('visits')}", status=status, **seen)

    def to_visit(self, who, file, **more):
        """Lead a candidate to where the firm is visited."""
        self.step("coordinator", file, "self_assessment", **more)
        self.answer_all(who, file)
        self.sent(who, f"/files/{file}/sites", name="North store")
        self.step(who, file, "application")
        self.step("desk", file, "vetting")
        self.sent("vetting", f"/files/{file}/checks", source="Tax office", result="")
        check = f"/checks/{self.last('checks')}"
        self.sent("second", f"{check}/second", status=409)  # there is nothing to look at yet
        self.sent("vetting", check, result="clear")
        self.sent("vetting", check, status=409, result="doubt")
        self.step("vetting", file, "validation_planned", status=409)
        self.sent("second", f"/checks/{self.last('checks')}/second")
        self.step("vetting", file, "validation_planned")
        self.step("validator", file, "validation", status=409)
        self.plan(file)
        self.step("validator", file, "validation")

    def plan(self, file):
        plan = {"on": "2030-01-01", "sites": str(self.last("sites"))}
        self.sent("validator", f"/files/{file}/visits/new", **plan)

    def last(self, table):
        with self.app.app_context():
            query = f"SELECT max(id) FROM plugin_golden_list__{table}"
            return db.session.scalar(db.text(query))

    def important(self):
        """Return a requirement that may be planned by a day."""
        with self.app.app_context():
            query = select(Criterion.id).where(Criterion.weight == Weight.IMPORTANT)
            return db.session.scalar(query.order_by(Criterion.id))

    def state(self, file):
        with self.app.app_context():
            return db.session.get(File, file).state


def _mark(text):
    return re.search(r'name="seen"[^>]*value="([^"]+)"', text).group(1)


def _addresses(text):
    return re.findall(r"/l/[\w-]+", text)


def _told(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text.partition("<main")[2]))[:700]


@pytest.fixture
def world(app, make_person, client_for):
    made = World(app, make_person, client_for)
    made.begin()
    return made


@pytest.mark.rule("T14")
def test_from_interest_to_certificate_suspension_appeal_and_back(world):
    file = world.show_interest("firm", "Acme")
    _the_desk_finds(world, "Acme")
    world.step("firm", file, "self_assessment", status=409)  # not from there
    world.step("desk", file, "candidate")
    step = f"{X}/files/{file}/steps/self_assessment"
    assert "customs confirms" in world.browsers["coordinator"].get(step).text
    world.to_visit("firm", file)
    assert (
        "The rules were accepted, version 1."
        in world.browsers["firm"].get(f"{X}/files/{file}").text
    )
    world.sent("desk", f"/files/{file}/sites/1/remove", status=409)  # a visit goes there
    world.sent("firm", f"/files/{file}/sites", name="Sotre")
    wrong = world.last("sites")
    world.sent("firm", f"/files/{file}/sites/{wrong}/remove", status=409)  # it has applied
    world.sent("desk", f"/files/{file}/sites/{wrong}/remove")
    assert "Sotre" not in world.browsers["firm"].get(f"{X}/files/{file}").text
    again = world.step("firm", file, "application", status=409)  # from another device
    assert "This step was taken already" in again.text
    world.step("validator", file, "decision", status=409)
    world.note("validator")
    world.step("validator", file, "decision")
    world.step("validator", file, "certified", status=403, kind_id=1)
    before = world.browsers["decider"].get(f"{X}/files/{file}/steps/certified").text
    early = world.step("decider", file, "certified", status=409, kind_id=1).text
    for page in (before, early):  # it is told before anybody writes reasons
        assert "The firm has no contact." in page
        assert "The control programme is empty" in page
    inside = world.browsers["firm"].get(f"{X}/files/{file}/steps/certified").text
    assert "The control programme is empty" not in inside  # it is not the firm's step
    world.prepare(file)
    world.step("decider", file, "certified", kind_id=1, reasons="All was found in order.")
    assert world.state(file) is State.CERTIFIED
    page = world.browsers["firm"].get(f"{X}/files/{file}").text
    assert "JO-1-00001-1" in page
    terms = {"of_body_id": "", "stage": "full", "register": "none", "appeal_days": 30}
    world.sent(world.admin, "/programmes/1/set-up", **terms)
    partner = {"code": "us", "recognition": "explored", "prefix": "JO"}
    wrong = world.sent(
        world.admin, "/programmes/1/partners", status=422, **partner | {"code": "U S"}
    )
    assert 'value="U S"' in wrong.text
    world.sent(world.admin, "/programmes/1/partners", **partner)
    assert "code_US" not in world.browsers["desk"].get(f"{X}/programmes/1/holders.csv").text
    world.sent(world.admin, "/programmes/1/partners", status=422, **partner)  # stands there already
    world.sent(world.admin, "/partners/1", **partner | {"recognition": "in_force"}, seen="1")
    table = world.browsers["desk"].get(f"{X}/programmes/1/holders.csv").text
    assert "code_US" in table
    assert "JOJO-1-00001-1" in table
    with world.app.app_context():
        code = db.session.scalar(select(Certificate.code))
        assert db.session.scalar(select(Certificate.until)) is None  # no term was fixed
    stranger = world.client_for(None)
    assert "in force today" in stranger.get(f"{X}/verify/{code}").text
    assert "no certificate with this code" in stranger.get(f"{X}/verify/{code}x").text
    world.step("decider", file, "monitoring")
    last = world.sent("desk", "/controls/1/end", status=409)
    assert "write another control first" in last.text
    world.sent("desk", f"/files/{file}/controls", what="Seals")
    world.sent("desk", "/controls/1/end")
    world.sent("desk", "/controls/1/end", status=409)
    assert "One in ten" not in world.browsers["desk"].get(f"{X}/files/{file}").text
    world.step("decider", file, "suspended", status=409)
    told = world.step("decider", file, "suspended", reasons="The seals were open.").location
    # Whoever signs for the firm may have no account.
    told_desk = world.browsers["decider"].get(told).text
    assert "No mail reaches firm. Copy this address now" in told_desk
    assert "hand it over: Appeal for your firm." in told_desk
    follow, link = _addresses(told_desk)[-2:]
    with world.app.app_context():
        by_link = select(Link.expires_at).where(Link.act == "golden_list.appeal")
        last = db.session.scalar(by_link) - timedelta(seconds=1)
        assert clock.day_of(last, "") == db.session.get(File, file).appeal_until
    for page in (stranger.get(follow).text, world.browsers["firm"].get(told).text):
        assert re.search(r"(appeal until|may appeal until)", page)
    with world.app.app_context():
        row = db.session.get(File, file)
        assert row.due_on is None  # nothing is late when the day to appeal is over
        assert row.appeal_until == clock.today("") + timedelta(30)
    assert "suspended" in stranger.get(f"{X}/verify/{code}").text
    page = stranger.get(link).text
    assert "The seals were open." in page
    assert "How a firm appeals, and to whom" in page
    sent = stranger.post(link, data={"reasons": "They were not."})
    assert "The appeal is with customs." in sent.text
    assert world.state(file) is State.APPEAL
    assert stranger.post(link, data={"reasons": "Once more."}).status_code == 410
    assert "They were not." in world.browsers["firm"].get(f"{X}/files/{file}").text
    assert "suspended" in stranger.get(f"{X}/verify/{code}").text  # until it is decided
    world.step("decider", file, "monitoring", status=403)
    world.step("appeal", file, "monitoring", reasons="They were closed.")
    assert "in force today" in stranger.get(f"{X}/verify/{code}").text
    text = world.browsers["firm"].get(f"{X}/files/{file}").text
    assert "The seals were open." in text
    assert "Tax office" not in text
    letters = re.findall(r"moves/\d+/letter.pdf", text)
    assert len(letters) == 3  # certified, suspended, and what came of the appeal
    for url in (*letters, "certificates/1/certificate.pdf"):
        drawn = world.browsers["firm"].get(f"{X}/{url}")
        assert drawn.data.startswith(b"%PDF")
        assert stranger.get(f"{X}/{url}").status_code in (302, 404)
    with world.app.app_context():
        steps = db.session.scalars(select(Moved).order_by(Moved.number)).all()
        assert [one.number for one in steps] == [*range(1, len(steps) + 1)]
        assert all(a.to is b.start for a, b in pairwise(steps))


def _the_desk_finds(world, name):
    at = f"{X}/programmes/1/desk"
    for asked, is_there in (
        ("", True),
        ("?q=cm", True),
        ("?q=r-acm&contact=nobody&state=interest", True),
        ("?q=%25", False),  # it is no sign that stands for any other
        ("?contact=me", False),
        ("?state=vetting", False),
    ):
        text = world.browsers["desk"].get(at + asked).text
        assert (f"<bdi>{name}</bdi>" in text, "No file answers" in text) == (is_there, not is_there)


@pytest.mark.rule("T5")
def test_firms_never_see_each_other_and_business_never_sees_vetting(world, make_body, seat):
    file = world.show_interest("firm", "Acme")
    world.step("desk", file, "candidate", reasons="Somebody gave us a tip.")
    world.show_interest("rival", "Bolt")
    rival = world.browsers["rival"]
    for page in ("", "/answers/records", "/checks", "/visits/new", "/steps/dropped"):
        assert rival.get(f"{X}/files/{file}{page}").status_code == 404
    assert "Acme" not in rival.get(f"{X}/").text
    firm = world.browsers["firm"]
    assert firm.get(f"{X}/files/{file}/checks").status_code == 404
    assert firm.get(f"{X}/programmes/1/desk").status_code == 404
    assert firm.get(f"{X}/programmes/1/figures").status_code == 404
    world.step("coordinator", file, "self_assessment")
    world.answer_all("firm", file)
    world.step("firm", file, "application", reasons="We are ready.")
    form = world.browsers["desk"].get(f"{X}/files/{file}/steps/vetting").text
    assert "Only customs reads your reasons." in form
    world.step("desk", file, "vetting", reasons="Ask the tax office about the seizure.")
    doubt = {"source": "Police", "result": "doubt", "note": "An inquiry is open."}
    world.sent("vetting", f"/files/{file}/checks", **doubt)
    page, inside = firm.get(f"{X}/files/{file}").text, world.browsers["desk"]
    assert "Customs reviews the history and the compliance of the firm." in page
    assert "We are ready." in page
    for kept in ("Police", "inquiry", "gave us a tip", "tax office"):
        assert kept not in page
    own = {"name": "One of ours", "email": "desk@example.org"}
    told = world.sent("firm", f"/files/{file}/people", status=422, **own)
    assert "cannot be added to a firm" in told.text
    assert "One of ours" in told.text
    seen = world.browsers["vetting"].get(f"{X}/files/{file}/checks").text
    assert "<bdi>vetting</bdi>" in seen  # who looked, so that somebody else looks too
    assert "tax office" in inside.get(f"{X}/files/{file}").text
    assert "Police" not in inside.get(f"{X}/files/{file}").text  # read by the post of vetting only
    body = make_body()
    world.sent(
        world.admin,
        "/programmes/1/set-up",
        of_body_id=body,
        stage="pilot",
        pilot_on="2030-04-01",
        register="counts",
    )
    member = world.client_for(seat(body, Role.MEMBER))
    figures = member.get(f"{X}/programmes/1/figures")
    assert "Interested so far: 2." in figures.text
    assert "Oct 1, 2030" in figures.text
    assert "Evaluation after 6 months" in figures.text
    done = {"owner": "Group", "done_on": "2030-10-02", "note": "Firms wait less."}
    world.sent(world.admin, "/programmes/1/building/101", **done)
    world.sent(world.admin, "/programmes/1/building/103", status=404, **done)
    figures = member.get(f"{X}/programmes/1/figures")
    assert "Firms wait less." in figures.text
    assert figures.status_code == 200
    assert "Acme" not in figures.text
    assert member.get(f"{X}/files/{file}").status_code == 404
    assert member.get(f"{X}/programmes/1/desk").status_code == 404
    public = world.client_for(None).get(f"{X}/programmes/1/").text
    assert "As written." in public
    assert "0 certificates are in force" in public


@LIGHT
def test_what_is_missing_is_told_and_what_was_typed_is_kept(world):
    file = world.show_interest("firm", "Acme")
    again = {"name": "Acme", "registration": "R-Acme", "size": "small", "roles": "importer"}
    answer = world.sent("firm", "/programmes/1/interest", status=422, **again)
    assert "has a file in this programme already" in answer.text
    taken = world.sent(world.person("other"), "/programmes/1/interest", status=422, **again)
    assert "known already" in taken.text
    world.step("desk", file, "candidate")
    world.step("coordinator", file, "self_assessment")
    refused = world.step("firm", file, "application", status=409)
    before = world.browsers["firm"].get(f"{X}/files/{file}/steps/application")
    for page in (before, refused):
        assert "15 questions have no answer yet." in page.text
    wrong = world.sent("firm", f"/files/{file}/answers/finance", status=422, d6="soon", p6="Here")
    assert "Here" in wrong.text
    planned = {"a6": "planned", "p6": "The accounts"}
    world.sent("firm", f"/files/{file}/answers/finance", **planned)  # without a day: not complete
    assert "The accounts" in world.browsers["firm"].get(f"{X}/files/{file}/answers/finance").text
    world.answer_all("firm", file, {"compliance", "records", "security", "persons"})
    world.answer_all("firm", file, {"portfolio", "certificates"})
    refused = world.step("firm", file, "application", status=409)
    assert "1 question has no answer yet." in refused.text
    day = (clock.now().date() + timedelta(90)).isoformat()
    world.sent("firm", f"/files/{file}/answers/finance", **planned, d6=day)
    world.step("firm", file, "application")
    late = world.sent("firm", f"/files/{file}/answers/finance", status=409, **planned)
    assert "handed in" in late.text
    assert world.step("firm", file, "application", status=409)
    assert "The accounts" in world.browsers["desk"].get(f"{X}/files/{file}/answers").text


@LIGHT
def test_a_validator_who_decides_too_is_refused(world):
    world.sent(world.admin, "/programmes/1/officers", email="validator@example.org", post="decider")
    file = world.show_interest("firm", "Acme")
    world.step("desk", file, "candidate")
    world.to_decision("firm", file)
    answer = world.step("validator", file, "certified", status=409, kind_id=1)
    assert "does not decide on it" in answer.text
    assert world.state(file) is State.DECISION


@LIGHT
def test_who_decides_reads_what_was_found_and_the_firm_what_it_has_to_improve(world):
    file = world.show_interest("firm", "Acme")
    world.step("desk", file, "candidate")
    world.to_visit("firm", file)
    key = world.important()
    day = (clock.now().date() + timedelta(30)).isoformat()
    world.note("validator", **{f"r{key}": "planned", f"n{key}": "On paper only.", f"d{key}": day})
    found, firm = f"{X}/files/{file}/found", world.browsers["firm"]
    page = world.browsers["decider"].get(found).text
    for told in ("On paper only.", "North store", "The manager", "Validator", "Met"):
        assert told.lower() in page.lower(), told
    assert firm.get(found).status_code == 404
    assert "On paper only." not in firm.get(f"{X}/files/{file}").text  # it is still being weighed
    answer = world.step("validator", file, "improvement", reasons="See the list.")
    address = _addresses(world.browsers["validator"].get(answer.location).text)[-1]
    by_link = world.client_for(None).get(address).text  # the firm is written to
    assert "On paper only." in firm.get(f"{X}/files/{file}").text
    assert "On paper only." in by_link
    assert "Acme" in firm.get("/").text  # and it waits for the firm


@pytest.mark.rule("T27")
def test_what_was_noted_of_a_visit_is_corrected_beside_it(world):
    officers = "/programmes/1/officers"
    world.sent(world.admin, officers, email="decider@example.org", post="validator")
    file = world.show_interest("firm", "Acme")
    world.step("desk", file, "candidate")
    world.to_visit("firm", file)
    world.note("decider", r1="inaccurate", n1="There are no seals.")
    assert "Only whoever found" in world.note("validator", status=409).text
    told = world.note("decider", status=409, n1="There are no seals.").text
    assert "Say what was seen instead" in told
    world.note("decider", n1="They lie in the other store.")
    world.note("validator", n1="They lie in the other store.", people_met="The owner")
    with world.app.app_context():
        found = db.session.scalars(
            select(Finding).filter_by(criterion_id=1).order_by(Finding.id)
        ).all()
        assert [one.result.value for one in found] == ["inaccurate", "met"]
        assert {one.by_id for one in found} == {world.people["decider"]}
        people = db.session.execute(
            select(Account.people_met, Account.by_id).order_by(Account.id)
        ).all()
        assert [row[0] for row in people] == ["The manager", "The manager", "The owner"]
    for kept in (Finding, Account):
        with world.app.app_context(), pytest.raises(RuntimeError, match="only added"):
            db.session.delete(db.session.scalar(select(kept)))
            db.session.flush()
    world.step("validator", file, "decision")
    world.person("chief")
    world.sent(world.admin, officers, email="chief@example.org", post="decider")
    world.sent("chief", "/programmes/1/conduct")
    for to in ("certified", "rejected"):  # neither for nor against
        answer = world.step("decider", file, to, status=409, kind_id=1, reasons="So.")
        assert "does not decide on it" in answer.text
    world.prepare(file)
    world.step("chief", file, "certified", kind_id=1)
    world.step("chief", file, "monitoring")
    world.step("coordinator", file, "revalidation")
    late = world.note("validator", status=409, people_met="Somebody else")
    assert "stays as it was noted" in late.text
    answer = world.step("decider", file, "suspended", status=409, reasons="So.")
    assert "does not decide on it" in answer.text  # nor in a later round


@pytest.mark.rule("T16")
@LIGHT
def test_an_officer_works_once_the_code_of_conduct_is_accepted(world):
    file = world.show_interest("firm", "Acme")
    world.person("new")
    world.sent(world.admin, "/programmes/1/officers", email="new@example.org", post="desk")
    for page in ("", "/answers", "/controls", "/contact"):
        assert world.browsers["new"].get(f"{X}/files/{file}{page}").status_code == 404
    world.step("new", file, "candidate", status=404)
    world.sent("new", "/programmes/1/conduct")
    world.step("new", file, "candidate")
    world.sent(world.admin, f"/officers/{world.last('officers')}/relieve")
    world.sent(world.admin, "/programmes/1/officers", email="new@example.org", post="desk")
    world.step("new", file, "dropped", status=404)  # appointed anew, the code is accepted anew
    assert "/conduct" in world.browsers["new"].get(f"{X}/programmes/1/desk").text


@LIGHT
def test_a_nominated_firm_says_itself_whether_it_wants_to(world, monkeypatch):
    firm = {"name": "Bolt", "registration": "R-7", "size": "large", "roles": "importer"}
    person = world.person("owner")
    contact = {"contact": "Owner", "email": "owner@example.org"}
    answer = world.sent("desk", "/programmes/1/nominate", **firm, **contact)
    file = int(answer.location.rpartition("/")[2])
    config = replace(world.app.extensions["ntfc.config"], time_zone="Asia/Amman")
    monkeypatch.setitem(world.app.extensions, "ntfc.config", config)
    with world.app.app_context(), monkeypatch.context() as at_night:
        night = datetime.combine(clock.today(""), time(0, 30), ZoneInfo("Asia/Amman"))
        at_night.setattr(clock, "now", lambda: night.astimezone(UTC))
        world.step("desk", file, "candidate")
        assert db.session.get_one(File, file).since == night.date()  # not the day at Greenwich
    refused = world.step("coordinator", file, "self_assessment", status=409)
    assert "own consent" in refused.text
    world.sent("desk", f"/files/{file}/consent", status=403)
    assert "We want to" in person.get(f"{X}/files/{file}").text
    world.sent("owner", f"/files/{file}/consent")
    world.step("coordinator", file, "self_assessment")


@LIGHT
def test_a_colleague_answers_one_part_by_link(world):
    file = world.show_interest("firm", "Acme")
    world.step("desk", file, "candidate")
    world.step("coordinator", file, "self_assessment")
    asked = {"name": "Lina", "email": "lina@example.org"}
    answer = world.sent("firm", f"/files/{file}/answers/finance/ask", **asked)
    page = world.browsers["firm"].get(answer.location).text
    url = re.search(r"/l/[\w-]+", page)
    assert "Lina" in page
    assert url, _told(page)
    guest = world.client_for(None)
    shown = guest.get(url[0])
    assert "a6" in shown.text
    assert 'a1"' not in shown.text
    sent = guest.post(url[0], data={"a6": "yes", "a1": "no"})
    assert sent.status_code < 400
    kept = world.browsers["firm"].get(f"{X}/files/{file}/answers/finance").text
    assert 'value="yes"' in kept


def test_history_is_only_added_to(world):
    world.show_interest("firm", "Acme")
    for change in (lambda row: setattr(row, "reasons", "Other."), db.session.delete):
        with (
            world.app.app_context(),
            pytest.raises(RuntimeError, match="only added to"),
            unit_of_work(),
        ):
            change(db.session.scalar(select(Moved)))
            db.session.flush()
    for change in (update(Moved).values(reasons="Other."), delete(Moved), delete(PlaceChanged)):
        with world.app.app_context(), pytest.raises(IntegrityError, match="stays"), unit_of_work():
            db.session.execute(change)


@LIGHT
def test_a_firm_that_was_looked_at_again_holds_its_certificate_for_another_term(world):
    terms = {"of_body_id": "", "stage": "full", "register": "none", "validity_months": 36}
    never = world.sent(world.admin, "/programmes/1/set-up", status=422, **terms, review_months=0)
    assert 'value="36"' in never.text
    world.sent(world.admin, "/programmes/1/set-up", **terms, review_months=12)
    file = world.certified("firm", "Acme")

    def told():
        with world.app.app_context():
            row = db.session.get(File, file)
            return db.session.scalar(select(Certificate.until)), row.due_on

    until, due = told()
    soon = until - timedelta(days=730)  # as if it had been given two years ago
    with world.app.app_context(), unit_of_work():
        db.session.scalar(select(Certificate)).until = soon
        _let_two_years_go_by()
    review = {"reasons": "The seals were open.", "review_on": "2020-01-01"}
    past = world.step("decider", file, "suspended", status=422, **review)
    assert "This day is over." in past.text
    assert "The seals were open." in past.text
    today = clock.today("UTC")
    day = today + timedelta(30)
    world.step("decider", file, "suspended", **review | {"review_on": day.isoformat()})
    assert told() == (soon, day)  # a suspension is long: it does not go unseen
    world.step("decider", file, "monitoring")
    assert told() == (soon, due.replace(year=due.year - 2))  # it is back, and was not judged
    with world.app.app_context(), unit_of_work():
        db.session.scalar(select(Certificate)).until = today - timedelta(1)
    world.step("coordinator", file, "revalidation")
    assert told()[1] == today - timedelta(1)  # it runs out while the file goes on
    desk = world.browsers["desk"]
    assert ">Late<" in desk.get(f"{X}/programmes/1/desk").text
    assert "The certificate ran out on" in desk.get(f"{X}/files/{file}").text
    world.plan(file)
    world.note("validator")
    world.step("decider", file, "monitoring")
    assert told() == (until, due)


def _let_two_years_go_by():
    """Go behind the history, which refuses it."""
    trigger = "plugin_golden_list__moves_update_stay"
    made = f"SELECT sql FROM sqlite_master WHERE name = '{trigger}'"
    earlier = """UPDATE plugin_golden_list__moves SET "on" = date("on", '-2 years')"""
    for step in (f"DROP TRIGGER {trigger}", earlier, db.session.scalar(db.text(made))):
        db.session.execute(db.text(step))


@pytest.mark.rule("T26")
@LIGHT
def test_a_register_says_of_which_day_it_is_and_names_all(world, monkeypatch):
    world.sent(
        world.admin,
        "/programmes/1/set-up",
        of_body_id="",
        stage="full",
        register="full",
        validity_months=36,
    )
    line = "{0} Ltd;R-{0};large;member;importer;G-{0};2019-05-04;No. 4 of 2019\n"
    lines = "".join(line.format(number) for number in range(3))
    world.table(world.admin, "/programmes/1/take-over", TABLE + lines)
    monkeypatch.setattr("ntfc_golden_list.queries.programmes.PAGE", 2)
    with world.app.app_context():
        day = format_date(clock.today(""), locale="en")
    stranger, public = world.client_for(None), f"{X}/programmes/1/"
    for page, named in (("", (0, 1)), ("?page=2", (2,)), ("?page=99", (2,))):
        text = stranger.get(public + page).text
        assert f"As of {day}" in text
        assert "3 certificates are in force." in text
        assert [n for n in range(3) if f"{n} Ltd" in text] == [*named]
    for page in ("figures", "benefits"):
        assert f"As of {day}" in world.browsers["desk"].get(f"{X}/programmes/1/{page}").text


TABLE = "firm;registration;size;class;role;certificate;given_on;decision\n"


def test_holders_of_before_come_with_their_papers_and_are_due_to_be_validated(world):
    at = "/programmes/1/take-over"
    good = "Old Ltd;R-1;large;member;importer;G-12;2019-05-04;No. 4 of 2019\n"
    for wrong, said in (
        ("New;R-2;large;member;importer;;2019-05-04;No. 5", "column certificate: nothing"),
        ("New;R-2;large;member;importer;G-13;soon;No. 5", "Line 3, column given_on: a day such as"),
        ("New;R-2;large;gold;importer;G-13;2019-05-04;No. 5", "wanted: member"),
        ("New;R-1;large;member;importer;G-13;2019-05-04;No. 5", "R-1 stands there already"),
    ):
        answer = world.table(world.admin, at, TABLE + good + wrong, status=409)
        assert said in answer.text
        assert "Old Ltd" in answer.text
    assert world.last("files") is None
    world.table(world.admin, at, TABLE + good)
    file = world.last("files")
    page = world.browsers["desk"].get(f"{X}/files/{file}").text
    assert "G-12" in page
    assert "No. 4 of 2019" in page
    assert "due to be validated" in page
    world.prepare(file)
    world.step("decider", file, "monitoring", status=409)  # nobody went there yet
    nobody = world.sent("desk", f"/files/{file}/follow", status=409)
    assert "Nobody speaks for this firm here" in nobody.text
    world.step("decider", file, "suspended", reasons="It was not looked at in time.")
    answer = world.step("decider", file, "monitoring", status=409)
    assert "Nobody visited" in answer.text
    assert world.state(file) is State.SUSPENDED
    world.sent("desk", f"/files/{file}/sites", name="Old store")
    world.plan(file)
    world.note("validator", r1="not_met")
    answer = world.step("decider", file, "monitoring", status=409)
    assert "1 fundamental requirement is not met." in answer.text
    world.note("validator")
    world.step("decider", file, "monitoring")


def test_benefits_are_promised_delivered_and_used(world):
    file = world.show_interest("firm", "Acme")
    world.step("desk", file, "candidate")
    world.to_decision("firm", file)
    world.step("decider", file, "certified", kind_id=1)
    day = {"on": "2020-01-01"}
    world.sent(world.admin, "/benefits/21/promise", status=409, **day)  # an effect
    world.sent(world.admin, "/benefits/1/deliver", status=409, **day)  # never promised
    world.sent(world.admin, "/benefits/1/promise", **day)
    world.sent(world.admin, "/benefits/1/deliver", **day)
    head = "certificate,benefit,month,times,minutes_without,minutes_with\n"
    lines = head + "JO-1-00001-1,A1,2026-02,3,90,20\n"
    uses = "/programmes/1/uses"
    wrong = world.table("desk", uses, lines + "X,A1,May,1,,\n", status=409).text
    assert "Line 3, column certificate: there is no such certificate" in wrong
    assert "Line 3, column month" in wrong
    assert "This is what is kept" not in wrong
    nameless = world.table("desk", uses, lines.replace("month", "monat"), status=409)
    assert "The first line names no column “month”." in nameless.text
    for cells in ("²,,", f"{'9' * 30},,", "3,Infinity,5", "3,1e400,5", "3,NaN,5", "3,1e8,5"):
        line = f"JO-1-00001-1,A1,2026-02,{cells}\n"
        world.table("desk", uses, head + line, status=409)
    world.table("desk", uses, f'{head}"{"x" * 140_000}', status=409)
    many = world.table("desk", uses, head + "X,A1,2026-02,1,,\n" * 60, status=409).text
    assert ("Line 51," in many, "Line 52," in many) == (True, False)
    assert "And 10 more" in many
    sent = world.sent("desk", uses, status=200, file=(BytesIO(lines.encode("utf-16")), "uses.csv"))
    assert "This is what is kept" in sent.text
    assert "JO-1-00001-1;A1;2026-02;3;90;20" in sent.text  # to be corrected where need be
    assert world.last("uses") is None
    no_table = world.sent("desk", uses, status=422, file=(BytesIO(PDF), "uses.csv"), lines="mine")
    assert "neither a workbook nor a table" in no_table.text
    assert "mine" in no_table.text
    for _twice in range(2):
        world.table("desk", uses, lines)
    own = world.browsers["firm"].get(f"{X}/files/{file}").text  # the firm sees what it gets
    assert "Goods are processed" in own
    assert ">210<" in own
    page = world.browsers["desk"].get(f"{X}/programmes/1/benefits").text
    assert ">210<" in page
    assert "1 of 7" in page
    assert "A1" in page  # by this code uses are sent
    assert "<li><bdi>A1</bdi>" in world.browsers["desk"].get(f"{X}{uses}").text
    _a_use_is_typed(world, file)
    _an_effect_is_measured(world)
    assert "Goods are processed" in world.client_for(None).get(f"{X}/programmes/1/").text


def _a_use_is_typed(world, file):
    """Ten firms need no file: the month that was sent is typed anew, and counts once."""
    use = {"benefit_id": "1", "month": "2026-02", "times": "4", "note": "Told by phone."}
    half = world.sent("desk", f"/files/{file}/use", status=409, **use, minutes_without="90")
    assert "give both times, or none" in half.text
    assert "Told by phone." in half.text
    ahead = {"month": f"{clock.now().year + 1}-01"}
    ahead = world.sent("desk", f"/files/{file}/use", status=422, **use | ahead)
    assert "This month lies ahead." in ahead.text
    times = {"minutes_without": "90", "minutes_with": "15"}
    for _twice in range(2):
        world.sent("desk", f"/files/{file}/use", **use, **times, money_saved="12.50")
    page = world.browsers["desk"].get(f"{X}/programmes/1/benefits").text
    assert (">300<" in page, ">210<" in page, ">12<" in page) == (True, False, True)


def _an_effect_is_measured(world):
    at, told = "/benefits/21/measured", {"on": "2026-03-01", "text": "Staff costs fell by 4 %."}
    world.sent("desk", "/benefits/1/measured", status=409, **told)  # what is granted is used
    named = world.sent("desk", at, status=422, **told | {"text": "At Acme they fell."})
    assert "name no firm" in named.text
    assert "At Acme they fell." in named.text
    world.sent("desk", at, **told)
    for page in ("benefits", "reports/benefits"):
        assert (
            "Staff costs fell by 4 %."
            in world.browsers["desk"].get(f"{X}/programmes/1/{page}").text
        )


@LIGHT
def test_a_country_makes_its_copy_of_a_profile_its_own(world):
    at, chief = "/programmes/1", world.admin
    text = chief.get(f"{X}{at}/parts").text
    table = unescape(
        re.search(r'<textarea[^>]*name="lines"[^>]*>(.*?)</textarea>', text, re.DOTALL)[1]
    )
    assert "القائمة الذهبية" in table
    table = table.strip() + "\n"
    wrong = table.replace("name;;;Golden List", "nom;;;Trusted List") + "class;member;;Twice;;\n"
    told = world.table(chief, f"{at}/parts", wrong, status=409).text
    assert "Line 2, column what: one of these codes is wanted: name" in told
    assert "column code: member stands there already." in told
    assert "Trusted List" in told
    changed = table.replace("name;;;Golden List", "name;;;Trusted List")
    more = "class;silver;member;Silver;Argent;\ndocument;;;Our seal;;\nbenefit;Z1;data;Tea;;\n"
    world.table(chief, f"{at}/parts", changed + more)
    public = world.client_for(None).get(f"{X}{at}/").text
    for words in ("Trusted List", "Our seal", "Study of the application"):
        assert words in public
    world.table(chief, f"{at}/parts", table.partition("\n")[0] + "\nname;;;Trusted List;;\n")
    assert "Our seal" in world.client_for(None).get(f"{X}{at}/").text, "what is left out stays"
    line = "code;area;weight;roles;classes;" + ";".join(
        f"{part}_{code}" for part in ("text", "small", "proof") for code in ("en", "fr", "ar")
    )
    one = line + "\nN1;security;important;;silver;Lock the gate;;;;;;;;\n"
    world.table(chief, f"{at}/criteria", one, status=409)  # they are published
    world.sent(chief, f"{at}/rules/revise")
    wrong = world.table(chief, f"{at}/criteria", one.replace("silver", "gold"), status=409)
    assert "column classes: one of these codes is wanted: member, silver" in wrong.text
    world.table(chief, f"{at}/criteria", one)
    _rules_are_published_meanwhile(world, one)
    assert "Lock the gate" not in world.client_for(None).get(f"{X}{at}/").text
    world.sent(chief, f"{at}/rules/publish")
    assert "Lock the gate" in world.client_for(None).get(f"{X}{at}/").text


def _rules_are_published_meanwhile(world, table):
    """Somebody publishes between the moment at which a page was read and that of writing."""
    for write in (
        partial(describing.write_criteria, text=table),
        partial(service.write_rules, texts=dict.fromkeys(IN_PUBLIC, "Other"), language="en"),
        partial(service.publish, on=clock.today("UTC")),
    ):
        with world.app.test_request_context(), pytest.raises(Refused), unit_of_work():
            edition = queries.newest_edition(1)
            meanwhile = update(Edition).values(published_on=clock.today("UTC"))
            db.session.execute(meanwhile.execution_options(synchronize_session=False))
            write(edition.programme, edition=edition, actor=SYSTEM)


@pytest.mark.rule("T23")
@LIGHT
def test_what_a_firm_tells_of_itself_is_brought_up_to_date(world):
    file, bolt = world.show_interest("firm", "Acme"), world.show_interest("rival", "Bolt")
    at, desk = f"/files/{file}/firm", world.browsers["desk"]
    opened = _mark(desk.get(X + at).text)
    known = {"name": "Acme Group", "registration": "R-Acme", "size": "large", "roles": "importer"}
    taken = world.sent("desk", at, status=422, **known | {"registration": "R-Bolt"})
    assert "This firm is known already." in taken.text
    assert "Acme Group" in taken.text
    world.sent("desk", at, **known, seen=opened)
    late = known | {"name": "Acme and Sons", "region": "North"}
    late = world.sent("desk", at, status=409, **late, seen=opened)  # from a page opened before
    assert "Somebody changed this meanwhile" in late.text
    assert "Acme and Sons" in late.text
    assert "Acme Group" in late.text
    assert "Acme Group" in desk.get(f"{X}/files/{file}").text
    world.sent("firm", at, status=404, **known)  # it tells customs, and customs notes it
    world.step("rival", bolt, "dropped")
    assert 'name="roles"' not in desk.get(f"{X}/files/{bolt}/firm").text


@pytest.mark.rule("T23")
@LIGHT
def test_what_a_firm_tells_is_read_by_customs(world):
    file = world.show_interest("firm", "Acme")
    world.prepare(file)
    world.person("unit")
    world.sent(world.admin, "/programmes/1/officers", email="unit@example.org", post="central")
    world.sent("unit", "/programmes/1/conduct")
    for kind, readers in (("change", {"coordinator"}), ("suspicion", {"coordinator", "unit"})):
        world.sent("firm", f"/files/{file}/tell", kind=kind, text="A new manager.")
        for who in ("coordinator", "unit", "desk"):
            waits = "The firm told customs something." in world.browsers[who].get("/").text
            assert waits is (who in readers), (kind, who)
    assert "A new manager." in world.browsers["desk"].get(f"{X}/files/{file}").text
    world.sent("firm", "/notices/1/read", status=404)
    for number in (1, 2):
        world.sent("desk", f"/notices/{number}/read")
    assert "told customs something" not in world.browsers["unit"].get("/").text
    assert "I have read it" not in world.browsers["desk"].get(f"{X}/files/{file}").text


@LIGHT
def test_evidence_goes_to_customs_and_photos_stay_there(world):
    file = world.show_interest("firm", "Acme")
    world.show_interest("rival", "Bolt")
    world.step("desk", file, "candidate")
    nothing = world.sent("firm", f"/files/{file}/papers", status=422, valid_until="2031-01-01")
    assert "Choose a file." in nothing.text
    paper = {"file": (BytesIO(PDF), "ISO 9001.pdf"), "valid_until": "2031-01-01"}
    world.sent("firm", f"/files/{file}/papers", **paper)
    got = world.browsers["desk"].get(f"{X}/papers/1")
    assert got.data == PDF
    assert world.browsers["rival"].get(f"{X}/papers/1").status_code == 404
    world.to_decision("firm", file)
    at = f"/visits/{world.last('visits')}/photos"
    for name, shows in (("Seals.pdf", "6"), ("Gate.pdf", "6")):  # one after the other
        photo = {"file": (BytesIO(PDF), name), "criterion_id": shows}
        again = world.sent("validator", at, **photo).location
    assert "criterion=6" in again
    assert 'accept="image/jpeg' in world.browsers["validator"].get(again).text
    found = world.browsers["decider"].get(f"{X}/files/{file}/found").text
    row = next(one for one in found.split("<tr>") if "Seals.pdf" in one)
    assert "F1" in row
    assert "Gate.pdf" in row
    iso = {"file": (BytesIO(PDF), "Accounts.pdf"), "criterion_id": "6", "valid_until": "2190-01-01"}
    world.sent("firm", f"/files/{file}/papers", **iso)
    visit = world.browsers["validator"].get(f"{X}/visits/{world.last('visits')}").text
    assert visit.count("Proven by a paper") == 1
    assert "Seals.pdf" in world.browsers["desk"].get(f"{X}/files/{file}").text
    assert "Seals.pdf" not in world.browsers["firm"].get(f"{X}/files/{file}").text
    assert world.browsers["firm"].get(f"{X}/papers/2").status_code == 404
    assert world.browsers["desk"].get(f"{X}/papers/2").status_code == 200


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@LIGHT
def test_who_speaks_for_a_firm_does_not_act_on_it_for_customs(world):
    world.sent(world.admin, "/programmes/1/officers", email="second@example.org", post="desk")
    file = world.show_interest("second", "Acme")
    answer = world.step("second", file, "candidate")
    world.step("coordinator", file, "self_assessment")
    world.answer_all("second", file)
    world.step("second", file, "application")
    answer = world.step("second", file, "vetting", status=409)
    assert "does not act on its file for customs" in answer.text
    vetting = f"{X}/files/{file}/checks"  # the own past stays closed
    assert world.browsers["second"].get(vetting).status_code == 404
    own = world.sent("second", f"/files/{file}/controls", status=409, what="None at all")
    assert "does not act on its file for customs" in own.text


@LIGHT
def test_a_class_is_given_for_what_was_found_of_its_own_requirements(app, make_person, client_for):
    world = World(app, make_person, client_for)
    world.begin("morocco")
    file = world.show_interest("firm", "Acme")
    world.step("desk", file, "candidate")
    first = world.step("coordinator", file, "self_assessment", status=409, kind_id=3)
    assert "on top of another one" in first.text
    world.left_out = {"security"}
    world.to_decision("firm", file, kind_id=1)
    world.step("decider", file, "certified", kind_id=1)
    world.step("decider", file, "monitoring")
    for wanted in (1, 3):  # whichever was named when the change began
        world.step("decider", file, "class_change", kind_id=wanted)
        early = world.step("decider", file, "certified", status=409, kind_id=3)
        assert "1 fundamental requirement is not met." in early.text
        world.step("decider", file, "monitoring")
        assert "Simplification, class A" in world.browsers["firm"].get(f"{X}/files/{file}").text
    with app.app_context():
        assert db.session.get(File, file).kind_id == 1  # the change was not made
    world.step("decider", file, "class_change", kind_id=3)
    world.answer_all("firm", file, {"security"})
    world.plan(file)
    world.note("validator")
    world.step("decider", file, "certified", kind_id=3)
    with app.app_context():
        given = db.session.scalars(select(Certificate.ended_on)).all()
        assert given == [None, None]  # the one stands on the other


def test_a_removal_that_was_wrong_is_undone_by_the_appeal(world):
    file = world.certified("firm", "Acme")
    world.step("decider", file, "suspended", reasons="The seals were open.")
    world.step("decider", file, "removed", reasons="Again.")
    with world.app.app_context():
        code = db.session.scalar(select(Certificate.code))
    stranger = world.client_for(None)
    assert "May come again from" in world.browsers["firm"].get(f"{X}/files/{file}").text
    world.step("firm", file, "appeal", reasons="It was another firm.")
    assert "has ended" in stranger.get(f"{X}/verify/{code}").text
    world.step("appeal", file, "monitoring", reasons="It was.")
    assert "in force today" in stranger.get(f"{X}/verify/{code}").text
    with world.app.app_context(), unit_of_work():  # the checks were made three years ago
        for row in db.session.scalars(select(Checked)):
            row.at -= timedelta(days=3 * 365)
    early = world.step("desk", file, "surrendered", status=409)
    assert "The firm says so first" in early.text
    assert "Give the status up" not in world.browsers["desk"].get(f"{X}/files/{file}").text
    world.sent("firm", f"/files/{file}/tell", kind="leaving", text="We close our stores.")
    assert "Give the status up" in world.browsers["desk"].get(f"{X}/files/{file}").text
    world.step("desk", file, "surrendered", reasons="By its word.")
    assert "By its word." in world.browsers["firm"].get(f"{X}/files/{file}").text
    world.step("firm", file, "interest")
    for who, to in (("desk", "candidate"), ("coordinator", "self_assessment")):
        world.step(who, file, to)
    world.step("firm", file, "application")
    world.step("desk", file, "vetting")
    answer = world.step("vetting", file, "validation_planned", status=409)
    assert "No check was recorded." in answer.text


@LIGHT
def test_a_firm_without_an_account_follows_its_file_by_link(world):
    firm = {"name": "Bolt", "registration": "R-7", "size": "large", "roles": "importer"}
    contact = {"contact": "Omar", "email": "omar@example.org"}
    answer = world.sent("desk", "/programmes/1/nominate", **firm, **contact)
    file = int(answer.location.rpartition("/")[2])
    world.sent("desk", f"/files/{file}/follow")
    page = world.browsers["desk"].get(f"{X}/files/{file}").text
    address = re.findall(r"/l/[\w-]+", page)[-1]
    by_link = world.client_for(None)
    assert "Interested" in by_link.get(address).text
    world.step("desk", file, "candidate", reasons="Somebody gave us a tip.")
    assert "gave us a tip" not in by_link.get(address).text
    ended = world.step("desk", file, "dropped", reasons="They moved abroad.").location
    address = _addresses(world.browsers["desk"].get(ended).text)[-1]  # the firm is written to
    assert "They moved abroad." in by_link.get(address).text
    empty = by_link.post(address, data={"kind": "change", "text": " "})
    assert empty.status_code == 422
    assert by_link.post(address, data={"kind": "change", "text": "A new store."}).status_code == 303
    assert "A new store." in world.browsers["desk"].get(f"{X}/files/{file}").text


@LIGHT
def test_where_no_mail_leaves_a_firm_that_customs_invites_is_handed_its_links(world):
    by_link, come = world.client_for(None), f"{X}/programmes/1/come"
    page = by_link.get(come).text
    assert "This site sends no mail." in page
    assert 'name="email"' not in page
    assert by_link.post(come, data={"name": "Omar", "email": "o@example.org"}).status_code == 422
    assert world.browsers["desk"].get(come).location.endswith("/programmes/1/interest")
    omar = {"name": "Omar", "email": "omar@example.org"}
    told = world.sent("desk", "/programmes/1/invite", **omar).location
    (address,) = _addresses(world.browsers["desk"].get(told).text)
    firm = {"name": "Bolt", "registration": "R-7", "size": "large", "roles": "importer"}
    done = by_link.post(address, data=firm).text
    assert "Keep this address" in done
    assert "Interested" in by_link.get(_addresses(done)[0]).text


@LIGHT
def test_readings_lessons_and_wishes_are_kept_for_everybody(world):
    at = "/programmes/1"
    read = {"code": "K1", "since": "2020-01-01", "text": "Three years count."}
    refused = world.sent("desk", f"{at}/readings", status=409, **read)
    assert "One unit reads the rules" in refused.text
    world.sent(world.admin, f"{at}/officers", email="desk@example.org", post="central")
    world.sent("desk", f"{at}/readings", **read)
    file = world.show_interest("firm", "Acme")
    named = world.sent("desk", f"{at}/lessons", status=409, text="Look at ACME twice.")
    assert "names no firm" in named.text
    assert "ACME twice" in named.text
    world.sent("desk", f"{at}/lessons", text="Look at seals twice.")
    assert "seals twice" in world.browsers["validator"].get(f"{X}{at}/lessons").text
    world.sent("desk", f"{at}/proposals", text="No taxes at all.")
    answer = {"disposition": "refused"}
    world.sent(world.admin, "/proposals/1/answer", status=409, **answer)
    world.sent(world.admin, "/proposals/1/answer", **answer, reason="The law sets taxes.")
    assert "The law sets taxes." in world.browsers["desk"].get(f"{X}{at}/proposals").text
    world.step("desk", file, "candidate")
    world.to_decision("firm", file)
    visit = world.browsers["validator"].get(f"{X}/visits/{world.last('visits')}").text
    assert visit.count("Three years count.") == 1


@LIGHT
def test_outsiders_recognition_and_new_rules_are_held_by_the_rules(world):
    at = "/programmes/1"
    outside = {"email": "desk@example.org", "post": "validator", "is_third_party": "y"}
    told = world.sent(world.admin, f"{at}/officers", status=409, **outside, overseer="")
    assert "written method" in told.text
    assert "oversees" in told.text
    known = {"method": "As in the manual.", "overseer": "decider@example.org"}
    wrong = known | {"overseer": "nobody@example.org"}
    world.sent(world.admin, f"{at}/officers", status=422, **outside, **wrong)
    own = known | {"overseer": "desk@example.org"}
    world.sent(world.admin, f"{at}/officers", status=409, **outside, **own)
    world.sent(world.admin, f"{at}/officers", **outside, **known)
    assert "from outside customs" in world.admin.get(f"{X}{at}/set-up").text
    terms = {"of_body_id": "", "stage": "pilot", "register": "none"}
    world.sent(world.admin, f"{at}/set-up", **terms)
    partner = {"code": "US", "recognition": "agreed"}
    early = world.sent(world.admin, f"{at}/partners", status=409, **partner)
    assert "no basis for mutual recognition" in early.text
    world.sent(world.admin, f"{at}/set-up", **terms, exempt="regional")
    world.sent(world.admin, f"{at}/partners", **partner)
    opened = _mark(world.admin.get(f"{X}/partners/1").text)
    world.sent(world.admin, "/partners/1", **partner, prefix="US", seen=opened)
    late = partner | {"note": "They wrote to us."}
    told = world.sent(world.admin, "/partners/1", status=409, **late, seen=opened)
    assert "Somebody changed this partner meanwhile" in told.text
    assert "They wrote to us." in told.text
    assert 'value="US"' in told.text  # left alone by the one, written by the other
    world.sent(world.admin, "/partners/1", **late, prefix="US", seen=_mark(told.text))
    world.sent(world.admin, f"{at}/rules/revise")
    world.sent(world.admin, f"{at}/rules/revise", status=409)
    assert "Version 2 is a draft" in world.admin.get(f"{X}{at}/set-up").text
    public = world.client_for(None).get(f"{X}{at}/").text
    assert "Version 1, since" in public
    planned = {"owner": "Head of customs", "due_on": "2020-01-01"}
    world.sent(world.admin, f"{at}/building/2", **planned)
    page = world.admin.get(f"{X}{at}/building").text
    assert "0 of 57 done" in page
    assert page.count(">Late<") == 1
    world.sent(world.admin, f"{at}/building/2", **planned, done_on="2020-02-01")
    assert "1 of 57 done" in world.admin.get(f"{X}{at}/building").text
    assert world.admin.get(f"{X}{at}/building/58").status_code == 404
    file = world.show_interest("firm", "Acme")
    for step in (4, *range(1, 4)):  # what is quickest may come first
        world.sent("desk", f"/files/{file}/rounds", step=step, done_on="2020-01-01")
    twice = world.sent("desk", f"/files/{file}/rounds", status=409, step=4, done_on="2020-01-01")
    assert "done in this round" in twice.text
    for step in range(5, 11):
        world.sent("desk", f"/files/{file}/rounds", step=step, done_on="2020-01-01")
    assert "Round 2" in world.browsers["desk"].get(f"{X}/files/{file}/rounds").text
    assert world.browsers["firm"].get(f"{X}/files/{file}/rounds").status_code == 404
    world.sent(world.admin, f"{at}/rules/publish")
    assert "Version 2, since" in world.client_for(None).get(f"{X}{at}/").text


@LIGHT
def test_people_of_a_firm_change_and_who_left_has_no_access_at_once(world):
    file = world.show_interest("firm", "Acme")
    at, browsers = f"/files/{file}/people", world.browsers
    for name in ("rana", "sami"):
        world.person(name)
        assert browsers[name].get(f"{X}/files/{file}").status_code == 404
    world.sent("firm", at, status=422, name="Rana", email="rana")  # no address
    world.sent("firm", at, name="Rana", email="rana@example.org")
    again = world.sent("firm", at, status=422, name="Rana", email="rana@example.org")
    assert "speaks for the firm already" in again.text
    assert browsers["rana"].get(f"{X}{at}").status_code == 403  # she does not sign
    rana, lead = world.people["rana"], world.people["firm"]
    stays = world.sent("firm", f"{at}/{lead}/take-off", status=409)
    assert "First name somebody else" in stays.text
    world.step("desk", file, "candidate")
    begun = world.step("coordinator", file, "self_assessment").location
    link = _addresses(browsers["coordinator"].get(begun).text)[-1]  # all of the firm are written to
    asked = {"name": "Sami", "email": "sami@example.org"}
    world.sent("firm", f"/files/{file}/answers/records/ask", **asked)
    part = re.findall(r"/l/[\w-]+", browsers["firm"].get(f"{X}/files/{file}").text)[-1]
    by_link = world.client_for(None)
    assert by_link.get(link).status_code == by_link.get(part).status_code == 200
    world.sent("firm", f"/asked/{world.last('asked')}/end")
    assert by_link.get(part).status_code == 410
    world.sent("firm", f"/files/{file}/answers/records/ask", **asked)  # asked anew
    world.sent("firm", f"{at}/{rana}/signs")
    assert browsers["firm"].get(f"{X}{at}").status_code == 403
    world.sent("rana", f"{at}/{lead}/take-off")
    assert browsers["firm"].get(f"{X}/files/{file}").status_code == 404
    world.sent("desk", f"{at}/{rana}/take-off")  # customs may, where nobody else is known
    assert by_link.get(link).status_code == 410
    assert browsers["rana"].get(f"{X}/files/{file}").status_code == 404
    world.sent("desk", at, name="Sami", email="sami@example.org")
    told = browsers["sami"].get(f"{X}{at}").text
    assert told.count("Speaks for the firm no longer") == 2
    assert told.count("Signs for the firm from now on") == 3


@LIGHT
def test_colleagues_answer_their_parts_by_link_and_overwrite_nobody(world):
    file = world.show_interest("firm", "Acme")
    world.step("desk", file, "candidate")
    world.step("coordinator", file, "self_assessment")
    firm, by_link = world.browsers["firm"], world.client_for(None)
    links = {}
    for area, name in (("finance", "sami"), ("records", "rana")):
        colleague = {"name": name, "email": f"{name}@example.org"}
        world.sent("firm", f"/files/{file}/answers/{area}/ask", **colleague)
        links[area] = re.findall(r"/l/[\w-]+", firm.get(f"{X}/files/{file}").text)[-1]
    page = by_link.get(links["finance"]).text
    mark = _mark(page)
    assert 'name="a6"' in page
    assert page.count("<fieldset") == page.count('name="a') + 1  # each question, and the file
    assert 'name="a2"' not in page  # nothing of another part
    wrong = by_link.post(
        links["finance"],
        data={"d6": "soon", "file": (BytesIO(b"%PDF-1.4 accounts"), "accounts.pdf"), "proves": 6},
    )
    assert wrong.status_code == 422
    carried = re.search(r'name="file_carried"[^>]*value="([^"]+)"', wrong.text).group(1)
    said = {"a6": "planned", "p6": "The accounts", "seen": mark, "proves": 6}
    for _time in range(2):  # pressed twice, it is kept once; the link goes on
        kept = by_link.post(links["finance"], data={**said, "file_carried": carried})
        assert kept.status_code == 303, kept.text
        mark = _mark(by_link.get(links["finance"]).text)
    page = by_link.get(links["finance"]).text
    assert page.count("accounts.pdf") == 1
    assert "The accounts" in page
    assert "accounts.pdf" not in by_link.get(links["records"]).text
    other = {"a6": "no", "p6": "The accounts", "seen": mark}
    world.sent("firm", f"/files/{file}/answers/finance", **other)
    late = by_link.post(links["finance"], data={**said, "a6": "yes", "seen": mark})
    assert late.status_code == 409
    assert "Somebody else answered here meanwhile" in late.text
    untouched = {"a6": "planned", "p6": "The accounts", "seen": mark}
    by_link.post(links["finance"], data=untouched)  # left alone: nothing of the other's is lost
    mark = _mark(late.text)
    again = by_link.post(links["finance"], data={**said, "a6": "yes", "seen": mark})
    assert again.status_code == 303
    answers = firm.get(f"{X}/files/{file}/answers").text
    assert "The accounts" in answers
    assert "accounts.pdf" in firm.get(f"{X}/files/{file}").text
    world.step("firm", file, "dropped", status=409)


@LIGHT
def test_customs_notes_guidance_incidents_hearings_and_the_risk_and_no_firm_reads_it(world):
    file = world.show_interest("firm", "Acme")
    log, desk = f"/files/{file}/log", world.browsers["desk"]
    assert "came by itself, signed in" in desk.get(f"{X}/files/{file}").text
    ahead = (clock.now().date() + timedelta(9)).isoformat()
    told = {"kind": "incident", "on": ahead, "text": "A seal was open."}
    early = world.sent("desk", log, status=422, **told)
    assert "note it when it has happened" in early.text
    assert "A seal was open." in early.text
    world.sent("desk", log, **told | {"kind": "hearing"})
    none = world.sent("desk", log, status=422, kind="risk", on="2020-01-02", text="Weighed.")
    assert "Say how the risk is weighed." in none.text
    world.sent("desk", log, kind="risk", on="2020-01-02", text="Weighed.", risk="high")
    world.sent("desk", log, kind="guidance", on="2020-01-03", text="Begin with the books.")
    world.sent("desk", log, kind="incident", on="2020-01-01", text="Nothing else.", risk="low")
    page = desk.get(f"{X}{log}").text
    assert page.index("A seal was open.") < page.index("Begin with") < page.index("Nothing else.")
    assert (
        "Risk: high" in desk.get(f"{X}/files/{file}").text
    )  # by its day, not by when it was typed
    firm = world.browsers["firm"]
    assert firm.get(f"{X}{log}").status_code == 404
    assert "Risk" not in _told(firm.get(f"{X}/files/{file}").text)
    assert "came by itself" not in firm.get(f"{X}/files/{file}").text
