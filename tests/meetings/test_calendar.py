import re
from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup

from ntfc import clock, tokens
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.meetings import queries, service
from ntfc.meetings.models import CalendarFeed
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.permissions import SYSTEM, Role
from ntfc.seats.models import Appointment
from ntfc.transaction import unit_of_work
from tests.meetings.conftest import ZONE


def in_days(count):
    return clock.today(ZONE) + timedelta(days=count)


@pytest.fixture
def member_id(make, body_id):
    return make.seated(body_id, Role.MEMBER, "Karim Bishara", email="karim@example.org")


@pytest.fixture
def member(client_for, member_id):
    return client_for(member_id)


def unfolded(answer):
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return re.sub(r"\r\n[ \t]", "", answer.text)


def path(client):
    """Make an address for one's own calendar and return it as a path."""
    page = BeautifulSoup(client.post("/calendar").text, "html.parser")
    url = page.select_one("#feed-url")["value"]
    return url[url.index("/feed/") :]


def test_one_meeting_as_a_file(make, member, body_id):
    number = make.planned(body_id, in_days(20), place="Customs house", how_to_join="Dial 7")
    make.convened(number)
    text = unfolded(member.get(f"/meetings/{number}/calendar.ics"))
    assert "METHOD:PUBLISH" in text
    assert "BEGIN:VTIMEZONE" in text
    assert "LOCATION:Customs house" in text
    assert "Dial 7" in text


def test_a_file_hides_how_to_join_from_who_does_not_meet(make, client_for, body_id):
    number = make.planned(body_id, in_days(20), how_to_join="Dial 7")
    make.called(number)
    stranger = client_for(make.person("Huda Salem"))
    assert "Dial 7" not in unfolded(stranger.get(f"/meetings/{number}/calendar.ics"))


def test_each_day_of_a_meeting_is_an_entry_and_the_first_replaces_the_invitation(
    app, make, member, body_id
):
    days = tuple(DayPlan(in_days(20 + n), time(9), time(11)) for n in range(3))
    with app.test_request_context(), unit_of_work():
        meeting = service.plan(
            db.session.get_one(Body, body_id),
            wanted=Plan(days=days, time_zone=ZONE),
            now=now(),
            actor=SYSTEM,
        )
        number, uid = meeting.id, meeting.calendar_uid
    make.convened(number)
    text = unfolded(member.get(f"/meetings/{number}/calendar.ics"))
    assert re.findall(r"UID:(.+)\r\n", text) == [uid, f"{uid}-2", f"{uid}-3"]


def test_a_calendar_of_ones_own_holds_ones_meetings_and_follows_changes(
    app, make, client_for, member, body_id
):
    number = make.planned(body_id, in_days(20), place="Old hall")
    other = make.planned(make.body("Other", time_zone=ZONE), in_days(20), title="Of others")
    url = path(member)
    visitor = client_for(None)
    assert "BEGIN:VEVENT" not in unfolded(visitor.get(url))  # a plan is not for members
    make.convened(number)
    make.called(other)
    text = unfolded(visitor.get(url))
    assert "Old hall" in text
    assert "Of others" not in text
    with app.test_request_context(), unit_of_work():
        meeting = queries.get_meeting(number)
        meeting.place = "New hall"
        meeting.calendar_sequence += 1
    text = unfolded(visitor.get(url))
    assert "New hall" in text
    assert "SEQUENCE:1" in text


def test_the_feed_obeys_permissions_of_this_moment(app, make, client_for):
    body_id = make.body("Hidden", is_restricted=True, time_zone=ZONE)
    person = make.seated(body_id, Role.MEMBER, "Karim Bishara")
    make.convened(make.planned(body_id, in_days(20), title="Secret sitting"))
    url = path(client_for(person))
    visitor = client_for(None)
    assert "Secret sitting" in unfolded(visitor.get(url))
    with app.app_context(), unit_of_work():
        held = db.session.scalars(db.select(Appointment).filter_by(person_id=person)).one()
        held.ended_on = clock.today("UTC")
    assert "Secret sitting" not in unfolded(visitor.get(url))


def test_a_plan_stands_in_the_calendar_of_its_heads_as_not_sure(make, client_for, body_id):
    make.planned(body_id, in_days(20))
    url = path(client_for(make.seated(body_id, Role.SECRETARY)))
    assert "STATUS:TENTATIVE" in unfolded(client_for(None).get(url))


def test_called_off_it_says_so_in_every_calendar(app, make, client_for, member, body_id):
    number = make.planned(body_id, in_days(20))
    make.convened(number)
    with app.test_request_context(), unit_of_work():
        service.cancel(
            queries.get_meeting(number),
            reason="Flood",
            today=clock.today(ZONE),
            now=now(),
            actor=SYSTEM,
        )
    assert "STATUS:CANCELLED" in unfolded(client_for(None).get(path(member)))


def test_an_address_is_ended_and_only_by_its_owner(app, make, client_for, member, body_id):
    url = path(member)
    visitor = client_for(None)
    unfolded(visitor.get(url))
    with app.app_context():
        feed = db.session.scalars(db.select(CalendarFeed)).one()
        assert feed.token_hash == tokens.hash_of(url.split("/")[2])
        assert feed.last_read_at is not None
        feed_id = feed.id
    assert client_for(make.person("Huda")).post(f"/calendar/{feed_id}/end").status_code == 403
    assert member.post(f"/calendar/{feed_id}/end").status_code == 303
    assert visitor.get(url).status_code == 404
    assert visitor.get("/feed/nothing/meetings.ics").status_code == 404


def test_a_feed_costs_the_same_for_few_and_many(
    make, client_for, member, body_id, assert_constant_queries
):
    def grow(count=10):
        for day in range(count):
            make.convened(make.planned(body_id, in_days(20 + day)))

    grow(1)
    url = path(member)
    assert_constant_queries(client_for(None), url, grow)


def test_the_token_never_stands_in_a_log():
    line = "GET /feed/s3cr3t-token/meetings.ics HTTP/1.1"
    assert "s3cr3t" not in tokens.without_tokens(line)
