from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.db import db
from ntfc.organisations.models import Camp
from ntfc.permissions import Role
from ntfc.seats.models import Seat
from ntfc.trainings import rules
from ntfc.transaction import unit_of_work


def test_who_came_is_noted_from_the_day_on_and_joint_is_what_both_sides_came_to():
    day = date(2026, 3, 2)
    held = SimpleNamespace(held_on=day)
    assert [*rules.obstacles_to_noting_who_came(held, day)] == []
    assert len([*rules.obstacles_to_noting_who_came(held, day - timedelta(days=1))]) == 1
    assert len([*rules.obstacles_to_noting_who_came(None, day)]) == 1
    assert rules.was_joint([Camp.PUBLIC, Camp.PRIVATE, Camp.OTHER])
    assert not rules.was_joint([Camp.PUBLIC, Camp.OTHER])


@pytest.mark.rule("R124")
def test_both_sides_of_a_body_learn_skills_together(app, make, client_for, body_id):
    secretary = client_for(make.seated(body_id, Role.SECRETARY, "Rana Odeh"))
    member = client_for(make.seated(body_id, Role.MEMBER, "Mariam Tesfaye"))
    customs = make.organisation("Customs", side="customs", kind="customs_administration")
    chamber, stranger = make.organisation("Chamber"), make.organisation("Stranger")
    gone = make.organisation("Gone before")
    seats = {one: make.seat(body_id, organisation_id=one) for one in (customs, chamber, gone)}
    url, today = f"/bodies/{body_id}/trainings", clock.today("UTC")

    def plan(title, day, client=secretary, **more):
        typed = {"title": title, "skills": "Resolving conflicts", "led_by": "private", **more}
        return client.post(url, data={"held_on": day.isoformat(), **typed})

    def shown(client=member):
        page = BeautifulSoup(client.get(url).text, "html.parser")
        return [
            " ".join(li.select_one(".list-main").text.split()) for li in page.select("#sessions li")
        ]

    assert plan("Talking", today, skills=" ").status_code == 422
    assert plan("Talking", today, member).status_code == 403
    assert plan("Talking", today - timedelta(days=3)).status_code == 303
    assert plan("Negotiating", today + timedelta(days=30), led_by="").status_code == 303
    assert plan("Talking", today - timedelta(days=3), skills="Twice").status_code == 409
    ahead, past = shown()
    assert "Negotiating ahead" in ahead
    assert "Both sides together" in ahead
    assert "Resolving conflicts · led by: The private side" in past
    assert "Talking" in member.get(f"/bodies/{body_id}/who").text
    page = BeautifulSoup(secretary.get(url).text, "html.parser")
    (number,) = [one["value"] for one in page.select("[name=number]")]  # of what lies ahead, none
    for came, told in (
        ([customs], "only one side came"),
        ([customs, chamber], "Came: Chamber, Customs"),
    ):
        data = {"number": number, "came": came}
        assert secretary.post(f"{url}/came", data=data).status_code == 303
        assert told in shown()[1]
    assert "only one side" not in shown()[1]
    # Who left the table since stays in the list, however often it is saved again.
    with app.app_context(), unit_of_work():
        db.session.get_one(Seat, seats[chamber]).ended_on = today - timedelta(days=1)
        db.session.get_one(Seat, seats[gone]).ended_on = today - timedelta(days=9)
    for came, told in (
        ([customs], "Came: Customs"),
        ([customs, chamber], "Came: Chamber, Customs"),
    ):
        data = {"number": number, "came": came}
        assert secretary.post(f"{url}/came", data=data).status_code == 303
        assert told in shown()[1]
    boxes = BeautifulSoup(secretary.get(url).text, "html.parser").select("[name=came]")
    assert [int(box["value"]) for box in boxes] == [chamber, customs]
    with app.app_context(), unit_of_work():
        db.session.get_one(Seat, seats[chamber]).ended_on = today - timedelta(days=9)
    assert secretary.post(f"{url}/came", data=data).status_code == 303  # noted, so it stays
    assert "Came: Chamber, Customs" in shown()[1]
    # What is refused says why where it was ticked, and the ticks stay.
    ahead_number = int(number) + 1
    for whose, ticked, status in (
        (number, [customs, stranger], 422),
        (ahead_number, [customs], 409),
        (987654, [customs], 409),
    ):
        refused = secretary.post(f"{url}/came", data={"number": whose, "came": ticked})
        assert refused.status_code == status
        (told,) = BeautifulSoup(refused.text, "html.parser").select(".form-errors")
        boxes = told.parent.select("[name=came][checked]")
        assert [int(box["value"]) for box in boxes] == [customs]
        assert (told.find_parent("details") is not None) is (whose == number)
    assert "Came: Chamber, Customs" in shown()[1]
