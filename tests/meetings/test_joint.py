"""A meeting of several bodies: each seat asked once, both chairs, a quorum for each."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import Agenda
from ntfc.agendas.rules import VIEW, VIEW_ITEM
from ntfc.agendas.service import building, releasing
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.meetings import queries, service
from ntfc.meetings.models import Invitation, Meeting, MeetingKind
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
    trade = make.body("Trade group", time_zone=ZONE, mirror_of_id=body_id)
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
    return SimpleNamespace(trade=trade, body=body_id, number=number, people=seated, by=clients)


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
    assert both.by["karim"].post(f"/meetings/{both.number}/open").status_code == 303
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
    assert "Trade group:" in text
    assert "Not yet agreed to this text: Karim Bishara" in text
    assert "It goes out once you have agreed" in both.by["karim"].get("/").text
    on("karim", releasing.agree, seen=mark, today=today)
    with pytest.raises(Refused, match=r"Trade group: The agenda had to go out by .* Rule 4"):
        on("rana", releasing.release, today=today)  # each of the bodies keeps its own rules
    on("rana", releasing.release, today=today, because="Both heard it by telephone")
    assert "Joint inspections" in both.by["mariam"].get(page).text


def test_the_rules_of_each_body_are_asked_before_it_is_called(both):
    page = both.by["rana"].get(f"/meetings/{both.number}/convene").text
    assert "Trade group: " in page
    assert "60 days" in page


def test_what_each_body_has_waiting_proposes_itself(app, make, both):
    below = make.body("Group on parcels", parent_id=both.trade)
    with app.test_request_context():
        meeting = db.session.get_one(Meeting, both.number)
        keys = {one.key for one in agendas.proposals_for(meeting, None)}
    assert f"bodies:{below}" in keys
