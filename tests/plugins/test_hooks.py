"""Each hook, asked by the part of the core that needs it and answered by a plugin."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from markupsafe import Markup
from sqlalchemy import select

from ntfc import audit, clock, plugins
from ntfc.actions import queries as actions
from ntfc.agendas import queries as agendas
from ntfc.committees import queries as committees
from ntfc.committees.models import Body
from ntfc.committees.queries import cooperation
from ntfc.committees.service import life
from ntfc.db import db
from ntfc.decisions import queries as decisions
from ntfc.decisions.models import PollState
from ntfc.documents import queries as documents
from ntfc.documents.models import Document
from ntfc.errors import Refused
from ntfc.issues.models import Issue, IssueState
from ntfc.lists import queries as lists
from ntfc.meetings.models import Meeting
from ntfc.meetings.queries import items_of, open_items_of
from ntfc.meetings.queries.items import before_opening
from ntfc.meetings.queries.programme import programme_of
from ntfc.meetings.views.announced import papers_of, topics_of
from ntfc.organisations.models import Camp, Sector
from ntfc.people import queries as people
from ntfc.people.models import Person
from ntfc.permissions import SITE, SYSTEM, Role
from ntfc.plugins import (
    AgendaProposal,
    ChoiceList,
    DueMeeting,
    Duty,
    Health,
    ItemAct,
    KnownFirm,
    MeetingItem,
    OpenWork,
    Panel,
    PersonalData,
    Plugin,
    PriorityProgress,
    ProgrammeLine,
    PublicPaper,
    SeatedPerson,
    Waiting,
    hookimpl,
    loader,
)
from ntfc.procedure import queries as procedure
from ntfc.procedure.models import CadenceKind
from ntfc.seats.rules import APPOINT
from ntfc.shelf import queries as shelf
from ntfc.speaking import queries as speaking
from ntfc.transaction import unit_of_work
from tests.committees.conftest import actor as acting
from tests.committees.conftest import start
from tests.meetings.conftest import Meetings
from tests.seats.conftest import Maker

pytestmark = pytest.mark.database("sqlite")  # test_dispatch asks both kinds


@pytest.fixture
def join(app):
    """Let a plugin of these hooks join the application."""

    def join(**hooks):
        module = SimpleNamespace(**{name: hookimpl(function) for name, function in hooks.items()})
        app.extensions["ntfc.plugins"].register(module, name="sample")

    return join


@pytest.fixture
def make(app):
    return Maker(app)


@pytest.fixture
def within(app):
    with app.test_request_context(), unit_of_work():
        yield


def test_hook_ntfc_plugin(app):
    feature = SimpleNamespace(ntfc_plugin=hookimpl(lambda: Plugin(name="stamps", title="Stamps")))
    core, added = loader.assemble(app, [feature])
    assert [plugin.name for plugin in core] == ["stamps"]
    assert added == ()


def test_hook_ntfc_waiting(join, client_for, make_person):
    def waiting(actor, today):
        yield Waiting(title="Stamp it", reason=f"{actor.name} {today}", url="/s", button="Go")

    join(ntfc_waiting=waiting)
    page = client_for(make_person("Amal Haddad")).get("/").text
    assert f"Amal Haddad {clock.today('UTC')}" in page


def test_hook_ntfc_listed_people(join, within):
    person = Person(name="Hidden", created_at=clock.now())
    db.session.add(person)
    db.session.flush()
    assert not person.is_listed
    join(ntfc_listed_people=lambda: db.select(Person.id).where(Person.name == "Hidden"))
    assert person.is_listed


def test_hook_ntfc_affiliations(join, within):
    join(ntfc_affiliations=lambda person_ids: {number: ["Stamp Board"] for number in person_ids})
    assert people.affiliations([7]) == {7: ("Stamp Board",)}


def test_hook_ntfc_duties(join, within):
    duty = Duty(person_id=7, text="Keeper of the stamps")
    join(ntfc_duties=lambda person_ids: [duty for number in person_ids if number == 7])
    assert people.duties([7, 8]) == {7: "Keeper of the stamps"}


def test_hook_ntfc_person_panel(join, client_for, make_person):
    join(ntfc_person_panel=lambda person: Markup("<p>{} has a stamp</p>").format(person.name))
    number = make_person("Amal Haddad")
    assert "Amal Haddad has a stamp" in client_for(number).get(f"/people/{number}/").text


def test_hook_ntfc_personal_data(join, within):
    kept = PersonalData(name="stamps", title="Stamps", columns={"text": "Text"}, rows=[{"text": 1}])
    join(ntfc_personal_data=lambda: [kept])
    person = Person(name="Amal", created_at=clock.now())
    db.session.add(person)
    db.session.flush()
    assert kept in people.kept_of(person)


def test_hook_ntfc_body_panel(join, make, client_for):
    html = Markup("<p>No stamps</p>")
    join(ntfc_body_panel=lambda tab: Panel(id="s", title=tab.title(), html=html))
    client, body = client_for(make.seated(make.body())), 1
    for page, title in (("", "Work"), ("who", "People"), ("about", "Mandate")):
        shown = client.get(f"/bodies/{body}/{page}").text
        assert re.search(rf">{title}</h2>.*No stamps", shown, re.DOTALL)


def test_hook_ntfc_meeting_panel(join, app, client_for):
    join(ntfc_meeting_panel=lambda: Panel(id="s", title="Stamps", html=Markup("<p>No stamps</p>")))
    make = Meetings(app)
    body = make.body()
    chief, number = make.seated(body), make.planned(body)
    assert "No stamps" in client_for(chief).get(f"/meetings/{number}/").text


def test_hook_ntfc_open_work(join, make, app):
    work = OpenWork(title="Three stamps", what="to be put on decisions")
    join(ntfc_open_work=lambda: [work])
    number = make.body()
    with app.test_request_context(), unit_of_work():
        assert work in committees.open_work(db.session.get_one(Body, number))


def test_hook_ntfc_next_due(join, make, client_for):
    body = make.body()
    day = date(2030, 5, 2)
    due = DueMeeting(body_id=body, on=day, rule="By the stamp act", since=day, is_overdue=False)
    join(ntfc_next_due=lambda body_ids: [due] if body in body_ids else [])
    client = client_for(make.seated(body))
    assert "By the stamp act" in client.get(f"/bodies/{body}/").text
    assert "May 2, 2030" in client.get("/bodies/").text


def test_hook_ntfc_days_met(join, make, client_for):
    first = date(2020, 1, 1)
    body = make.body(started_on=first)
    make.rules(body, cadence=CadenceKind.MAX_GAP_DAYS, cadence_n=90)
    client = client_for(make.seated(body))
    assert "Counted from Jan 1, 2020" in client.get(f"/bodies/{body}/").text
    join(ntfc_days_met=lambda body_ids: {key: [date(2020, 2, 2)] for key in body_ids})
    assert "Counted from Feb 2, 2020" in client.get(f"/bodies/{body}/").text


def test_hook_ntfc_next_meetings(join, make, client_for):
    body = make.body()
    join(ntfc_next_meetings=lambda body_ids: {key: date(2030, 4, 6) for key in body_ids})
    assert "Apr 6, 2030" in client_for(make.seated(body)).get("/bodies/").text


def test_hook_ntfc_organisation_panel(join, make, client_for):
    join(ntfc_organisation_panel=lambda: Markup("<p>No stamps here</p>"))
    number = make.organisation("Customs")
    page = client_for(make.person()).get(f"/organisations/{number}")
    assert "No stamps here" in page.text


def test_hook_ntfc_choice_lists(join, within):
    stamps = ChoiceList(key="stamps.sectors", title="Sectors", about="Of stamps", model=Sector)
    join(ntfc_choice_lists=lambda: [stamps])
    assert lists.find("stamps.sectors") is stamps


def test_hook_ntfc_people_of_body(join, make, app):
    seated = SeatedPerson(person_id=1, role=Role.CHAIR)
    join(ntfc_people_of_body=lambda: [seated])
    number = make.body()
    with app.test_request_context(), unit_of_work():
        assert seated in procedure.people_now(db.session.get_one(Body, number))


def test_hook_ntfc_issue_panel(join, make, client_for, app):
    join(ntfc_issue_panel=lambda: Panel(id="s", title="Stamps", html=Markup("<p>No stamps</p>")))
    body = make.body()
    member = make.seated(body)
    with app.test_request_context(), unit_of_work():
        issue = Issue(
            body_id=body,
            number=1,
            title="Fees",
            problem="Nine",
            expected_result="One",
            raised_by_id=member,
            raised_at=clock.now(),
        )
        db.session.add(issue)
        db.session.flush()
        number = issue.id
    assert "No stamps" in client_for(member).get(f"/issues/{number}").text


def test_hook_ntfc_item_acts(app, join):
    stamp = ItemAct(item_id=7, title="Stamp it", url="/s")
    join(ntfc_item_acts=lambda agenda: [stamp] if agenda is SITE else [])
    with app.test_request_context(), unit_of_work():
        assert agendas.acts_on(SITE, SYSTEM) == {7: [stamp]}


def test_hook_ntfc_agenda_proposals(join, within):
    low = AgendaProposal(key="stamps.low", title="Stamps", reason="They run out")
    join(ntfc_agenda_proposals=lambda: [low, low])
    meeting = SimpleNamespace(
        id=1, body=Body(id=7, name="B"), body_id=7, starts_at=clock.now(), with_bodies=[]
    )
    assert [p for p in agendas.proposals_for(meeting, None, SYSTEM) if p.key == "stamps.low"] == [
        low
    ]


def test_hook_ntfc_meeting_topics(join, within):
    join(ntfc_meeting_topics=lambda meeting: [f"Stamps at {meeting.id}"])
    assert topics_of(SimpleNamespace(id=7)) == ["Stamps at 7"]


def test_hook_ntfc_meeting_papers(join, within):
    join(ntfc_meeting_papers=lambda meeting: [PublicPaper(title="Stamp", url=f"/x/{meeting.id}")])
    assert [paper.url for paper in papers_of(SimpleNamespace(id=7))] == ["/x/7"]


def test_hook_ntfc_papers_joined(join, within):
    number = start(None, "committee", "Stamps").id
    pairs = select(Body.id, Body.id + 1)  # any two columns of numbers
    join(ntfc_papers_joined=lambda: pairs)
    assert Document(id=number).joined_by == {number + 1}
    assert pairs in documents.shared().joined


def test_hook_ntfc_papers_prepared(join, within):
    number = start(None, "committee", "Stamps").id
    pairs = select(Body.id, Body.id + 1)  # any two columns of numbers
    join(ntfc_papers_prepared=lambda: pairs)
    assert Document(id=number).prepared_by == {number + 1}
    assert pairs in documents.shared().prepared


def test_hook_ntfc_papers_invited(join, within):
    number = start(None, "committee", "Stamps").id
    rows = select(Body.id, Body.id + 1, Body.name)  # any columns of that kind
    join(ntfc_papers_invited=lambda: rows)
    assert Document(id=number).invited == {number + 1: ["Stamps"]}
    assert rows in documents.shared().invited


def test_hook_ntfc_meeting_items(join, within):
    join(ntfc_meeting_items=lambda meeting, actor: [MeetingItem(key=meeting.id, title=actor.name)])
    assert items_of(SimpleNamespace(id="s:7"), SYSTEM) == [MeetingItem(key="s:7", title="ntfc")]


def test_hook_ntfc_open_items(join, within):
    named = [MeetingItem(key="stamps:1", title="The new stamp", likely=False)]
    join(ntfc_open_items=lambda actor: named if actor is SYSTEM else [])
    assert open_items_of(SimpleNamespace(id=0), SYSTEM) == named


def test_hook_ntfc_opening_warnings(join, within):
    join(ntfc_opening_warnings=lambda meeting: [f"No stamps for {meeting.id}."])
    due = SimpleNamespace(id=7, time_zone="UTC", starts_at=clock.now())
    assert before_opening(due) == ["No stamps for 7."]


def test_hook_ntfc_meeting_ended(app, join):
    told = []
    join(ntfc_meeting_ended=lambda meeting, reached: told.append((meeting, reached)))
    values = {"meeting": Meeting(id=0), "reached": ["stamps:1"], "actor": SYSTEM}
    with app.test_request_context(), unit_of_work():
        plugins.insist("ntfc_meeting_ended", now=clock.now(), **values)
    assert [reached for _meeting, reached in told] == [["stamps:1"]]


def test_hook_ntfc_meeting_programme(join, within):
    join(ntfc_meeting_programme=lambda meeting: [ProgrammeLine(title=f"Stamp {meeting.id}")])
    assert [line.title for line in programme_of(SimpleNamespace(id=7))] == ["Stamp 7"]


def test_hook_ntfc_priority_progress(join, within):
    join(ntfc_priority_progress=lambda body: [PriorityProgress(priority_id=body.id, reason="Late")])
    body = SimpleNamespace(id=9, body_id=9)
    assert cooperation.progress_in(body, SYSTEM)[9].reason == "Late"


def test_hook_ntfc_stepped_out(join, within):
    join(ntfc_stepped_out=lambda item_id: [item_id + 1])
    asked = SimpleNamespace(decision=SimpleNamespace(item_id=7), state=PollState.OPEN)
    assert decisions.stepped_out(asked) == {8}


def test_hook_ntfc_institutions_heard(join, within):
    said = [(7, Camp.PRIVATE), (8, None), (7, None)]
    join(ntfc_institutions_heard=lambda meeting_ids: [*said, *meeting_ids])
    (_there, heard) = speaking._there_and_heard(Meeting.id == 9)
    assert heard.counts == {Camp.PRIVATE: 1, Camp.OTHER: 1}


def test_hook_ntfc_report_lines(join, within):
    join(ntfc_report_lines=lambda body, last: [f"{body.name} until {last}"])
    day = date(2026, 3, 2)
    told = actions.sponsor_facts(Body(id=9, name="Group"), day, day, day)
    assert told["pace"] == ["Group until 2026-03-02"]


def test_hook_ntfc_health(app, join, within):
    app.extensions["ntfc.set_aside"]["sample"] = "so that it is known"
    join(ntfc_health=lambda today: [Health(text=f"Stamped on {today}.", is_well=True)])
    found = shelf.find_plugin("sample", date(2026, 3, 2))
    assert [line.text for line in found.health] == ["Stamped on 2026-03-02."]


def test_hook_ntfc_known_firms(join, within):
    """Asked by plugins about those of each other."""
    join(
        ntfc_known_firms=lambda numbers, name: [
            KnownFirm(registration=number, name=name, standing="Has a stamp") for number in numbers
        ]
    )
    (answer,) = plugins.gather("ntfc_known_firms", numbers=["R-1"], name="Stamps")
    assert [(one.registration, one.name) for one in answer] == [("R-1", "Stamps")]


def test_hook_ntfc_objections(join, within):
    join(ntfc_objections=lambda action, subject, actor: [f"{action.name} {actor.name} {subject}"])
    assert plugins.objections(APPOINT, "seat", SYSTEM) == ["appointment.make ntfc seat"]


def test_hook_ntfc_person_erased(app, join):
    told = []
    join(ntfc_person_erased=lambda person, now: told.extend([(person.name, now)]))
    moment = clock.now()
    with app.test_request_context(), unit_of_work():
        person = Person(name="Amal", created_at=moment)
        db.session.add(person)
        plugins.insist("ntfc_person_erased", person=person, actor=SYSTEM, now=moment)
    assert told == [("Amal", moment)]


def test_hook_ntfc_address_changed(app, join):
    told = []
    join(ntfc_address_changed=lambda person, actor: told.append((person.name, actor)))
    with app.test_request_context(), unit_of_work():
        person = Person(name="Amal", created_at=clock.now(), email="a@example.org")
        db.session.add(person)
        db.session.flush()
        plugins.insist("ntfc_address_changed", person=person, actor=SYSTEM, now=clock.now())
    assert told == [("Amal", SYSTEM)]


def test_hook_ntfc_body_started(join, within):
    told = []
    join(ntfc_body_started=lambda body: told.append((body.name, body.kind.code)))
    start(None, "working_group", "Transit")
    assert told == [("Transit", "working_group")]


def test_hook_ntfc_issue_moved(app, join):
    told = []
    join(ntfc_issue_moved=lambda issue, step, reason: told.append((issue, step, reason)))
    issue = Issue(id=0, state=IssueState.ACCEPTED)
    values = {"step": "accepted", "reason": "At last", "actor": SYSTEM, "now": clock.now()}
    with app.test_request_context(), unit_of_work():
        plugins.insist("ntfc_issue_moved", issue=issue, **values)
    assert told == [(issue, "accepted", "At last")]


def test_hook_ntfc_agenda_changed(app, join):
    told = []

    def heard(agenda):
        told.append(agenda)

    join(ntfc_agenda_changed=heard)
    with app.test_request_context(), unit_of_work():
        plugins.notify("ntfc_agenda_changed", agenda=SITE)
    assert told == [SITE]


def test_hook_ntfc_bodies_at_work(app, join):
    told = []

    def heard(bodies):
        told.append(bodies)

    join(ntfc_bodies_at_work=heard)
    with app.test_request_context(), unit_of_work():
        audit.record(SYSTEM, "site.opened")
        assert told == []
    with app.test_request_context(), unit_of_work():
        for number in (7, 9, 7):
            audit.record(SYSTEM, "body.changed", body=number)
    assert told == [{7, 9}]


def test_hook_ntfc_body_closed(app, join, make):
    told = []
    join(ntfc_body_closed=lambda body, heir, on, actor: told.append((body.name, heir, on, actor)))
    number, day = make.body("Working Group"), date(2026, 3, 2)
    chair = make.seated(number)
    with app.test_request_context(), unit_of_work():
        by = acting(chair)
        life.close(db.session.get_one(Body, number), reason="Done", today=day, actor=by)
    assert told == [("Working Group", None, day, by)]


def test_a_body_goes_on_while_its_work_cannot_be_handed_over(app, join, make):
    def fails():
        raise RuntimeError

    join(ntfc_body_closed=fails)
    number = make.body("Working Group")
    chair = make.seated(number)
    with app.test_request_context():
        with pytest.raises(Refused, match="Nothing was done"), unit_of_work():
            body = db.session.get_one(Body, number)
            life.close(body, reason="Done", today=date(2026, 3, 2), actor=acting(chair))
        db.session.expire_all()
        assert db.session.get_one(Body, number).ended_on is None
