import re
from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from ntfc import clock, ics, tokens
from ntfc.clock import now
from ntfc.db import db
from ntfc.meetings import queries, service
from ntfc.meetings.models import CalendarFeed, MeetingState
from ntfc.meetings.rules import DayPlan, Plan, stretches
from ntfc.meetings.rules.calendar import entries_of
from ntfc.permissions import SYSTEM, Role
from ntfc.seats.models import Appointment
from ntfc.transaction import unit_of_work
from tests.calendars import entries, times
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


def sitting(number, starts=9, ends=11, place=""):
    return DayPlan(in_days(20 + number), time(starts), time(ends), place)


def as_read(days, usual=""):
    """The days as a calendar must show them."""
    parts = sorted(stretches(days, ZONE), key=lambda part: part.starts_at)
    return [(part.starts_at, part.ends_at, part.place or usual) for part in parts]


@settings(deadline=None, max_examples=40)
@given(
    days=st.lists(
        st.tuples(
            st.integers(0, 400), st.integers(0, 3), st.sampled_from(["", "Port", "Hall; left, 2"])
        ),
        min_size=1,
        max_size=14,
        unique_by=lambda one: one[0],
    ),
    zone=st.sampled_from(["Asia/Amman", "Europe/Paris", "America/St_Johns"]),
)
def test_any_days_stand_in_a_calendar_each_with_its_hours_and_place(days, zone):
    first = date(2026, 3, 1)
    plans = [
        DayPlan(first + timedelta(days=n), time(9 + later), time(13 + later), place)
        for n, later, place in days
    ]
    parts = stretches(plans, zone)
    body = SimpleNamespace(short_name="NTFC", name="Committee")
    meeting = SimpleNamespace(
        days=parts, time_zone=zone, place="", body=body, calendar_uid="1", calendar_sequence=2,
        state=MeetingState.CONVENED, title="Retreat", number=None,
    )  # fmt: skip
    events = list(entries_of(meeting, stamp=now(), about="", url="", elsewhere="Online"))
    wanted = [(part.starts_at, part.ends_at, part.place or "Online") for part in parts]
    assert times(ics.calendar(events)) == wanted


def test_the_days_of_a_meeting_are_one_series_that_follows_each_change(
    app, make, member, mails, post_office, body_id
):
    usual = "Customs house"
    days = [
        sitting(0),
        sitting(1),
        sitting(4, starts=14, ends=17, place="Port; gate 2, left"),
        sitting(5, ends=10),
        sitting(5, starts=15, ends=16, place="Dry port"),
    ]
    number = make.planned(body_id, place=usual)
    change(app, number, days, place=usual)
    make.convened(number)
    mailed = mails("karim@example.org")[0].calendar
    *whole_days, morning, afternoon = as_read(days, usual)
    last = (morning[0], afternoon[1], f"{usual}; Dry port")  # one day, one entry
    assert times(mailed) == [*whole_days, last]
    assert len(entries(mailed)) == 3, "only days that differ stand for themselves"
    assert all(one["ORGANIZER"] and one["ATTENDEE"] for one in entries(mailed))
    assert times(unfolded(member.get(f"/meetings/{number}/calendar.ics"))) == times(mailed)

    # A day is taken away, then the first, then all but one: each time the whole takes its place.
    for sequence, left in enumerate(([0, 2, 3, 4], [2, 3, 4], [2]), 1):
        kept = [days[n] for n in left]
        change(app, number, kept, place=usual)
        tell_changes(app, number)
        told = mails("karim@example.org")[-1].calendar
        assert "METHOD:REQUEST" in told
        assert [start for start, *_rest in times(told)] == sorted(
            {
                day: start for start, *_rest in reversed(as_read(kept)) for day in [start.date()]
            }.values()
        )
        assert {one["UID"] for one in entries(told)} == {entries(mailed)[0]["UID"]}
        assert {one["SEQUENCE"] for one in entries(told)} == {str(sequence)}
    assert "RRULE" not in told

    change(app, number, days, place=usual)
    with app.test_request_context(), unit_of_work():
        service.cancel(
            queries.get_meeting(number),
            reason="Flood",
            today=clock.today(ZONE),
            now=now(),
            actor=SYSTEM,
        )
    told = mails("karim@example.org")[-1].calendar
    (gone,) = entries(told)
    assert "METHOD:CANCEL" in told
    assert (gone["UID"], gone["SEQUENCE"]) == (entries(mailed)[0]["UID"], "5")
    assert (gone["STATUS"], gone["RRULE"]) == ("CANCELLED", "FREQ=DAILY;INTERVAL=1;COUNT=6")
    # Whoever did not take the mail up reads the same from the feed.
    assert entries(unfolded(member.get(f"/meetings/{number}/calendar.ics")))[0]["STATUS"] == (
        "CANCELLED"
    )


def change(app, number, days, **values):
    with app.test_request_context(), unit_of_work():
        meeting = queries.get_meeting(number)
        wanted = Plan(days=tuple(days), time_zone=ZONE, **values)
        service.change(meeting, wanted=wanted, version=meeting.version, actor=SYSTEM)


def tell_changes(app, number):
    with app.test_request_context(), unit_of_work():
        service.tell_changes(
            queries.get_meeting(number),
            sending=service.Sending(because="Urgent"),
            today=clock.today(ZONE),
            now=now(),
            actor=SYSTEM,
        )


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
