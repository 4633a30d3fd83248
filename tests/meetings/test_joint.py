"""A meeting of several bodies: each seat asked once, both chairs, a quorum for each."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import Agenda, AgendaState
from ntfc.agendas.rules import VIEW, VIEW_ITEM
from ntfc.agendas.service import building, releasing
from ntfc.agendas.service import papers as service_of_papers
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.documents import queries as documents
from ntfc.documents.models import Access, Document
from ntfc.documents.rules import VIEW as READ_PAPER
from ntfc.documents.service import keeping
from ntfc.documents.service.keeping import Content
from ntfc.errors import Refused
from ntfc.issues import queries as issues
from ntfc.issues.service import moving, proposing
from ntfc.meetings import queries, service
from ntfc.meetings.models import Invitation, Meeting, MeetingKind, MeetingState
from ntfc.permissions import SYSTEM, Role, can
from ntfc.procedure.models import AgendaRelease
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import acting
from tests.meetings.conftest import ZONE, a_plan


def day():
    return clock.today(ZONE) + timedelta(days=40)


@pytest.fixture
def both(make, client_for, body_id):
    """The customs group and the trade group, which mirrors it; they meet jointly."""
    above = make.body("Trade council", time_zone=ZONE)
    trade = make.body("Trade group", time_zone=ZONE, mirror_of_id=body_id, parent_id=above)
    seated = {
        "rana": make.seated(body_id, Role.SECRETARY, "Rana Odeh", email="rana@example.org"),
        "samer": make.seated(body_id, Role.CHAIR, "Samer Khatib", email="samer@example.org"),
        "huda": make.seated(body_id, Role.MEMBER, "Huda Salem", email="huda@example.org"),
        "karim": make.seated(trade, Role.CHAIR, "Karim Bishara", email="karim@example.org"),
        "nadia": make.seated(trade, Role.SECRETARY, "Nadia Haddad", email="nadia@example.org"),
        "mariam": make.seated(trade, Role.MEMBER, "Mariam Tesfaye", email="mariam@example.org"),
    }
    make.rules(body_id, quorum_fraction="1/2", agenda_release=AgendaRelease.CHAIR)
    later = {"quorum_fraction": "1/1", "agenda_release": AgendaRelease.ALL_CHAIRS}
    make.rules(trade, notice_days=60, **later)
    number = make.planned(body_id, day(), kind=MeetingKind.JOINT, with_body_ids=(trade,))
    clients = {name: client_for(person) for name, person in seated.items()}
    bodies = {"trade": trade, "body": body_id, "above": above}
    return SimpleNamespace(**bodies, number=number, people=seated, by=clients)


@pytest.mark.rule("R88")
def test_mirrored_bodies_hold_a_joint_session(app, make, both, mails, post_office):
    make.convened(both.number, caller=None)
    with app.app_context():
        asked = db.session.scalars(db.select(Invitation)).all()
        assert len({one.seat_id for one in asked}) == len(asked) == 6
        assert {one.body_id for one in asked} == {both.body, both.trade}
    (mail,) = mails("mariam@example.org")
    assert "Trade group" in mail.body
    assert "Karim Bishara" in mail.body  # who leads the body that joins calls it too
    for body in (both.body, both.trade):  # it stands on the pages of both
        assert f"/meetings/{both.number}/" in both.by["mariam"].get(f"/bodies/{body}/").text
        assert f"/meetings/{both.number}/" in both.by["huda"].get(f"/bodies/{body}/meetings").text
    assert (
        both.by["karim"].post(f"/meetings/{both.number}/open", data={"sure": "y"}).status_code
        == 303
    )
    url = f"/meetings/{both.number}/attendance"
    with app.app_context():
        seats = {one.person_id: one.seat_id for one in db.session.scalars(db.select(Invitation))}
    for name, office in (("samer", "rana"), ("huda", "rana"), ("karim", "nadia")):
        whom = f"seat-{seats[both.people[name]]}"
        typed = {"whom": whom, "presence": "present"}
        assert both.by[office].post(url, data=typed).status_code == 303
    page = BeautifulSoup(both.by["huda"].get(url).text, "html.parser")
    said = page.select_one("#quorum").text
    assert "2 of 2 seats of members are there." in said
    assert "Trade group: 1 of 2 seats of members are there." in said
    assert "There are enough to decide" in said
    assert "Not enough are there to decide" in said
    assert both.by["samer"].post(f"/meetings/{both.number}/close").status_code == 303


def test_who_sits_in_both_reads_of_it_once_for_each_body_under_its_name(app, make, both):
    huda = both.people["huda"]
    for body in (both.trade, both.trade):  # two seats there are one line
        make.sits(make.seat(body, Role.OBSERVER), huda)
    make.convened(both.number, caller=None)
    page = BeautifulSoup(both.by["huda"].get("/").text, "html.parser")
    asked = [
        link.find_parent("li").select_one(".list-text").text
        for link in page.select('#main a[href$="/reply"]')
    ]
    with app.app_context():
        names = [db.session.get(Body, number).name for number in (both.body, both.trade)]
    assert sorted(asked) == sorted(names)


def changed(app, number, **plan):
    with app.test_request_context(), unit_of_work():
        meeting = queries.get_meeting(number)
        wanted = a_plan(day(), **plan)
        service.change(meeting, wanted=wanted, version=meeting.version, actor=SYSTEM)


def test_a_body_that_joins_or_leaves_later_is_told(app, make, both, mails, post_office):
    changed(app, both.number)
    make.convened(both.number)
    assert mails("mariam@example.org") == []
    changed(app, both.number, kind=MeetingKind.JOINT, with_body_ids=(both.trade,))
    url = f"/meetings/{both.number}/tell"
    told = {"message": "", "because": "Both chairs asked"}
    assert "Together with" in both.by["rana"].get(url).text
    both.by["rana"].post(url, data=told)
    (invited,) = mails("mariam@example.org")
    assert invited.subject.startswith("Invitation")
    assert mails("huda@example.org")[-1].subject.startswith("Changed")
    changed(app, both.number)
    both.by["rana"].post(url, data=told)
    assert mails("mariam@example.org")[-1].subject.startswith("Not needed")
    with app.app_context():
        left = db.session.scalars(db.select(Invitation).filter_by(withdrawn_at=None)).all()
        assert {one.body_id for one in left} == {both.body}


def test_the_agenda_comes_from_both_and_both_chairs_agree(app, make, both):
    today, now = clock.today(ZONE), clock.now()

    def on(name, act, **values):
        with app.test_request_context(), unit_of_work():
            actor = acting(both.people[name])
            return act(agendas.agenda_of(both.number), actor=actor, now=now, **values)

    with app.test_request_context(), unit_of_work():
        meeting = queries.get_meeting(both.number)
        lines = [{"title": "Joint inspections", "minutes": 10}]
        building.begin(meeting, lines=lines, proposals=(), actor=SYSTEM, now=now)
    sent = {"closes_on": today + timedelta(days=9), "today": today}
    on("rana", releasing.send_to_coordinators, **sent)
    with app.test_request_context():
        asked = {one.person_id for one in agendas.agenda_of(both.number).requests}
        assert both.people["mariam"] in asked
        assert both.people["huda"] in asked
        mark = agendas.mark_of(agendas.agenda_of(both.number))
        for name in ("karim", "nadia"):  # the page and the list say the same
            actor = acting(both.people[name])
            agenda = agendas.agenda_of(both.number)
            assert can(actor, VIEW, agenda)
            assert can(actor, VIEW_ITEM, agenda.items[0])
            assert db.session.scalars(db.select(Agenda).where(agendas.visible(actor))).all()
    on("samer", releasing.agree, seen=mark, today=today)
    page = f"/meetings/{both.number}/agenda"
    text = both.by["rana"].get(page).text
    card = BeautifulSoup(text, "html.parser").select_one("#release").get_text(" ", strip=True)
    called, joined = card.index("One of them agrees first:"), card.index("All of them agree first:")
    assert called < card.index("Samer Khatib") < card.index("Trade group") < joined
    assert "not yet" in card[joined:], "Karim Bishara has not agreed"
    assert "Not yet agreed to this text: Karim Bishara" in text
    assert "It goes out once you have agreed" in both.by["karim"].get("/").text
    on("karim", releasing.agree, seen=mark, today=today)
    with pytest.raises(Refused, match=r"Trade group: The agenda had to go out by .* Rule 4"):
        on("rana", releasing.release, today=today)  # each of the bodies keeps its own rules
    on("rana", releasing.release, today=today, because="Both heard it by telephone")
    assert "Joint inspections" in both.by["mariam"].get(page).text
    make.convened(both.number)
    with app.test_request_context():
        address = f"/agendas/{agendas.agenda_of(both.number).id}/reading-links"
    for name, status in (("rana", 200), ("nadia", 403)):  # no button leads to a refusal
        assert ("Links to hand over" in both.by[name].get(page).text) is (status == 200)
        assert both.by[name].post(address).status_code == status


PAPERS = {  # of the body that calls → who of the other body reads it once the agenda is out
    Access.PUBLIC: {"karim", "nadia", "mariam", "listener", "omar", "layla"},
    Access.MEMBERS: {"karim", "nadia", "mariam", "omar"},
    Access.NAMED: set(),
    Access.NON_DISCLOSURE: set(),
}


# Before that, who leads or serves the other body: they must agree to the draft.
DRAFTED = PAPERS | {Access.MEMBERS: {"karim", "nadia", "omar"}}


def test_papers_at_a_joint_meeting_are_read_by_the_seats_of_the_body_that_joins(
    app, make, both, client_for
):
    today, now = clock.today(ZONE), clock.now()
    trade = {name: both.people[name] for name in ("karim", "nadia", "mariam")}
    trade["listener"] = make.seated(both.trade, Role.OBSERVER, "Ingrid Solberg")
    # The secretary of the body above the trade group serves that group, too; its chair does not.
    trade["omar"] = make.seated(both.above, Role.SECRETARY, "Omar Said")
    trade["layla"] = make.seated(both.above, Role.CHAIR, "Layla Mansour")
    papers = {}
    with app.test_request_context(), unit_of_work():
        meeting = queries.get_meeting(both.number)
        lines = [{"title": "Joint inspections", "minutes": 10}]
        agenda = building.begin(meeting, lines=lines, proposals=(), actor=SYSTEM, now=now)
        for access in (*Access, None):
            facts = {"title": f"Canary {access}", "access": access or Access.MEMBERS}
            made = keeping.add(
                documents.get_body(both.body if access else both.trade),
                facts=facts,
                content=Content(written={"title": facts["title"], "paragraphs": ["One gate"]}),
                actor=SYSTEM,
                now=now,
            )
            papers[access] = made.id
            service_of_papers.attach(agenda.items[0], document=made, actor=SYSTEM, now=now)
        trade_paper = papers.pop(None)

    def reading():
        """Return who of the other body reads which paper: guard, list and answer agree."""
        found = {}
        with app.test_request_context():
            for access, number in papers.items():
                document = documents.get_document(number)
                told = {
                    one.person_id for one in documents.who_reads(document, today) if one.grounds
                }
                found[access] = set()
                for name, person_id in trade.items():
                    actor = acting(person_id)
                    listed = db.select(Document.id).where(documents.visible(actor))
                    opens = can(actor, READ_PAPER, document)
                    assert opens is (number in set(db.session.scalars(listed))), (access, name)
                    if access is not Access.PUBLIC:
                        assert opens is (person_id in told), (access, name)
                    if opens:
                        found[access].add(name)
            huda = acting(both.people["huda"])  # what the other body wrote is not shared by this
            assert not can(huda, READ_PAPER, documents.get_document(trade_paper))
        return found

    page = f"/meetings/{both.number}/agenda"
    number = papers[Access.MEMBERS]
    assert reading() == DRAFTED
    assert "Canary Access.MEMBERS" in both.by["karim"].get(page).text
    assert "Canary Access.NAMED" not in both.by["karim"].get(page).text
    who = both.by["rana"].get(f"/documents/{number}/who").text
    assert "leads or serves a body that joins the meeting" in who
    make.convened(both.number)
    assert reading() == DRAFTED
    with app.test_request_context(), unit_of_work():
        agenda = agendas.agenda_of(both.number)
        agenda.state, agenda.released_at = AgendaState.RELEASED, now
        agenda.items[0].released_at = now
    assert reading() == PAPERS
    text = both.by["mariam"].get(page).text
    assert "Canary Access.MEMBERS" in text
    assert "Canary Access.NAMED" not in text
    assert "Canary Access.MEMBERS" not in client_for(trade["listener"]).get(page).text
    who = both.by["rana"].get(f"/documents/{number}/who").text
    assert "sits in a body that joins the meeting" in who
    make.stored(both.number, state=MeetingState.CANCELLED)
    assert reading() == {one: set(trade) if one is Access.PUBLIC else set() for one in Access}


def test_the_rules_of_each_body_are_asked_before_it_is_called(both):
    page = both.by["rana"].get(f"/meetings/{both.number}/convene").text
    assert "Trade group: " in page
    assert "60 days" in page


def test_what_each_body_has_waiting_proposes_itself(app, make, both):
    below = make.body("Group on parcels", parent_id=both.trade)
    with app.test_request_context():
        meeting = db.session.get_one(Meeting, both.number)
        keys = {one.key for one in agendas.proposals_for(meeting, None, SYSTEM)}
    assert f"bodies:{below}" in keys


def test_other_words_for_an_issue_are_asked_for_by_the_secretary_of_its_body(app, both):
    now, today = clock.now(), clock.today(ZONE)
    said = {"title": "Opened twice", "problem": "Two visits", "expected_result": "One inspection"}
    with app.test_request_context(), unit_of_work():
        trade, mariam = issues.get_body(both.trade), acting(both.people["mariam"])
        when = {"now": now, "today": today}
        issue = proposing.propose(trade, facts=said, organisation_id=None, actor=mariam, **when)
        karim = acting(both.people["karim"])
        moving.accept(issues.get_issue(issue.id), actor=karim, **when)
        meeting = queries.get_meeting(both.number)
        found = [one for one in agendas.proposals_for(meeting, None, SYSTEM) if one.issue_id]
        agenda = building.begin(meeting, proposals=found, actor=SYSTEM, now=now)
        number = next(item.id for item in agenda.items if item.issue_id)
    page = f"/agenda-items/{number}/edit"
    seen = BeautifulSoup(both.by["rana"].get(page).text, "html.parser")
    typed = {"seen": seen.select_one("[name=seen]")["value"], "kind": "discussion"}
    typed |= {"title": "Opened once", "text": "Two visits", "expected_result": "One inspection"}
    for name, told in (
        ("rana", "Only the secretary of Trade group can ask for others."),
        ("nadia", "Yours stand here, and hold once Mariam Tesfaye agrees to them."),
    ):
        for pressed in ({}, {"offer": "words"}) if name == "rana" else ({},):
            refused = both.by[name].post(page, data=typed | pressed)
            assert refused.status_code == 409
            shown = BeautifulSoup(refused.text, "html.parser")
            assert told in shown.select_one(".form-errors").text
            assert bool(shown.select_one("button[name=offer]")) is (name == "nadia")
            assert shown.select_one("#title")["value"] == "Opened once"
