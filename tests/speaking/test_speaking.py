from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.agendas.service import building, running
from ntfc.db import db
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import MeetingState
from ntfc.minutes.models import MinutesSection, Stance
from ntfc.minutes.rules.positions import Said, Voice
from ntfc.minutes.service import positions, record
from ntfc.organisations.models import Camp
from ntfc.permissions import SYSTEM, Role
from ntfc.speaking import rules
from ntfc.transaction import unit_of_work


@pytest.fixture
def hall(app, make, client_for, body_id):
    """A meeting that is called, with one seat of customs and three of business."""
    found = SimpleNamespace(app=app, keys={})
    secretary = make.seated(body_id, Role.SECRETARY, "Rana Odeh")
    found.secretary = client_for(secretary)
    customs = make.organisation("Customs", side="customs", kind="customs_administration")
    found.customs = customs
    for name, owner in (
        ("Omar", customs),
        ("Mariam", make.organisation("Chamber")),
        ("Karim", make.organisation("Forwarders")),
        ("Huda", make.organisation("Farmers")),
    ):
        seat, person = make.seat(body_id, organisation_id=owner), make.person(name)
        make.sits(seat, person)
        found.keys[name] = f"seat-{seat}"
        setattr(found, name.lower(), client_for(person))
    found.meeting = make.planned(body_id)
    make.convened(found.meeting)
    with app.test_request_context(), unit_of_work():
        meeting = meetings.get_meeting(found.meeting)
        lines = [{"title": "Fees", "minutes": 10}]
        agenda = building.begin(meeting, lines=lines, actor=SYSTEM, now=clock.now())
        found.agenda = agenda.id
        running.take_up(agenda.items[0], actor=SYSTEM, now=clock.now())
    found.url = f"/agendas/{found.agenda}/speakers"
    return found


def page(answer):
    return BeautifulSoup(answer.text, "html.parser")


def listed(answer):
    return [
        bdi.text for bdi in page(answer).select("#on-the-list ol .list-title > bdi:first-child")
    ]


def table(answer):
    rows = page(answer).select("#sides-table tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]


@pytest.mark.rule("R112")
def test_hands_are_taken_in_order_where_a_chair_wants_a_list(hall):
    def press(step, name="", client=hall.secretary):
        return client.post(f"{hall.url}{step}", data={"whom": hall.keys.get(name, name)})

    assert press("", "Omar").status_code == 409  # the meeting has not begun
    hall.secretary.post(f"/meetings/{hall.meeting}/open", data={"sure": "y"})
    assert "Who speaks" in hall.secretary.get(f"/agendas/{hall.agenda}/run").text
    for name in ("Karim", "Omar", "Huda", "Karim"):
        assert press("", name).status_code == 303
    assert listed(hall.secretary.get(hall.url)) == ["Karim", "Omar", "Huda"]
    press("/take-off", "Huda")
    press("/floor", "Karim")
    shown = hall.secretary.get(hall.url)
    assert listed(shown) == ["Omar"]
    assert "Has the floor" in shown.text
    assert press("/floor", "Karim").status_code == 409  # a second click
    press("/floor", "Omar")  # Karim has finished by that
    press("/done")
    shown = page(hall.secretary.get(hall.url))
    assert "Nobody asks to speak." in shown.text
    spoke = [li.bdi.text for li in shown.select("#around-the-table li") if "spoke" in li.text]
    assert sorted(spoke) == ["Karim", "Omar"]
    assert press("", "seat-999999").status_code == 409
    assert press("", "Mariam", hall.mariam).status_code in (403, 404)


@pytest.mark.rule("R33")
def test_seats_attendance_and_speech_are_balanced_by_side_per_meeting_and_per_body(hall, body_id):
    shown = f"/meetings/{hall.meeting}/"
    assert table(hall.secretary.get(shown)) == [
        ["Public side", "1 (25 %)"],
        ["Private side", "3 (75 %)"],
    ]
    hall.secretary.post(f"{shown}open", data={"sure": "y"})
    for name in ("Omar", "Mariam"):
        typed = {"whom": hall.keys[name], "presence": "present"}
        hall.secretary.post(f"{shown}attendance", data=typed)
    for _twice in range(2):  # one institution counts once
        hall.secretary.post(f"{hall.url}/spoke", data={"whom": hall.keys["Mariam"]})
    answer = hall.secretary.get(shown)
    both = [
        ["Public side", "1 (25 %)", "1 (50 %)", "0 (0 %)"],
        ["Private side", "3 (75 %)", "1 (50 %)", "1 (100 %)"],
    ]
    assert table(answer) == both
    assert (
        "Public side: less than a third of what both sides have: Institutions that spoke."
        in answer.text
    )
    assert "Chamber · Private side" in " ".join(
        page(answer).select_one("#sides-balance").text.split()
    )
    assert table(hall.secretary.get(f"/bodies/{body_id}/who")) == []  # no meeting was held yet
    reached = page(hall.secretary.get(f"{shown}close")).select("[name=reached]")
    assert all(one.has_attr("checked") for one in reached)  # nothing was led on the screen
    ticked = {"asked": "y", "reached": [one["value"] for one in reached]}
    assert hall.secretary.post(f"{shown}close", data=ticked).status_code == 303
    assert table(hall.secretary.get(f"/bodies/{body_id}/who")) == both
    # An institution whose position stands in the record was heard, on a list or not.
    with hall.app.test_request_context(), unit_of_work():
        minutes = record.start(meetings.get_meeting(hall.meeting), actor=SYSTEM, now=clock.now())
        positions.note_position(
            db.session.query(MinutesSection).filter_by(minutes_id=minutes.id).one(),
            voice=Voice(f"org-{hall.customs}", "Customs", Camp.PUBLIC, hall.customs),
            said=Said(Stance.FOR),
            seen=0,
            actor=SYSTEM,
            now=clock.now(),
            today=clock.today("UTC"),
        )
    heard = page(hall.secretary.get(shown)).select_one("#sides-balance").text
    assert "Customs · Public side" in " ".join(heard.split())
    both[0][3], both[1][3] = "1 (50 %)", "1 (50 %)"
    assert table(hall.secretary.get(f"/bodies/{body_id}/who")) == both


def test_a_side_is_weak_below_a_third_of_both():
    def weak(public, private):
        column = rules.Column("Seats", {Camp.PUBLIC: public, Camp.PRIVATE: private, Camp.OTHER: 50})
        return [camp for camp, _name in rules.weak_sides([column])]

    assert weak(0, 0) == weak(1, 2) == weak(2, 1) == []
    assert weak(1, 3) == [Camp.PUBLIC]
    assert weak(3, 1) == [Camp.PRIVATE]
    assert rules.Column("Seats", {}).share(Camp.PUBLIC) is None
    assert rules.by_camp([(None, 2), (Camp.OTHER, 1)]) == {Camp.OTHER: 3}


@pytest.mark.parametrize("state", MeetingState)
def test_speech_is_noted_in_the_meeting_and_after_it_and_never_before(state):
    agenda = SimpleNamespace(meeting=SimpleNamespace(state=state))
    may_be_noted = state in (MeetingState.UNDER_WAY, MeetingState.HELD)
    assert ([*rules.obstacles_to_noting_speech(agenda)] == []) is may_be_noted
